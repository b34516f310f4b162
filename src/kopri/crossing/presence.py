"""Who is at the border now, or has left it lately."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from kopri.crossing.models import SharedCrossing, SharedMilestone
from kopri.crossing.queries import CaseView, views_of
from kopri.crossing.states import Phase
from kopri.crossing.types import Milestone
from kopri.journal.authority import exit_side
from kopri.journal.rows import rows_with

HERE = (
    Phase.WAITING, Phase.CALLED, Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.STRIP,
    Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED, Phase.REFUSED,
)
GONE = (Phase.ENTERED, Phase.TURNED_BACK)


def here_since(
    moment: datetime, *, points: Sequence[str], before: datetime | None = None, most: int = 3000
) -> list[CaseView]:
    """Cases of these points that are between the first and the last gate, or left since a moment; of
    those only what has not changed since ``before``."""
    rows = SharedCrossing.objects.filter(
        Q(phase__in=[phase.value for phase in HERE])
        | Q(phase__in=[phase.value for phase in GONE], since__gte=moment), point__in=points)
    if before is not None:
        rows = rows.filter(since__lt=before)
    return views_of(list(rows.order_by("since", "reference").values_list(
        "reference", flat=True)[:most]))


def milestones_among(references: Sequence[str]) -> dict[str, list[Milestone]]:
    """What has happened so far to each of these cases, by time."""
    found: dict[str, list[Milestone]] = {reference: [] for reference in references}
    rows = rows_with(SharedMilestone, column="reference", values=references)
    for row in sorted(rows, key=lambda row: (row.time, row.recorded, row.log, row.number)):
        found[row.reference].append(Milestone(
            name=row.name, side=row.side, time=row.time, recorded=row.recorded, uid=row.uid,
            detail=row.detail, log=row.log, number=row.number))
    return found


def strip_full(
    cases: Iterable[CaseView], *, stones: Mapping[str, Sequence[Milestone]], capacity: int
) -> list[tuple[datetime, datetime | None]]:
    """When as many of these cases of one way were on the neutral strip as it holds (0: not known): from
    when, until when; None: it is full now."""
    steps = sorted(step for case in cases for step in _on_strip(
        stones[case.reference], leaving=exit_side(case.direction)))
    found: list[tuple[datetime, datetime | None]] = []
    there, since = 0, None
    for time, change in steps:
        there += change
        if since is None and 0 < capacity <= there:
            since = time
        elif since is not None and there < capacity:
            found.append((since, time))
            since = None
    return [*found, (since, None)] if since is not None else found


def _on_strip(stones: Sequence[Milestone], *, leaving: str) -> list[tuple[datetime, int]]:
    """When it came onto the strip and when it left it."""
    left = min((stone.time for stone in stones
                if (stone.name, stone.side) == ("exited", leaving)), default=None)
    there = min((stone.time for stone in stones if stone.side != leaving
                 and stone.name in ("registered", "turned_back")), default=None)
    if left is None or (there is not None and there <= left):
        return []
    return [(left, 1)] if there is None else [(left, 1), (there, -1)]
