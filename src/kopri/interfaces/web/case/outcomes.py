"""Of outcomes beyond a service's finding: parts, holds not told of, what waits for two, what goes back."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kopri.domains.control.queries import FindingView
from kopri.domains.outcomes.queries import (
    PartView,
    ProposalView,
    parts_of,
    proposals_of,
    withheld_of,
)
from kopri.domains.returns.queries import ReturnView, returns_of
from kopri.domains.returns.states import ReturnState
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.show import Cell, Form, Link, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.actor import Actor, Role

GATE = (Role.GATE_OFFICER, Role.SHIFT_HEAD)


def kind_of(part: str) -> Text:
    """What a part is, and which: ``<kind>:<id>``."""
    kind, _sep, which = part.partition(":")
    words = {"consignment": _("consignment"), "person": _("person"), "passenger": _("passenger"),
             "trailer": _("trailer"), "wagon": _("wagon"), "vehicle": _("vehicle")}
    return f"{words.get(kind, kind)} {which}".strip()


def waiting(sheet: CaseSheet, *, actor: Actor, sent: Sent = NOTHING) -> list[Form]:
    """What waits for a second officer of the reader's service."""
    if actor.role is not Role.INSPECTOR:
        return []
    return [form for each in proposals_of([sheet.reference], side=actor.side)
            if each.service == actor.service
            for form in _second(each, actor=actor, sent=sent)]


def _second(proposal: ProposalView, *, actor: Actor, sent: Sent) -> list[Form]:
    words, base = _proposed(proposal), f"/cases/{proposal.reference}"
    hidden = {"proposal": proposal.proposal}
    found = []
    if proposal.person != actor.person:
        found.append(Filling(form="confirm", sent=sent).done(
            action=f"{base}/confirm", submit=say("Confirm: {decision}", decision=words),
            tone="refused", hidden=hidden, note=_("A colleague has proposed it. With you it counts.")))
    found.append(Filling(form="give-up", sent=sent).done(
        action=f"{base}/give-up", submit=say("Let fall: {decision}", decision=words), tone="quiet",
        hidden=hidden, note="" if found else _("It waits for a second officer of your service.")))
    return found


def _proposed(proposal: ProposalView) -> str:
    words = proposal.words
    part = str(kind_of(words.get("part", "")))
    told = [words[name] for name in ("rule", "reason") if name in words]
    why, back = " · ".join(told), " · ".join([*([part] if part else []), *told])
    return {
        "refuse": say("refuse. {why}", why=why),
        "refuse_part": say("refuse {part}. {why}", part=part, why=why),
        "withhold": say("hold without saying why. {why}", why=why),
        "reverse": say("take the refusal back. {why}", why=back),
    }[proposal.act]


def part_forms(
    sheet: CaseSheet, *, actor: Actor, parts: Sequence[str], sent: Sent = NOTHING
) -> list[Form]:
    """A word on one part alone, while the service has not decided over the whole."""
    if not parts:
        return []
    filling = Filling(form="part", sent=sent)
    outcomes: list[tuple[str, Text]] = [
        ("held", _("Hold this part")), ("refused", _("Refuse this part; the rest may go on")),
        ("cleared", _("Take back what we said of it"))]
    return [filling.done(
        action=f"/cases/{sheet.reference}/part", submit=_("Record for this part"), tone="held",
        fold=_("One part alone"),
        fields=[
            filling.choice("part", _("Part"), kind="select",
                           choices=[(each, kind_of(each)) for each in parts]),
            filling.choice("outcome", _("Outcome"), kind="radio", choices=outcomes, first="held"),
            filling.field("lifts", _("What would lift it"), kind="lines", required=False,
                          hint=_("For a hold; both sides see it.")),
            filling.field("rule", _("By which law or order"), required=False,
                          hint=_("For a refusal; both sides see it.")),
            filling.field("reason", _("Reason"), kind="lines", required=False,
                          hint=_("Stays on this side.")),
        ])]


def untold(sheet: CaseSheet, *, actor: Actor, pair: PairData) -> list[Text]:
    """For own services: who holds without saying why, and why."""
    if actor.role not in (Role.INSPECTOR, Role.SHIFT_HEAD):
        return []
    return [say("{service} holds it; the reason is withheld by law: {reason}", reason=each.reason,
                service=str(names.service(pair, side=each.side, code=each.service)))
            for each in withheld_of([sheet.reference], side=actor.side)]


