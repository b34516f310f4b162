"""The queue: book, cancel, call, publish capacity."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.interfaces.api.answers import body, done, instant, moment, named, takes
from kopri.interfaces.api.bodies import OtherHours, When, Why, Wishes
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.book_slot import book_slot
from kopri.journeys.change_booking import call_vehicle, cancel_booking
from kopri.journeys.move_booking import move_booking

router = Router(tags=["queue"])


@router.post("/{reference}/booking", openapi_extra=takes(Wishes))
def book(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for a slot; granted at once where this is the exit side."""
    asked = body(request, Wishes)
    return done(lambda: book_slot(
        journal=house_of(request).journal, pair=house_of(request).pair,
        payments=house_of(request).payments, actor=actor(request), reference=reference,
        stands_until=asked.stands_until, wishes=[instant(wish, path=f"/wishes/{number}")
                for number, wish in enumerate(asked.wishes)], request=request_key(request)))


@router.post("/{reference}/booking/change", openapi_extra=takes(OtherHours))
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for another hour; the slot stays until it is given."""
    asked = body(request, OtherHours)
    return done(lambda: move_booking(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        wishes=[instant(wish, path=f"/wishes/{number}")
                for number, wish in enumerate(asked.wishes)], request=request_key(request)))


@router.post("/{reference}/booking/cancel", openapi_extra=takes(Why))
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a slot back."""
    return done(lambda: cancel_booking(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        reason=body(request, Why).reason, request=request_key(request)), says=named("reference"))


@router.post("/{reference}/call", openapi_extra=takes(When))
def call(request: HttpRequest, reference: str) -> HttpResponse:
    """Call a waiting vehicle to the gate."""
    return done(lambda: call_vehicle(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        time=moment(body(request, When).time), request=request_key(request)),
        says=named("reference"))


