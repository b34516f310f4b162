"""Rules of the gate."""

from collections.abc import Iterator

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_REGIME = "Agreement on the border regime of 25 October 2021"
_HOUSE = "Köpri, docs/reference/rules"


class NotRegisteredTwice(Rule):
    """The vehicle is already registered on this side."""

    code = "gate.already_registered"
    source = _HOUSE
    remedy = "Open the case; its next step is shown there."


class ExitSideFirst(Rule):
    """The exit side has refused this vehicle; it cannot be registered here."""

    code = "gate.refused_by_exit_side"
    source = _REGIME
    remedy = "Send the vehicle back to the exit side."


class CaseNotOver(Rule):
    """The case is over: {phase}."""

    code = "gate.case_over"
    source = _HOUSE
    remedy = "Open a new case for this vehicle."


class ReleasedBeforeExit(Rule):
    """This side has not released the vehicle."""

    code = "gate.not_released"
    source = _REGIME
    remedy = "Wait until every service of this side has cleared it."


class RefusedBeforeTurningBack(Rule):
    """No service has refused this vehicle."""

    code = "gate.not_refused"
    source = _REGIME
    remedy = "A service must record its refusal first."


class PlausibleTime(Rule):
    """The time given lies in the future."""

    code = "gate.time_in_future"
    source = _HOUSE
    remedy = "Give the time when it happened, in UTC."


def broken_registration(*, state: str, exit_state: str, over: str) -> Iterator[Fault]:
    """What speaks against registering. ``over``: the phase of a case that has ended, or empty."""
    if over:
        yield CaseNotOver.fault(phase=over)
    if state not in ("expected", "turned_back"):
        yield NotRegisteredTwice.fault()
    if exit_state in ("refused", "turned_back"):
        yield ExitSideFirst.fault()


class SomethingRead(Rule):
    """Neither a plate nor a reference was read."""

    code = "gate.nothing_read"
    source = _HOUSE
    remedy = "Read again, or type the plate or the reference."


class VehicleKnown(Rule):
    """No open case for {text} is known here."""

    code = "gate.vehicle_unknown"
    source = _HOUSE
    remedy = "Check the plate or the reference, or open a case on the spot."


class SeveralCases(Rule):
    """{number} open cases belong to this plate alike: {references}."""

    code = "gate.several_cases"
    source = _HOUSE
    remedy = "Look at the driver's card or the papers, and choose the case by its reference."
