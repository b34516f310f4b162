"""Two real nodes and the line between them: cut, killed, and equal in the end."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx
import pytest

from kopri.adapters.http_desk import HttpDesk
from kopri.engines.http_signatures import Request, sign_request
from kopri.engines.notes import Ed25519Signer, SignatureWrong, Verifier, open_note
from kopri.node.nodes import read_public
from tests.simulators.bridge import Bridge, open_bridge


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    """Started once: the tests are hours of one day, each with trucks of its own."""
    with open_bridge(tmp_path_factory.mktemp("nodes")) as found:
        found.clock("2026-01-15T00:00:00Z")
        found.capacity("2026-01-15")
        found.clock("2026-01-15T00:01:00Z")
        yield found


def size_of(bridge: Bridge, side: str, *, of: str) -> dict[str, Any]:
    """How a node sees a side's log."""
    origin = bridge.nodes.home(of).config().origin
    return next(log for log in bridge.state(side)["logs"] if log["origin"] == origin)


def assert_sound(bridge: Bridge) -> None:
    """Equal on both sides, everything re-hashed, and the same again after a rebuild."""
    assert bridge.equal()
    for side in bridge.sides:
        status, said = bridge.command(side, "journal", "verify")
        assert status == 0, said
        assert said.count("clean") == 2
        status, said = bridge.command(side, "journal", "rebuild")
        assert status == 0, said
        assert "0 differences" in said
    assert bridge.equal()


def phase_of(bridge: Bridge, side: str, reference: str) -> str:
    case = bridge.call(side, f"/api/v1/crossings/{reference}", role="gate_officer")
    return str(case["case"]["phase"])


def test_a_truck_over_the_bridge(bridge: Bridge) -> None:
    reference = bridge.open_case("123 ABC 12", key="k1")
    assert bridge.open_case("123 ABC 12", key="k1") == reference
    booking = bridge.call("kz", f"/api/v1/crossings/{reference}/booking",
                          {"wishes": ["2026-01-15T00:00:00Z"]})
    assert booking["state"] == "granted"
    bridge.through_exit(reference)
    bridge.clock("2026-01-15T00:10:00Z")
    assert phase_of(bridge, "tm", reference) == "strip"
    bridge.through_entry(reference)
    bridge.clock("2026-01-15T00:20:00Z")
    assert {phase_of(bridge, side, reference) for side in bridge.sides} == {"entered"}
    assert_sound(bridge)
    for side, other in (("kz", "tm"), ("tm", "kz")):
        log = size_of(bridge, side, of=side)
        assert [name for name, _, _ in log["cosigned"]] == [
            f"{bridge.nodes.home(other).config().origin}/witness"]


def test_both_sides_go_on_while_the_line_is_cut(bridge: Bridge) -> None:
    before = size_of(bridge, "tm", of="kz")["applied"]
    crossed = bridge.open_case("200 ABC 12")
    bridge.through_exit(crossed)
    bridge.clock("2026-01-15T01:05:00Z")
    bridge.line.cut()
    first, second = bridge.open_case("201 ABC 12"), bridge.open_case("777 XYZ 01")
    bridge.through_exit(first)
    bridge.through_entry(crossed)
    bridge.clock("2026-01-15T02:00:00Z")
    assert not bridge.equal()
    assert phase_of(bridge, "kz", crossed) == "strip"
    assert phase_of(bridge, "tm", crossed) == "entered"
    assert size_of(bridge, "tm", of="kz")["applied"] > before
    bridge.line.restore()
    bridge.clock("2026-01-15T02:01:00Z")
    assert {phase_of(bridge, side, crossed) for side in bridge.sides} == {"entered"}
    assert {phase_of(bridge, side, first) for side in bridge.sides} == {"strip"}
    assert {phase_of(bridge, side, second) for side in bridge.sides} == {"opened"}
    assert_sound(bridge)


def test_nodes_that_are_killed_have_lost_nothing_that_they_told(bridge: Bridge) -> None:
    told = [bridge.open_case(f"30{number} ABC 12", key=f"c{number}") for number in range(3)]
    for side in bridge.sides:
        bridge.nodes.kill(node=side)
        bridge.nodes.start(node=side)
        again = [bridge.open_case(f"30{number} ABC 12", key=f"c{number}") for number in range(3)]
        assert again == told[:3]
        told.append(bridge.open_case(f"31 {side.upper()} 12"))
    bridge.clock("2026-01-15T03:30:00Z")
    for reference in told:
        assert {phase_of(bridge, side, reference) for side in bridge.sides} == {"opened"}
    assert_sound(bridge)
    entries = bridge.call("kz", "/api/v1/journal/entries?log=demo.kz.kz-tm.kopri",
                          role="auditor")["entries"]
    opened = [row["entry"]["subject"] for row in entries
              if row["entry"]["kind"] == "crossing.opened/1"]
    assert [opened.count(reference) for reference in told] == [1] * len(told)


def booked(bridge: Bridge, side: str, reference: str) -> tuple[str, str]:
    """What became of a booking, and its hour, as a node has it."""
    booking = bridge.call(side, f"/api/v1/crossings/{reference}", role="gate_officer")["booking"]
    return (booking["state"], booking["slot"] or "") if booking else ("", "")


