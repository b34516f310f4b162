"""The declarations of a case: what customs have, and what their desk can do."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopri.domains.customs.operations import Declaring
from kopri.domains.customs.queries import DeclarationView
from kopri.domains.customs.types import DeclarationState, Terms
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.customs import forms, words
from kopri.interfaces.web.customs.page import Declarations, Part
from kopri.interfaces.web.filling import NOTHING, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Cell, Facts, Link, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.clear_customs import (
    Cleared,
    Customs,
    declare_goods,
    end_transit,
    follow_declaration,
    invalidate_declaration,
    tell_declaration,
)
from kopri.journeys.show_customs import CustomsSheet, show_declarations
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Fault, Ground, Refusal

NO_DAY = Fault(code="form.day", path="/deadline", message="This is no day.",
               rule="Köpri, docs/reference/rules", remedy="Choose a day.")
Act = Callable[[Customs, dict[str, str]], Cleared]


@require_http_methods(["GET", "HEAD", "POST"])
@view()
def declarations(request: HttpRequest, *, reference: str) -> HttpResponse:
    """The page; a POST is one act of the desk, then the page as it stands."""
    house, who = house_of(request), actor(request)
    if request.method != "POST":
        return draw(request, page(house, actor=who, reference=reference))
    sent = values(request)
    desk = Customs(journal=house.journal, pair=house.pair, actor=who, reference=reference,
                   system=house.customs, request=form_key(request))
    act = ACTS.get(sent.get("act", ""), ACTS["follow"])
    found, refusal = attempt(lambda: act(desk, sent))
    if refusal is None:
        return go(request, f"/cases/{reference}/customs", done=_word(found, act=sent.get("act", "")))
    if refusal.ground in (Ground.DENIED, Ground.MISSING):
        raise refusal
    return draw(request, page(house, actor=who, reference=reference, sent=Sent(
        form=sent.get("form", ""), values=sent, faults=refusal.faults)),
        status=STATUS[refusal.ground])


def _word(found: object, *, act: str) -> str:
    """What the next page says was done; a declaration that came back is no success."""
    state = found.get("state") if isinstance(found, dict) else getattr(found, "state", "")
    back = act == "declare" and state == DeclarationState.INVALIDATED.value
    return "customs-rejected" if back else f"customs-{act}"


def _declare(desk: Customs, sent: dict[str, str]) -> Cleared:
    zone = desk.pair.country(desk.journal.side).zone
    deadline: datetime | None = None
    if sent.get("deadline"):
        try:
            day = date.fromisoformat(sent["deadline"])
        except ValueError:
            raise Refusal([NO_DAY], ground=Ground.INVALID) from None
        deadline = datetime.combine(day, time(23, 59, 59), tzinfo=zone)
    return declare_goods(desk=desk, declaring=Declaring(
        regime=sent.get("regime", ""), number=sent.get("number", ""),
        consignment=sent.get("consignment", ""), terms=Terms(
            exit_office=sent.get("exit_office", ""), guarantee=sent.get("guarantee", ""),
            deadline=deadline, seals=_listed(sent.get("seals", "")),
            route=_listed(sent.get("route", "")))))


def _listed(text: str) -> list[str]:
    """Lines, or parted by commas."""
    return [part for line in text.splitlines() for each in line.split(",")
            if (part := each.strip())]


def _end(desk: Customs, sent: dict[str, str]) -> Cleared:
    return end_transit(desk=desk, declaration=sent.get("declaration", ""),
                       office=sent.get("office", ""), text=sent.get("text", ""),
                       seals_intact=sent.get("seals") == "intact")


ACTS: dict[str, Act] = {
    "declare": _declare,
    "follow": lambda desk, sent: follow_declaration(
        desk=desk, declaration=sent.get("declaration", "")),
    "tell": lambda desk, sent: tell_declaration(
        desk=desk, declaration=sent.get("declaration", ""), state=sent.get("state", ""),
        number=sent.get("number", ""), text=sent.get("text", "")),
    "invalidate": lambda desk, sent: invalidate_declaration(
        desk=desk, declaration=sent.get("declaration", ""), reason=sent.get("text", "")),
    "end": _end,
}


def page(house: House, *, actor: Actor, reference: str, sent: Sent = NOTHING) -> Declarations:
    """Each declaration with what can be done with it; then the form for another one."""
    sheet = show_declarations(journal=house.journal, pair=house.pair, actor=actor,
                              reference=reference)
    parts = [_part(each, sheet=sheet, house=house, sent=sent) for each in sheet.declarations]
    if not parts:
        parts = [Part(title=_("Customs declarations"), blocks=[Blank(
            kind="empty", title=_("No declaration is put to this case."))])]
    if sheet.desk:
        parts.append(Part(
            title=_("Another declaration") if sheet.declarations else _("Put a declaration"),
            blocks=[forms.declaring(sheet, house=house, sent=sent)]))
    return Declarations(
        lede=Lede(title=_("Customs declarations"), code=reference, plate=sheet.case.plate,
                  turn=_turn(sheet, house=house)),
        links=[Link(href=f"/cases/{reference}", label=_("The whole case")),
               *([Link(href="/customs", label=_("All open declarations"))] if sheet.desk else [])],
        parts=parts)


def _turn(sheet: CustomsSheet, *, house: House) -> Text:
    """What holds the case back, in one sentence."""
    mine = [each for each in sheet.declarations if each.side == house.side]
    if any(each.overdue(sheet.now) for each in mine):
        return _("A transit is overdue.")
    waiting = sum(each.open and each.state.value != "released" for each in mine)
    if waiting:
        return say("Not released yet: {number}.", number=waiting)
    if not mine:
        return _("No declaration of this side is put to this case.")
    return _("No declaration of this side waits for its release.")


def _part(each: DeclarationView, *, sheet: CustomsSheet, house: House, sent: Sent) -> Part:
    own = each.side == house.side
    return Part(
        title=f"{words.REGIMES[each.regime.value]}, {each.side.upper()}",
        says=_says(each, sheet=sheet, own=own),
        blocks=[facts(each), *([_answers(each)] if each.answers else []),
                *(forms.acting(each, sheet=sheet, house=house, sent=sent)
                  if own and sheet.desk else [])])


def _says(each: DeclarationView, *, sheet: CustomsSheet, own: bool) -> Sequence[Text]:
    found: list[Text] = []
    if each.simulated:
        found.append(_("The customs system that answers here is a simulated one."))
    if each.overdue(sheet.now):
        found.append(_("Overdue: the office of exit has not reported by the deadline."))
    if not own:
        found.append(_("Of the other side: for information only."))
    return found


def facts(each: DeclarationView) -> Facts:
    """What stands in it."""
    terms, end = each.terms, next((one for one in each.tellings if one.evidence), None)
    items: list[tuple[Text, Cell]] = [
        (_("State"), Cell(value=words.status(each), kind="status")),
        (_("Since"), Cell(value=each.since, kind="moment")),
        (_("Number"), Cell(value=each.number or None, kind="code",
                           mark=words.SIMULATED if each.simulated else None))]
    if each.consignment:
        items.append((_("Consignment"), Cell(value=each.consignment, kind="code")))
    if each.lrn and each.lrn != each.number:
        items.append((_("Reference"), Cell(value=each.lrn, kind="code")))
    if each.system:
        items.append((_("System"), Cell(value=each.system)))
    if each.regime.value == "transit":
        items += [
            (_("Office of exit"), Cell(value=terms.exit_office)),
            (_("Deadline"), Cell(value=terms.deadline, kind="moment")),
            (_("Seals"), Cell(value=", ".join(terms.seals) or None)),
            (_("Route"), Cell(value=" – ".join(terms.route) or None))]
        if terms.guarantee:
            items.append((_("Guarantee"), Cell(value=terms.guarantee, kind="code")))
    if end is not None:
        items += [
            (_("Ended on"), Cell(value=words.EVIDENCE.get(end.evidence, end.evidence))),
            (_("Reported by"), Cell(value=end.office or None)),
            (_("Seals on arrival"), Cell(value=_("intact") if end.seals_intact else _("broken")))]
    return Facts(items=items)


def _answers(each: DeclarationView) -> Table:
    return Table(
        caption=_("What the system has answered"),
        columns=[(_("When"), "moment"), (_("Code"), "code"), (_("Answer"), "text")],
        rows=[[Cell(value=one.time, kind="moment"), Cell(value=one.code or None, kind="code"),
               Cell(value=one.text)] for one in each.answers])
