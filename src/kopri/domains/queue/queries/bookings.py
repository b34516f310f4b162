"""Reading bookings and requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import directions_of
from kopri.domains.queue.models import SharedBooking, SharedRequest
from kopri.domains.queue.states import ACTIVE, STANDING, BookingState
from kopri.domains.queue.types import RequestDeclined, RequestListed, SlotGranted
from kopri.journal.placed import is_cited
from kopri.journal.rows import rows_with
from kopri.kernel.lines import Line

_ACTIVE = [state.value for state in ACTIVE]
_STANDING = [state.value for state in STANDING]
_ANSWERS = tuple(kind.KIND for kind in (RequestListed, RequestDeclined, SlotGranted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A case's booking. ``hour_from``: the entry that gave its hour."""

    reference: str
    slot: datetime | None
    state: BookingState
    changed: datetime
    reason: str
    vehicle_class: str
    direction: str = ""
    point: str = ""
    goods: str = ""
    services: tuple[str, ...] = ()
    tag: str = ""
    public_class: str = ""
    draw: str = ""
    why: str = ""
    rule: str = ""
    vehicle: str = ""
    first_slot: datetime | None = None
    moved: int = 0
    held_until: datetime | None = None
    fault: str = ""
    hour_from: str = ""

    @property
    def line(self) -> Line:
        """What it is of."""
        return Line(point=self.point, direction=self.direction, vehicle_class=self.vehicle_class)


def booking_of(reference: str) -> Booking | None:
    """The booking of a case, whatever became of it."""
    return bookings_of([reference]).get(reference)


def bookings_of(references: Sequence[str]) -> dict[str, Booking]:
    """The bookings of these cases."""
    return {row.reference: _booking(row) for row in _rows(references)}


def _rows(references: Sequence[str], *, direction: str = "") -> list[SharedBooking]:
    """Rows of the direction in which each case goes, and those of ``direction``."""
    rows = rows_with(SharedBooking, column="reference", values=references)
    goes = directions_of([row.reference for row in rows])
    return [row for row in rows if row.direction in (direction, goes.get(row.reference) or row.direction)]


def _booking(row: SharedBooking) -> Booking:
    return Booking(
        reference=row.reference, slot=row.slot, state=BookingState(row.state),
        changed=row.changed, reason=row.reason, vehicle_class=row.vehicle_class,
        direction=row.direction, point=row.point, goods=row.goods, services=tuple(row.services),
        tag=row.tag, public_class=row.public_class, draw=row.draw, why=row.why, rule=row.rule,
        vehicle=row.vehicle,
        first_slot=row.first_slot, moved=row.moved, held_until=row.held_until, fault=row.fault,
        hour_from=row.hours[-1][0] if row.hours else "",
    )


def active_among(references: Sequence[str], *, direction: str = "") -> str:
    """The first of these cases that has an active booking, or nothing.

    ``direction``: one in it counts, wherever the case is said to go.
    """
    return _first_in(_ACTIVE, references, direction=direction)


def standing_among(references: Sequence[str], *, direction: str = "") -> str:
    """The same also with a place on the list."""
    return _first_in(_STANDING, references, direction=direction)


def _first_in(states: Sequence[str], references: Sequence[str], *, direction: str) -> str:
    return min((row.reference for row in _rows(references, direction=direction)
                if row.state in states), default="")


def overdue(*, directions: Sequence[str], before: datetime) -> list[Booking]:
    """Active bookings whose slot began before this moment."""
    rows = SharedBooking.objects.filter(
        direction__in=list(directions), state__in=_ACTIVE, slot__lt=before
    ).order_by("slot", "reference")
    return [_booking(row) for row in rows]


def unanswered(references: Sequence[str]) -> list[str]:
    """Of these cases, those whose newest request has no answer yet; an earlier one may have had."""
    asked, booked = asked_of(references), bookings_of(references)
    return [reference for reference in references if reference in asked and (
        reference not in booked or (booked[reference].state not in STANDING and not is_cited(
            subject=reference, uid=asked[reference].uid, kinds=_ANSWERS)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The newest request of a case."""

    uid: str
    reference: str
    point: str
    direction: str
    vehicle_class: str
    wishes: tuple[str, ...]
    goods: str
    services: tuple[str, ...]
    stands_until: str
    proven: bool
    claim: str
    time: datetime


def asked_of(references: Sequence[str]) -> dict[str, Asked]:
    """The newest request of each of these cases."""
    rows = sorted(rows_with(SharedRequest, column="reference", values=references),
                  key=lambda row: (row.time, row.uid))
    return {row.reference: Asked(
        uid=row.uid, reference=row.reference, point=row.point, direction=row.direction,
        vehicle_class=row.vehicle_class, wishes=tuple(row.wishes), goods=row.goods,
        services=tuple(row.services), stands_until=row.stands_until, proven=row.proven,
        claim=row.claim, time=row.time,
    ) for row in rows}


def held(*, direction: str) -> list[Booking]:
    """What is held until it is paid for, the earliest end first."""
    rows = SharedBooking.objects.filter(
        direction=direction, state=BookingState.HELD.value).order_by("held_until", "reference")
    return [_booking(row) for row in rows]


def waiting_on(*, line: Line) -> list[Booking]:
    """Who is on the list of a line, in order of reference."""
    rows = SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        state=BookingState.WAITING.value,
    ).order_by("reference")
    return [_booking(row) for row in rows]


def booked_from(*, line: Line, start: datetime) -> list[Booking]:
    """Active bookings of a line with slots from this hour on, in order of slot and reference."""
    rows = SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        state__in=_ACTIVE, slot__gte=start,
    ).order_by("slot", "reference")
    return [_booking(row) for row in rows]
