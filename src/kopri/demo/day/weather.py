"""A storm closes the road of one side in both directions; later it opens, sooner than was said."""

from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.lane import Process, Until
from kopri.demo.scenario import Storm
from kopri.kernel.clock import from_text

HOUR = 3600
QUARTER = 900


def blow(*, world: World, storm: Storm) -> None:
    """Puts the shift head of the side on its lane."""
    world.sides[storm.side].lane.begin(process=_close(world=world, storm=storm), when=storm.begins)


def _close(*, world: World, storm: Storm) -> Process:
    side = world.sides[storm.side]
    yield Until(storm.begins)
    closures = [
        side.office.close(point=world.scenario.point, direction=way.direction,
                          until=storm.expected, now=side.now)
        for way in world.scenario.ways]
    yield Until(storm.ends)
    for closure in closures:
        side.office.reopen(closure=closure)


def keep_to_the_slot(*, side: Side, trip: Trip) -> Process:
    """A driver who is told of another hour stays at home until it is time for that one."""
    while (slot := _slot(side, trip)) is not None:
        trip.slot = slot
        leaves = slot - trip.truck.lead
        if leaves <= side.now:
            return
        yield Until(min(leaves, side.now + HOUR))


def wait_for_the_call(*, side: Side, trip: Trip) -> Process:
    """Nobody is called while the road is closed; then the officer calls, unless the node has."""
    while True:
        case = side.office.case(reference=trip.reference, role="gate_officer") or {}
        if (case.get("case") or {}).get("phase") != "waiting" or side.office.gate(
                reference=trip.reference, verb="call", now=side.now):
            return
        yield Until(side.now + QUARTER)


def _slot(side: Side, trip: Trip) -> int | None:
    case = side.office.case(reference=trip.reference, role="gate_officer") or {}
    text = (case.get("booking") or {}).get("slot")
    return round((from_text(text) - side.office.midnight).total_seconds()) if text else None
