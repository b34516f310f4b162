"""From the hours that vehicles have to those that they get, moving nobody without need or gain."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from kopri.engines.queueing.moves import Kind, Request, Supply, plan

PAST = -1


class Place(NamedTuple):
    """A vehicle that has the hour of the number ``at`` (``PAST``: one that is over), and may not
    come before ``earliest``."""

    kind: Kind
    earliest: int
    at: int


def replan(*, places: Sequence[Place], hours: Sequence[Supply]) -> list[int]:
    """The new hour of each, the same where it stays; in order: the first has the first claim.

    Nobody moves unless somebody stands where there is no room, or somebody can come sooner.
    Whom no hour is left for keeps the one that he has: shut, until further ones are published.
    """
    lost = misplaced(places=places, hours=hours)
    now, staying = [place.at for place in places], set[int]()
    while True:
        moving = [number for number in range(len(places)) if number not in staying]
        found = plan(
            requests=[Request(places[number].kind, places[number].earliest) for number in moving],
            hours=without(hours, taken=[places[number] for number in staying]))
        homeless = {number for number, hour in zip(moving, found, strict=True)
                    if hour == len(hours) and number not in lost}
        then = list(now)
        for number, hour in zip(moving, found, strict=True):
            if hour < len(hours):
                then[number] = hour
        # whom nothing was found for still stands before those who come after him in his hour
        behind = misplaced(hours=hours, places=[
            place._replace(at=at) for place, at in zip(places, then, strict=True)]) - lost
        if homeless | behind <= staying:
            break
        staying |= homeless | behind  # rather than give their hours away, they keep them
    if behind:
        return now
    helped = any(then[number] != now[number] for number in lost)
    return then if helped or sum(then) < sum(now) else now


def misplaced(*, places: Sequence[Place], hours: Sequence[Supply]) -> AbstractSet[int]:
    """Who stands in an hour that does not hold him: over, off duty, or full of those before him."""
    found: set[int] = set()
    total: Counter[int] = Counter()
    of_class: Counter[tuple[str, int]] = Counter()
    for number, (kind, _earliest, at) in enumerate(places):
        if (at == PAST or kind.services & hours[at].absent or total[at] >= hours[at].total
                or of_class[kind.goods, at] >= hours[at].limits.get(kind.goods, hours[at].total)):
            found.add(number)
        else:
            total[at] += 1
            of_class[kind.goods, at] += 1
    return found


def without(hours: Sequence[Supply], *, taken: Iterable[Place]) -> list[Supply]:
    """What is left of the hours beside those who have them for sure."""
    goods: dict[int, Counter[str]] = defaultdict(Counter)
    for place in taken:
        if place.at != PAST:
            goods[place.at][place.kind.goods] += 1
    return [replace(
        hour, total=max(0, hour.total - goods[at].total()),
        limits={name: max(0, limit - goods[at][name]) for name, limit in hour.limits.items()})
        if at in goods else hour for at, hour in enumerate(hours)]
