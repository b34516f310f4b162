"""The gate: reads, registration, exit, the way back."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.crossing.types import Opening
from kopri.domains.gate.types import Place
from kopri.interfaces.api.answers import body, done, moment, named, takes
from kopri.interfaces.api.bodies import GateRead, Leave, RegisterVehicle, Unannounced, When
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.pass_gate import (
    Passing,
    leave_side,
    register_vehicle,
    start_on_the_spot,
    turn_back,
)
from kopri.journeys.register_arrival import Read, register_arrival, unannounced
from kopri.kernel.actor import Actor

router = Router(tags=["gate"])
reads = Router(tags=["gate"])


@reads.post("/reads", openapi_extra=takes(GateRead))
def read(request: HttpRequest) -> HttpResponse:
    """A plate or a reference was read at the waiting area, the gate or the exit gate."""
    house, who, asked = house_of(request), actor(request), body(request, GateRead)
    return done(lambda: register_arrival(
        journal=house.journal, pair=house.pair, actor=who, request=request_key(request),
        read=Read(text=asked.reference or asked.plate, place=Place(asked.place),
                  time=moment(asked.time), unannounced=_opening(asked, who=who)),
    ))


def _opening(asked: GateRead, *, who: Actor) -> Opening | None:
    if not (asked.plate and asked.direction and asked.point and asked.country):
        return None
    return unannounced(direction=asked.direction, point=asked.point, plate=asked.plate,
                       country=asked.country, carrier=who.person)


@reads.post("/vehicles", openapi_extra=takes(Unannounced))
def start(request: HttpRequest) -> HttpResponse:
    """A vehicle that nobody announced: its case starts, it is registered and planned at once."""
    house, who, asked = house_of(request), actor(request), body(request, Unannounced)
    return done(lambda: start_on_the_spot(
        journal=house.journal, pair=house.pair, actor=who, request=request_key(request),
        opening=Opening(direction=asked.direction, point=asked.point, mode="road",
                        loaded=asked.loaded, carrier=who.person, conveyance=asked.conveyance,
                        crew=tuple(asked.crew), parts=tuple(asked.parts)),
        passing=Passing(reference="", weight_kg=asked.weight_kg, time=moment(asked.time))),
        says=named("reference"))


@router.post("/{reference}/register", openapi_extra=takes(RegisterVehicle))
def register(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a vehicle into this side's controls."""
    house, asked = house_of(request), body(request, RegisterVehicle)
    return done(lambda: register_vehicle(
        journal=house.journal, pair=house.pair, actor=actor(request),
        request=request_key(request), passing=Passing(
            reference=reference, plate=asked.plate, weight_kg=asked.weight_kg,
            direction=asked.direction, point=asked.point, time=moment(asked.time),
            override=asked.override)), says=named("reference"))


@router.post("/{reference}/exit", openapi_extra=takes(Leave))
def leave(request: HttpRequest, reference: str) -> HttpResponse:
    """Let a released vehicle through the exit gate; a held one only with a shift head's reason."""
    house, asked = house_of(request), body(request, Leave)
    return done(lambda: leave_side(
        journal=house.journal, pair=house.pair, actor=actor(request), request=request_key(request),
        silence_min=house.silence_min, passing=Passing(
            reference=reference, time=moment(asked.time), override=asked.override)),
        says=named("reference"))


@router.post("/{reference}/turn-back", openapi_extra=takes(When))
def back(request: HttpRequest, reference: str) -> HttpResponse:
    """A refused vehicle leaves the way it came."""
    return done(lambda: turn_back(
        journal=house_of(request).journal, actor=actor(request), request=request_key(request),
        passing=Passing(reference=reference, time=moment(body(request, When).time))),
        says=named("reference"))
