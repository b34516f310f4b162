"""One truck each way, by HTTP, through two real nodes, and a line that is cut in the middle."""

from collections.abc import Iterator
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from kopri.adapters.log_reads import HttpReads
from kopri.interfaces.cli.auditing import audit
from kopri.interfaces.cli.checking import check
from kopri.journal.growth import origin_hash
from tests.journey.examining import act, lodge, sheet, states
from tests.simulators.bridge import ENTRY_SERVICES, EXIT_SERVICES, Bridge, open_bridge

POINT, DAY = "tmb-gbz", "2026-01-15"
SERVICES = {"kz": EXIT_SERVICES, "tm": ENTRY_SERVICES}


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    """One bridge for all: the tests below are one day, in this order."""
    with open_bridge(tmp_path_factory.mktemp("bridge")) as found:
        yield found


def clock(bridge: Bridge, time: str) -> None:
    bridge.clock(f"{DAY}T{time}Z")


def tables(bridge: Bridge, side: str) -> dict[str, str]:
    found: dict[str, str] = bridge.state(side)["tables"]
    return found


def case(bridge: Bridge, side: str, reference: str) -> Any:
    return bridge.call(side, f"/api/v1/crossings/{reference}", role="gate_officer")


def phase(bridge: Bridge, side: str, reference: str) -> str:
    return str(case(bridge, side, reference)["case"]["phase"])


def book(bridge: Bridge, side: str, other: str, plate: str) -> str:
    """A carrier opens a case and books at the exit side."""
    reference = bridge.call(side, "/api/v1/crossings", {
        "point": POINT, "direction": f"{side}-{other}",
        "conveyance": {"plate": plate, "country": side.upper()}})["reference"]
    booked = bridge.call(side, f"/api/v1/crossings/{reference}/booking",
                        {"wishes": [f"{DAY}T00:00:00Z"]})
    assert booked == {"state": "granted", "slot": f"{DAY}T00:00:00Z"}
    return str(reference)


def leave(bridge: Bridge, side: str, reference: str, plate: str) -> None:
    """From the waiting area through the exit side's gate."""
    gate = {"role": "gate_officer"}
    path = f"/api/v1/crossings/{reference}"
    read = bridge.call(side, "/api/v1/gate/reads", {"plate": plate.lower(), "place": "waiting_area"},
                      **gate)
    assert read["reference"] == reference
    bridge.call(side, f"{path}/call", {}, **gate)
    control(bridge, side, reference)


def control(bridge: Bridge, side: str, reference: str) -> None:
    """Registration, every service, the exit gate."""
    path, gate = f"/api/v1/crossings/{reference}", {"role": "gate_officer"}
    bridge.call(side, "/api/v1/gate/reads", {"reference": reference, "place": "gate"}, **gate)
    bridge.call(side, f"{path}/register", {}, **gate)
    assert bridge.ask(side, f"{path}/exit", {}, **gate).status_code == 409
    concluded = [bridge.call(side, f"{path}/findings", {"outcome": "cleared"}, role="inspector",
                            service=service)["concluded"] for service in SERVICES[side]]
    assert concluded == [False] * (len(concluded) - 1) + [True]
    bridge.call(side, f"{path}/exit", {}, **gate)


def test_one_truck_each_way_over_a_line_that_is_cut(bridge: Bridge) -> None:
    clock(bridge, "00:00:00")
    bridge.capacity(DAY)
    clock(bridge, "00:01:00")
    out, back = book(bridge, "kz", "tm", "123 ABC 12"), book(bridge, "tm", "kz", "4567 BN AA")
    clock(bridge, "00:05:00")
    assert case(bridge, "tm", out)["booking"]["state"] == "granted"

    # both sides work on behind a cut line: each truck has left, neither neighbour has heard of it
    bridge.line.cut()
    leave(bridge, "kz", out, "123ABC12")
    leave(bridge, "tm", back, "4567BNAA")
    clock(bridge, "00:30:00")
    assert phase(bridge, "tm", out) == "booked"
    assert phase(bridge, "kz", back) == "booked"
    assert tables(bridge, "kz") != tables(bridge, "tm")

    # one of them arrives before the line is back, and is taken in by its reference
    control(bridge, "tm", out)
    clock(bridge, "01:00:00")
    assert phase(bridge, "tm", out) == "entered"
    assert phase(bridge, "kz", out) == "strip"

    bridge.line.restore()
    clock(bridge, "01:30:00")
    assert phase(bridge, "kz", out) == "entered"
    assert phase(bridge, "kz", back) == "strip"
    read = bridge.call("kz", "/api/v1/gate/reads", {"plate": "4567 bn aa", "place": "gate"},
                      role="gate_officer")
    assert read["reference"] == back
    control(bridge, "kz", back)
    clock(bridge, "02:00:00")

    for side in bridge.sides:
        for reference in (out, back):
            shown = case(bridge, side, reference)["case"]
            assert (shown["phase"], shown["exit_state"], shown["entry_state"]) == (
                "entered", "gone", "gone")
    assert tables(bridge, "kz") == tables(bridge, "tm")


