"""Following a neighbour: each opening takes effect exactly once, whatever breaks."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from kopri.crossing.models import Case, SharedCrossing, SharedMilestone
from kopri.domains.control.models import SharedControl
from kopri.domains.queue.models import SharedBooking, SharedCapacity
from kopri.engines.merkle import Frontier
from kopri.journal.apply import applying, verifying
from kopri.journal.follow import following, trees
from kopri.journal.follow.following import Round
from kopri.journal.models import Checkpoint, Cosignature, Entry, Incident, Outbox
from kopri.journal.ports import PeerUnreachable
from kopri.journal.verify.logs import verify
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import (
    GRANTED,
    OPENED,
    REFERENCE,
    complaints,
    fill,
    followed,
    pad,
    round_of,
)


def states(log: SimulatedLog) -> list[str]:
    rows = Entry.objects.filter(log__origin=log.origin).order_by("index")
    return [str(row.state) for row in rows]


def test_an_entry_of_the_neighbour_becomes_rows_here(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    log.write("crossing.opened/1", OPENED, subject=REFERENCE)
    log.write("queue.slot_granted/1", GRANTED, subject=REFERENCE)
    log.publish()
    assert round_of(node, peer) == Round(reached=True, applied=2)
    assert Case.objects.get(reference=REFERENCE).plate == "AB 1234 MR"
    assert SharedBooking.objects.get(reference=REFERENCE).state == "granted"
    assert SharedCrossing.objects.get(reference=REFERENCE).phase == "booked"


def test_a_second_round_applies_nothing_again(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 5)
    assert round_of(node, peer).applied == 10
    assert round_of(node, peer) == Round(reached=True, applied=0)
    assert SharedMilestone.objects.count() == 5
    assert followed(log).applied == followed(log).size == 15


def test_rounds_go_on_from_where_they_stopped(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    for part in range(6):
        fill(log, 30, start=part * 30)
        assert round_of(node, peer).applied == 60
    assert Case.objects.count() == 180
    assert followed(log).counts == {"*": 180, "kz": 180}
    assert all(not verdict.faults for verdict in verify(node.press.tiles))


def test_the_tree_that_is_kept_is_that_of_the_log(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 100)
    round_of(node, peer)
    assert Frontier.from_bytes(bytes(followed(log).frontier)) == log.frontier(300)
    assert bytes(Checkpoint.objects.get(log__origin=log.origin).root) == log.frontier(300).root()


def test_a_neighbour_that_has_written_nothing_is_reached(node: Node, peer: MemoryPeer) -> None:
    assert round_of(node, peer) == Round(reached=True, applied=0)
    assert followed(peer.log).heard == node.press.wall()
    assert not Cosignature.objects.exists()


def test_a_line_that_is_down_changes_nothing(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 2)
    peer.down = True
    assert round_of(node, peer) == Round(reached=False)
    assert followed(log).heard is None
    assert not Incident.objects.exists()
    peer.down = False
    assert round_of(node, peer).applied == 4


def cut_after(count: int) -> "CutLines":
    return CutLines(count)


class CutLines:
    """A stream that breaks after some lines."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __call__(self, lines: Sequence[bytes]) -> Iterator[bytes]:
        yield from lines[:self._count]
        raise PeerUnreachable("cut")


