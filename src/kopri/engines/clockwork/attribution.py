"""One sweep over the ends of the intervals, O(n log n + n * parties)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

UNATTRIBUTED = "unattributed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """``party`` had the case from ``start`` to just before ``end``, whole seconds of one scale."""

    start: int
    end: int
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the case, from ``start`` to just before ``end``, that is one party's."""

    start: int
    end: int
    party: str

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """``segments``: in order, without gaps, neighbours of different parties.

    ``seconds``: per party, in order of first appearance; they add up to the total exactly.
    """

    segments: tuple[Segment, ...]
    seconds: Mapping[str, int]

    @property
    def total(self) -> int:
        """The seconds of the case."""
        return sum(self.seconds.values())

    @property
    def unattributed(self) -> int:
        """The seconds that nobody claims."""
        return self.seconds.get(UNATTRIBUTED, 0)


def attribute(
    *, start: int, end: int, intervals: Iterable[Interval], precedence: Sequence[str]
) -> Attribution:
    """Attribute each second of the case [``start``, ``end``) to one party.

    ``precedence``: all parties, the one that prevails first. Of several intervals over a second
    the party earliest in the table gets it. What lies outside of the case is cut off. Raises
    ``ValueError`` if an end is before its start, if a party is not in the table or twice in it,
    or if the table names ``UNATTRIBUTED``.
    """
    if end < start:
        raise ValueError("the case ends before it starts")
    ranks = _ranks(precedence)
    changes: dict[int, list[tuple[int, int]]] = {start: [], end: []}
    for interval in intervals:
        rank = _rank(interval, ranks)
        first, last = max(interval.start, start), min(interval.end, end)
        if first < last:
            changes.setdefault(first, []).append((rank, 1))
            changes.setdefault(last, []).append((rank, -1))
    segments = _merge(_sweep(changes, precedence))
    seconds: dict[str, int] = {}
    for segment in segments:
        seconds[segment.party] = seconds.get(segment.party, 0) + segment.seconds
    return Attribution(segments=tuple(segments), seconds=seconds)


def _ranks(precedence: Sequence[str]) -> dict[str, int]:
    ranks = {party: rank for rank, party in enumerate(precedence)}
    if len(ranks) != len(precedence) or UNATTRIBUTED in ranks:
        raise ValueError("the table of precedence names a party twice, or the unattributed rest")
    return ranks


def _rank(interval: Interval, ranks: Mapping[str, int]) -> int:
    if interval.end < interval.start:
        raise ValueError(f"an interval of {interval.party} ends before it starts")
    if interval.party not in ranks:
        raise ValueError(f"{interval.party} is not in the table of precedence")
    return ranks[interval.party]


def _sweep(
    changes: Mapping[int, Sequence[tuple[int, int]]], precedence: Sequence[str]
) -> Iterable[Segment]:
    """The stretches between two changes, each with the party that prevails in it."""
    open_intervals = [0] * len(precedence)
    for start, end in pairwise(sorted(changes)):
        for rank, step in changes[start]:
            open_intervals[rank] += step
        prevailing = (party for party, count in zip(precedence, open_intervals, strict=True) if count)
        yield Segment(start=start, end=end, party=next(prevailing, UNATTRIBUTED))


def _merge(stretches: Iterable[Segment]) -> list[Segment]:
    """The same with neighbours of one party made one."""
    merged: list[Segment] = []
    for stretch in stretches:
        if merged and merged[-1].party == stretch.party:
            first = merged.pop().start
            stretch = Segment(start=first, end=stretch.end, party=stretch.party)
        merged.append(stretch)
    return merged
