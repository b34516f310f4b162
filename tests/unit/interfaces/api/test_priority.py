"""Going before others by the API: what the pages can do, a system of a carrier or a service can too."""

from kopri.domains.documents.types import Told
from kopri.journeys.attach_document import attach_document
from tests.files import pdf
from tests.unit.domains.priority.claiming import STEEL
from tests.unit.interfaces.api.conftest import Api, notice, waybill

LATE = "2026-01-26T07:00:00Z"
PLATE = "901 HUM 12"


def test_a_claim_is_made_decided_and_served(api: Api) -> None:
    border, customs = api.border, "inspector/KZ-SRC"
    border.capacity(own=6, theirs=6, day="2026-01-26")
    reference = api.post("/notices", notice(
        PLATE, document=waybill(PLATE, STEEL, number="H-1"))).said["reference"]
    listed = {"rule": "PR07", "body": "Akimat", "received": "2026-01-15", "plates": [PLATE]}
    assert api.post("/claims/lists", listed, "inspector/KZ-BS").status == 403
    assert api.post("/claims/lists", {**listed, "rule": "PR02"}, customs).codes == [
        "priority.rule_without_list"]
    assert api.post("/claims/lists", listed, customs).said == {"vehicles": 1}
    asked = {"claim": "humanitarian", "wishes": [LATE]}
    assert api.post(f"/crossings/{reference}/claim", asked, "carrier#2").status in (403, 404)
    made = api.post(f"/crossings/{reference}/claim", asked)
    assert (made.said["state"], made.said["missing"]) == ("missing", ["document"])
    attach_document(**border.paired, actor=border.gate(), blobs=border.node.house.blobs,
                    reference=reference, data=pdf(b"letter"), told=Told(type="D20"))
    border.node.clock.move(seconds=1)
    made = api.post(f"/crossings/{reference}/claim", asked, key="once")
    assert made.said["state"] == "awaiting"
    assert api.post(f"/crossings/{reference}/claim", asked, key="once").said == made.said
    (waits,) = api.get("/claims", customs).said["claims"]
    assert waits == {"claim": made.said["claim"], "reference": reference, "rule": "PR07",
                     "class": "humanitarian", "wishes": [LATE], "spoils_by": None,
                     "time": "2026-01-15T06:00:01Z"}
    assert api.get("/claims", "inspector/KZ-BS").said == {"claims": []}
    assert api.get("/claims", "carrier").status == api.get("/claims", "shift_head").status == 403
    path = f"/claims/{waits['claim']}/decision"
    assert api.post(path, {"approved": True, "reason": "in order"}, "shift_head").status == 403
    assert api.post(path, {"approved": True, "reason": "in order"}, customs).said == {
        "reference": reference}
    assert api.get("/claims", customs).said == {"claims": []}
    border.work()
    border.work()
    assert api.get(f"/crossings/{reference}", "carrier").said["booking"]["slot"] == LATE


def test_a_call_for_safety_takes_two_people(api: Api) -> None:
    reference, first, second = api.crossing(), "gate_officer", "gate_officer#2"
    api.post("/gate/reads", {"reference": reference, "place": "waiting_area"}, first)
    danger = {"danger": "person", "reason": "the driver cannot breathe"}
    path = f"/crossings/{reference}/safety-call"
    assert api.post(path, danger).status == 403
    assert api.post(path, {**danger, "danger": "hurry"}, first).status == 422
    assert api.post(path, danger, first).said == {"reference": reference}
    (call,) = api.get("/safety-calls", second).said["calls"]
    assert (call["reference"], call["danger"], call["reason"], call["signed"]) == (
        reference, "person", "the driver cannot breathe", None)
    assert api.get("/safety-calls", "carrier").status == 403
    sign = f"/safety-calls/{call['call']}/sign"
    assert api.post(sign, {}, first).codes == ["priority.same_person"]
    assert api.post(sign, {}, second).said == {"reference": reference}
    (call,) = api.get("/safety-calls", first).said["calls"]
    assert call["signed"] == "2026-01-15T06:00:00Z" and call["signed_by"] != call["by"]
    assert api.get(f"/crossings/{reference}", first).said["case"]["phase"] == "called"