@pytest.mark.parametrize("batch", [1, 3, 500])
def test_a_line_that_breaks_again_and_again_still_gets_through(
    node: Node, log: SimulatedLog, peer: MemoryPeer, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """What came before the break counts: no distance is too long for a bad line."""
    monkeypatch.setattr(following, "BATCH", batch)
    fill(log, 10)
    peer.show_lines = cut_after(7)
    assert round_of(node, peer) == Round(reached=False, applied=7)
    assert SharedMilestone.objects.count() == 4
    assert round_of(node, peer) == Round(reached=False, applied=7)
    peer.show_lines = None
    assert round_of(node, peer) == Round(reached=True, applied=6)
    assert SharedMilestone.objects.count() == 10
    assert states(log) == ["applied"] * 20


def test_a_stream_that_ends_early_without_a_word_loses_nothing(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 4)
    peer.show_lines = lambda lines: iter(lines[:3])
    assert round_of(node, peer).applied == 3
    peer.show_lines = None
    fill(log, 1, start=4)
    assert round_of(node, peer) == Round(reached=True, applied=7)
    assert SharedMilestone.objects.count() == 5
    assert not Incident.objects.exists()


def test_a_half_line_at_the_end_is_no_opening(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """The port drops it; a peer that does not is complained of, and what came before stays."""
    fill(log, 2)
    peer.show_lines = lambda lines: iter([*lines[:2], lines[2][:40]])
    assert round_of(node, peer) == Round(reached=False, applied=2)
    peer.show_lines = None
    assert round_of(node, peer) == Round(reached=True, applied=2)


class PowerCut(BaseException):
    """The process is gone."""


def test_a_power_cut_before_the_commit_applies_nothing(
    node: Node, log: SimulatedLog, peer: MemoryPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise PowerCut

    fill(log, 3)
    with monkeypatch.context() as patch:
        patch.setattr(applying, "_move_cursor", cut)
        with pytest.raises(PowerCut):
            round_of(node, peer)
    assert not SharedMilestone.objects.exists()
    assert states(log) == []
    assert round_of(node, peer) == Round(reached=True, applied=6)
    assert SharedMilestone.objects.count() == 3


def test_a_power_cut_after_the_commit_applies_nothing_twice(
    node: Node, log: SimulatedLog, peer: MemoryPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    fill(log, 3)
    with monkeypatch.context() as patch:
        patch.setattr(following, "_finish", cut)
        with pytest.raises(PowerCut):
            round_of(node, peer)
    assert SharedMilestone.objects.count() == 3
    assert round_of(node, peer) == Round(reached=True, applied=0)
    assert states(log) == ["applied"] * 6


def test_a_power_cut_between_tiles_and_checkpoint_is_mended(
    node: Node, log: SimulatedLog, peer: MemoryPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    fill(log, 3)
    with monkeypatch.context() as patch:
        patch.setattr(trees, "_keep_tree", cut)
        with pytest.raises(PowerCut):
            round_of(node, peer)
    fill(log, 3, start=3)
    assert round_of(node, peer).applied == 12
    assert all(not verdict.faults for verdict in verify(node.press.tiles))


def test_an_act_without_authority_is_recorded_and_not_applied(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """A grant is the exit side's; an outcome is that of the side it names."""
    log.write("queue.slot_granted/1", {**GRANTED, "direction": "kz-tm"}, subject=REFERENCE)
    log.write("control.released/1", {"side": "kz"}, subject=REFERENCE)
    log.write("queue.slot_granted/1", GRANTED, subject="T111-1111-11")
    log.publish()
    assert round_of(node, peer) == Round(reached=True, applied=3)
    assert states(log) == ["unlawful", "unlawful", "applied"]
    assert [row.reference for row in SharedBooking.objects.all()] == ["T111-1111-11"]
    assert not SharedControl.objects.exists()
    assert not SharedCrossing.objects.filter(reference=REFERENCE).exists()


@pytest.mark.parametrize("kind", [
    "customs.duty_paid/1", "queue.slot_granted/2", "queue.slot_granted", "nonsense", "/1",
    "queue.slot_granted/x", "crossing.opened.own/1", "",
])
def test_an_unknown_kind_or_version_is_kept_and_the_log_goes_on(
    node: Node, log: SimulatedLog, peer: MemoryPeer, kind: str
) -> None:
    log.write(kind, {"anything": [1, None]}, subject=REFERENCE)
    log.write("queue.slot_granted/1", GRANTED, subject="T111-1111-11")
    log.publish()
    assert round_of(node, peer) == Round(reached=True, applied=2)
    assert states(log)[0] in {"unknown", "poison"}
    assert states(log)[1] == "applied"
    assert SharedBooking.objects.count() == 1
    assert complaints(log)[0][0] in {"unknown_kind", "bad_entry"}


@pytest.mark.parametrize("payload", [
    [], None, "text", {"point": 7}, {"hours": "all"}, {"wishes": {"a": 1}},
    {**GRANTED, "slot": "when it suits"}, {**GRANTED, "slot": "2026-02-30T08:00:00Z"},
    {key: value for key, value in GRANTED.items() if key != "slot"},
    {**GRANTED, "point": "\0"}, {**GRANTED, "point": "x" * 5000},
    {**GRANTED, "exit_revision": 2**53 - 1},
])
def test_a_poison_payload_does_not_stop_the_log(
    node: Node, log: SimulatedLog, peer: MemoryPeer, payload: object
) -> None:
    log.write("queue.slot_granted/1", GRANTED, subject="T000-0000-00")
    log.write("queue.slot_granted/1", payload, subject=REFERENCE)
    log.write("queue.slot_granted/1", GRANTED, subject="T111-1111-11")
    log.publish()
    assert round_of(node, peer) == Round(reached=True, applied=3)
    assert states(log)[::2] == ["applied", "applied"]
    assert {"T000-0000-00", "T111-1111-11"} <= {
        row.reference for row in SharedBooking.objects.all()}
    assert round_of(node, peer) == Round(reached=True, applied=0)


@pytest.mark.parametrize("envelope", [
    {"kind": 7}, {"kind": None}, {"subject": ["a"]}, {"subject": "\0"}, {"subject": "x" * 500},
    {"time": "yesterday"}, {"time": 5}, {"recorded": "never"}, {"event": []}, {"basis": "x"},
    {"blobs": None}, {"v": 2}, {"source": {"a": "\0"}},
])
def test_a_strange_envelope_does_not_stop_the_log(
    node: Node, log: SimulatedLog, peer: MemoryPeer, envelope: dict[str, object]
) -> None:
    log.write("queue.slot_granted/1", GRANTED, subject="T000-0000-00")
    fields: dict[str, Any] = {"subject": REFERENCE, **envelope}
    kind = fields.pop("kind", "queue.slot_granted/1")
    log.write(kind, GRANTED, **fields)
    log.write("queue.slot_granted/1", GRANTED, subject="T111-1111-11")
    log.publish()
    assert round_of(node, peer) == Round(reached=True, applied=3)
    assert states(log)[::2] == ["applied", "applied"]
    assert all(not verdict.faults for verdict in verify(node.press.tiles))


def test_a_database_that_does_not_answer_poisons_nothing(
    node: Node, log: SimulatedLog, peer: MemoryPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    fill(log, 2)
    with monkeypatch.context() as patch:
        patch.setattr(applying, "project", fail)
        with pytest.raises(OperationalError):
            round_of(node, peer)
    assert states(log) == []
    assert round_of(node, peer).applied == 4
    assert states(log) == ["applied"] * 4


def test_entries_for_everybody_are_shared(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    log.write("queue.capacity_published/1", {
        "side": "tm", "point": "tmb-gbz", "direction": "tm-kz", "vehicle_class": "truck",
        "day": "2026-01-15", "hours": [6] * 24, "revision": 1,
        "valid_until": "2026-01-17T00:00:00Z"}, subject="tmb-gbz", audience=("*",))
    log.publish()
    round_of(node, peer)
    assert SharedCapacity.objects.get().side == "tm"


def test_the_writers_time_follows_what_was_read(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    log.write("crossing.opened/1", OPENED, recorded="2026-01-15T06:05:00Z")
    log.publish()
    round_of(node, peer)
    reference = node.open_case()
    row = Entry.objects.filter(subject=reference)[0]
    assert row.recorded == node.clock.now() + timedelta(minutes=5)


def test_clocks_too_far_apart_are_an_incident_and_no_fact(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    log.write("crossing.opened/1", OPENED, recorded="2026-01-15T06:11:00Z")
    log.publish()
    assert round_of(node, peer).applied == 1
    assert [each.code for each in Incident.objects.filter(closed=None)] == ["clock_apart"]
    node.clock.move(minutes=5)
    round_of(node, peer)
    assert not Incident.objects.filter(closed=None).exists()


def test_the_journeys_that_entries_start_are_noted_once(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    wishes = {"point": "tmb-gbz", "direction": "kz-tm", "vehicle_class": "truck",
              "wishes": ["2026-01-15T08:00:00Z"]}
    log.write("queue.slot_requested/1", wishes, subject=REFERENCE)
    log.write("queue.slot_requested/1", {**wishes, "direction": "tm-kz"}, subject="T1")
    log.publish()
    round_of(node, peer)
    round_of(node, peer)
    assert [(row.journey, row.entry.subject) for row in Outbox.objects.all()] == [
        ("grant_slot", REFERENCE)]


def test_a_long_tree_is_taken_in_portions(
    node: Node, log: SimulatedLog, peer: MemoryPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept of it before its root was met is not taken for verified, and is mended."""
    monkeypatch.setattr(verifying, "PORTION", 256)
    fill(log, 1)
    round_of(node, peer)
    pad(log, 700)
    fill(log, 2, start=1)
    peer.show_checkpoint = lambda: log.note(root=b"\7" * 32)
    assert not round_of(node, peer).reached
    assert followed(log).size == 3
    peer.show_checkpoint = None
    assert round_of(node, peer).reached
    assert followed(log).size == len(log.sealed)
    assert all(not verdict.faults for verdict in verify(node.press.tiles))
