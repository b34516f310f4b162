"""The fallback page: for the shift head what may be missed and who goes; for a service its second looks."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopri.domains.fallback.operations import Declaration
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import news
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.fallback import looking, parts
from kopri.interfaces.web.filling import NOTHING, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.words import say
from kopri.journeys.fall_back import (
    declare_regime,
    end_regime,
    look_again,
    release_under_regime,
    renew_regime,
    show_fallback,
    to_look_at,
)
from kopri.kernel.actor import Actor, Role

AT_WORK = (Role.SHIFT_HEAD, Role.INSPECTOR)


@require_safe
@view(*AT_WORK)
def fallback(request: HttpRequest) -> HttpResponse:
    """What is in force, and what is to be done."""
    return draw(request, _page(house_of(request), who=actor(request)))


@require_POST
@view(Role.SHIFT_HEAD)
def act(request: HttpRequest, *, point: str, what: str) -> HttpResponse:
    """Declare, renew, end."""
    house, who, key = house_of(request), actor(request), form_key(request)
    here: dict[str, Any] = {"journal": house.journal, "actor": who, "request": key}
    declaration = Declaration(
        point=point, services=[name.removeprefix(parts.MISS) for name in request.POST
                               if name.startswith(parts.MISS)],
        cause=request.POST.get("cause", ""), reason=request.POST.get("reason", "").strip())
    acts: dict[str, Callable[[], object]] = {
        "declare": lambda: declare_regime(**here, pair=house.pair, declaration=declaration),
        "renew": lambda: renew_regime(**here, pair=house.pair, point=point),
        "end": lambda: end_regime(**here, point=point),
    }
    return _done(request, acts[what], form=f"{what}-{point}", done=f"fallback-{what}")


@require_POST
@view(Role.SHIFT_HEAD)
def release(request: HttpRequest, *, reference: str) -> HttpResponse:
    """One vehicle, by one person."""
    house = house_of(request)
    return _done(request, lambda: release_under_regime(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        request=form_key(request)), form=f"release-{reference}", done="fallback-release")


@require_POST
@view(Role.INSPECTOR)
def look(request: HttpRequest, *, reference: str) -> HttpResponse:
    """What the service found afterwards."""
    house, sent = house_of(request), values(request)
    return _done(request, lambda: look_again(
        journal=house.journal, actor=actor(request), reference=reference,
        result=sent.get("result", ""), note=sent.get("note", ""),
        request=form_key(request)), form=f"look-{reference}", done="fallback-look")


def _done(
    request: HttpRequest, deed: Callable[[], object], *, form: str, done: str
) -> HttpResponse:
    _result, refusal = attempt(deed)
    if refusal is None:
        return go(request, "/fallback", done=done)
    sent = Sent(form=form, values=values(request), faults=refusal.faults)
    page = _page(house_of(request), who=actor(request), sent=sent)
    return draw(request, page, status=STATUS[refusal.ground])


def _page(house: House, *, who: Actor, sent: Sent = NOTHING) -> Priorities:
    return (_of_head if who.role is Role.SHIFT_HEAD else _of_service)(house, who=who, sent=sent)


def _of_head(house: House, *, who: Actor, sent: Sent) -> Priorities:
    sheet = show_fallback(journal=house.journal, pair=house.pair, actor=who)
    regimes = [each.regime for each in sheet.points if each.regime is not None]
    turn = say("A regime is in force until {until}. Each vehicle is released by you, one by one.",
               until=parts.clock(regimes[0].until, house=house)) if regimes else _(
        "No regime is in force: every service is waited for.")
    return Priorities(
        lede=Lede(title=_("Fallback"), turn=turn, marks=news.silence(house)),
        links=[Link(href="/fallback/paper", label=_("Enter paper hours")),
               Link(href="/handover", label=_("Handover of the shift")),
               Link(href="/gate", label=_("Gate"))],
        parts=[*(part for each in sheet.points
                 for part in parts.of_point(each, house=house, who=who, sent=sent)),
               Part(title=_("To be looked at again"), blocks=[
                   looking.table(sheet.releases, house=house)]),
               parts.packs(sheet, house=house, sent=sent)])


def _of_service(house: House, *, who: Actor, sent: Sent) -> Priorities:
    rows = to_look_at(journal=house.journal, actor=who)
    return Priorities(
        lede=Lede(title=_("Released without your service"), marks=news.silence(house), turn=say(
            "Vehicles that your service has to look at again: {number}.", number=len(rows))),
        links=[Link(href="/desk", label=_("Worklist"))],
        parts=looking.forms(rows, house=house, sent=sent))
