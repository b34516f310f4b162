"""Show a shift: whose minutes went where, what took too long, what the neighbour waits for from us."""

from kopri.journeys.show_shift.showing import show_shift
from kopri.journeys.show_shift.values import Awaited, Breach, Held, ShiftSheet

__all__ = ["Awaited", "Breach", "Held", "ShiftSheet", "show_shift"]
