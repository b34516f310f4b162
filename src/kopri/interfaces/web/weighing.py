"""Weighings on the case page: what scales said, what does not fit, and the form to write one down."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from kopri.crossing.queries import CaseView
from kopri.crossing.states import Phase, SideState
from kopri.domains.weighing.types import AxleGroup
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.weighing import AXLES, NOTICE, OWN_WEIGHT_KG, Found
from kopri.interfaces.web.filling import Filling, Sent
from kopri.interfaces.web.show import Cell, Form, Table
from kopri.interfaces.web.words import Text, say
from kopri.journal.authority import exit_side
from kopri.journeys.weigh_vehicle import Judged, OnScales, show_weighings
from kopri.kernel.errors import Fault, Refusal

_HOUSE = "Köpri, docs/reference/rules"
_GROUP = re.compile(r"([1-4])[:x*=](\d{2,6})")
NO_WEIGHT = Fault(
    code="form.weight", path="/gross_kg", rule=_HOUSE, message="This is not a whole number.",
    remedy="Write kilograms in digits only.",
)
NO_AXLES = Fault(
    code="form.axles", path="/axles", rule=_HOUSE, message="The axles cannot be read.",
    remedy="Write how many axles and their load, from the front, for example 1:7000 2:15000 3:21000.",
)


def table(case: CaseView, *, pair: PairData) -> Table | None:
    """None where nothing was weighed."""
    found = show_weighings(pair=pair, case=case)
    if not found:
        return None
    return Table(
        caption=_("Weighings"),
        columns=[(_("When"), "moment"), (_("Weighed"), "text"), (_("What does not fit"), "text")],
        rows=[_row(each) for each in found])


def newest(case: CaseView, *, pair: PairData) -> tuple[int | None, list[Text]]:
    """What scales said last, and in sentences what does not fit."""
    found = show_weighings(pair=pair, case=case)[-1:]
    return (found[0].weighed.gross_kg if found else None,
            [_sentence(each) for judged in found for each in judged.findings])


def _row(judged: Judged) -> list[Cell]:
    weighed = judged.weighed
    by = say("scales {name}", name=weighed.device) if weighed.device else _("by hand")
    axles = "".join(f" · {group.axles}: {group.load_kg}" for group in weighed.axle_groups)
    return [
        Cell(value=weighed.time, kind="moment"),
        Cell(value=f"{weighed.side.upper()} {weighed.gross_kg} {_('kg')}{axles}, {by}"),
        Cell(value=" ".join(str(_sentence(each)) for each in judged.findings)
             or _("Nothing was found.")),
    ]


def _sentence(found: Found) -> Text:
    """In words, with the limit and how far beyond it."""
    fields: dict[str, str | int] = {
        "side": found.side.upper(), "limit": found.limit_kg, "off": abs(found.off_kg)}
    if found.what == NOTICE:
        return (say("{side}: {off} kg more than announced (goods and {own} kg assumed for the vehicle).",
                    own=OWN_WEIGHT_KG, **fields) if found.off_kg > 0 else
                say("{side}: {off} kg less than announced (goods and {own} kg assumed for the vehicle).",
                    own=OWN_WEIGHT_KG, **fields))
    if found.what == AXLES:
        return say("{side}: {off} kg over the limit of {limit} kg for {axles} axles together.",
                   axles=found.axles, **fields)
    if found.certain:
        return say("{side}: {off} kg over the limit of {limit} kg.", **fields)
    return say("{side}: {off} kg over the lowest limit that may hold, {limit} kg; its axles decide.",
               **fields)


def forms(case: CaseView, *, side: str, sent: Sent) -> Sequence[Form]:
    """To write down what the scales show, folded; of a vehicle that is at this side."""
    waits = case.phase in (Phase.WAITING, Phase.CALLED) and exit_side(case.direction) == side
    if not waits and case.state_at(side) not in (SideState.REGISTERED, SideState.HELD):
        return []
    filling = Filling(form="weigh", sent=sent)
    return [filling.done(
        action=f"/cases/{case.reference}/weigh", submit=_("Keep this weighing"), fold=_("Weigh"),
        fields=[
            filling.field("gross_kg", _("Gross weight"), kind="number", unit=_("kg")),
            filling.field("axles", _("Axles"), required=False, hint=_(
                "How many axles bear together, and what: 1:7000 2:15000 3:21000. May be left empty.")),
        ])]


def typed(reference: str, *, gross_kg: str, axles: str) -> OnScales:
    """What an officer wrote; a Refusal with every fault."""
    gross, words = gross_kg.replace(" ", ""), axles.replace(",", " ").replace(";", " ").split()
    groups = [_GROUP.fullmatch(word) for word in words]
    wrong = [] if gross.isdecimal() and 0 < int(gross) <= 200_000 else [NO_WEIGHT]
    if None in groups or len(groups) > 20:
        wrong = [*wrong, NO_AXLES]
    if wrong:
        raise Refusal(wrong)
    return OnScales(text=reference, gross_kg=int(gross), axle_groups=tuple(
        AxleGroup(axles=int(each[1]), load_kg=int(each[2])) for each in groups if each))
