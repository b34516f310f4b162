"""Two real nodes and an observer: it cosigns, it answers as a witness, and it finds a fork."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kopri.adapters.http_peer import HttpPeer
from kopri.engines.merkle import EMPTY_ROOT
from kopri.engines.notes import (
    Checkpoint,
    Ed25519Signer,
    Verifier,
    open_note,
    parse_note,
    sign_note,
)
from kopri.engines.notes.witness import SIZE_TYPE, AddCheckpoint, parse_size
from kopri.journal.growth import origin_hash
from kopri.node.home import LOG_KEY, Public
from kopri.node.nodes import OBSERVER, read_public
from tests.simulators.bridge import Bridge
from tests.simulators.observer import until, watched_bridge

ADD = "/log/witness/add-checkpoint"


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    """Started once; the tests go on from each other."""
    with watched_bridge(tmp_path_factory.mktemp("nodes")) as found:
        yield found


def public(bridge: Bridge, node: str) -> Public:
    return read_public(bridge.nodes.home(node).path / "public.json", url="")


def get(bridge: Bridge, node: str, path: str) -> httpx.Response:
    return httpx.get(bridge.nodes.url(node=node) + path, trust_env=False, timeout=60)


def post(bridge: Bridge, node: str, body: bytes) -> httpx.Response:
    return httpx.post(
        bridge.nodes.url(node=node) + ADD, content=body, trust_env=False, timeout=60)


def signers(bridge: Bridge, note: bytes, *, of: str) -> set[str]:
    """Which of the three nodes have signed a checkpoint of one of them."""
    keys = {Verifier.parse(public(bridge, of).log_key): of, **{
        Verifier.parse(public(bridge, node).witness_key): f"{node}/witness"
        for node in ("kz", "tm", OBSERVER)}}
    return {keys[each.verifier] for each in open_note(note, list(keys)).verified}


def size(note: bytes) -> int:
    return Checkpoint.parse(parse_note(note).text).size


def mirror(bridge: Bridge, side: str) -> str:
    return f"/log/mirror/{origin_hash(public(bridge, side).origin)}"


def own_size(bridge: Bridge, side: str) -> int:
    return size(get(bridge, side, "/log/checkpoint").content)


def held(bridge: Bridge, side: str) -> int:
    """How much the observer mirrors; nothing before it has cosigned."""
    answer = get(bridge, OBSERVER, f"{mirror(bridge, side)}/checkpoint")
    return size(answer.content) if answer.is_success else 0


def test_the_observers_cosignature_makes_the_quorum(bridge: Bridge) -> None:
    """The line between the two is cut: nobody else can vouch for them."""
    bridge.line.cut()
    bridge.clock("2026-01-15T00:00:00Z")
    for number in range(3):
        bridge.open_case(f"10{number} ABC 12")
    bridge.clock("2026-01-15T00:01:00Z")
    for side in bridge.sides:
        note = get(bridge, side, "/log/checkpoint/cosigned").content
        assert note == get(bridge, side, "/log/checkpoint").content
        assert signers(bridge, note, of=side) == {side, f"{OBSERVER}/witness"}
    bridge.line.restore()
    bridge.clock("2026-01-15T00:02:00Z")
    bridge.clock("2026-01-15T00:03:00Z")
    assert bridge.equal()


def test_it_is_the_third_in_a_draw(bridge: Bridge, tmp_path: Path) -> None:
    """Requests at both nodes, a close, two shares, a third's: equal tables, and a slot for each."""
    day, line = "2026-01-17", "kz-tm/tmb-gbz/truck"
    early = get(bridge, OBSERVER, f"/draw/share/{day}/{line}?now=2026-01-15T07:29:59Z")
    assert (early.status_code, early.headers["content-type"]) == (425, "text/plain; charset=utf-8")
    anchor = get(bridge, OBSERVER, f"/draw/anchor/2026-Q1/{line}")
    assert open_note(anchor.content, [Verifier.parse(public(bridge, OBSERVER).log_key)]).text == (
        anchor.text.partition("\n\n")[0] + "\n")
    for wrong in ("anchor/2026-Q9/" + line, "anchor/2026-Q1/kz-tm/nowhere/truck", "share/x/" + line,
                  f"share/{day}/kz-uz/tmb-gbz/truck", f"anchor/2026-Q1/{line}/x"):
        assert get(bridge, OBSERVER, f"/draw/{wrong}").status_code == 404
    bridge.capacity(day)
    cases = [bridge.open_case(f"20{number} ABC 12", side=side)
             for number, side in enumerate(("kz", "tm", "kz"))]
    asked = [bridge.call(side, f"/api/v1/crossings/{case}/booking", {
        "wishes": [f"{day}T08:00:00Z"]})["state"]
        for side, case in zip(("kz", "tm", "kz"), cases, strict=True)]
    assert asked == ["waiting", "requested", "waiting"]
    for minute in (30, 59):
        bridge.clock(f"2026-01-15T06:{minute}:00Z")
    bridge.clock("2026-01-15T07:00:00Z")
    bridge.clock("2026-01-15T07:05:00Z")
    bridge.clock("2026-01-15T07:30:00Z")
    bridge.clock("2026-01-15T07:31:00Z")
    told = get(bridge, "kz", f"/queue/days/{day}.json").json()
    tables = next(each for each in told["draws"] if each["draw"] == f"{day}/{line}")
    settled, closed = tables["settled"][0], tables["close"][0]
    assert settled["marks"] == {"kz": "in_time", "tm": "in_time"}
    assert (settled["third"], closed["number"]) == (public(bridge, OBSERVER).origin, 3)
    assert [row["why"] for row in tables["given"]] == ["draw"] * 3
    assert bridge.equal()
    anybody_draws_the_same(bridge, day=day, folder=tmp_path)


