"""The clock of one case: each second from first arrival to last gate is one party's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kopri.engines.clockwork.attribution import UNATTRIBUTED, Interval, Segment, attribute
from kopri.engines.clockwork.claiming import claims
from kopri.engines.clockwork.history import History, Span
from kopri.engines.clockwork.table import NOBODY, RANK, Whose


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the case that is one party's, from ``start`` to just before ``end``."""

    start: int
    end: int
    whose: Whose


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``stretches``: in order, without gaps. ``seconds``: add up to the time passed exactly."""

    stretches: tuple[Stretch, ...] = ()

    @property
    def seconds(self) -> Mapping[Whose, int]:
        """Per party, in order of first appearance."""
        return added_up([self])

    @property
    def total(self) -> int:
        """The time passed."""
        return sum(each.end - each.start for each in self.stretches)

    @property
    def unattributed(self) -> int:
        """What nobody claims."""
        return self.seconds.get(NOBODY, 0)

    def within(self, *, start: int, end: int) -> "Reading":
        """The part of it between two moments."""
        return Reading(stretches=tuple(
            Stretch(start=max(each.start, start), end=min(each.end, end), whose=each.whose)
            for each in self.stretches if max(each.start, start) < min(each.end, end)))


def read_clock(history: History, *, now: int) -> Reading:
    """Whose each second of a case is, up to ``now`` while it is at the border; nothing of a case that
    has not come."""
    start = history.start
    if start is None:
        return Reading()
    end = max(start, now if history.end is None else history.end)
    ranked = sorted(claims(history, end=end), key=lambda claim: _rank(claim, history=history))
    found = attribute(
        start=start, end=end, precedence=[str(number) for number in range(len(ranked))],
        intervals=[Interval(start=claim.start, end=end if claim.end is None else claim.end,
                            party=str(number)) for number, claim in enumerate(ranked)])
    whose = {str(number): claim.whose for number, claim in enumerate(ranked)}
    return Reading(stretches=tuple(_joined(found.segments, whose=whose)))


def added_up(readings: Iterable[Reading]) -> dict[Whose, int]:
    """Seconds per party over several cases."""
    seconds: dict[Whose, int] = {}
    for reading in readings:
        for each in reading.stretches:
            seconds[each.whose] = seconds.get(each.whose, 0) + each.end - each.start
    return seconds


def _rank(claim: Span, *, history: History) -> tuple[int, int, bool, str, str]:
    whose = claim.whose
    return (RANK[whose.cause], claim.start, whose.side != history.exit_side, whose.side,
            whose.service)


def _joined(segments: Iterable[Segment], *, whose: Mapping[str, Whose]) -> list[Stretch]:
    """Stretches of parties instead of claims; neighbours of one party are one."""
    joined: list[Stretch] = []
    for each in segments:
        party = NOBODY if each.party == UNATTRIBUTED else whose[each.party]
        start = each.start
        if joined and joined[-1].whose == party:
            start = joined.pop().start
        joined.append(Stretch(start=start, end=each.end, whose=party))
    return joined
