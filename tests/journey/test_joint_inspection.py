"""One stop, two states: two real nodes of the fictional pair, whose treaty lets a guest in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.files import PNG
from tests.simulators.bridge import Bridge, open_bridge

COUNTRIES = Path(__file__).parents[1] / "countries"
HOST, GUEST = ("xa", "LEAF"), ("xb", "PLANTQ")


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    with open_bridge(tmp_path_factory.mktemp("joint"), pair="xa-xb", countries=COUNTRIES) as found:
        found.clock("2026-01-15T06:00:00Z")
        yield found


class Shed:
    """The place where a truck is unloaded, on both nodes."""

    def __init__(self, bridge: Bridge, reference: str) -> None:
        self.bridge, self.base = bridge, f"/api/v1/crossings/{reference}/inspections"
        self.inspection, self.minute = "", 0

    def ask(self, by: tuple[str, str], act: str, body: dict[str, Any]) -> httpx.Response:
        path = f"{self.base}/{self.inspection}/{act}" if act else self.base
        return self.bridge.ask(by[0], path, body, role="inspector", service=by[1])

    def act(self, by: tuple[str, str], act: str, **body: Any) -> Any:
        answer = self.ask(by, act, body)
        assert answer.is_success, f"{act} by {by}: {answer.status_code} {answer.text}"
        return answer.json()

    def codes(self, by: tuple[str, str], act: str, **body: Any) -> list[str]:
        answer = self.ask(by, act, body)
        assert not answer.is_success, f"{act} by {by} was not refused"
        return [fault["code"] for fault in answer.json()["faults"]]

    def clears(self, by: tuple[str, str]) -> str:
        """Why this service cannot clear the truck yet."""
        answer = self.bridge.ask(by[0], self.base.replace("inspections", "findings"),
                                 {"outcome": "cleared"}, role="inspector", service=by[1])
        assert answer.status_code == 409, answer.text
        return str(answer.json()["faults"][0]["code"])

    def meet(self) -> None:
        """Both follow each other up to now."""
        self.minute += 1
        self.bridge.clock(f"2026-01-15T07:{self.minute:02}:00Z")

    def line(self, side: str) -> Any:
        role, service = "inspector", dict((HOST, GUEST))[side]
        found = self.bridge.call(side, self.base, role=role, service=service)["lines"]
        return found[-1] if found else None

    def sign(self, by: tuple[str, str], conclusion: str) -> None:
        self.act(by, "sign", digest=self.line(by[0])["record"]["digest"], conclusion=conclusion)


@pytest.fixture(scope="module")
def shed(bridge: Bridge) -> Shed:
    """A truck with plants in the host's controls; the appointment names the guest."""
    reference = bridge.call("xa", "/api/v1/crossings", {
        "point": "nor-sud", "direction": "xa-xb", "loaded": True,
        "conveyance": {"plate": "777 XA", "country": "XA"}})["reference"]
    found = Shed(bridge, reference)
    bridge.call("xa", f"/api/v1/crossings/{reference}/register", {}, role="gate_officer")
    return found


