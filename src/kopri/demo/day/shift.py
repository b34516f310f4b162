"""The shift heads of a day: a lane that is closed for a while, and the shifts that change hands."""

from kopri.demo.day.trip import Side, World
from kopri.demo.lane import Process, Until

HOUR = 3600
CLOSED, OPENED = 10 * HOUR, 11 * HOUR + HOUR // 2
SHIFTS = (8 * HOUR, 20 * HOUR)
LANE = 1


def keep_shifts(*, world: World) -> None:
    """Puts the shift heads of both sides on their lanes."""
    point = world.scenario.point
    for side in world.sides.values():
        side.lane.begin(process=_mind_the_lane(side, point=point), when=CLOSED)
        side.lane.begin(process=_change_shifts(side, point=point), when=SHIFTS[0])


def _mind_the_lane(side: Side, *, point: str) -> Process:
    for when, is_open, reason in ((CLOSED, False, "Simulated: the barrier is repaired"),
                                  (OPENED, True, "Simulated: the barrier works again")):
        yield Until(when)
        side.office.write(f"/lanes/{point}/{LANE}", role="shift_head",
                          body={"open": is_open, "reason": reason})


def _change_shifts(side: Side, *, point: str) -> Process:
    """Who leaves signs what is open, who comes signs the same list: two persons."""
    for when in SHIFTS:
        yield Until(when)
        for turn, verb in enumerate(("give", "take")):
            sheet = side.office.look(f"/handovers/{point}", role="shift_head", turn=turn)
            if sheet.ok:
                side.office.write(f"/handovers/{point}/{verb}", role="shift_head", turn=turn,
                                  body={"seen": sheet.body["seen"]})
