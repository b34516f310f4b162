"""Calls for safety: the form for one case, and the list of those that wait for a second signature."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopri.crossing.queries import by_reference
from kopri.domains.priority.operations import Danger
from kopri.domains.priority.queries import SafetyCallView, safety_calls
from kopri.domains.priority.rules import SecondPerson
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import news
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities import naming
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Blank, Cell, Facts, Link, Table
from kopri.interfaces.web.signers import Signer, signers
from kopri.interfaces.web.words import Text, say
from kopri.journeys.call_for_safety import call_for_safety, countersign
from kopri.kernel.actor import Actor, Role

GATE = (Role.GATE_OFFICER, Role.SHIFT_HEAD)


@require_http_methods(["GET", "HEAD", "POST"])
@view(*GATE)
def call(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Say for what danger, and call."""
    house, case, sent, status = house_of(request), by_reference(reference), NOTHING, 200
    if request.method == "POST":
        given = values(request)
        danger = Danger(danger=given.get("danger", ""), reason=given.get("reason", ""))
        _done, refusal = attempt(lambda: call_for_safety(
            journal=house.journal, actor=actor(request), reference=reference, danger=danger,
            request=form_key(request)))
        if refusal is None:
            return go(request, "/safety-calls", done="safety-call")
        sent = Sent(form="safety", values=given, faults=refusal.faults)
        status = STATUS[refusal.ground]
    filling = Filling(form="safety", sent=sent)
    form = filling.done(
        action=f"/cases/{reference}/safety", submit=_("Call this vehicle now"), tone="held",
        fields=[
            filling.choice("danger", _("What is in danger"), kind="radio",
                           choices=list(naming.DANGERS.items())),
            filling.field("reason", _("Reason"), kind="lines",
                          hint=_("What you see. It stays with this side.")),
        ])
    return draw(request, Priorities(
        lede=Lede(title=_("Call for safety"), code=reference, plate=case.plate,
                  turn=_("The vehicle is called at once, whatever its hour. A colleague signs afterwards.")),
        links=[Link(href=f"/cases/{reference}", label=_("Back to the case")),
               Link(href="/safety-calls", label=_("Calls for safety"))],
        parts=[Part(title=_("The call"), blocks=[form])]), status=status)


@require_safe
@view(*GATE)
def listed(request: HttpRequest) -> HttpResponse:
    """Open ones first."""
    return draw(request, _list(house_of(request), who=actor(request)))


@require_POST
@view(*GATE)
def sign(request: HttpRequest, *, call: str) -> HttpResponse:
    """The second signature."""
    house, who = house_of(request), actor(request)
    _done, refusal = attempt(lambda: countersign(
        journal=house.journal, actor=who, call=call, request=form_key(request)))
    if refusal is None:
        return go(request, "/safety-calls", done="safety-signed")
    sent = Sent(form=f"sign-{call}", values=values(request), faults=refusal.faults)
    return draw(request, _list(house, who=who, sent=sent), status=STATUS[refusal.ground])


def _list(house: House, *, who: Actor, sent: Sent = NOTHING) -> Priorities:
    direction = f"{house.side}-{house.pair.other(house.side)}"
    calls = safety_calls(directions=[direction])
    open_ = [each for each in calls if not each.signed]
    by = signers(each.person for each in open_)
    blank = Blank(kind="empty", title=_("No call waits for a signature."))
    return Priorities(
        lede=Lede(title=_("Calls for safety"), marks=news.silence(house),
                  turn=say("Calls that wait for a second person's signature: {number}.",
                           number=len(open_))),
        links=[Link(href="/gate", label=_("Gate")),
               Link(href="/queue/priorities", label=_("Who goes before others"))],
        parts=[*(_open(each, who=who, sent=sent, by=by) for each in open_),
               *([] if open_ else [Part(title=_("To be signed"), blocks=[blank])]),
               Part(title=_("Signed"), blocks=[_signed([each for each in calls if each.signed])])])


def _open(call: SafetyCallView, *, who: Actor, sent: Sent, by: Signer) -> Part:
    filling = Filling(form=f"sign-{call.uid}", sent=sent)
    own = call.person == who.person
    form: object = Blank(kind="denied", title=_("You have called it yourself."),
                         text=_(SecondPerson.remedy)) if own else filling.done(
        action=f"/safety-calls/{call.uid}/sign", fields=[],
        submit=say("Sign that {reference} was in danger", reference=call.reference))
    items: list[tuple[Text, Cell]] = [
        (_("Case"), Cell(value=call.reference, kind="code", href=f"/cases/{call.reference}")),
        (_("Danger"), Cell(value=naming.DANGERS.get(call.danger, call.danger))),
        (_("Reason"), Cell(value=call.reason)),
        (_("Called"), Cell(value=call.time, kind="moment")),
        (_("By"), by(call.person)),
    ]
    return Part(title=call.reference, blocks=[Facts(items=items), form])


def _signed(calls: Sequence[SafetyCallView]) -> Table:
    by = signers(name for each in calls for name in (each.person, each.signed_by))
    return Table(
        caption=_("Signed calls"),
        columns=[(_("Case"), "code"), (_("Danger"), "text"), (_("Called"), "moment"),
                 (_("By"), "text"), (_("Signed"), "moment"), (_("By"), "text")],
        rows=[[Cell(value=each.reference, kind="code", href=f"/cases/{each.reference}"),
               Cell(value=naming.DANGERS.get(each.danger, each.danger)),
               Cell(value=each.time, kind="moment"), by(each.person),
               Cell(value=each.signed, kind="moment"), by(each.signed_by)]
              for each in calls],
        blank=Blank(kind="empty", title=_("None yet.")))