def anybody_draws_the_same(bridge: Bridge, *, day: str, folder: Path) -> None:
    """By the file that a node serves, from both nodes' data in both forms; and by each node itself."""
    verifier = folder / "verify.py"
    verifier.write_bytes(get(bridge, "tm", "/queue/verify.py").content)
    for kind in ("json", "csv"):
        paths = [folder / f"{day}-{side}.{kind}" for side in bridge.sides]
        for side, path in zip(bridge.sides, paths, strict=True):
            path.write_bytes(get(bridge, side, f"/queue/days/{day}.{kind}").content)
        done = subprocess.run([sys.executable, "-I", verifier, *paths], capture_output=True,
                              text=True, check=False)
        assert (done.returncode, done.stdout.count("right")) == (0, 4), done.stdout + done.stderr
        assert "3 rows of list, 3 rows of slot, 3 rows of given" in done.stdout
    for side in bridge.sides:
        status, said = bridge.command(side, "queue", "verify", "--day", day)
        assert status == 0, said
        assert "3 tags computed anew from the vehicles that asked, 0 wrong" in said
    status, said = bridge.command("kz", "queue", "verify", "--day", "2026-03-01")
    assert (status, day in said) == (2, True)


def test_it_mirrors_the_trees_and_nothing_else(bridge: Bridge) -> None:
    until(lambda: all(held(bridge, side) == own_size(bridge, side) for side in bridge.sides))
    for side in bridge.sides:
        newest, path = own_size(bridge, side), mirror(bridge, side)
        tile = f"tile/entries/000.p/{newest}"
        assert get(bridge, OBSERVER, f"{path}/{tile}").content == get(
            bridge, side, f"/log/{tile}").content != b""
        assert get(bridge, OBSERVER, f"{path}/open").status_code == 404
        assert f"{public(bridge, side).origin}: {newest} " in get(bridge, OBSERVER, "/").text
    with sqlite3.connect(bridge.nodes.home(OBSERVER).database) as database:
        names = {name for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert database.execute("SELECT count(*) FROM journal_entry").fetchone() == (0,)
    assert all(name.startswith(("journal_", "django_mig", "sqlite_")) for name in names)


@pytest.mark.parametrize("path", [
    "/sign-in", "/board", "/journal", "/api/v1/capacity", "/api/v1/docs", "/demo/state",
    "/log/checkpoint", "/log/open", "/log/tile/0/000.p/1", "/static/kopri.css",
])
def test_it_has_no_other_address(bridge: Bridge, path: str) -> None:
    assert get(bridge, OBSERVER, path).status_code == 404
    assert get(bridge, OBSERVER, "/health").status_code == 200


@pytest.mark.parametrize("node", [OBSERVER, "tm"])
def test_every_node_is_a_witness(bridge: Bridge, node: str) -> None:
    kz = public(bridge, "kz")
    cosigned = f"/log/witness/{origin_hash(kz.origin)}/checkpoint"
    known = get(bridge, node, cosigned)
    assert known.headers["content-type"].startswith("text/plain")
    assert signers(bridge, known.content, of="kz") == {"kz", f"{node}/witness"}
    again = AddCheckpoint(old_size=size(known.content), note=known.content).encode()
    behind = AddCheckpoint(old_size=0, note=known.content).encode()
    stranger = Ed25519Signer(seed=b"\1" * 32, name="stranger.kopri")
    note = sign_note(Checkpoint(origin=stranger.name, size=0, root=EMPTY_ROOT).text, [stranger])
    assert post(bridge, node, again).status_code == 200
    answer = post(bridge, node, behind)
    assert (answer.status_code, answer.headers["content-type"]) == (409, SIZE_TYPE)
    assert parse_size(answer.content) == size(known.content)
    assert post(bridge, node, AddCheckpoint(old_size=0, note=note).encode()).status_code == 404
    assert post(bridge, node, b"rubbish").status_code == 400
    assert post(bridge, node, b"x" * 2_000_000).status_code == 413
    assert get(bridge, node, ADD).status_code == 405
    assert get(bridge, node, f"/log/witness/{'0' * 64}/checkpoint").status_code == 404


def test_the_port_is_the_same_over_http(bridge: Bridge) -> None:
    peer = HttpPeer(base=bridge.nodes.url(node=OBSERVER), sign=lambda method, url: {})
    kz = public(bridge, "kz")
    note = peer.cosigned(origin=kz.origin)
    status, body = peer.add_checkpoint(
        AddCheckpoint(old_size=size(note), note=note).encode())
    assert (status, body.count(b"\n")) == (200, 1)
    assert peer.cosigned(origin="nobody.kopri") == b""


def test_an_observer_that_is_killed_has_lost_nothing(bridge: Bridge) -> None:
    path = f"/log/witness/{origin_hash(public(bridge, 'tm').origin)}/checkpoint"
    before = get(bridge, OBSERVER, path).content
    bridge.nodes.kill(node=OBSERVER)
    bridge.clock("2026-01-15T00:04:00Z")  # what does not answer holds up nobody
    bridge.nodes.start(node=OBSERVER)
    assert size(get(bridge, OBSERVER, path).content) >= size(before)
    until(lambda: size(get(bridge, OBSERVER, path).content) == size(
        get(bridge, "tm", "/log/checkpoint").content))
    bridge.clock("2026-01-15T00:05:00Z")
    note = get(bridge, "tm", "/log/checkpoint").content
    assert f"{OBSERVER}/witness" in signers(bridge, note, of="tm")


def test_a_log_that_shows_it_another_tree_is_convicted(bridge: Bridge) -> None:
    """Last in this file: nobody believes that log any more."""
    kz = public(bridge, "kz")
    signer = Ed25519Signer(seed=bridge.nodes.home("kz").key(LOG_KEY), name=kz.origin)
    path = f"/log/witness/{origin_hash(kz.origin)}/checkpoint"
    known = Checkpoint.parse(parse_note(get(bridge, OBSERVER, path).content).text)
    other = sign_note(Checkpoint(
        origin=kz.origin, size=known.size, root=b"\1" * 32).text, [signer])
    assert post(bridge, OBSERVER, AddCheckpoint(
        old_size=known.size, note=other).encode()).status_code == 422
    assert "stopped" in get(bridge, OBSERVER, "/").text
    folder = bridge.nodes.home(OBSERVER).path / "evidence"
    status, said = bridge.command(OBSERVER, "journal", "evidence", "--out", str(folder))
    assert status == 0, said
    (file,) = folder.iterdir()
    status, said = bridge.command("tm", "journal", "judge", str(file))
    assert status == 0, said
