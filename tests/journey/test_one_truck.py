"""One truck each way, by HTTP, through two real nodes, and a line that is cut in the middle."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from kopri.demo.line import Line
from kopri.demo.nodes import Roster, read_accounts
from kopri.node.nodes import ProcessNodes

COUNTRIES = Path(__file__).parents[2] / "countries"
POINT, DAY = "tmb-gbz", "2026-01-15"
SERVICES = {"kz": ("KZ-TRC", "KZ-BS", "KZ-SRC"), "tm": ("TM-MIG", "TM-BS", "TM-CUS", "TM-TRC")}


@dataclass(slots=True, kw_only=True)
class Bridge:
    """Both nodes and the line between them."""

    nodes: ProcessNodes
    line: Line
    rosters: Mapping[str, Roster]
    keys: int = 0

    def ask(
        self, side: str, path: str, body: Mapping[str, Any] | None = None, *,
        role: str = "carrier", service: str = "", key: str = "",
    ) -> Any:
        """The JSON of an answer; AssertionError where it is a refusal."""
        status, said = self.try_(side, path, body, role=role, service=service, key=key)
        assert status < 300, f"{side} {path}: {status} {said}"
        return said

    def try_(
        self, side: str, path: str, body: Mapping[str, Any] | None = None, *,
        role: str = "carrier", service: str = "", key: str = "",
    ) -> tuple[int, Any]:
        """Status and JSON."""
        self.keys += 1
        request = Request(
            self.nodes.url(side=side) + path,
            data=None if body is None else json.dumps(dict(body)).encode(),
            headers={"Content-Type": "application/json",
                     "Idempotency-Key": key or f"k{self.keys}",
                     "Authorization":
                         f"Bearer {self.rosters[side].token(role=role, service=service)}"})
        try:
            with urlopen(request, timeout=120) as answer:
                return answer.status, json.loads(answer.read())
        except HTTPError as error:
            return error.code, json.loads(error.read())

    def clock(self, time: str, *sides: str) -> None:
        """Move the clocks; twice, so that each has heard what the other did in answer."""
        for _ in range(2):
            for side in sides or self.nodes.sides:
                self.ask(side, "/demo/clock", {"now": f"{DAY}T{time}Z"}, role="operator")

    def tables(self, side: str) -> dict[str, str]:
        found: dict[str, str] = self.ask(side, "/api/v1/journal/state", role="auditor")["tables"]
        return found

    def case(self, side: str, reference: str) -> Any:
        return self.ask(side, f"/api/v1/crossings/{reference}", role="gate_officer")


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    nodes = ProcessNodes(root=tmp_path_factory.mktemp("bridge"), pair="kz-tm", countries=COUNTRIES)
    nodes.found()
    line = Line(routes={
        side: (nodes.peer(side=side), ("127.0.0.1", int(nodes.url(side=other).rsplit(":", 1)[1])))
        for side, other in (("kz", "tm"), ("tm", "kz"))
    })
    try:
        for side in nodes.sides:
            nodes.start(side=side)
        yield Bridge(nodes=nodes, line=line, rosters={
            side: Roster(accounts=read_accounts(path=nodes.accounts(side=side)))
            for side in nodes.sides})
    finally:
        for side in nodes.sides:
            nodes.stop(side=side)
        line.close()


def publish(bridge: Bridge) -> None:
    for side in bridge.nodes.sides:
        for direction in ("kz-tm", "tm-kz"):
            bridge.ask(side, "/api/v1/capacity", {
                "point": POINT, "direction": direction, "day": DAY, "hours": [6] * 24,
                "valid_until": "2026-01-17T00:00:00Z"}, role="shift_head")


def book(bridge: Bridge, side: str, other: str, plate: str) -> str:
    """A carrier opens a case and books at the exit side."""
    reference = bridge.ask(side, "/api/v1/crossings", {
        "point": POINT, "direction": f"{side}-{other}",
        "conveyance": {"plate": plate, "country": side.upper()}})["reference"]
    booked = bridge.ask(side, f"/api/v1/crossings/{reference}/booking",
                        {"wishes": [f"{DAY}T00:00:00Z"]})
    assert booked == {"state": "granted", "slot": f"{DAY}T00:00:00Z"}
    return str(reference)


def leave(bridge: Bridge, side: str, reference: str, plate: str) -> None:
    """From the waiting area through the exit side's gate."""
    gate = {"role": "gate_officer"}
    case = f"/api/v1/crossings/{reference}"
    read = bridge.ask(side, "/api/v1/gate/reads", {"plate": plate.lower(), "place": "waiting_area"},
                      **gate)
    assert read["reference"] == reference
    bridge.ask(side, f"{case}/call", {}, **gate)
    control(bridge, side, reference)


