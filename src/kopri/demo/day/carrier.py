"""What a carrier does: open or announce, book, wait for the answer, send the truck."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from kopri.demo.day.back_office import examine_papers
from kopri.demo.day.border import leave_home, walk_up
from kopri.demo.day.papers import announce, open_case
from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.lane import Process, Until

MINUTE = 60
HOUR = 3600
ASK_AGAIN = 15 * MINUTE  # between two looks at an answer that is not there yet
ASKED = ("requested", "waiting")  # the answer, or the draw, is still to come
TRIES = 4  # requests with later wishes before a carrier gives up
DAY = 86400


def carry(*, world: World, trip: Trip) -> Process:
    """From the first request to the departure for the border."""
    truck = trip.truck
    side = world.sides[truck.through]
    yield Until(truck.asked)
    if truck.meets.unannounced:
        _drive_up(world=world, side=side, trip=trip)
        return
    # a loaded truck announces itself at once; an empty one, or one with late papers, opens only
    at_once = truck.good is not None and not truck.announced_late
    (announce if at_once else open_case)(world=world, side=side, trip=trip)
    if not trip.reference:
        trip.ended = "not opened"
        return
    if at_once:
        examine_papers(world=world, side=side, trip=trip)
    yield from _book(world=world, side=side, trip=trip)
    if trip.slot is None:
        trip.ended = "no slot"
        return
    if not truck.comes:
        trip.ended = "stays away"
        return
    world.hand(
        side=truck.exit_side,
        origin=side.lane.side,
        when=max(trip.slot - truck.lead, side.now + 10 * MINUTE),
        number=truck.number,
        process=leave_home(world=world, trip=trip),
    )


def _drive_up(*, world: World, side: Side, trip: Trip) -> None:
    """To the gate without a word to anybody."""
    truck = trip.truck
    world.hand(
        side=truck.exit_side, origin=side.lane.side, number=truck.number,
        when=max(truck.day * DAY + truck.wishes[0] * HOUR, side.now + 10 * MINUTE),
        process=walk_up(world=world, trip=trip))


def _book(*, world: World, side: Side, trip: Trip) -> Process:
    """Asks for a slot until there is one, with later wishes each time."""
    hours: Sequence[int] = trip.truck.wishes
    first = trip.truck.day * DAY
    wishes = _seen(world, trip, [first + hour * HOUR for hour in hours])
    for _ in range(TRIES):
        answer = side.office.book(
            reference=trip.reference,
            wishes=[side.office.moment(wish) for wish in wishes if wish > side.now],
            carrier=trip.truck.number,
        )
        while answer["state"] in ASKED:
            yield Until(side.now + ASK_AGAIN)
            answer = _booking(side=side, trip=trip)
        if answer["state"] == "granted":
            trip.slot = _seconds(side=side, text=str(answer["slot"]))
            return
        last = max(wishes[-1], side.now - side.now % HOUR + HOUR)
        wishes = _seen(world, trip, [last + later * HOUR for later in range(1, 7)])
        yield Until(side.now + ASK_AGAIN)


def _seen(world: World, trip: Trip, wishes: Sequence[int]) -> list[int]:
    """Of these hours those in which all services that must see the goods work; else the next such."""
    chapter = trip.truck.good.chapter if trip.truck.good else None

    def works(wish: int) -> bool:
        return world.scenario.is_seen_at(hour=wish // HOUR, chapter=chapter)

    found = [wish for wish in wishes if works(wish)]
    later = (wishes[-1] + more * HOUR for more in range(1, 25))
    return found or [next(filter(works, later), wishes[-1])]


def _booking(*, side: Side, trip: Trip) -> Mapping[str, Any]:
    case = side.office.case(
        reference=trip.reference, role="carrier", turn=trip.truck.number
    )
    booking = (case or {}).get("booking") or {}
    return {"state": booking.get("state", "requested"), "slot": booking.get("slot")}


def _seconds(*, side: Side, text: str) -> int:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    return round((moment - side.office.midnight).total_seconds())
