"""Plate cameras over the API, in the form of the operator interface; hostile ones too."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from kopri.crossing.states import Phase
from kopri.domains.accounts.operations import create, issue_token
from kopri.domains.accounts.types import NewAccount
from kopri.domains.cameras.queries import strangers
from kopri.domains.gate.queries import passages_of
from tests.border import Border
from tests.unit.interfaces.api.conftest import Api

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Post = Callable[..., tuple[int, Any]]


@pytest.fixture
def registration(border: Border) -> str:
    account = create(new=NewAccount(username="camera-1", role="device", name="Camera 1",
                                    post="tmb"), password="", random=os.urandom, now=NOW, by="t")
    return issue_token(account=account, random=os.urandom, now=NOW, by="t")


@pytest.fixture
def client(api: Api) -> Client:
    return api.client


@pytest.fixture
def camera(client: Client, registration: str) -> Post:
    """Posts an event as the camera; status and body."""
    given = client.get(f"/api/v1/WaitingArea/Auth?RegistrationToken={registration}")
    token = given.json()["token"]

    def post(place: str = "WaitingArea", *, raw: bytes | None = None, **event: Any
             ) -> tuple[int, Any]:
        answer = client.post(
            f"/api/v1/{place}/CamEvent", raw if raw is not None else json.dumps(event),
            content_type="application/json", headers={"Authorization": f"Bearer {token}"})
        return answer.status_code, answer.json()

    post.token = token  # type: ignore[attr-defined]
    return post


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_registration_token_is_exchanged_once(client: Client, registration: str) -> None:
    where = f"/api/v1/WaitingArea/Auth?RegistrationToken={registration}"
    first = client.get(where)
    assert first.status_code == 200 and first["Cache-Control"] == "no-store"
    assert client.get(where).status_code == 401
    assert client.get("/api/v1/Checkpoint/Auth").status_code == 401
    again = client.get(
        f"/api/v1/Checkpoint/Auth?RegistrationToken={first.json()['token']}")
    assert again.status_code == 200  # the device renews its own


def test_a_device_may_do_nothing_else(
    client: Client, border: Border, camera: Any, api: Api
) -> None:
    reference = border.open()
    for where in (f"/api/v1/crossings/{reference}", "/api/v1/crossings"):
        assert client.get(where, headers=bearer(camera.token)).status_code == 401
    assert client.get(f"/cases/{reference}", headers=bearer(camera.token)).status_code == 302
    answer = client.post("/api/v1/WaitingArea/CamEvent", {"plateImage": "123ABC12"},
                         content_type="application/json", headers=bearer(api.token("gate_officer")))
    assert answer.status_code == 401


def test_a_plate_in_any_writing_is_an_arrival(border: Border, camera: Post) -> None:
    for number, written in enumerate(("1{}3 abc 12", "1{}3-АВС-12", "1{}3\u00a0АВС 12")):
        plate = f"1{number}3 ABC 12"
        reference = border.open(plate=plate)
        assert camera(plateImage=written.format(number), cameraName="north") == (
            200, {"accepted": True, "known": True})
        assert border.view(reference).phase is Phase.WAITING
        assert border.entries("gate.arrived", reference)[0]["payload"]["plate"] == plate


def test_an_event_is_taken_once_and_a_plate_read_again_has_come_once(
    border: Border, camera: Post
) -> None:
    reference = border.open(plate="123 ABC 12")
    event = {"plateImage": "123ABC12", "eventId": "e1", "eventTime": "2026-01-15T11:00:00+05:00"}
    assert camera(**event) == camera(**event) == (200, {"accepted": True, "known": True})
    assert camera(plateImage="123ABC13", eventId="e1")[0] == 409  # another event under its id
    border.node.clock.move(minutes=3)
    assert camera(plateImage="123ABC12", eventId="e2")[0] == 200
    assert len(border.entries("gate.arrived", reference)) == 1
    # out of order: an earlier event that was kept while the line was cut counts, minutes do not
    for earlier, entries in ((5, 1), (40, 2), (20, 2)):
        camera(plateImage="123ABC12", eventTime=(
            border.now - timedelta(minutes=earlier)).isoformat())
        assert len(border.entries("gate.arrived", reference)) == entries
    came = passages_of([reference])[reference, "kz"].waiting_area
    assert came == border.now - timedelta(minutes=40)


def test_what_comes_late_does_not_bring_a_vehicle_back(border: Border, camera: Post) -> None:
    reference = border.open(plate="123 ABC 12")
    border.register(reference)
    border.node.clock.move(minutes=30)
    assert camera(plateImage="123ABC12")[0] == 200
    assert border.entries("gate.arrived", reference) == []
    before = (border.now - timedelta(minutes=50)).strftime("%Y-%m-%dT%H:%M:%S.123Z")
    camera(plateImage="123ABC12", eventTime=before)
    assert len(border.entries("gate.arrived", reference)) == 1
    assert camera("Checkpoint", plateImage="123ABC12")[0] == 200


def test_a_cameras_clock_is_believed_within_bounds(border: Border, camera: Post) -> None:
    reference = border.open(plate="123 ABC 12")
    for skew in (timedelta(minutes=11), timedelta(hours=-25), timedelta(days=900)):
        status, told = camera(plateImage="123ABC12", eventTime=(border.now + skew).isoformat())
        assert (status, [fault["code"] for fault in told["faults"]]) == (422, ["cameras.clock"])
    for skew in (timedelta(minutes=9), timedelta(hours=-23)):
        assert camera(plateImage="123ABC12",
                      eventTime=(border.now + skew).isoformat())[0] == 200
    times = [entry["time"] for entry in border.entries("gate.arrived", reference)]
    assert times == ["2026-01-15T06:00:00Z", "2026-01-14T07:00:00Z"]


def test_local_time_without_an_offset_is_the_posts(border: Border, camera: Post) -> None:
    reference = border.open(plate="123 ABC 12")
    camera(plateImage="123ABC12", eventTime="2026-01-15T10:30:00")
    assert border.entries("gate.arrived", reference)[0]["time"] == "2026-01-15T05:30:00Z"


HOSTILE = [
    b"", b"[]", b"{", b'{"plateImage": null}', b'{"plateImage": 5}', b'{"plateImage": ""}',
    b'{"plateImage": "   "}', b'{"plateImage": "ABC"}', b'{"plateImage": "<script>1234"}',
    b'{"plateImage": "AAAAAAAAAAAAAAAAAAAAAAAAA"}', b'{"plateImage": "12\\u00003ABC12"}',
    b'{"plateImage": "123ABC12", "plateImage": "123ABC13"}', b'{"plateImage": "x", ' + b"[" * 500,
    b'{"plateImage": "123ABC12", "eventTime": "yesterday"}',
    b'{"plateImage": "123ABC12", "eventTime": "0001-01-01T00:00:00+05:00"}',
    b'{"plateImage": "123ABC12", "eventTime": 1768456800}', b"\xff\xfe",
    b'{"plateImage": "' + b"1" * 100_000 + b'"}',
]


def test_hostile_bodies_are_refused_and_change_nothing(border: Border, camera: Post) -> None:
    border.open(plate="123 ABC 12")
    before = len(border.entries())
    for raw in HOSTILE:
        status, told = camera(raw=raw)
        assert status == 422 and told["faults"], raw[:60]
    assert len(border.entries()) == before and strangers(now=border.now) == []


def test_an_unknown_plate_is_kept_for_an_officer_for_a_day(border: Border, camera: Post) -> None:
    assert camera(plateImage="999 XYZ 12") == (200, {"accepted": True, "known": False})
    assert camera(plateImage="999xyz12")[1]["known"] is False
    assert [(each.plate, each.place) for each in strangers(now=border.now)] == [
        ("999XYZ12", "waiting_area")]
    assert border.entries("gate.arrived") == []
    border.open(plate="999 XYZ 12")
    assert camera(plateImage="999XYZ12")[1]["known"] is True
    assert strangers(now=border.now) == []
    camera(plateImage="888XYZ12")
    assert strangers(now=border.now + timedelta(hours=25)) == []


def test_plates_that_are_booked_today_are_listed(
    client: Client, border: Border, camera: Any
) -> None:
    border.capacity()
    border.book(border.open(plate="123 ABC 12"), 7)
    border.open(plate="124 ABC 12")
    found = client.get("/api/v1/Checkpoint/TruckNumbers", headers=bearer(camera.token))
    assert found.json() == {"truckPlates": ["123ABC12"]}
