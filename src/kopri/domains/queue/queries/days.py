"""Days of which the public has been told, and where else those who stood in a draw were served."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from kopri.domains.queue.models import SharedAllocation, SharedCapacity
from kopri.kernel.lines import Line, day_of

NEAR = 31  # days before and after, in which whoever stood in a draw is looked for


def published_days() -> list[str]:
    """Days of which capacity has been published, newest first."""
    return list(SharedCapacity.objects.values_list("day", flat=True).distinct().order_by("-day"))


def draws_near(*, line: Line, day: str, tags: Collection[str]) -> list[str]:
    """Draws of the days around that tell of these tags, or of somebody who left an hour of this day."""
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    end = start + timedelta(days=1)
    names = [line.draw(day_of(start + timedelta(days=number)))
             for number in range(-NEAR, NEAR + 1) if number]
    rows = SharedAllocation.objects.filter(draw__in=names).values_list("draw", "tag", "was")
    return sorted({draw for draw, tag, was in rows
                   if tag in tags or (was is not None and start <= was < end)})
