"""A clock that is set back, or was wrong: entries stay in order and the ticks do not fall silent."""

from dataclasses import replace
from datetime import timedelta

from kopri.engines.notes import Verifier, open_note
from kopri.interfaces.worker.rounds import mind_clock
from kopri.journal.append.writing import CLOCK_TOLERANCE
from kopri.journal.follow.following import Round
from kopri.journal.models import Checkpoint, Entry
from tests.conftest import START, Node
from tests.faults.stage import Stage, raise_stage
from tests.simulators.neighbour import fill, round_of


def recorded() -> list[str]:
    """When each own entry was written, in the order of the log."""
    rows = Entry.objects.filter(log__own=True).order_by("index")
    return [row.recorded.isoformat() for row in rows]


def ticks() -> int:
    return Entry.objects.filter(log__own=True, kind="journal.tick/1").count()


def test_small_steps_back_leave_the_entries_in_order(node: Node) -> None:
    stage = raise_stage(node)
    for step in (-9, 3, -6, 20, -1):
        node.clock.move(minutes=step)
        stage.begin()
        stage.recover()
    stage.check()
    stage.check_whole()
    assert recorded() == sorted(recorded())


def test_a_clock_that_was_hours_ahead_is_not_believed_for_hours(node: Node) -> None:
    stage = raise_stage(node)
    for hours in (5, -4, 1):
        node.clock.move(hours=hours)
        stage.begin()
        stage.recover()
        assert recorded()[-1] <= (node.clock.now() + CLOCK_TOLERANCE).isoformat()
    stage.check_whole()


def test_ticks_go_on_after_the_clock_was_set_back(node: Node) -> None:
    """An hour back must not be an hour of silence, nor a flood of ticks."""
    raise_stage(node)
    node.clock.move(hours=-1)
    before = ticks()
    for _ in range(5):
        mind_clock(node.house)
        mind_clock(node.house)
        node.clock.move(minutes=1)
    assert ticks() == before + 5 * 2  # one for the neighbour and one for everybody


def test_nothing_is_older_than_what_it_has_seen(node: Node) -> None:
    """The neighbour's clock is before ours: what is written next says a later time than it saw."""
    stage = raise_stage(node)
    later = "2026-01-15T06:08:00Z"
    stage.log.write("journal.tick/1", {"label": "*", "count": 1}, audience=("*",), recorded=later)
    stage.log.publish()
    node.clock.set(START)
    round_of(stage.node, stage.peer)
    reference = node.open_case("LATE 1")
    entry = Entry.objects.filter(subject=reference).order_by("pk")[0]
    assert entry.recorded.isoformat() == "2026-01-15T06:08:00+00:00"


def cosigned(stage: Stage) -> list[int]:
    """The times of our cosignatures under the neighbour's checkpoints, in order of size."""
    witness = Verifier.parse(stage.node.identity.witness_key)
    author = Verifier.of(stage.log.signer("log"))
    rows = Checkpoint.objects.filter(log__origin=stage.log.origin).order_by("size")
    signatures = [open_note(bytes(row.note), [author, witness]).by(witness) for row in rows]
    return [each.time for each in signatures if each is not None and each.time is not None]


def test_cosignatures_are_given_whatever_the_clock_says(node: Node) -> None:
    """Each states the time at which it was made; a follower of us sees the newest size."""
    stage = raise_stage(node)
    for number, hours in enumerate((0, -5, 2)):
        fill(stage.log, 1, start=100 + number)
        now = START + timedelta(hours=hours)
        pressed = replace(stage.node.press, wall=lambda now=now: now)
        there = replace(stage.node, house=replace(stage.node.house, press=pressed))
        assert round_of(there, stage.peer) == Round(reached=True, applied=2)
    assert len(cosigned(stage)) == 4
    assert cosigned(stage)[-2] == int((START - timedelta(hours=5)).timestamp())
