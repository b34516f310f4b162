"""Errands to other nodes, each in a thread of its own, so that a dead one holds up nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from django.db import close_old_connections, connections

EVERY = 1.0  # seconds between two rounds with a node that answers
SELDOM = 5.0  # at most, with one that does not
PATIENCE = 2.0  # for rounds that are under way when the worker ends

Trouble = Callable[[Exception], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """``run``: one round; False where the other end did not answer. ``pause``: times ``every``."""

    name: str
    run: Callable[[], bool]
    pause: int = 1


@contextmanager
def beside(
    errands: Sequence[Errand], *, trouble: Trouble, every: float = EVERY
) -> Iterator[None]:
    """Run every errand round after round until the context ends.

    A round that is stuck on the line does not hold up the end: its thread dies with the process,
    as in a crash, after which every opening still takes effect once.
    """
    ended = Event()
    threads = [
        Thread(target=_keep_running, args=(errand,), daemon=True, name=errand.name,
               kwargs={"ended": ended, "trouble": trouble, "every": every * errand.pause})
        for errand in errands
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join(PATIENCE / len(threads))


def _keep_running(errand: Errand, *, ended: Event, trouble: Trouble, every: float) -> None:
    pause = every
    while not ended.is_set():
        close_old_connections()
        reached = _round(errand, trouble=trouble)
        pause = every if reached else min(max(SELDOM, every), pause * 2)
        ended.wait(pause)
    connections.close_all()


def _round(errand: Errand, *, trouble: Trouble) -> bool:
    """One round; what fails is told and tried again."""
    try:
        return errand.run()
    except Exception as error:  # noqa: BLE001  the thread must outlive any failure
        trouble(error)
        return False
