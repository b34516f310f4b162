"""The passage of vehicles that have a slot, hour by hour: a model, and marked ``simulated``.

Everybody comes in the hour of the slot; the exit side lets them through; the entry side takes so many
an hour, whoever came first. Who is not taken stands at the barrier.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Hour by hour: ``standing`` at its end, ``passed`` in it, ``waited``: the most hours that anyone
    who passed in it had stood."""

    standing: tuple[int, ...]
    passed: tuple[int, ...]
    waited: tuple[int, ...]


def pass_through(*, coming: Sequence[int], accepts: Sequence[int]) -> Passage:
    """``coming``: vehicles in each hour; ``accepts``: what the entry side takes in each."""
    line: deque[int] = deque()
    standing, passed, waited = [], [], []
    for hour, (came, room) in enumerate(zip(coming, accepts, strict=True)):
        line.extend([hour] * came)
        went = [line.popleft() for _ in range(min(room, len(line)))]
        standing.append(len(line))
        passed.append(len(went))
        waited.append(max((hour - since for since in went), default=0))
    return Passage(standing=tuple(standing), passed=tuple(passed), waited=tuple(waited))


def spread(total: int) -> tuple[int, ...]:
    """So many a day over its hours, as evenly as whole numbers allow."""
    return tuple(total * (hour + 1) // HOURS - total * hour // HOURS for hour in range(HOURS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody who wants to cross on a day; ``hours``: of the day, the best first."""

    name: str
    hours: tuple[int, ...]


def first_come(*, days: Sequence[Sequence[Wish]], hours: Sequence[int]) -> list[list[int]]:
    """Day by day the slots given in each hour, where each who asked takes the best hour left.

    Who got none asks again, before those of the next day: how a queue gives slots that looks at its
    own side alone. ``days``: those who ask for the first time, in their order.
    """
    waiting: list[Wish] = []
    given = []
    for asked in days:
        left, missed = list(hours), []
        for wish in [*waiting, *asked]:
            hour = next((each for each in wish.hours if left[each]), None)
            if hour is None:
                missed.append(wish)
            else:
                left[hour] -= 1
        given.append([had - now for had, now in zip(hours, left, strict=True)])
        waiting = missed
    return given
