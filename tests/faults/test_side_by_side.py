"""Several at once: publishers, sequencers, writers who share a commit or commit late."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from random import Random

import pytest
from django.db import OperationalError, connections

from kopri.crossing.types import CrossingClosed
from kopri.journal.append.publish import publish
from kopri.journal.append.requests import AlreadyAnswered, RequestKey
from kopri.journal.append.sequence import sequence
from kopri.journal.append.writing import begin
from kopri.journal.models import Entry, Log
from kopri.journal.types import Draft
from tests.conftest import Node
from tests.faults.places import Form, Places, breaking, in_a_child
from tests.faults.stage import Stage, raise_stage

WRITERS, EACH = 6, 12


def crowd(*works: Callable[[], object]) -> list[BaseException]:
    """Run each in a thread with a connection of its own; what went wrong."""
    troubles: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  told to the caller
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return troubles


def close(node: Node, subject: str, *, before_commit: Callable[[], object] = lambda: None) -> None:
    """An entry about a subject; its transaction may stay open for a while."""
    with begin(node.journal, actor=node.actor(), keys=[f"case:{subject}"],
               request=RequestKey(key=subject, digest="d")) as tx:
        tx.append(Draft(subject=subject, payload=CrossingClosed(reason="duplicate")))
        before_commit()


def insist(node: Node, subjects: Sequence[str]) -> None:
    """As a client does: again under the same key until it is acknowledged."""
    for subject in subjects:
        with suppress(AlreadyAnswered):
            try:
                close(node, subject)
            except OperationalError:
                close(node, subject)


def assert_whole(node: Node, stage: Stage, subjects: set[str]) -> None:
    """Every subject is in the log once; the indexes have no gap; a follower agrees."""
    node.publish()
    rows = Entry.objects.filter(log__own=True).order_by("index")
    assert [row.index for row in rows] == list(range(Log.objects.get(own=True).size))
    about = [row.subject for row in rows if row.subject in subjects]
    assert sorted(about) == sorted(subjects)
    stage.check_whole()
    assert stage.onlooker.look(node).size == rows.count()


@pytest.mark.postgres
def test_writers_that_commit_late_while_the_sequencers_run(node: Node) -> None:
    """Commit order is not id order: nothing is passed by, and no index is given twice."""
    stage = raise_stage(node)
    chance, over, begun, placed = Random(5), *(threading.Event() for _ in range(3))
    holds = {f"{name}-{number}": chance.choice((0, 0, 0.002, 0.03))
             for name in range(WRITERS) for number in range(EACH)}
    most: list[int] = []

    def overtaken() -> None:
        """However slow this machine is: others are placed while the first to write stays open."""
        begun.set()
        assert placed.wait(60)

    def write(name: int) -> None:
        begun.wait()
        for number in range(EACH):
            subject = f"{name}-{number}"
            close(node, subject, before_commit=partial(time.sleep, holds[subject]))

    def place() -> None:
        while not over.is_set():
            most.append(sequence(journal=node.journal))
            if most[-1]:
                placed.set()
            publish(journal=node.journal, press=node.press)

    def all_write() -> None:
        troubles = crowd(lambda: close(node, "late", before_commit=overtaken),
                         *(lambda name=name: write(name) for name in range(WRITERS)))
        over.set()
        assert troubles == []

    assert crowd(all_write, place, place) == []
    assert sum(most) > 0
    assert_whole(node, stage, {"late", *holds})
    ids = list(Entry.objects.filter(log__own=True).order_by("index").values_list("pk", flat=True))
    assert ids != sorted(ids), "no entry committed late: the test has shown nothing"


@pytest.mark.parametrize("form", [Form.FAILS, Form.FAILS_AFTER])
def test_a_common_commit_that_fails_is_nobodys_success(node: Node, form: Form) -> None:
    """Each who shared it asks again, and is in the log once."""
    stage = raise_stage(node)
    subjects: set[str] = set()
    for at in (0, 1, 2, 3):
        each = [[f"{at}-{name}-{number}" for number in range(4)] for name in range(WRITERS)]
        subjects.update(subject for mine in each for subject in mine)
        with breaking(places := Places(at=at, form=form)):
            assert crowd(*(lambda mine=mine: insist(node, mine) for mine in each)) == []
        assert places.broke
    assert_whole(node, stage, subjects)


def work_until_killed(node: Node, at: int, tell: Callable[[str], None]) -> None:
    """All write at once; at one of the commits the process is gone."""
    def write(name: int) -> None:
        for number in range(EACH):
            close(node, f"{at}-{name}-{number}")
            tell(f"{at}-{name}-{number}")

    with breaking(Places(at=at, form=Form.KILLED)):
        crowd(*(lambda name=name: write(name) for name in range(WRITERS)))


def test_writers_killed_together_lose_nothing_that_was_acknowledged(node: Node) -> None:
    stage = raise_stage(node)
    acknowledged: set[str] = set()
    for at in (1, 2, WRITERS + 1):  # so many commits are some writer's second: it has told the first
        killed, told = in_a_child(
            lambda tell, at=at: work_until_killed(stage.node, at, tell))  # type: ignore[misc]
        assert killed
        acknowledged.update(told)
        stage.restart()
    held = list(Entry.objects.filter(kind="crossing.closed/1").values_list("subject", flat=True))
    assert len(held) == len(set(held))
    assert acknowledged
    assert acknowledged <= set(held)
    assert_whole(stage.node, stage, set(held))