def test_one_unloading_one_record_two_signatures_on_two_nodes(shed: Shed) -> None:
    services = [{"side": "xa", "service": "TOLL"}, {"side": "xb", "service": "PLANTQ"}]
    asked = {"place": "shed 2", "starts": "2026-01-15T07:30:00Z", "minutes": 40}
    toll = ("xa", "TOLL")
    stranger = [*services, {"side": "xb", "service": "TARIFF"}]  # its joint step has run out
    assert shed.codes(toll, "", **asked, services=stranger) == ["inspection.information_only"]
    shed.inspection = shed.act(toll, "", **asked, services=services)["inspection"]
    shed.meet()
    head = shed.line("xb")["record"]["head"]
    assert (head["place"], head["guests"][0]["legal_basis"], head["guests"][0]["since"]) == (
        "shed 2", "T1", "2002-01-01")
    assert shed.codes(GUEST, "begin") == ["inspection.not_the_host"]
    assert shed.codes(GUEST, "findings", what="pests", found="none") == [
        "inspection.not_under_way"]
    shed.act(toll, "begin")
    shed.meet()
    assert shed.clears(toll) == "inspection.not_over"
    shed.act(toll, "seals/broken", seal="A-1", intact=True)
    shed.act(toll, "findings", what="packages", expected="20", found="20", unit="boxes")
    shed.act(GUEST, "findings", what="packages", found="19", unit="boxes", differs=True)
    shed.act(GUEST, "samples", sample="P-1", of="leaves", amount="1 kg")
    shed.act(toll, "seals/set", seal="A-2", where="rear door", instead_of="A-1")
    assert shed.codes(("xb", "TARIFF"), "findings", what="goods", found="x") == [
        "inspection.information_only"]
    _photograph(shed, toll)
    shed.meet()
    shed.act(toll, "end")
    shed.meet()
    ours, theirs = shed.line("xa"), shed.line("xb")
    assert ours["record"]["digest"] == theirs["record"]["digest"]
    assert len(theirs["record"]["facts"]) == 6 and ours["record"]["unlike"][0]["what"] == "packages"
    assert ours["state"] == "inspection_unsigned" and len(ours["unsigned"]) == 2
    assert shed.codes(toll, "sign", digest="0" * 64, conclusion="in_order") == [
        "inspection.record_changed"]
    assert shed.clears(toll) == "inspection.not_signed"
    shed.sign(toll, "in_order")
    shed.sign(GUEST, "not_in_order")
    shed.meet()
    assert [shed.line(side)["state"] for side in ("xa", "xb")] == ["inspection_disagreed"] * 2
    shed.sign(toll, "not_in_order")
    shed.meet()
    assert [shed.line(side)["state"] for side in ("xa", "xb")] == ["inspection_agreed"] * 2
    assert shed.bridge.equal()


def _photograph(shed: Shed, by: tuple[str, str]) -> None:
    token = shed.bridge.tokens[by[0]]["inspector", by[1]]
    url = f"{shed.bridge.nodes.url(node=by[0])}{shed.base}/{shed.inspection}/photographs"
    for data, status in ((b"GIF89a", 422), (PNG, 200)):
        answer = httpx.post(url, data={"shows": "the boxes"}, files={"file": ("a.png", data)},
                            headers={"Authorization": f"Bearer {token}"}, trust_env=False,
                            timeout=60)
        assert answer.status_code == status, answer.text


def test_a_sample_goes_over_the_border_hand_to_hand_and_counts_where_a_treaty_says_so(
    shed: Shed,
) -> None:
    sample, toll = "samples/P-1", ("xa", "TOLL")
    assert shed.codes(toll, f"{sample}/give", to_side="xa", to_service="TOLL") == [
        "inspection.not_holder"]
    shed.act(GUEST, f"{sample}/give", to_side="xb", to_laboratory="laboratory 7")
    assert shed.codes(toll, f"{sample}/receive", intact=True) == ["inspection.not_given"]
    shed.act(GUEST, f"{sample}/receive", intact=True, laboratory="laboratory 7", receipt="R1")
    shed.act(GUEST, f"{sample}/test", laboratory="laboratory 7", report="7/1", conforms=True,
             result="no pest found")
    shed.meet()
    held, = shed.line("xa")["record"]["samples"]
    assert (held["holder"], held["gaps"]) == (["xb", "PLANTQ", "laboratory 7"], [])
    tested = next(each for each in shed.line("xa")["offered"]
                  if each["fact"]["act"] == "sample_tested")
    assert (tested["subject"], tested["basis"]) == ("sample", "T1")
    shed.act(toll, "recognise", fact=tested["fact"]["uid"])
    seal = next(each for each in shed.line("xb")["offered"] if each["subject"] == "seal")
    assert seal["basis"] == ""
    assert shed.codes(GUEST, "recognise", fact=seal["fact"]["uid"]) == [
        "inspection.not_recognised"]
    shed.meet()
    counted = [each for each in shed.line("xb")["record"]["recognised"]]
    assert [(each["service"], each["said"]["legal_basis"]) for each in counted] == [("TOLL", "T1")]