def part_table(sheet: CaseSheet, *, pair: PairData) -> Table | None:
    """What was said of parts, and where one may appeal."""
    said = parts_of([sheet.reference])
    if not said:
        return None
    return Table(
        caption=_("Parts with an outcome of their own"),
        columns=[(_("Part"), "text"), (_("Outcome"), "text"), (_("By"), "text"), (_("Note"), "text")],
        rows=[_part_row(each, pair=pair) for each in said])


def _part_row(part: PartView, *, pair: PairData) -> list[Cell]:
    outcome = _("stays behind") if part.outcome == "refused" else _("held")
    more = [say("To be lifted: {what}", what=part.lifts)] if part.lifts else []
    more += [say("By: {rule}", rule=part.rule)] if part.rule else []
    more += [appeal_text(part.appeal, until=part.appeal_until, side=part.side, pair=pair)]
    return [Cell(value=kind_of(part.part)), Cell(value=outcome),
            Cell(value=str(names.service(pair, side=part.side, code=part.service))),
            Cell(value=" · ".join(each for each in more if each))]


def appeal_text(code: str, *, until: str, side: str, pair: PairData) -> str:
    """To whom and until when one may appeal, in the reader's language."""
    body = next((row for row in pair.country(side).appeals if row.id == code), None)
    if body is None:
        return ""
    language = names.language()
    return say("One may appeal to: {body}, until {day} ({basis}).",
               day=cldr.date_said(until, language=language) or _("not known"),
               basis=basis_text(body.basis), body=body.names.said_in(language))


def basis_text(basis: str) -> str:
    """The law that gives the appeal; where the country's data found none, the term is an assumption."""
    return _("assumption") if basis == "not found" else basis


def returning(sheet: CaseSheet) -> Table | None:
    """What goes back, and what the exit side says to it."""
    found = returns_of([sheet.reference])
    if not found:
        return None
    return Table(
        caption=_("To go back"),
        columns=[(_("What"), "text"), (_("Since"), "moment"), (_("State"), "text"), (_("Note"), "text")],
        rows=[[Cell(value=what_of(each)), Cell(value=each.opened, kind="moment"),
               Cell(value=state_words()[each.state]), Cell(value=each.note)] for each in found])


def what_of(back: ReturnView) -> Text:
    """The vehicle, or the part of it, that goes back."""
    return kind_of(back.part) if back.part else _("the vehicle")


def state_words() -> dict[ReturnState, Text]:
    """How far a return is, in the reader's language."""
    return {
        ReturnState.OPENED: _("waits for the exit side's answer"),
        ReturnState.OBJECTED: _("the exit side objects"),
        ReturnState.AWAITED: _("the exit side takes it back"),
        ReturnState.RECEIVED: _("is back"), ReturnState.WITHDRAWN: _("taken back"),
    }


def return_forms(sheet: CaseSheet, *, actor: Actor, sent: Sent = NOTHING) -> list[Form]:
    """For the exit side: the shift head answers, the gate notes that it is back."""
    if actor.role not in GATE or actor.side != sheet.exit_side:
        return []
    return [form for each in returns_of([sheet.reference]) if not each.over
            for form in _return(each, head=actor.role is Role.SHIFT_HEAD, sent=sent)]


def _return(back: ReturnView, *, head: bool, sent: Sent) -> list[Form]:
    base, found = f"/cases/{back.reference}", []
    name = f"answer-return-{back.number}"
    if head and back.state is not ReturnState.AWAITED:
        answer = Filling(form=name, sent=sent)
        found.append(answer.done(
            action=f"{base}/answer-return", submit=say("Answer: {what}", what=str(what_of(back))),
            hidden={"number": back.number, "form": name},
            fields=[
                answer.choice("answer", _("Answer"), kind="radio", first="takes_back", choices=[
                    ("takes_back", _("We take it back")), ("objects", _("We object"))]),
                answer.field("note", _("Where and how, or why not"), kind="lines",
                             hint=_("The other side reads it.")),
            ]))
    name = f"receive-return-{back.number}"
    found.append(Filling(form=name, sent=sent).done(
        action=f"{base}/receive-return", submit=say("Is back: {what}", what=str(what_of(back))),
        tone="quiet", hidden={"number": back.number, "form": name}))
    return found


def refusal_link(sheet: CaseSheet) -> Link | None:
    """To the page, where something was refused."""
    return Link(href=f"/cases/{sheet.reference}/refusal",
                label=_("The refusal on paper, and where to appeal")) if refused(sheet) else None


def refused(sheet: CaseSheet) -> list[FindingView | PartView]:
    """The refusals that stand, of the whole and of parts."""
    whole = [each for each in sheet.findings if each.outcome == "refused"]
    return [*whole, *(each for each in parts_of([sheet.reference]) if each.outcome == "refused")]
