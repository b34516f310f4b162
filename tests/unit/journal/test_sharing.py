"""Writings that wait share one commit; what fails takes nothing along but itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import OperationalError, connection, connections

from kopri.crossing.types import CrossingClosed
from kopri.journal import sharing
from kopri.journal.append.writing import begin
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Entry
from kopri.journal.types import Draft
from tests.conftest import Node

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="keys are locked one by one where writers are many")


@pytest.fixture(autouse=True)
def slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody who waits is let in, however long each takes here."""
    monkeypatch.setattr(sharing, "LONGEST", 60.0)


class Commits:
    """Counts the commits of a connection; the first may be made to fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
        self.count, self._fails = 0, fails
        self._real = connections["default"]._commit  # type: ignore[attr-defined]
        monkeypatch.setattr(connections["default"], "_commit", self)

    def __call__(self) -> None:
        self.count += 1
        if self._fails and self.count == 1:
            raise OperationalError("disk I/O error")
        self._real()


def close(node: Node, subject: str, *, fail: bool = False) -> None:
    with begin(node.journal, actor=node.actor(), keys=[f"case:{subject}"]) as tx:
        tx.append(Draft(subject=subject, payload=CrossingClosed(reason="duplicate")))
        if fail:
            raise ValueError(subject)


class Writer(threading.Thread):
    """Writes in a thread of its own; what it was told stands in ``trouble``."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work
        self.trouble: Exception | None = None

    def run(self) -> None:
        try:
            self._work()
        except Exception as error:  # noqa: BLE001  the test looks at it
            self.trouble = error
        finally:
            connections.close_all()


@contextmanager
def waiting(node: Node, writers: list[Writer], *, keys: tuple[str, ...] = ()) -> Iterator[None]:
    """A writing of this thread, during which all of these have come to wait, in this order."""
    line = node.journal.locks._line  # type: ignore[attr-defined]
    with node.journal.locks.hold(keys):
        for number, writer in enumerate(writers, start=1):
            writer.start()
            while len(line._waiting) < number:
                pass
        yield
    for writer in writers:
        writer.join()


def subjects() -> list[str]:
    return list(Entry.objects.filter(audience="kz,tm").order_by("index")
                .values_list("subject", flat=True))


def writers_of(node: Node, *, failing: int) -> list[Writer]:
    return [Writer(partial(close, node, f"case-{name}", fail=name == failing))
            for name in range(5)]


def test_one_commit_for_all_who_waited(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    commits, writers = Commits(monkeypatch), writers_of(node, failing=9)
    with waiting(node, writers):
        assert subjects() == []
    assert commits.count == 1
    assert [writer.trouble for writer in writers] == [None] * 5
    assert subjects() == [f"case-{name}" for name in range(5)]
    node.publish()
    assert [row.index for row in Entry.objects.order_by("pk")] == list(range(6))


@pytest.mark.parametrize("failing", [0, 2, 4])
def test_who_fails_takes_nothing_along(
    node: Node, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    commits, writers = Commits(monkeypatch), writers_of(node, failing=failing)
    with waiting(node, writers):
        pass
    assert commits.count == 1
    assert [isinstance(writer.trouble, ValueError) for writer in writers] == [
        name == failing for name in range(5)]
    assert subjects() == [f"case-{name}" for name in range(5) if name != failing]
    assert [row.index for row in Entry.objects.order_by("pk")] == list(range(5))


def test_nobody_is_told_of_a_commit_that_failed(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    Commits(monkeypatch, fails=True)
    writers = writers_of(node, failing=9)
    with pytest.raises(OperationalError, match="disk I/O error"), waiting(node, writers):
        pass
    for writer in writers:
        writer.join()
    assert [isinstance(writer.trouble, OperationalError) for writer in writers] == [True] * 5
    assert subjects() == []
    close(node, "after")
    assert subjects() == ["after"]


def test_what_the_leader_had_done_is_undone_with_its_own_failure_alone(node: Node) -> None:
    writers = writers_of(node, failing=9)
    with pytest.raises(ValueError, match="leader"), waiting(node, writers):
        close(node, "case-leader")
        raise ValueError("leader")
    for writer in writers:
        writer.join()
    assert [writer.trouble for writer in writers] == [None] * 5
    assert subjects() == [f"case-{name}" for name in range(5)]


def test_a_database_that_undoes_everything_is_believed_by_nobody(node: Node) -> None:
    """A full disk may end the transaction below a savepoint."""

    def undo() -> None:
        with node.journal.locks.hold(["case:a"]):
            connection.connection.rollback()

    writers = [*writers_of(node, failing=9)[:1], Writer(undo)]
    with pytest.raises(OperationalError, match="undid"), waiting(node, writers):
        close(node, "case-leader")
    for writer in writers:
        writer.join()
        assert isinstance(writer.trouble, OperationalError)
    assert subjects() == []


def test_who_wants_everything_shares_with_nobody(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rebuild() -> None:
        with node.journal.locks.hold([EVERYTHING]):
            close(node, "rebuilt")

    commits, writers = Commits(monkeypatch), writers_of(node, failing=9)[:2]
    with waiting(node, [writers[0], Writer(rebuild), writers[1]]):
        pass
    assert commits.count == 1
    assert subjects() == ["case-0", "rebuilt", "case-1"]
    with waiting(node, []):
        pass
    alone = Writer(lambda: close(node, "later"))
    with waiting(node, [alone], keys=(EVERYTHING,)):
        pass
    assert subjects()[-1] == "later"
