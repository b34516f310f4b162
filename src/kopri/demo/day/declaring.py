"""What customs does with a declaration: lodge it, follow it to its end, end a transit."""

from kopri.demo.day.office import Office
from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.incidents import EXPORT, TRANSIT
from kopri.demo.lane import Process, Until

MINUTE, DAY = 60, 86400
LOOK_AGAIN = 30 * MINUTE  # while the neighbour's arrival is not known yet
LOOKS = 40
TERM = 3 * DAY  # of a transit


def release_goods(*, world: World, side: Side, trip: Trip, service: str) -> None:
    """Declares what the truck carries, tells the customs system that it is here, and hears from it."""
    regime, own = trip.truck.meets.regimes.get(side.lane.side), world.scenario.customs
    if regime is None or service != own[side.lane.side]:
        return
    answer = side.office.write(
        f"/crossings/{trip.reference}/customs", role="inspector", service=service,
        body={"regime": regime, **(_terms(side, trip) if regime == TRANSIT else {})})
    if answer.ok:
        trip.declared[side.lane.side] = str(answer.body["declaration"])
        _follow(side.office, trip=trip, side=side, service=service)


def _terms(side: Side, trip: Trip) -> dict[str, object]:
    number = f"{trip.truck.number:07d}"
    leaving = side.lane.side == trip.truck.exit_side
    return {
        "exit_office": f"Simulated office {'at the border' if leaving else 'of exit'}",
        "deadline": side.office.moment(side.now + TERM), "guarantee": f"SIMULATED-G-{number}",
        "seals": [f"DEMO-S-{number}"],
        "route": ["Simulated road to the border" if leaving else "Simulated road through"],
    }


def goods_left(*, world: World, side: Side, trip: Trip) -> None:
    """The truck has left this side: the customs system ends its export."""
    if trip.truck.meets.regimes.get(side.lane.side) == EXPORT and side.lane.side in trip.declared:
        _follow(side.office, trip=trip, side=side,
                service=world.scenario.customs[side.lane.side])


def _follow(office: Office, *, trip: Trip, side: Side, service: str) -> None:
    office.write(f"/crossings/{trip.reference}/customs/{trip.declared[side.lane.side]}/follow",
                 role="inspector", service=service, body={})


def goods_arrived(*, world: World, side: Side, trip: Trip) -> None:
    """The entry side has taken the truck in: the exit side's office ends its own transit."""
    leaving = trip.truck.exit_side
    if side.lane.side != leaving and trip.truck.meets.regimes.get(leaving) == TRANSIT:
        world.hand(side=leaving, origin=side.lane.side, when=side.now + LOOK_AGAIN,
                   number=trip.truck.number, process=_end_transit(world=world, trip=trip))


def _end_transit(*, world: World, trip: Trip) -> Process:
    """As soon as the neighbour's signed arrival is there, which is the evidence."""
    side = world.sides[trip.truck.exit_side]
    path = f"/crossings/{trip.reference}/customs/{trip.declared.get(side.lane.side)}/end"
    for _ in range(LOOKS):
        if side.office.write(path, role="inspector", body={"seals_intact": True},
                             service=world.scenario.customs[side.lane.side]).ok:
            return
        yield Until(side.now + LOOK_AGAIN)
