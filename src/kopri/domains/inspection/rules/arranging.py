"""What speaks against appointing, moving, beginning and ending an inspection."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.inspection.rules.folding import state_of
from kopri.domains.inspection.rules.law import (
    CanBePrinted,
    CaseInReach,
    GuestByAgreement,
    HostArranges,
    LastsSensibly,
    NotBegun,
    OneAtATime,
    PlaceNamed,
    ServiceInPlan,
    ShortEnough,
    SomebodyComes,
    TimeAhead,
    UndecidedYet,
    VehicleHere,
)
from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import Guest, Invited, Record
from kopri.kernel.errors import Fault

LEAST, MOST = 5, 1440
LONGEST_LINE, LONGEST_WORDS = 120, 500
OPEN = (InspectionState.APPOINTED, InspectionState.UNDER_WAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A case as inspections see it, at this side's post.

    ``planned``: the services of each side that see it; ``guests``: the joint steps in force here;
    ``cleared``: of this side's those that have said yes. ``presented``: in this side's controls; ``over``: ended, or gone from here.
    """

    reference: str
    side: str
    post: str
    planned: Mapping[str, Collection[str]]
    guests: Sequence[Guest]
    presented: bool
    over: bool
    cleared: Collection[str] = ()


def broken_place(place: Place, *, records: Sequence[Record]) -> Iterator[Fault]:
    """What stands in the way of a new inspection."""
    if place.over:
        yield CaseInReach.fault()
    if any(state_of(each) in OPEN and each.head.side == place.side for each in records):
        yield OneAtATime.fault()


def broken_party(place: Place, *, services: Sequence[Invited], where: str) -> Iterator[Fault]:
    """Who comes, and where."""
    if not services:
        yield SomebodyComes.fault(path="/services")
    guests = {(each.side, each.service) for each in place.guests}
    for number, each in enumerate(services):
        path = f"/services/{number}"
        if each.side != place.side and (each.side, each.service) not in guests:
            yield GuestByAgreement.fault(path=path, service=each.service, side=each.side.upper())
        elif each.side == place.side and each.service not in place.planned.get(each.side, ()):
            yield ServiceInPlan.fault(path=path, service=each.service)
        elif each.side == place.side and each.service in place.cleared:
            yield UndecidedYet.fault(path=path, service=each.service)
    yield from broken_line(where, path="/place", missing=PlaceNamed.fault(path="/place"))


def broken_time(
    *, starts: datetime | None, minutes: int | None, now: datetime
) -> Iterator[Fault]:
    """An appointment is ahead, and does not last for ever."""
    if starts is not None and starts < now:
        yield TimeAhead.fault(path="/starts")
    if minutes is not None and not LEAST <= minutes <= MOST:
        yield LastsSensibly.fault(path="/minutes", least=LEAST, most=MOST)


def broken_line(text: str, *, path: str, missing: Fault | None = None) -> Iterator[Fault]:
    """A line that is there (where ``missing`` says so), and is one line."""
    if missing is not None and not text.strip():
        yield missing
    yield from broken_words(text, path=path, most=LONGEST_LINE)


def broken_words(text: str, *, path: str, most: int = LONGEST_WORDS) -> Iterator[Fault]:
    """Words that are not too many, and that can be printed."""
    if len(text) > most:
        yield ShortEnough.fault(path=path, most=most)
    if not "".join(text.split()).isprintable():
        yield CanBePrinted.fault(path=path)


def broken_hosting(record: Record, *, side: str, begun: bool = False) -> Iterator[Fault]:
    """The host arranges, until it has begun."""
    if record.head.side != side:
        yield HostArranges.fault()
    if not begun and state_of(record) is not InspectionState.APPOINTED:
        yield NotBegun.fault()


def broken_beginning(place: Place) -> Iterator[Fault]:
    """The vehicle is here."""
    if not place.presented:
        yield VehicleHere.fault()
