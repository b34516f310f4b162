"""The worker's loop: a round a second on a real border, or a round when the demo asks."""

from collections.abc import Callable
from dataclasses import dataclass

from kopri.interfaces.house import House
from kopri.interfaces.worker.rounds import exchange, mind_clock

MOST_ROUNDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What it took to become idle."""

    published: int
    applied: int


def settle(house: House) -> Settled:
    """Rounds until nothing is left to do; a neighbour out of reach is nothing to wait for."""
    mind_clock(house)
    published = applied = 0
    for _ in range(MOST_ROUNDS):
        done = exchange(house)
        published, applied = published + done.published, applied + done.applied
        if not done.calls_for_more:
            break
    return Settled(published=published, applied=applied)


def work(house: House, *, pause: Callable[[], bool], trouble: Callable[[Exception], None]) -> None:
    """Round after round until ``pause`` says no. What fails is told and tried again."""
    while pause():
        try:
            mind_clock(house)
            exchange(house)
        except Exception as error:  # noqa: BLE001  the worker must outlive any single failure
            trouble(error)
