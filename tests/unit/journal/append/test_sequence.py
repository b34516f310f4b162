"""Indexes: consecutive, and nothing lost, in whatever order the appends commit."""

import threading
from collections.abc import Callable
from functools import partial

import msgspec
import pytest
from django.db import connection, connections

from kopri.crossing.types import CrossingClosed
from kopri.journal.append.sequence import sequence
from kopri.journal.append.writing import begin
from kopri.journal.models import Entry, Log
from kopri.journal.types import Draft
from tests.conftest import Node


def close(node: Node, subject: str) -> None:
    with begin(node.journal, actor=node.actor(), keys=[f"case:{subject}"]) as tx:
        tx.append(Draft(subject=subject, payload=CrossingClosed(reason="duplicate")))


def stamps() -> list[tuple[int, dict[str, int]]]:
    rows = Entry.objects.filter(index__isnull=False).order_by("index")
    return [(row.index, msgspec.json.decode(bytes(row.stamp))["count"]) for row in rows]


def assert_whole(total: int) -> None:
    placed = stamps()
    assert [index for index, _ in placed] == list(range(total))
    running = [count["tm"] for _, count in placed if "tm" in count]
    assert running == list(range(1, len(running) + 1))


def test_where_one_writes_at_a_time_nothing_waits(node: Node) -> None:
    close(node, "K7Q2-9MXD-4T")
    waiting = Entry.objects.filter(index=None).count()
    assert waiting == (0 if node.journal.indexed else 2)
    assert sequence(journal=node.journal) == waiting
    assert sequence(journal=node.journal) == 0
    assert_whole(2)


@pytest.mark.postgres
def test_an_early_id_that_commits_late_is_not_lost(node: Node) -> None:
    """Commit order is not id order: a cursor over ids would pass the slow one by for ever."""
    begun, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with begin(node.journal, actor=node.actor(), keys=["case:slow"]) as tx:
                tx.append(Draft(subject="slow", payload=CrossingClosed(reason="duplicate")))
                begun.set()
                may_commit.wait(60)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(60)
    close(node, "quick")
    node.publish()
    assert Entry.objects.get(subject="quick").index == 1
    may_commit.set()
    thread.join()
    node.publish()
    late, quick = Entry.objects.get(subject="slow"), Entry.objects.get(subject="quick")
    assert late.pk < quick.pk
    assert late.index == 2
    assert_whole(3)


class Crowd:
    """Threads, each with its own connection; what fails in one is kept."""

    def __init__(self) -> None:
        self.troubles: list[Exception] = []
        self._threads: list[threading.Thread] = []

    def start(self, work: Callable[[], None]) -> None:
        self._threads.append(threading.Thread(target=self._run, args=(work,)))
        self._threads[-1].start()

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001  the test looks at it
            self.troubles.append(error)
        finally:
            connections.close_all()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()
        assert self.troubles == []


def close_many(node: Node, name: int) -> None:
    for number in range(15):
        close(node, f"case-{name}-{number}")


@pytest.mark.postgres
def test_writers_and_sequencers_side_by_side(node: Node) -> None:
    done = threading.Event()

    def place() -> None:
        while not done.is_set():
            sequence(journal=node.journal)

    writers, sequencers = Crowd(), Crowd()
    for name in range(4):
        writers.start(partial(close_many, node, name))
    for _ in range(2):
        sequencers.start(place)
    writers.join()
    done.set()
    sequencers.join()
    sequence(journal=node.journal)
    assert not Entry.objects.filter(index=None).exists()
    assert_whole(61)
    assert Log.objects.get(own=True).size == 61


def test_threads_that_write_at_once_leave_a_whole_log(node: Node) -> None:
    writers = Crowd()
    for name in range(4):
        writers.start(partial(close_many, node, name))
    writers.join()
    node.publish()
    assert_whole(61)


@pytest.mark.postgres
def test_who_wants_everything_is_alone(node: Node) -> None:
    """A rebuild waits for writings, and writings for it; two writings of two cases do not."""
    locks, order = node.journal.locks, []
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with locks.hold(["case:a"]):
            inside.set()
            leave.wait(60)
            order.append("writing")
        connections.close_all()

    def alone() -> None:
        with locks.hold(["*"]):
            order.append("rebuild")
        connections.close_all()

    writer, rebuilder = threading.Thread(target=hold), threading.Thread(target=alone)
    writer.start()
    assert inside.wait(60)
    with locks.hold(["case:b"]):
        order.append("other")
    rebuilder.start()
    rebuilder.join(0.3)
    assert rebuilder.is_alive()
    leave.set()
    writer.join()
    rebuilder.join()
    assert order == ["other", "writing", "rebuild"]
    assert connection.vendor == "postgresql"