def test_what_became_of_papers_is_the_same_on_both_nodes(bridge: Bridge) -> None:
    reference = bridge.call("kz", "/api/v1/crossings", {
        "point": POINT, "direction": "kz-tm", "loaded": True,
        "conveyance": {"plate": "555 PAP 12", "country": "KZ"}})["reference"]
    path = f"/api/v1/crossings/{reference}"
    lodged = bridge.call("kz", f"{path}/documents/lodge", {
        "type": "D07", "system": "ASTANA-1 / Keden", "number": "50704/150126/0000001"})
    clock(bridge, "03:00:00")
    customs = {"role": "inspector", "service": "KZ-SRC"}
    theirs = {"role": "inspector", "service": "TM-CUS"}
    bridge.call("kz", f"{path}/documents/accept", {"document": lodged["document"]}, **customs)
    refused = bridge.ask("tm", f"{path}/documents/accept", {"type": "D22"}, **theirs)
    assert refused.status_code == 403  # insurance is not theirs to look at
    bridge.call("tm", f"{path}/documents/accept", {"type": "D13", "number": "INV-1"}, **theirs)
    clock(bridge, "03:30:00")
    lists = [bridge.call(side, f"{path}/readiness", role="gate_officer")["lines"]
             for side in bridge.sides]
    assert lists[0] == lists[1]
    states = {(need["side"], need["document"]): need["state"]
              for line in lists[0] for need in line["needs"]}
    assert [states[key] for key in (("kz", "D07"), ("tm", "D07"), ("tm", "D13"), ("kz", "D13"))
            ] == ["accepted", "prepared", "accepted", "prepared"]


def test_both_sides_examine_papers_over_a_line_that_is_cut(bridge: Bridge) -> None:
    lodged = lodge(bridge, "10000")
    reference = lodged["reference"]
    clock(bridge, "02:01:30")
    listed = bridge.call("tm", "/api/v1/papers", role="inspector", service="TM-CUS")["rows"]
    assert [row["reference"] for row in listed] == [reference]

    act(bridge, "kz", reference, "KZ-SRC", "accept")
    question = act(bridge, "tm", reference, "TM-CUS", "ask", text="Which seal?")["question"]
    clock(bridge, "02:02:30")
    assert states(bridge, "kz", reference) == {"KZ-SRC": "accepted", "TM-CUS": "asked"}
    plan = bridge.call("kz", f"/api/v1/crossings/{reference}", role="gate_officer")["steps"]
    assert {step["step"]: step["papers"] for step in plan}["KZ4g"] is True

    # the other side's question is the carrier's to read, and not the own side's services'
    (asked,) = [each for each in sheet(bridge, "kz", reference)["others"]
                if each["examination"]["service"] == "TM-CUS"]
    assert asked["examination"]["questions"][0]["text"] == "Which seal?"
    (hidden,) = sheet(bridge, "kz", reference, "KZ-SRC")["others"]
    assert hidden["examination"]["questions"] == []

    # behind a cut line the carrier answers and amends, and the other side accepts what it has
    bridge.line.cut()
    bridge.call("kz", f"/api/v1/crossings/{reference}/questions/{question}/answer",
                {"text": "seal 17"})
    lodge(bridge, "10500", notice=lodged["notice"])
    act(bridge, "tm", reference, "TM-CUS", "accept")
    clock(bridge, "02:10:30")
    assert states(bridge, "kz", reference)["KZ-SRC"] == "stale"
    assert sheet(bridge, "tm", reference, "TM-CUS")["own"]["state"] == "accepted"

    bridge.line.restore()
    clock(bridge, "02:20:30")
    heard = sheet(bridge, "tm", reference, "TM-CUS")
    assert heard["own"]["state"] == "stale"
    assert heard["own"]["examination"]["questions"][0]["answer"] == "seal 17"
    assert [each["change"]["move"] for each in heard["changed"]] == ["notice_amended"]
    assert heard["changed"][0]["differences"]
    assert states(bridge, "kz", reference) == {"KZ-SRC": "stale", "TM-CUS": "stale"}
    act(bridge, "tm", reference, "TM-CUS", "accept")
    clock(bridge, "02:30:30")
    assert states(bridge, "kz", reference)["TM-CUS"] == "accepted"
    assert bridge.equal()
    assert "shared_examination_act" in tables(bridge, "kz")


