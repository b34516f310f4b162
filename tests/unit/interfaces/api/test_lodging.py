"""Readiness over the API: what is still needed, a number, an acceptance, a rejection; blind to risk."""

import re

from tests.unit.interfaces.api.conftest import Answer, Api, notice, waybill
from tests.unit.interfaces.api.test_secrecy import twins

NUMBER, SYSTEM = "50704/150126/0000001", "ASTANA-1 / Keden"


def state(api: Api, reference: str, *, side: str = "kz", document: str = "D07") -> str:
    found = api.get(f"/crossings/{reference}/readiness", "carrier").said
    (line,) = [line for line in found["lines"]
               if (line["side"], line["document"]) == (side, document)]
    return str(line["needs"][0]["state"])


def test_from_still_needed_to_accepted_and_rejected(api: Api) -> None:
    lodged = api.post("/notices", notice("001 RDY 12", document=waybill("001 RDY 12"))).said
    first = {(need["side"], need["document"]): need for need in lodged["still_needed"]}
    declaration = first["kz", "D07"]
    assert (declaration["system"], declaration["step"]) == (SYSTEM, "attach")
    assert declaration["until"] == "2026-01-15T09:00:00Z" and declaration["services"] == ["KZ-SRC"]
    reference = lodged["reference"]
    path = f"/crossings/{reference}/documents"
    wrong = api.post(f"{path}/lodge", {"type": "D07", "system": SYSTEM, "number": "7"})
    assert (wrong.status, wrong.codes) == (422, ["documents.number_form"])
    made = api.post(f"{path}/lodge", {"type": "D07", "system": SYSTEM, "number": NUMBER})
    assert made.status == 200 and state(api, reference) == "lodged"
    document = made.said["document"]
    denied = api.post(f"{path}/accept", {"document": document})
    assert (denied.status, denied.codes) == (403, ["permission.denied"])
    assert api.post(f"{path}/accept", {"document": document}, "inspector/KZ-SRC").status == 200
    assert state(api, reference) == "accepted" and state(api, reference, side="tm") == "prepared"
    said = api.post(f"/crossings/documents/{document}/reject", {"reason": "value differs"},
                    "inspector/KZ-SRC")
    assert said.status == 200 and state(api, reference) == "rejected"
    told = api.get(f"/crossings/{reference}/readiness", "carrier")
    assert "value differs" in told.raw.decode()


def blind(answer: Answer, reference: str) -> str:
    text = answer.raw.decode().replace(reference, "REF")
    return re.sub("W-[12]", "WAYBILL", re.sub("00[12]TWN12", "PLATE", text))


def test_what_is_needed_does_not_tell_of_risk(api: Api) -> None:
    green, red = twins(api)
    for who in ("carrier", "gate_officer", "inspector/KZ-BS", "analyst"):
        first, second = (blind(api.get(f"/crossings/{each}/readiness", who), each)
                         for each in (green, red))
        assert first == second and "PLATE" in first
