"""An hour of fallback after a storm: customs' system is down, a few go without it and are looked at
afterwards."""

from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.lane import Process, Until
from kopri.demo.scenario import Storm

MINUTE, HOUR = 60, 3600
BEGINS, LASTS = 2 * HOUR, 2 * HOUR  # after the road is open again
LOOK_AGAIN = 15 * MINUTE


def go_down(*, world: World, storm: Storm) -> None:
    """Puts the shift head of the storm's side on its lane."""
    side = world.sides[storm.side]
    service = world.scenario.customs.get(storm.side)
    if service:
        side.lane.begin(process=_regime(side, point=world.scenario.point, service=service),
                        when=storm.ends + BEGINS)


def _regime(side: Side, *, point: str, service: str) -> Process:
    """Declared, ended when the system is back; then customs looks at every vehicle that went."""
    path = f"/fallback/{point}"
    declared = side.office.write(f"{path}/declare", role="shift_head", body={
        "services": [service], "cause": "system",
        "reason": "Simulated: the customs system does not answer"})
    side.missed = service if declared.ok else ""
    yield Until(side.now + LASTS)
    side.missed = ""
    side.office.write(f"{path}/end", role="shift_head", body={})
    yield Until(side.now + HOUR)
    looks = side.office.look("/fallback/looks", role="inspector", service=service)
    for row in looks.body["releases"] if looks.ok else ():
        side.office.write(f"/fallback/releases/{row['reference']}/look", role="inspector",
                          service=service, body={"result": "in_order"})


def goes_without(*, side: Side, trip: Trip) -> bool:
    """The shift head lets it go without who is missed, where cap, goods and marks allow."""
    return side.office.write(
        f"/fallback/releases/{trip.reference}", role="shift_head", body={}).ok


def until_back(*, side: Side) -> Process:
    """Wait for the service that is missed."""
    while side.missed:
        yield Until(side.now + LOOK_AGAIN)