def test_what_the_entry_side_refuses_the_exit_side_answers_and_takes_back(bridge: Bridge) -> None:
    """A driver without a visa: refused there, answered here over the line, back at the gate."""
    clock(bridge, "03:31:00")
    reference = bridge.open_case("777 RET 12")
    path, gate, head = f"/api/v1/crossings/{reference}", {"role": "gate_officer"}, {"role": "shift_head"}
    bridge.through_exit(reference)
    clock(bridge, "03:40:00")
    bridge.call("tm", f"{path}/register", {}, **gate)
    assert bridge.ask("tm", f"{path}/turn-back", {}, **gate).status_code == 409  # nobody refused it
    migration = {"role": "inspector", "service": "TM-MIG"}
    bridge.call("tm", f"{path}/findings", {"outcome": "refused", "rule": "law on migration, 12",
                                           "reason": "no visa"}, **migration)
    opened, = returns(bridge, "tm", reference)
    assert (opened["service"], opened["state"]) == ("TM-MIG", "opened")
    answer = f"{path}/returns/{opened['number']}/answer"
    said = {"answer": "takes_back", "note": "lane 2, now"}
    assert bridge.ask("kz", answer, said, **head).status_code == 404  # the line has not told it yet
    clock(bridge, "03:42:00")
    assert returns(bridge, "kz", reference) == [opened]
    assert bridge.ask("tm", answer, said, **head).json()["faults"][0]["code"] == "returns.own"
    bridge.call("kz", answer, said, **head, key="once")
    bridge.call("kz", answer, said, **head, key="once")  # the answer was lost: asked again
    clock(bridge, "03:44:00")
    seen, = returns(bridge, "tm", reference)
    assert (seen["state"], seen["note"]) == ("awaited", "lane 2, now")
    bridge.call("tm", f"{path}/turn-back", {}, **gate)
    bridge.call("kz", f"{path}/returns/{opened['number']}/receive", {}, **gate)
    clock(bridge, "03:50:00")
    for side in bridge.sides:
        assert returns(bridge, side, reference) == []
        assert phase(bridge, side, reference) == "turned_back"
    assert bridge.equal()


def test_a_coach_goes_on_less_one_passenger_at_each_side(bridge: Bridge) -> None:
    clock(bridge, "04:00:00")
    gate, head = {"role": "gate_officer"}, {"role": "shift_head"}
    persons = [{"part": each, "kind": "passenger"} for each in ("p1", "p2", "p3")]
    vehicle = {"plate": "31 BUS 12", "country": "KZ", "vehicle_class": "coach"}
    asked = {"point": POINT, "direction": "kz-tm", "conveyance": vehicle}
    assert bridge.ask("kz", "/api/v1/crossings", {
        **asked, "parts": [{"part": "p1", "kind": "luggage"}]}).status_code == 422
    reference = bridge.call("kz", "/api/v1/crossings", {**asked, "parts": persons[:2]})["reference"]
    path = f"/api/v1/crossings/{reference}"
    bridge.call("kz", f"{path}/amend", {"parts": persons})
    no = {"outcome": "refused", "rule": "law on migration, 12", "reason": "no visa"}

    def refuse(side: str, service: str, passenger: str) -> list[str]:
        answer = bridge.ask(side, f"{path}/findings", {**no, "part": f"passenger:{passenger}"},
                            role="inspector", service=service)
        return [] if answer.is_success else [each["code"] for each in answer.json()["faults"]]

    bridge.call("kz", "/api/v1/gate/reads", {"reference": reference, "place": "gate"}, **gate)
    bridge.call("kz", f"{path}/register", {}, **gate)
    assert refuse("kz", "KZ-BS", "p2") == []
    assert refuse("kz", "KZ-BS", "p9") == ["outcomes.part_unknown"]
    for service in EXIT_SERVICES:
        bridge.call("kz", f"{path}/findings", {"outcome": "cleared"}, role="inspector",
                    service=service)
    bridge.call("kz", f"{path}/exit", {}, **gate)
    clock(bridge, "04:10:00")
    assert returns(bridge, "tm", reference) == []  # who never left has nothing to go back from
    bridge.call("tm", f"{path}/register", {}, **gate)
    assert refuse("tm", "TM-MIG", "p2") == ["outcomes.part_unknown"]  # she stayed over there
    assert refuse("tm", "TM-MIG", "p3") == []
    for service in ENTRY_SERVICES:
        bridge.call("tm", f"{path}/findings", {"outcome": "cleared"}, role="inspector",
                    service=service)
    bridge.call("tm", f"{path}/exit", {}, **gate)
    clock(bridge, "04:20:00")
    for side in bridge.sides:
        assert phase(bridge, side, reference) == "entered"
        back, = returns(bridge, side, reference)
        assert (back["part"], back["service"]) == ("passenger:p3", "TM-MIG")
    answer = {"answer": "objects", "note": "she has a visa"}
    bridge.call("kz", f"{path}/returns/{back['number']}/answer", answer, **head)
    bridge.call("kz", f"{path}/returns/{back['number']}/receive", {}, **gate)
    clock(bridge, "04:21:00")
    assert returns(bridge, "tm", reference) == [] and bridge.equal()
    assert {"shared_part", "shared_return"} <= set(tables(bridge, "tm"))


