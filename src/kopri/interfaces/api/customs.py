"""Customs declarations: of a case, and those of this side that are open."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.domains.customs.operations import Declaring
from kopri.domains.customs.types import Terms
from kopri.interfaces.api.answers import answer, body, done, instant, takes
from kopri.interfaces.api.customs_bodies import (
    Declare,
    EndTransit,
    Follow,
    Invalidate,
    TellState,
)
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.clear_customs import (
    Cleared,
    Customs,
    declare_goods,
    end_transit,
    follow_declaration,
    invalidate_declaration,
    tell_declaration,
)
from kopri.journeys.show_customs import show_customs, show_declarations

router = Router(tags=["customs"])
listed = Router(tags=["customs"])


@listed.get("")
def open_(request: HttpRequest) -> HttpResponse:
    """Declarations of this side that are not at their end: overdue transit first."""
    house = house_of(request)
    return answer({"rows": show_customs(journal=house.journal, actor=actor(request))})


@router.get("/{reference}/customs")
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """The declarations of a case, of both sides."""
    house = house_of(request)
    return answer(show_declarations(journal=house.journal, pair=house.pair,
                                    actor=actor(request), reference=reference))


@router.post("/{reference}/customs", openapi_extra=takes(Declare))
def declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a declaration to a case; without a number it is lodged with the customs system now."""
    asked = body(request, Declare)
    deadline: datetime | None = (
        instant(asked.deadline, path="/deadline") if asked.deadline else None)
    return _act(request, reference, lambda desk: declare_goods(desk=desk, declaring=Declaring(
        regime=asked.regime, number=asked.number, consignment=asked.consignment, terms=Terms(
            exit_office=asked.exit_office, deadline=deadline, guarantee=asked.guarantee,
            seals=asked.seals or (), route=asked.route or ()))))


@router.post("/{reference}/customs/{declaration}/follow", openapi_extra=takes(Follow))
def follow(request: HttpRequest, reference: str, declaration: str) -> HttpResponse:
    """Tell the customs system where the goods are, and record what it answers."""
    body(request, Follow)
    return _act(request, reference, lambda desk: follow_declaration(
        desk=desk, declaration=declaration))


@router.post("/{reference}/customs/{declaration}/state", openapi_extra=takes(TellState))
def tell(request: HttpRequest, reference: str, declaration: str) -> HttpResponse:
    """Enter by hand what stands on paper."""
    asked = body(request, TellState)
    return _act(request, reference, lambda desk: tell_declaration(
        desk=desk, declaration=declaration, state=asked.state, number=asked.number,
        text=asked.text))


@router.post("/{reference}/customs/{declaration}/invalidate", openapi_extra=takes(Invalidate))
def invalidate(request: HttpRequest, reference: str, declaration: str) -> HttpResponse:
    """Ask the customs system to invalidate it."""
    asked = body(request, Invalidate)
    return _act(request, reference, lambda desk: invalidate_declaration(
        desk=desk, declaration=declaration, reason=asked.reason))


@router.post("/{reference}/customs/{declaration}/end", openapi_extra=takes(EndTransit))
def end(request: HttpRequest, reference: str, declaration: str) -> HttpResponse:
    """End the own transit, on the neighbour's arrival or the report of the office of exit."""
    asked = body(request, EndTransit)
    return _act(request, reference, lambda desk: end_transit(
        desk=desk, declaration=declaration, seals_intact=asked.seals_intact, office=asked.office,
        text=asked.text))


def _act(
    request: HttpRequest, reference: str, act: Callable[[Customs], Cleared]
) -> HttpResponse:
    house = house_of(request)
    desk = Customs(journal=house.journal, pair=house.pair, actor=actor(request),
                   reference=reference, system=house.customs, request=request_key(request))
    return done(lambda: act(desk))
