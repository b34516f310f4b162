"""The revenue body's page: claims that wait for its decision, and the lists that were sent to it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopri.domains.priority.operations import SentList
from kopri.domains.priority.queries import ClaimView, awaiting, decision_of, lists
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.case.facts import cargo, documents
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities import naming
from kopri.interfaces.web.priorities.flags import decides
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Blank, Cell, Facts, Form, Link, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.serve_claims import decide_claim, list_vehicles
from kopri.journeys.show_case import show_case
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.rules import require


@require_safe
@view(Role.INSPECTOR)
def claims(request: HttpRequest) -> HttpResponse:
    """What waits, and the lists: for nobody but the service that they are sent to."""
    house = house_of(request)
    require(decides(house, actor=actor(request)))
    return draw(request, _page(house, who=actor(request)))


@require_POST
@view(Role.INSPECTOR)
def decide(request: HttpRequest, *, claim: str) -> HttpResponse:
    """Approve, or not; the button says which."""
    house, given = house_of(request), values(request)
    approved = given.get("approved") == "yes"
    _done, refusal = attempt(lambda: decide_claim(
        journal=house.journal, pair=house.pair, actor=actor(request), claim=claim,
        approved=approved, reason=given.get("reason", ""), request=form_key(request)))
    if refusal is None:
        return go(request, "/claims", done="claim-approved" if approved else "claim-not-approved")
    return _again(request, form=given.get("form", ""), given=given, refusal=refusal)


@require_POST
@view(Role.INSPECTOR)
def keep_list(request: HttpRequest) -> HttpResponse:
    """A list of vehicles as it came."""
    house, given = house_of(request), values(request)
    sent = SentList(rule=given.get("rule", ""), body=given.get("body", ""),
                    received=given.get("received", ""),
                    plates=given.get("vehicles", "").splitlines())
    _done, refusal = attempt(lambda: list_vehicles(
        journal=house.journal, pair=house.pair, actor=actor(request), sent=sent,
        request=form_key(request)))
    if refusal is None:
        return go(request, "/claims", done="list")
    return _again(request, form="list", given=given, refusal=refusal)


def _again(
    request: HttpRequest, *, form: str, given: dict[str, str], refusal: Refusal
) -> HttpResponse:
    if refusal.ground is Ground.DENIED:
        raise refusal
    sent = Sent(form=form, values=given, faults=refusal.faults)
    return draw(request, _page(house_of(request), who=actor(request), sent=sent), status=STATUS[refusal.ground])


def _page(house: House, *, who: Actor, sent: Sent = NOTHING) -> Priorities:
    direction = f"{house.side}-{house.pair.other(house.side)}"
    waiting = [each for each in awaiting(directions=[direction]) if decision_of(each.uid) is None]
    none = Blank(kind="empty", title=_("No claim waits for a decision."))
    return Priorities(
        lede=Lede(title=_("Claims to go before others"),
                  turn=say("Claims that wait for a decision: {number}.", number=len(waiting))),
        links=[Link(href="/desk", label=_("Worklist")),
               Link(href="/queue/priorities", label=_("Who goes before others"))],
        parts=[*(_claim(each, house=house, who=who, sent=sent) for each in waiting),
               *([] if waiting else [Part(title=_("To be decided"), blocks=[none])]),
               Part(title=_("Lists of vehicles"), blocks=[_lists(), _list_form(house, sent=sent)])])


def _claim(claim: ClaimView, *, house: House, who: Actor, sent: Sent) -> Part:
    """What is claimed by which law, for which goods, on which papers; then the decision."""
    sheet = show_case(journal=house.journal, pair=house.pair, actor=who, reference=claim.reference)
    rule = next((row for row in house.pair.country(house.side).priority_rules
                 if row.id == claim.rule), None)
    items: list[tuple[Text, Cell]] = [
        (_("Case"), Cell(value=claim.reference, kind="code", href=f"/cases/{claim.reference}")),
        (_("Plate"), Cell(value=sheet.case.plate, kind="plate")),
        (_("Claims to be"), Cell(value=f"{naming.named(rule)} ({claim.rule})" if rule else claim.rule)),
        *([(_("The law asks for"), Cell(value="; ".join(naming.asked(rule, pair=house.pair)))),
           (_("Says so"), Cell(value=naming.source(rule)))] if rule else []),
        *cargo(sheet),
        (_("First wish"), Cell(value=claim.wishes[0] if claim.wishes else None, kind="moment")),
        (_("Must have arrived by"), Cell(value=claim.spoils_by, kind="moment")),
        (_("Claimed"), Cell(value=claim.time, kind="moment")),
    ]
    return Part(title=f"{claim.reference} {sheet.case.plate}", blocks=[
        Facts(items=items), documents(sheet, pair=house.pair),
        _decision(claim, approved=True, sent=sent), _decision(claim, approved=False, sent=sent)])


def _decision(claim: ClaimView, *, approved: bool, sent: Sent) -> Form:
    filling = Filling(form=f"{'approve' if approved else 'refuse'}-{claim.uid}", sent=sent)
    text = _("Approve the claim") if approved else _("Do not approve the claim")
    return filling.done(
        action=f"/claims/{claim.uid}", submit=text, tone="cleared" if approved else "refused",
        fold="" if approved else text, fields=[filling.field("reason", _("Reason"))],
        hidden={"approved": "yes" if approved else "no", "form": filling.form})


def _lists() -> Table:
    return Table(
        caption=_("Lists that came"), blank=Blank(kind="empty", title=_("None yet.")),
        columns=[(_("Rule"), "code"), (_("Sent by"), "text"), (_("Came on"), "text"),
                 (_("Vehicles"), "number")],
        rows=[[Cell(value=each.rule, kind="code"), Cell(value=each.body),
               Cell(value=cldr.date_of(each.received, language=names.language())), Cell(value=each.vehicles, kind="number")]
              for each in lists()])


def _list_form(house: House, *, sent: Sent) -> Form:
    filling = Filling(form="list", sent=sent)
    rules = [row for row in house.pair.country(house.side).priority_rules
             if row.notice_days and row.flow == "exit"]
    return filling.done(
        action="/claims/lists", submit=_("Keep the list"), fold=_("Enter a list"),
        fields=[
            filling.choice("rule", _("Rule"), kind="select", choices=[
                (row.id, f"{row.id}: {naming.named(row)}") for row in rules]),
            filling.field("body", _("Sent by"), hint=_("The state body, or the postal operator.")),
            filling.field("received", _("Came on"), kind="date"),
            filling.field("vehicles", _("Vehicles"), kind="lines", hint=_("One plate on each line.")),
        ])
