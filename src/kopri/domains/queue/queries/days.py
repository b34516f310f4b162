"""Days of which the public has been told, and where else those who stood in a draw were served."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from kopri.domains.queue.models import (
    SharedAllocation,
    SharedBooking,
    SharedCapacity,
    SharedRequest,
)
from kopri.domains.queue.states import COUNTED
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


def asked_for(*, line: Line) -> list[str]:
    """Cases that have asked for a slot of a line."""
    return sorted(set(SharedRequest.objects.filter(
        point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
    ).values_list("reference", flat=True)))


def held_on(*, line: Line, day: str) -> list[tuple[str, str, datetime]]:
    """Reference, tag and slot of every booking that counts in an hour of a day."""
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    rows = SharedBooking.objects.filter(
        point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
        slot__gte=start, slot__lt=start + timedelta(days=1),
        state__in=[state.value for state in COUNTED],
    ).order_by("reference").values_list("reference", "tag", "slot")
    return [(reference, tag, slot) for reference, tag, slot in rows if slot is not None]


def told_on(*, line: Line, day: str) -> set[tuple[str, datetime]]:
    """Tag and slot of every public row that gives an hour of a day."""
    return {(tag, slot) for tag, slot in SharedAllocation.objects.filter(
        draw=line.draw(day)).values_list("tag", "slot") if slot is not None}
