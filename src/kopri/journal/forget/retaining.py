"""What may be forgotten now: whole cases, once the longest retention among their entries has passed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.journal.append.writing import Writing
from kopri.journal.forget.forgetting import obey
from kopri.journal.models import Entry, ForgottenCase, Log
from kopri.journal.reading import entry_of
from kopri.journal.rules import SureBeforeForgetting
from kopri.journal.types import Draft, Forgot
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How long a kind is kept. ``name``: as it is written into the journal."""

    name: str
    days: int


Rules = Callable[[str], Rule | None]  # by kind without version; None: kept for ever


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A case that may go. ``last``: when the last entry about it was recorded, in any log.

    ``entries``: (index, kind) of those of the own log.
    """

    reference: str
    last: datetime
    rules: frozenset[str]
    entries: Sequence[tuple[int, str]]


def require_sure() -> None:
    """A Refusal while the node may lack entries of its own: what it takes for the last may not be."""
    refuse_if([SureBeforeForgetting.fault()] if Log.objects.filter(own=True, unsure=True).exists()
              else [], ground=Ground.CONFLICT)


def due_of(
    references: Iterable[str], *, rules: Rules, now: datetime, before: datetime | None = None
) -> list[Due]:
    """Those of these cases that may go. ``before``: only such as ended before then."""
    found: dict[str, list[_Row]] = defaultdict(list)
    rows = Entry.objects.filter(subject__in=list(references)).order_by("pk").values_list(
        "subject", "log__own", "index", "kind", "recorded", "log__published")
    for subject, own, index, kind, recorded, published in rows:
        placed = index is not None and index < published
        found[subject].append(_Row(own, index or 0, kind.rpartition("/")[0], recorded, placed))
    judged = (_due(reference, rows, rules=rules) for reference, rows in found.items())
    return [due for due, period in filter(None, judged)
            if due.last + period < now and (before is None or due.last < before)]


@dataclass(frozen=True, slots=True)
class _Row:
    own: bool
    index: int
    kind: str
    recorded: datetime
    placed: bool


def _due(
    reference: str, rows: Sequence[_Row], *, rules: Rules
) -> tuple[Due, timedelta] | None:
    """The case and how long it is kept after its last entry; None where it stays."""
    own = [row for row in rows if row.own]
    kept = {kind: rules(kind.removesuffix(".own")) for kind in {row.kind for row in own}}
    found = [rule for rule in kept.values() if rule is not None]
    if not own or len(found) < len(kept) or not all(row.placed for row in own):
        return None
    due = Due(
        reference=reference, last=max(row.recorded for row in rows),
        rules=frozenset(rule.name for rule in found),
        entries=tuple((row.index, row.kind) for row in own),
    )
    return due, timedelta(days=max(rule.days for rule in found))


def half_forgotten(*, after: str, most: int) -> list[str]:
    """Cases that another log has forgotten and the own one has not, in their order."""
    return list(
        Entry.objects.filter(
            log__own=True, subject__gt=after, subject__in=ForgottenCase.objects.values("pk"))
        .order_by("subject").values_list("subject", flat=True).distinct()[:most])


def forget(tx: Writing, dues: Sequence[Due]) -> None:
    """Say in the own log what it forgets, and destroy it in the same transaction."""
    if not dues:
        return
    indexes = sorted(index for due in dues for index, _ in due.entries)
    kinds = Counter(kind for due in dues for _, kind in due.entries)
    recorded = tx.append(Draft(subject=tx.journal.origin, payload=Forgot(
        ranges=ranges_of(indexes), cases=sorted(due.reference for due in dues),
        before=to_text(max(due.last for due in dues) + SECOND),
        rules=sorted(frozenset().union(*(due.rules for due in dues))),
        kinds=dict(sorted(kinds.items())),
    )))
    row = Entry.objects.select_related("log").filter(
        log=Log.objects.get(own=True), commitment=bytes.fromhex(recorded.uid)).latest("pk")
    obey(row, entry_of(row), journal=tx.journal)


def ranges_of(indexes: Sequence[int]) -> list[list[int]]:
    """Rising indexes as [first, last] of each unbroken run."""
    ranges: list[list[int]] = []
    for index in indexes:
        if ranges and ranges[-1][1] == index - 1:
            ranges[-1][1] = index
        else:
            ranges.append([index, index])
    return ranges