def test_capacity_lowered_while_the_line_is_cut_gives_no_slot_twice(bridge: Bridge) -> None:
    """Both nodes go on with what they know; what was given above the lower value is counted."""
    noon, where = "2026-01-15T12:00:00Z", "point=tmb-gbz&direction=kz-tm&day=2026-01-15"
    ours = [bridge.open_case(f"32{number} ABC 12") for number in range(3)]
    theirs = [bridge.open_case(f"33{number} XYZ 01", side="tm") for number in range(2)]
    bridge.clock("2026-01-15T03:40:00Z")

    def ask(side: str, reference: str) -> str:
        return str(bridge.call(side, f"/api/v1/crossings/{reference}/booking",
                               {"wishes": [noon]})["state"])

    assert [ask("kz", reference) for reference in ours[:2]] == ["granted"] * 2
    bridge.clock("2026-01-15T03:41:00Z")
    bridge.line.cut()
    lower = bridge.call("tm", "/api/v1/capacity", {
        "point": "tmb-gbz", "direction": "kz-tm", "day": "2026-01-15", "hours": [1] * 24,
        "valid_until": "2026-01-16T00:00:00Z"}, role="shift_head")
    assert (lower["revision"], lower["to_move"]) == (2, 1)
    assert ask("kz", ours[2]) == "granted"  # against what it last heard: six
    assert [ask("tm", reference) for reference in theirs] == ["requested"] * 2
    bridge.clock("2026-01-15T03:45:00Z")
    bridge.line.restore()
    bridge.clock("2026-01-15T03:46:00Z")
    assert bridge.equal()
    for reference in (*ours, *theirs):
        assert booked(bridge, "kz", reference) == booked(bridge, "tm", reference)
    assert [booked(bridge, "kz", reference)[0] for reference in (*ours, *theirs)] == [
        "granted"] * 3 + ["declined"] * 2
    entries = bridge.call("kz", "/api/v1/journal/entries?log=demo.kz.kz-tm.kopri&limit=5000",
                          role="auditor")["entries"]
    given = [row["entry"]["subject"] for row in entries
             if row["entry"] and row["entry"]["kind"] == "queue.slot_granted/1"]
    assert [given.count(reference) for reference in (*ours, *theirs)] == [1, 1, 1, 0, 0]
    sheets = [bridge.call(side, f"/api/v1/capacity?{where}", role="shift_head")
              for side in bridge.sides]
    assert sheets[0] == sheets[1]
    twelve = sheets[0]["hours"][12]
    assert (twelve["exit"], twelve["entry"], twelve["free"]) == (6, 1, 0)


def signed(bridge: Bridge, *, key: str, body: bytes = b"", path: str) -> dict[str, str]:
    """The second node's signature of a request to the first one, under one of its keys alone."""
    home = bridge.nodes.home("tm")
    signer = Ed25519Signer(seed=home.key(key), name=f"{home.config().origin}/http")
    request = Request(method="POST" if body else "GET", body=body,
                      url=bridge.nodes.url(node="kz") + path)
    return dict(sign_request(request, sign=signer.sign, keyid=signer.name, nonce=f"{key}{path}",
                             created=int(datetime.now(UTC).timestamp())))


def test_what_was_told_once_is_not_told_again_after_a_restart(bridge: Bridge) -> None:
    origin, path = bridge.nodes.home("kz").config().origin, "/log/complaint"
    body = json.dumps({"log": origin, "charges": [{"code": "silent"}]}).encode()
    headers = signed(bridge, key="http", body=body, path=path)
    url = bridge.nodes.url(node="kz")
    HttpDesk(base=url, sign=lambda *_: headers).complain(body)
    bridge.nodes.kill(node="kz")
    bridge.nodes.start(node="kz")
    again = httpx.post(url + path, content=body, headers=headers, trust_env=False, timeout=60)
    assert again.status_code == 401
    assert again.json()["faults"][0]["code"] == "signature.replayed"


def test_keys_are_followed_by_new_ones_while_traffic_goes_on(bridge: Bridge) -> None:
    """Nothing is refused meanwhile; and then the old keys alone are."""
    first = read_public(bridge.nodes.home("tm").path / "public.json", url="")
    opened, minute = [], count(1)

    def go_on() -> None:
        opened.extend(bridge.open_case(f"{400 + next(minute)} ABC 12", side=side)
                      for side in bridge.sides)
        bridge.clock(f"2026-01-15T04:{next(minute):02}:00Z")
        for side in bridge.sides:
            state = bridge.state(side)
            assert state["incidents"] == []
            assert all(log["applied"] == log["size"] for log in state["logs"]), state["logs"]

    ends = 0.0
    for use, overlap in (("log", 14), ("witness", 12), ("http", 10)):  # a slow machine needs some of it
        status, said = bridge.command("tm", "node", "rotate", "--key", use, "--overlap", f"{overlap}s")
        assert status == 0, said
        ends = max(ends, time.monotonic() + overlap)
        go_on()
    time.sleep(max(0.0, ends - time.monotonic()))
    go_on()
    for reference in opened:
        assert {phase_of(bridge, side, reference) for side in bridge.sides} == {"opened"}
    last = read_public(bridge.nodes.home("tm").path / "public.json", url="")
    assert {first.log_key, first.witness_key, first.http_key}.isdisjoint(
        {last.log_key, last.witness_key, last.http_key})
    note = httpx.get(bridge.nodes.url(node="tm") + "/log/checkpoint", trust_env=False,
                     timeout=60).content
    assert open_note(note, [Verifier.parse(last.log_key)])
    with pytest.raises(SignatureWrong):
        open_note(note, [Verifier.parse(first.log_key)])
    path = "/log/open?from=0"
    assert [httpx.get(bridge.nodes.url(node="kz") + path, trust_env=False, timeout=60,
                      headers=signed(bridge, key=key, path=path)).status_code
            for key in ("http", "http.2")] == [401, 200]
    assert bridge.equal()
    for side in bridge.sides:
        status, said = bridge.command(side, "journal", "verify")
        assert status == 0, said