def control(bridge: Bridge, side: str, reference: str) -> None:
    """Registration, every service, the exit gate."""
    case, gate = f"/api/v1/crossings/{reference}", {"role": "gate_officer"}
    bridge.ask(side, "/api/v1/gate/reads", {"reference": reference, "place": "gate"}, **gate)
    bridge.ask(side, f"{case}/register", {}, **gate)
    assert bridge.try_(side, f"{case}/exit", {}, **gate)[0] == 409
    concluded = [bridge.ask(side, f"{case}/findings", {"outcome": "cleared"}, role="inspector",
                            service=service)["concluded"] for service in SERVICES[side]]
    assert concluded == [False] * (len(concluded) - 1) + [True]
    bridge.ask(side, f"{case}/exit", {}, **gate)


def test_one_truck_each_way_over_a_line_that_is_cut(bridge: Bridge) -> None:
    bridge.clock("00:00:00")
    publish(bridge)
    bridge.clock("00:01:00")
    out, back = book(bridge, "kz", "tm", "123 ABC 12"), book(bridge, "tm", "kz", "4567 BN AA")
    bridge.clock("00:05:00")
    assert bridge.case("tm", out)["booking"]["state"] == "granted"

    # both sides work on behind a cut line: each truck has left, neither neighbour has heard of it
    bridge.line.cut()
    leave(bridge, "kz", out, "123ABC12")
    leave(bridge, "tm", back, "4567BNAA")
    bridge.clock("00:30:00")
    assert bridge.case("tm", out)["case"]["phase"] == "booked"
    assert bridge.case("kz", back)["case"]["phase"] == "booked"
    assert bridge.tables("kz") != bridge.tables("tm")

    # one of them arrives before the line is back, and is taken in by its reference
    control(bridge, "tm", out)
    bridge.clock("01:00:00")
    assert bridge.case("tm", out)["case"]["phase"] == "entered"
    assert bridge.case("kz", out)["case"]["phase"] == "strip"

    bridge.line.restore()
    bridge.clock("01:30:00")
    assert bridge.case("kz", out)["case"]["phase"] == "entered"
    assert bridge.case("kz", back)["case"]["phase"] == "strip"
    read = bridge.ask("kz", "/api/v1/gate/reads", {"plate": "4567 bn aa", "place": "gate"},
                      role="gate_officer")
    assert read["reference"] == back
    control(bridge, "kz", back)
    bridge.clock("02:00:00")

    for side in bridge.nodes.sides:
        for reference in (out, back):
            shown = bridge.case(side, reference)["case"]
            assert (shown["phase"], shown["exit_state"], shown["entry_state"]) == (
                "entered", "gone", "gone")
    assert bridge.tables("kz") == bridge.tables("tm")


def test_what_is_left_behind_verifies_and_rebuilds(bridge: Bridge) -> None:
    before = {side: bridge.tables(side) for side in bridge.nodes.sides}
    for side in bridge.nodes.sides:
        verified = bridge.nodes.command(side=side, words=["journal", "verify"])
        assert verified.status == 0 and verified.output.count("clean") == 2, verified.output
        rebuilt = bridge.nodes.command(side=side, words=["journal", "rebuild"])
        assert rebuilt.status == 0 and " 0 differences" in rebuilt.output, rebuilt.output
    assert {side: bridge.tables(side) for side in bridge.nodes.sides} == before


def test_each_side_keeps_its_own_half(bridge: Bridge) -> None:
    """The neighbour holds what is listed for both, and no carrier, no step."""
    origins = [log["origin"] for log in bridge.ask("tm", "/api/v1/journal/state",
                                                   role="auditor")["logs"] if not log["own"]]
    read = bridge.ask("tm", f"/api/v1/journal/entries?log={origins[0]}&from=0", role="auditor")
    payloads = [row["entry"]["payload"] for row in read["entries"]]
    assert payloads and not any({"carrier", "steps"} & set(payload) for payload in payloads)


def test_a_node_that_was_killed_goes_on(bridge: Bridge) -> None:
    before = bridge.tables("tm")
    bridge.nodes.kill(side="kz")
    bridge.nodes.start(side="kz")
    bridge.clock("02:30:00")
    assert bridge.tables("kz") == bridge.tables("tm") == before
