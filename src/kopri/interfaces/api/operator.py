"""Cameras and the post's own software, in the form of the operator interface of the Kazakh e-queue.

``GET WaitingArea/Auth?RegistrationToken=`` hands out a device's token once; with it a camera posts
``CamEvent``. What the published description leaves open (the fields beside ``plateImage``) is ours.
"""

import json
import os
from datetime import UTC, datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.security import HttpBearer

from kopri.domains.accounts.operations import exchange_token
from kopri.domains.accounts.queries import SignedIn, by_token, is_device
from kopri.domains.cameras.types import Seen
from kopri.domains.gate.types import Place
from kopri.interfaces.api.answers import answer, body, done, takes
from kopri.interfaces.api.bodies import CameraEvent
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor, stranger
from kopri.journal.append.requests import RequestKey
from kopri.journeys.register_arrival import Arrival, report_plate
from kopri.journeys.show_calling import expected_plates
from kopri.kernel.errors import Fault, Refusal


class DeviceToken(HttpBearer):
    """What a device keeps; people's tokens are not taken here."""

    def authenticate(self, request: HttpRequest, token: str) -> SignedIn | None:
        """The device that holds the token."""
        account = by_token(token)
        return account if account is not None and is_device(account) else None


waiting_area = Router(tags=["operator"], auth=DeviceToken())
checkpoint = Router(tags=["operator"], auth=DeviceToken())


def _auth(request: HttpRequest) -> HttpResponse:
    """Exchange a registration token, once, for the one that the device keeps."""
    token = exchange_token(request.GET.get("RegistrationToken", ""), random=os.urandom,
                           now=datetime.now(UTC))
    if token is None:
        raise stranger()
    found = answer({"token": token})
    found["Cache-Control"] = "no-store"
    return found


def _event(request: HttpRequest, *, place: Place) -> HttpResponse:
    house, who, event = house_of(request), actor(request), body(request, CameraEvent)
    seen = Seen(plate=event.plateImage, place=place.value, event=event.eventId,
                time=_time(event.eventTime, house=house))
    return done(lambda: report_plate(
        journal=house.journal, pair=house.pair, actor=who, seen=seen,
        request=_once(event, place=place)),
        says=_said)


def _once(event: CameraEvent, *, place: Place) -> RequestKey | None:
    """An event that has an id is taken once, whoever sends it again."""
    if not event.eventId:
        return None
    said = json.dumps([place.value, event.plateImage, event.eventTime]).encode()
    return RequestKey(key=f"camera/{place.value}/{event.eventId}", digest=sha256(said).hexdigest())


def _said(arrival: Arrival | dict[str, object]) -> dict[str, object]:
    """Whether the vehicle is known; the first answer comes back as plain values."""
    known = arrival["known"] if isinstance(arrival, dict) else arrival.known
    return {"accepted": True, "known": known}


def _time(text: str, *, house: House) -> datetime:
    """A time in any of the forms of ISO 8601, as cameras write it, in UTC and whole seconds."""
    if not text:
        return house.journal.clock.now()
    try:
        time = datetime.fromisoformat(text)
        zone = house.pair.country(house.side).zone
        return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC).replace(
            microsecond=0)
    except (ValueError, OverflowError) as error:
        raise Refusal([Fault(
            code="shape.moment", path="/eventTime", rule="ISO 8601",
            message="{text} is no time that exists.", params={"text": text},
            remedy="Give it in UTC, for example 2026-01-15T06:00:00Z.")]) from error


@waiting_area.get("/Auth", auth=None)
def waiting_area_auth(request: HttpRequest) -> HttpResponse:
    """A camera at a waiting area gets its token."""
    return _auth(request)


@waiting_area.post("/CamEvent", openapi_extra=takes(CameraEvent))
def waiting_area_event(request: HttpRequest) -> HttpResponse:
    """A camera at the waiting area has seen a plate."""
    return _event(request, place=Place.WAITING_AREA)


@checkpoint.get("/Auth", auth=None)
def checkpoint_auth(request: HttpRequest) -> HttpResponse:
    """A camera at the gate gets its token."""
    return _auth(request)


@checkpoint.post("/CamEvent", openapi_extra=takes(CameraEvent))
def checkpoint_event(request: HttpRequest) -> HttpResponse:
    """A camera at the gate has seen a plate."""
    return _event(request, place=Place.GATE)


@checkpoint.get("/TruckNumbers")
def truck_numbers(request: HttpRequest) -> HttpResponse:
    """Plates that are booked for today, as the camera's software compares them."""
    house = house_of(request)
    return answer({"truckPlates": expected_plates(
        journal=house.journal, pair=house.pair, actor=actor(request))})