def returns(bridge: Bridge, side: str, reference: str) -> Any:
    """What is to go back of this case, and is not yet."""
    rows = bridge.call(side, "/api/v1/returns", role="gate_officer")["rows"]
    return [row["back"] for row in rows if row["back"]["reference"] == reference]


def test_what_is_left_behind_verifies_and_rebuilds(bridge: Bridge) -> None:
    before = {side: tables(bridge, side) for side in bridge.sides}
    for side in bridge.sides:
        status, said = bridge.command(side, "journal", "verify")
        assert status == 0 and said.count("clean") == 2, said
        status, said = bridge.command(side, "journal", "rebuild")
        assert status == 0 and " 0 differences" in said, said
    assert {side: tables(bridge, side) for side in bridge.sides} == before


def audited(url: str, *, policy: Path) -> tuple[int, str]:
    """Status and words of an audit; it asks for nothing but what everybody may read."""
    out = StringIO()
    status = audit(lambda: HttpReads(url), policy=policy, state=None, evidence=None, language="en",
                   out=out)
    return status, out.getvalue()


@pytest.fixture(scope="module")
def policies(bridge: Bridge, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The trust policy for each side's log, as its node prints it."""
    found = {}
    for side in bridge.sides:
        status, text = bridge.command(side, "journal", "policy")
        assert status == 0, text
        found[side] = tmp_path_factory.mktemp("policy") / side
        found[side].write_text(text)
    return found


def test_anybody_audits_both_logs(bridge: Bridge, policies: dict[str, Path]) -> None:
    """Over HTTP: each log itself, and its mirror next door."""
    for side, other in (bridge.sides, bridge.sides[::-1]):
        origin = next(each["origin"] for each in bridge.state(side)["logs"] if each["own"])
        mirror = f"/log/mirror/{sha256(origin.encode()).hexdigest()}"
        for url in (bridge.nodes.url(node=side), bridge.nodes.url(node=other) + mirror):
            status, said = audited(url, policy=policies[side])
            assert status == 0 and "all is right" in said and f"log       {origin}" in said, said


def test_anybody_checks_a_proof(
    bridge: Bridge, policies: dict[str, Path], tmp_path: Path
) -> None:
    proof, out = tmp_path / "3.tlog-proof", StringIO()
    status, said = bridge.command("kz", "journal", "prove", "3", "--open", "--out", str(proof))
    assert status == 0, said
    assert check(proof, policy=policies["kz"], opening=None, language="en", out=out) == 0
    assert '"kind"' in out.getvalue()


def test_an_auditor_sees_what_was_changed_below_the_node(
    bridge: Bridge, policies: dict[str, Path]
) -> None:
    home = bridge.nodes.home("kz")
    tile = home.tiles / origin_hash(home.config().origin) / "tile" / "entries" / "000"
    right = tile.read_bytes()
    try:
        tile.write_bytes(right[:40] + bytes([right[40] ^ 1]) + right[41:])
        status, said = audited(bridge.nodes.url(node="kz"), policy=policies["kz"])
        assert status == 1 and "[audit.other_root]" in said and "[audit.wrong_tile]" in said, said
    finally:
        tile.write_bytes(right)


def test_each_side_keeps_its_own_half(bridge: Bridge) -> None:
    """The neighbour holds what is listed for both, and no carrier, no step."""
    origins = [log["origin"] for log in bridge.call("tm", "/api/v1/journal/state",
                                                   role="auditor")["logs"] if not log["own"]]
    read = bridge.call("tm", f"/api/v1/journal/entries?log={origins[0]}&from=0", role="auditor")
    payloads = [row["entry"]["payload"] for row in read["entries"]]
    assert payloads and not any({"carrier", "steps"} & set(payload) for payload in payloads)


def test_a_node_that_was_killed_goes_on(bridge: Bridge) -> None:
    before = tables(bridge, "tm")
    bridge.nodes.kill(node="kz")
    bridge.nodes.start(node="kz")
    clock(bridge, "02:30:00")
    assert tables(bridge, "kz") == tables(bridge, "tm") == before
