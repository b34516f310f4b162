"""Entries start journeys: once, on the node with the authority, tried again where they fail."""

from dataclasses import dataclass, field

import pytest

from kopri.crossing.models import SharedMilestone
from kopri.domains.queue.models import SharedBooking
from kopri.domains.queue.types import CapacityPublished
from kopri.journal.append import outbox
from kopri.journal.append.outbox import MOST_TRIES, start_due
from kopri.journal.append.writing import begin
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Outbox
from kopri.journal.types import Draft, Entry
from kopri.kernel.errors import Ground, refuse
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import REFERENCE, round_of

WISHES = {"point": "tmb-gbz", "direction": "kz-tm", "vehicle_class": "truck",
          "wishes": ["2026-01-15T08:00:00Z"]}
CAPACITY = {"point": "tmb-gbz", "direction": "kz-tm", "vehicle_class": "truck",
            "day": "2026-01-15", "hours": [6] * 24, "revision": 1,
            "valid_until": "2026-01-17T00:00:00Z"}


@dataclass
class Starter:
    """A journey that is told what to do; ``seen``: the subjects it was started for."""

    trouble: Exception | None = None
    seen: list[str] = field(default_factory=list)

    def __call__(self, entry: Entry) -> None:
        self.seen.append(entry.subject)
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def waiting(node: Node, log: SimulatedLog, peer: MemoryPeer) -> Outbox:
    """A journey that a followed entry has to start."""
    log.write("queue.slot_requested/1", WISHES, subject=REFERENCE)
    log.publish()
    round_of(node, peer)
    return Outbox.objects.get()


def start(node: Node, starter: Starter) -> int:
    return start_due(journal=node.journal, starters={"grant_slot": starter})


def test_a_journey_is_started_once(node: Node, waiting: Outbox) -> None:
    starter = Starter()
    assert [start(node, starter) for _ in range(3)] == [1, 0, 0]
    assert starter.seen == [REFERENCE]
    waiting.refresh_from_db()
    assert waiting.done == node.clock.now()
    assert waiting.trouble == ""


def test_a_refusal_is_an_answer(node: Node, waiting: Outbox) -> None:
    starter = Starter(refuse(code="queue.closed", message="Closed.", ground=Ground.CONFLICT))
    assert [start(node, starter) for _ in range(3)] == [1, 0, 0]
    waiting.refresh_from_db()
    assert (waiting.trouble, waiting.tries) == ("queue.closed", 0)
    assert waiting.done is not None


def test_what_fails_five_times_is_left_to_people(node: Node, waiting: Outbox) -> None:
    starter = Starter(RuntimeError("no such table"))
    assert [start(node, starter) for _ in range(7)] == [1] * MOST_TRIES + [0, 0]
    waiting.refresh_from_db()
    assert (waiting.done, waiting.tries) == (None, MOST_TRIES)
    assert "no such table" in waiting.trouble


def test_what_failed_may_work_the_next_time(node: Node, waiting: Outbox) -> None:
    starter = Starter(RuntimeError("once"))
    start(node, starter)
    starter.trouble = None
    assert [start(node, starter) for _ in range(2)] == [1, 0]
    waiting.refresh_from_db()
    assert waiting.done is not None


def test_a_journey_that_fails_late_has_written_nothing(node: Node, waiting: Outbox) -> None:
    class Late(Starter):
        def __call__(self, entry: Entry) -> None:
            node.open_case()
            super().__call__(entry)

    before = EntryRow.objects.count()
    start(node, Late(RuntimeError("late")))
    start(node, Late(refuse(code="late", message="Late.", ground=Ground.CONFLICT)))
    assert EntryRow.objects.count() == before


class PowerCut(BaseException):
    """The process is gone."""


def test_a_power_cut_after_the_journey_undoes_both_or_neither(
    node: Node, waiting: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark and what the journey wrote are one transaction."""

    class Writes(Starter):
        def __call__(self, entry: Entry) -> None:
            node.open_case()
            super().__call__(entry)

    def cut(_: object) -> None:
        raise PowerCut

    starter = Writes()
    with monkeypatch.context() as patch:
        patch.setattr(type(node.clock), "now", cut)
        with pytest.raises(PowerCut):
            start(node, Starter())
    assert Outbox.objects.get().done is None
    start(node, starter)
    start(node, starter)
    assert starter.seen == [REFERENCE]
    assert SharedMilestone.objects.filter(name="opened").count() == 1


def test_a_journey_that_nobody_knows_is_trouble_and_no_crash(
    node: Node, waiting: Outbox
) -> None:
    assert start_due(journal=node.journal, starters={}) == 1
    waiting.refresh_from_db()
    assert "grant_slot" in waiting.trouble


def test_one_that_fails_does_not_hold_up_the_others(
    node: Node, log: SimulatedLog, peer: MemoryPeer, waiting: Outbox
) -> None:
    log.write("queue.slot_requested/1", WISHES, subject="T111-1111-11")
    log.publish()
    round_of(node, peer)

    class Picky(Starter):
        def __call__(self, entry: Entry) -> None:
            super().__call__(entry)
            if entry.subject == REFERENCE:
                raise RuntimeError("picky")

    starter = Picky()
    assert start(node, starter) == 2
    assert [row.done is None for row in Outbox.objects.order_by("pk")] == [True, False]


def test_no_more_than_a_portion_at_a_time(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    for number in range(5):
        log.write("queue.slot_requested/1", WISHES, subject=f"T{number}")
    log.publish()
    round_of(node, peer)
    starter = Starter()
    assert start_due(journal=node.journal, starters={"grant_slot": starter}, most=3) == 3
    assert starter.seen == ["T0", "T1", "T2"]


def test_a_request_at_the_neighbours_node_is_granted_here(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """The real journey, from the followed entry to the act that answers it."""
    with begin(node.journal, actor=node.actor()) as tx:
        tx.append(Draft(subject="tmb-gbz", payload=CapacityPublished(side="kz", **CAPACITY)))
    log.write("queue.capacity_published/1", {"side": "tm", **CAPACITY}, subject="tmb-gbz",
              audience=("*",))
    log.write("queue.slot_requested/1", WISHES, subject=REFERENCE)
    log.publish()
    round_of(node, peer)
    start_due(journal=node.journal, starters=node.house.starters)
    assert Outbox.objects.get(journey="grant_slot").done is not None
    assert SharedBooking.objects.get(reference=REFERENCE).state == "granted"
    granted = outbox.entry_of(EntryRow.objects.select_related("log").get(
        kind="queue.slot_granted/1"))
    assert granted.log == node.journal.origin
    assert granted.seen == {log.origin: 2}
