"""What the customs desk can do with a declaration: one form for each act."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kopri.domains.customs.queries import DeclarationView
from kopri.domains.customs.states import TRANSITIONS
from kopri.domains.customs.types import DeclarationState
from kopri.interfaces.house import House
from kopri.interfaces.web.customs import words
from kopri.interfaces.web.filling import Filling, Sent
from kopri.interfaces.web.show import Field, Form
from kopri.interfaces.web.words import Text
from kopri.journeys.show_customs import CustomsSheet


def _action(sheet: CustomsSheet) -> str:
    return f"/cases/{sheet.case.reference}/customs"


def declaring(sheet: CustomsSheet, *, house: House, sent: Sent) -> Form:
    """A new declaration; for transit with its terms."""
    filling = Filling(form="declare", sent=sent)
    regimes = ["export" if sheet.leaving else "import", "transit"]
    system = house.customs
    hint = _("Leave it empty to lodge what was announced with the customs system.") if system else \
        _("As it stands on the declaration.")
    terms = [
        filling.field("exit_office", _("Office of exit"), required=False),
        filling.field("deadline", _("Deadline"), kind="date", required=False),
        filling.field("guarantee", _("Guarantee or TIR carnet"), kind="code", required=False),
        filling.field("seals", _("Seals"), required=False, hint=_("Numbers, parted by commas.")),
        filling.field("route", _("Route"), required=False, hint=_("Places in order.")),
    ]
    return filling.done(
        action=_action(sheet), submit=_("Put the declaration to this case"),
        note=_("The customs system here is a simulated one.") if system and system.simulated else "",
        groups=[
            ("", [filling.choice(
                "regime", _("Regime"), kind="radio", first=regimes[0],
                choices=[(each, words.REGIMES[each]) for each in regimes]),
                *_consignments(sheet, filling=filling),
                filling.field("number", _("Number, if it is lodged already"), kind="code",
                              required=system is None, hint=hint)]),
            (_("For transit alone"), terms)],
        hidden={"act": "declare", "form": "declare"})


def _consignments(sheet: CustomsSheet, *, filling: Filling) -> list[Field]:
    """Which of several is declared."""
    if len(sheet.consignments) < 2:
        return []
    return [filling.choice("consignment", _("Consignment"), kind="radio", first="",
                           choices=[(each, each) for each in sheet.consignments])]


def acting(
    each: DeclarationView, *, sheet: CustomsSheet, house: House, sent: Sent
) -> list[Form]:
    """Of what the state allows: ask the system, enter by hand, invalidate, end a transit."""
    found = []
    if house.customs is not None and each.open:
        found.append(_simple(each, sheet=sheet, sent=sent, act="follow",
                             submit=_("Ask the customs system now")))
    if _can_end(each, sheet=sheet):
        found.append(_ending(each, sheet=sheet, sent=sent))
    ahead = [to for _by, to in TRANSITIONS.get(each.state, ())
             if to is not DeclarationState.DISCHARGED]
    if ahead:
        found.append(_telling(each, sheet=sheet, sent=sent, ahead=ahead))
    if house.customs is not None and each.open:
        filling = _filling(each, act="invalidate", sent=sent)
        found.append(filling.done(
            action=_action(sheet), submit=_("Ask to invalidate it"), tone="refused",
            fold=_("Ask the system to invalidate it"),
            fields=[filling.field("text", _("Reason"))], hidden=_hidden(each, act="invalidate")))
    return found


def _can_end(each: DeclarationView, *, sheet: CustomsSheet) -> bool:
    released = each.state is DeclarationState.RELEASED and each.regime.value == "transit"
    return released and (not sheet.leaving or sheet.arrived is not None)


def _ending(each: DeclarationView, *, sheet: CustomsSheet, sent: Sent) -> Form:
    filling = _filling(each, act="end", sent=sent)
    fields = [filling.choice("seals", _("Seals on arrival"), kind="radio", first="intact",
                             choices=[("intact", _("intact")), ("broken", _("broken"))]),
              filling.field("text", _("Remark"), required=False)]
    if not sheet.leaving:
        fields.insert(0, filling.field(
            "office", _("Office that has reported"), value=each.terms.exit_office))
    note: Text = _("The evidence is the neighbour's signed arrival.") if sheet.leaving else ""
    return filling.done(
        action=_action(sheet), submit=_("End the transit"), tone="cleared", fields=fields,
        note=note, title=_("End the transit"), hidden=_hidden(each, act="end"))


def _telling(
    each: DeclarationView, *, sheet: CustomsSheet, sent: Sent, ahead: Sequence[DeclarationState]
) -> Form:
    filling = _filling(each, act="tell", sent=sent)
    return filling.done(
        action=_action(sheet), submit=_("Enter it"), fold=_("Enter by hand what stands on paper"),
        fields=[
            filling.choice("state", _("State"), kind="radio", first=ahead[0].value,
                           choices=[(to.value, words.STATES[to.value]) for to in ahead]),
            filling.field("number", _("Number"), kind="code", value=each.number, required=False),
            filling.field("text", _("Reason"), required=False,
                          hint=_("Needed where it is invalidated."))],
        hidden=_hidden(each, act="tell"))


def _simple(
    each: DeclarationView, *, sheet: CustomsSheet, sent: Sent, act: str, submit: Text
) -> Form:
    return _filling(each, act=act, sent=sent).done(
        action=_action(sheet), submit=submit, hidden=_hidden(each, act=act))


def _filling(each: DeclarationView, *, act: str, sent: Sent) -> Filling:
    return Filling(form=f"{act}-{each.declaration}", sent=sent)


def _hidden(each: DeclarationView, *, act: str) -> dict[str, str]:
    return {"act": act, "declaration": each.declaration, "form": f"{act}-{each.declaration}"}


