"""Following on a real border: a thread for each neighbour, so that a dead one holds up nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import close_old_connections, connections

from kopri.interfaces.house import House, Neighbour
from kopri.interfaces.worker.rounds import meet

EVERY = 1.0  # seconds between two rounds with a neighbour that answers
SELDOM = 5.0  # at most, with one that does not
PATIENCE = 2.0  # for rounds that are under way when the worker ends

Trouble = Callable[[Exception], None]


@contextmanager
def following(house: House, *, trouble: Trouble, every: float = EVERY) -> Iterator[None]:
    """Follow every neighbour until the context ends.

    A round that is stuck on the line does not hold up the end: its thread dies with the process,
    as in a crash, after which every opening still takes effect once.
    """
    ended = Event()
    threads = [
        Thread(target=_follow, args=(house, neighbour), daemon=True, name=neighbour.origin,
               kwargs={"ended": ended, "trouble": trouble, "every": every})
        for neighbour in house.neighbours
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join(PATIENCE / len(threads))


def _follow(
    house: House, neighbour: Neighbour, *, ended: Event, trouble: Trouble, every: float
) -> None:
    pause = every
    while not ended.is_set():
        close_old_connections()
        reached = _round(house, neighbour, trouble=trouble)
        pause = every if reached else min(SELDOM, pause * 2)
        ended.wait(pause)
    connections.close_all()


def _round(house: House, neighbour: Neighbour, *, trouble: Trouble) -> bool:
    """One round; what fails is told and tried again."""
    try:
        return meet(house, neighbour).reached
    except Exception as error:  # noqa: BLE001  the thread must outlive any failure
        trouble(error)
        return False
