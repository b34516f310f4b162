"""Forget: cases that have ended and whose retention has passed leave the own journal."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import ended
from kopri.engines.countrydata import PairData
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.forget.forgetting import MOST_CASES, SHORTEST
from kopri.journal.forget.retaining import (
    Due,
    Rule,
    Rules,
    due_of,
    forget,
    half_forgotten,
    require_sure,
)
from kopri.journal.locks import EVERYTHING

Page = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """``kinds``: how many entries of each kind; ``rules``: what it rests on."""

    cases: int
    kinds: Mapping[str, int]
    rules: tuple[str, ...]


def forget_cases(
    *, journal: Journal, pair: PairData, before: datetime | None = None, dry: bool = False
) -> Forgotten:
    """Forget what is due; what it came to. ``dry``: only say it.

    ``before``: only cases whose last entry was recorded before then. One transaction for every
    five hundred cases; asked again it finds nothing left.
    """
    require_sure()
    rules = rules_of(pair, side=journal.side)
    dues: list[Due] = []
    now = journal.clock.now()
    for page in _pages(ended_before=now - _shortest(pair, side=journal.side)):
        found = due_of(page, rules=rules, now=now, before=before)
        if found and not dry:
            with begin(journal, actor=journal.itself(), keys=[EVERYTHING]) as tx:
                found = due_of([due.reference for due in found], rules=rules, now=now,
                               before=before)
                forget(tx, found)
        dues += found
    return Forgotten(
        cases=len(dues), kinds=Counter(kind for due in dues for _, kind in due.entries),
        rules=tuple(sorted({name for due in dues for name in due.rules})),
    )


def rules_of(pair: PairData, *, side: str) -> Rules:
    """How long a side keeps each kind, as its ``retention.csv`` says."""
    country = pair.country(side)

    def rule(kind: str) -> Rule | None:
        row = country.retention_of(kind)
        if row is None or row.days is None:
            return None
        return Rule(name=f"{side} {row.kind}: {row.days} days ({row.legal_basis})", days=row.days)

    return rule


def _shortest(pair: PairData, *, side: str) -> timedelta:
    """No case of a side is due sooner than this after its end."""
    days = [row.days for row in pair.country(side).retention if row.days is not None]
    return max(SHORTEST, timedelta(days=min(days, default=0)))


def _pages(*, ended_before: datetime) -> Iterator[list[str]]:
    """Cases that may be due: those that have ended, and those that another log has forgotten."""
    yield from _through(lambda after: ended(before=ended_before, after=after, most=MOST_CASES))
    yield from _through(lambda after: half_forgotten(after=after, most=MOST_CASES))


def _through(page_after: Page) -> Iterator[list[str]]:
    last = ""
    while page := page_after(last):
        yield page
        last = page[-1]
