"""Weighings: from scales that send what they read, and by hand."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.interfaces.api.answers import answer, body, done, moment, takes
from kopri.interfaces.api.bodies import OnTheScales, WeighEvent
from kopri.interfaces.api.operator import DeviceToken
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journal.append.requests import RequestKey
from kopri.journeys.show_case import show_case
from kopri.journeys.weigh_vehicle import OnScales, show_weighings, weigh_vehicle

router = Router(tags=["gate"])
devices = Router(tags=["operator"], auth=DeviceToken())


@devices.post("/weighings", openapi_extra=takes(WeighEvent))
def event(request: HttpRequest) -> HttpResponse:
    """Scales have weighed a vehicle. Its token is handed out as a camera's is."""
    house, told = house_of(request), body(request, WeighEvent)
    key = RequestKey(key=f"scales/{told.device}/{told.event_id}",
                     digest=sha256(request.body).hexdigest()) if told.event_id else None
    return done(lambda: weigh_vehicle(
        journal=house.journal, pair=house.pair, actor=actor(request), request=key,
        scales=OnScales(text=told.reference or told.plate, gross_kg=told.gross_kg,
                        axle_groups=told.axle_groups, device=told.device,
                        time=moment(told.time))))


@router.post("/{reference}/weighings", openapi_extra=takes(OnTheScales))
def weigh(request: HttpRequest, reference: str) -> HttpResponse:
    """An officer has read the scales; what does not fit comes back."""
    house, told = house_of(request), body(request, OnTheScales)
    return done(lambda: weigh_vehicle(
        journal=house.journal, pair=house.pair, actor=actor(request), request=request_key(request),
        scales=OnScales(text=reference, gross_kg=told.gross_kg, axle_groups=told.axle_groups,
                        time=moment(told.time))))


@router.get("/{reference}/weighings")
def weighings(request: HttpRequest, reference: str) -> HttpResponse:
    """What both sides' scales have said, with what does not fit."""
    house = house_of(request)
    sheet = show_case(journal=house.journal, pair=house.pair, actor=actor(request),
                      reference=reference)
    return answer({"weighings": show_weighings(pair=house.pair, case=sheet.case)})
