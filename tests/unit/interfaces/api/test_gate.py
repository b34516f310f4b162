"""The gate over the API: scales, lanes, vehicles that nobody announced."""

import json
import os
from typing import Any

import pytest

from kopri.crossing.states import Phase
from kopri.domains.accounts.operations import create, issue_token
from kopri.domains.accounts.types import NewAccount
from kopri.domains.weighing.queries import weighings_of
from tests.border import IN, OUT, POINT, Border
from tests.unit.interfaces.api.conftest import Api


@pytest.fixture
def device(border: Border, api: Api) -> str:
    """The token that the scales keep."""
    account = create(new=NewAccount(username="scales-1", role="device", name="Scales 1",
                                    post="tmb"), password="", random=os.urandom, now=border.now,
                     by="t")
    first = issue_token(account=account, random=os.urandom, now=border.now, by="t")
    given = api.client.get(f"/api/v1/Checkpoint/Auth?RegistrationToken={first}")
    return str(given.json()["token"])


def test_scales_send_what_they_read_once(api: Api, device: str) -> None:
    def send(token: str = device, **change: Any) -> tuple[int, Any]:
        told = {"plate": "123-авс-12", "gross_kg": 36_500, "device": "WIM 2", "event_id": "e1",
                "axle_groups": [{"axles": 3, "load_kg": 23_000}, {"axles": 3, "load_kg": 13_500}],
                **change}
        answer = api.client.post(
            "/api/v1/scales/weighings", json.dumps(told), content_type="application/json",
            headers={"Authorization": f"Bearer {token}"})
        return answer.status_code, answer.json()

    assert send()[0] == 404  # nobody knows it: nothing is kept, and the scales are told
    reference = api.crossing("123 ABC 12")
    status, said = send()
    assert (status, said["reference"]) == (200, reference)
    found = [(each["what"], each["side"], each["off_kg"]) for each in said["findings"]]
    assert ("gross", "tm", 500) in found and ("axles", "tm", 1_000) in found
    assert send() == (200, said) and len(weighings_of(reference)) == 1
    assert send(gross_kg=36_501)[0] == 409  # another weighing under the same id
    assert send(gross_kg=0, event_id="e2")[0] == 422
    assert send(api.token("gate_officer"), event_id="e3")[0] == 401
    assert len(api.get(f"/crossings/{reference}/weighings", "carrier").said["weighings"]) == 1
    assert api.get(f"/crossings/{reference}/weighings", "carrier#2").status == 404
    by_hand = api.post(f"/crossings/{reference}/weighings", {"gross_kg": 20_000}, "gate_officer")
    assert by_hand.said["weighed"]["device"] == ""


def test_a_vehicle_that_nobody_announced_starts_at_the_gate(api: Api, border: Border) -> None:
    told = {"point": POINT, "direction": OUT, "loaded": True, "weight_kg": 30_000,
            "conveyance": {"plate": "909 NEW 09", "country": "KZ", "trailer_plate": "10 TRL 09"}}
    started = api.post("/gate/vehicles", told, "gate_officer", key="k1")
    reference = started.said["reference"]
    assert api.post("/gate/vehicles", told, "gate_officer", key="k1").said == started.said
    view = border.view(reference)
    assert (view.phase, view.loaded) == (Phase.EXIT_CONTROLS, True)
    assert {"crossing.opened", "gate.registered", "control.planned"} <= set(border.kinds(reference))
    again = api.post("/gate/vehicles", told, "gate_officer", key="k2")
    assert (again.status, again.codes) == (409, ["gate.vehicle_announced"])
    wrong = api.post("/gate/vehicles", {**told, "direction": "kz-xx"}, "gate_officer")
    assert wrong.status == 422
    coming = api.post("/gate/vehicles", {**told, "direction": IN, "conveyance": {
        "plate": "1234 BN AA", "country": "TM"}}, "gate_officer").said["reference"]
    assert border.view(coming).phase is Phase.ENTRY_CONTROLS


def test_lanes_are_closed_by_the_shift_head(api: Api) -> None:
    body = {"open": False, "reason": "barrier broken"}
    assert api.post(f"/lanes/{POINT}/3", body, "gate_officer").status == 403
    assert api.post(f"/lanes/{POINT}/3", body, "shift_head").said == {"point": POINT}
    (post,) = api.get("/lanes", "gate_officer").said["posts"]
    assert (post["lanes"], [each["lane"] for each in post["closed"]]) == (6, [3])
    assert api.get("/lanes", "carrier").status == 403
