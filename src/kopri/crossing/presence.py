"""Who is at the border now, or has left it lately."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from kopri.crossing.models import SharedCrossing, SharedMilestone
from kopri.crossing.queries import CaseView, views_of
from kopri.crossing.states import Phase
from kopri.crossing.types import Milestone
from kopri.journal.rows import rows_with

HERE = (
    Phase.WAITING, Phase.CALLED, Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.STRIP,
    Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED, Phase.REFUSED,
)
GONE = (Phase.ENTERED, Phase.TURNED_BACK)


def here_since(moment: datetime, *, points: Sequence[str], most: int = 3000) -> list[CaseView]:
    """Cases of these points that are between the first and the last gate, or left since a moment."""
    rows = SharedCrossing.objects.filter(
        Q(phase__in=[phase.value for phase in HERE])
        | Q(phase__in=[phase.value for phase in GONE], since__gte=moment), point__in=points)
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
