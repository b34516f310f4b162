"""Rules of what the exit side does with a booking."""

from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"


class PlausibleTime(Rule):
    """The time given lies in the future."""

    code = "queue.time_in_future"
    source = _HOUSE
    remedy = "Give the time when it happened, in UTC."


class WaitsForCall(Rule):
    """The vehicle is not waiting to be called; the case is {phase}."""

    code = "queue.not_waiting"
    source = _HOUSE
    remedy = "Register the arrival at the waiting area first."


class ExitSideDecides(Rule):
    """Only the exit side may do this in direction {direction}."""

    code = "queue.not_exit_side"
    source = "Köpri, docs/reference/journal: facts and acts"
    remedy = "Ask the neighbour's post."


class RoadIsOpen(Rule):
    """The road is closed on the side of {sides}: nobody is called."""

    code = "queue.road_closed"
    source = "Köpri, docs/reference/rules"
    remedy = "Wait until it opens again. Who is in danger is called for safety, with a second signature."
