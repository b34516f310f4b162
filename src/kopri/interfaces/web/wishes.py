"""Hours to wish for, as a carrier sees them: local time, and what is free."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from kopri.domains.queue.queries import offers
from kopri.domains.queue.types import Offer
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.figures import Hour, Slots
from kopri.interfaces.web.filling import Filling
from kopri.interfaces.web.show import Field
from kopri.interfaces.web.words import Text, say
from kopri.kernel.clock import from_text, to_text
from kopri.kernel.errors import Fault
from kopri.kernel.lines import TRUCK, Line

HOURS = 48
SHOWN = 12
WISHES = ("wish_1", "wish_2", "wish_3")


def next_hours(house: House, *, direction: str, point: str) -> list[Offer]:
    """What is offered in the next two days."""
    line = Line(point=point, direction=direction, vehicle_class=TRUCK)
    now = house.journal.clock.now()
    return offers(line=line, start=now, hours=HOURS, now=now)


def slots(hours: Sequence[Offer], *, direction: str, point: str, pair: PairData) -> Slots:
    """The next hours as bars."""
    return Slots(
        caption=say("Slots of the next hours: {way}",
                    way=names.way(pair, direction=direction, point=point)),
        hours=[Hour(at=each.slot, capacity=each.supply, taken=each.granted)
               for each in hours[:SHOWN]],
    )


def fields(filling: Filling, *, hours: Sequence[Offer], house: House) -> list[Field]:
    """Three wishes, the best first; an hour that is full can be wished for by nobody."""
    now, zone = house.journal.clock.now(), house.pair.country(house.side).zone
    choices: list[tuple[str, Text]] = [("", _("no wish"))]
    for each in hours:
        hour = cldr.clock(each.slot, now=now, zone=zone, language=names.language())
        if each.free:
            choices.append((to_text(each.slot), f"{hour} ({_('free:')} {each.free})"))
    labels = (_("Slot: first wish"), _("Second wish"), _("Third wish"))
    return [
        filling.choice(name, label, kind="select", choices=choices, required=False)
        for name, label in zip(WISHES, labels, strict=True)
    ]


def wished(values: dict[str, str]) -> list[datetime]:
    """The wishes that were sent, each once; words that are no time are left out."""
    found = []
    for name in WISHES:
        try:
            found.append(from_text(values.get(name, "")))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


NO_WISH = Fault(
    code="form.no_wish", path="/wish_1", rule="Köpri, docs/reference/rules",
    message="No hour is wished for.", remedy="Choose at least one hour.",
)
