"""What readiness says: needs, and the same summed up over many parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.engines.readiness.rules import RULES, Needed
from kopri.engines.readiness.values import Answer, Evidence, Kind, Paper, Part, State, Step

ACTS = frozenset({Step.ATTACH, Step.ANNOUNCE, Step.BOOK, Step.NUMBER, Step.RENEW, Step.REPLACE})


def is_open(answer: Answer, step: Step) -> bool:
    """Whether somebody has to act before the border."""
    return answer is Answer.NEEDED and step in ACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A paper that a side asks for a part, and what became of it.

    ``by_service``: what became of it before each service that asks. ``until``: UTC; None where
    nobody can say yet. ``evidence``: the best that there is. ``reason``: of a rejection.
    """

    paper: Paper
    part: Part
    answer: Answer
    state: State
    by_service: dict[str, State]
    step: Step
    until: datetime | None = None
    late: bool = False
    evidence: Evidence | None = None
    reason: str = ""

    @property
    def rule(self) -> type[Needed]:
        """Why it is asked for."""
        return RULES[self.paper.when]

    @property
    def open(self) -> bool:
        """Whether somebody has to do something before the border: the list stays red."""
        return is_open(self.answer, self.step)

    @property
    def key(self) -> tuple[str, str, str]:
        """Side, paper, part."""
        return self.paper.side, self.paper.id, self.part.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paper of a side over all parts that it is asked for: the worst counts."""

    needs: tuple[Need, ...]

    @property
    def first(self) -> Need:
        """The worst of them."""
        return self.needs[0]

    @property
    def open(self) -> tuple[Need, ...]:
        """Those that wait for somebody to act."""
        return tuple(need for need in self.needs if need.open)

    @property
    def sides(self) -> tuple[str, ...]:
        """Who asks for it; where somebody has to act, who still does."""
        return tuple(dict.fromkeys(need.paper.side for need in self.open or self.needs))

    @property
    def parts(self) -> tuple[str, ...]:
        """For what it is asked."""
        return tuple(dict.fromkeys(need.part.id for need in self.needs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Every need of a case. ``expected``: the time at the border that deadlines count from."""

    needs: tuple[Need, ...]
    expected: datetime | None = None

    @property
    def open(self) -> tuple[Need, ...]:
        """What keeps the case from being ready."""
        return tuple(need for need in self.needs if need.open)

    @property
    def ready(self) -> bool:
        """Nobody has anything left to do before the border."""
        return not self.open

    @property
    def next_until(self) -> datetime | None:
        """The earliest moment at which something that is open is due."""
        return min((need.until for need in self.open if need.until), default=None)

    @property
    def expires_first(self) -> Need | None:
        """Of what will not be valid at the border any more, what expires first."""
        expired = [need for need in self.needs if need.state is State.EXPIRED and need.evidence]
        return min(expired, key=lambda need: need.evidence.valid_to if need.evidence else "",
                   default=None)

    @property
    def ends_first(self) -> Need | None:
        """Of all that is shown and has an end, what ends first: before the border, or after it."""
        ending = [need for need in self.needs if need.evidence and need.evidence.valid_to]
        return min(ending, key=lambda need: need.evidence.valid_to if need.evidence else "",
                   default=None)

    def lines(self, *, of_both: bool = False) -> list[Line]:
        """By side and paper, open ones first: thirty consignments are one line each.

        ``of_both``: what both sides look at and neither's system takes is one line too.
        """
        groups: dict[tuple[str, ...], list[Need]] = {}
        for need in self.needs:
            alone = not of_both or need.paper.system or need.paper.at_border
            side = need.paper.side if alone else ""
            groups.setdefault((side, need.paper.id, need.answer.value), []).append(need)
        lines = [Line(needs=tuple(sorted(needs, key=_gravity))) for needs in groups.values()]
        return sorted(lines, key=lambda line: _gravity(line.first))


_ORDER = tuple(Answer)
_BAD = (State.REJECTED, State.EXPIRED, State.MISSING, State.PREPARED, State.LODGED, State.ACCEPTED)


def _gravity(need: Need) -> tuple[bool, int, int]:
    return not need.open, _ORDER.index(need.answer), _BAD.index(need.state)


def persons(parts: Sequence[Part]) -> int:
    """How many persons a case has."""
    return sum(part.kind is Kind.PERSON for part in parts)
