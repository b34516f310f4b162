"""Show calling: the screen at a waiting area, the shift head's page, the plates that cameras expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, in_phases, views_of
from kopri.crossing.states import Phase
from kopri.domains.calling.queries import (
    OverrideView,
    Switched,
    courses_of,
    overrides,
    switched_of,
)
from kopri.domains.calling.rules import turns
from kopri.domains.calling.types import Waiting
from kopri.domains.cameras.permissions import may_report
from kopri.domains.queue.queries import booked_from, bookings_of
from kopri.domains.queue.queries.closing import shut_now
from kopri.domains.queue.states import ACTIVE
from kopri.domains.queue.types import Closure
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.between import Point
from kopri.journal.core import Journal
from kopri.journal.queries import keeps
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.ids import plate_key
from kopri.kernel.lines import TRUCK, Line
from kopri.kernel.rules import has_role, require

NEXT = 6  # who is told to be ready


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """A vehicle on the screen. ``called``: None for one that is next."""

    plate: str
    called: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """The screen as of ``now``: nothing that the public board does not show."""

    now: datetime
    side: str
    point: str
    called: Sequence[CallRow]
    following: Sequence[CallRow]
    waiting: int
    closed: Sequence[Closure]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchSheet:
    """What a shift head decides of calling at a point. ``here``: whether on this node."""

    point: str
    here: bool
    switched: Switched | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSheet:
    """The shift head's page: switches, and vehicles that were let out of a held gate."""

    switches: Sequence[SwitchSheet]
    overrides: Sequence[OverrideView]


def show_calls(*, journal: Journal, pair: PairData, post: str) -> CallSheet:
    """The screen of a post of this side; a Refusal where it has no such post."""
    point = _point_of(post, side=journal.side, pair=pair)
    direction, now = f"{journal.side}-{pair.other(journal.side)}", journal.clock.now()
    cases = [case for case in in_phases(
        Phase.WAITING, Phase.CALLED, direction=direction, point=point.code) if case.plate]
    called = sorted((case for case in cases if case.phase is Phase.CALLED),
                    key=lambda case: (case.since, case.reference), reverse=True)
    waiting = [case for case in cases if case.phase is Phase.WAITING]
    plates = {case.reference: case.plate for case in waiting}
    order = _in_turn(waiting, journal=journal)
    return CallSheet(
        now=now, side=journal.side, point=point.code, waiting=len(waiting),
        called=[CallRow(plate=case.plate, called=case.since) for case in called],
        following=[CallRow(plate=plates[each.reference]) for each in order[:NEXT]],
        closed=shut_now(point=point.code, direction=direction, vehicle_class=TRUCK, now=now))


def _point_of(post: str, *, side: str, pair: PairData) -> Point:
    for point in pair.pair.facts.points:
        if point.post(side).post == post:
            return point
    raise Refusal([Fault(
        code="calling.post_unknown", rule="Köpri, docs/reference/rules",
        message="This side has no post {post}.", params={"post": post[:32]},
        remedy="Give the code of a post of this side.")], ground=Ground.MISSING)


def _in_turn(cases: Sequence[CaseView], *, journal: Journal) -> list[Waiting]:
    """In public by slot and arrival alone: safety would tell of people on board."""
    references = [case.reference for case in cases]
    bookings = bookings_of(references)
    courses = courses_of(references, side=journal.side)
    waiting = []
    for case in cases:
        booking, course = bookings.get(case.reference), courses.get(case.reference)
        waiting.append(Waiting(
            reference=case.reference, arrived=(course and course.arrived) or case.since,
            slot=booking.slot if booking and booking.state in ACTIVE else None))
    return turns(waiting, now=journal.clock.now())


def show_switches(*, journal: Journal, pair: PairData, actor: Actor) -> HeadSheet:
    """What the shift head decides of calling."""
    require(has_role(actor, Role.SHIFT_HEAD))
    return HeadSheet(
        switches=[SwitchSheet(
            point=point.code, here=keeps(journal, post=point.post(journal.side).post),
            switched=switched_of(side=journal.side, point=point.code))
            for point in pair.pair.facts.points],
        overrides=overrides(side=journal.side))


def expected_plates(*, journal: Journal, pair: PairData, actor: Actor) -> list[str]:
    """Plates that are booked to leave this side today, by the day of the post, as they are compared."""
    require(may_report(actor))
    now = journal.clock.now()
    local = now.astimezone(pair.country(journal.side).zone)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    direction = f"{journal.side}-{pair.other(journal.side)}"
    booked = [each.reference for point in pair.pair.facts.points for each in booked_from(
        line=Line(point=point.code, direction=direction, vehicle_class=TRUCK), start=start)
        if each.slot is not None and each.slot < start + timedelta(days=1)]
    return sorted({plate_key(case.plate) for case in views_of(booked) if case.plate})
