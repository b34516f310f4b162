"""Rules of the case."""

from collections.abc import Collection, Iterator

from kopri.crossing.states import Phase
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"


class KnownDirection(Rule):
    """The direction {direction} does not exist on this border."""

    code = "crossing.direction_unknown"
    source = _HOUSE
    remedy = "Give the exit and the entry side, for example as the crossing point's page shows them."


class KnownPoint(Rule):
    """There is no crossing point {point} on this border."""

    code = "crossing.point_unknown"
    source = _HOUSE
    remedy = "Choose a crossing point from the list."


class KnownCase(Rule):
    """There is no case {reference} here."""

    code = "crossing.unknown"
    source = _HOUSE
    remedy = "Check the reference; its last character is a check character."


class StillOpen(Rule):
    """The case is {phase} and can no longer be changed."""

    code = "crossing.not_open"
    source = _HOUSE
    remedy = "Open a new case."


class NotYetAtGate(Rule):
    """The vehicle is already at the gate."""

    code = "crossing.at_gate"
    source = "Order of the Minister of Finance 707 of 27 June 2023"
    remedy = "Tell the officer at the gate what has changed."


class VehicleStays(Rule):
    """Inside the gates plate, chassis number and class of a vehicle stay what they are."""

    code = "crossing.vehicle_stays"
    source = "Order of the Minister of Finance 707 of 27 June 2023"
    remedy = "Another tractor is another case: open one for it at the gate."


BEFORE_GATE = frozenset(
    {Phase.EXPECTED, Phase.OPENED, Phase.BOOKED, Phase.ANNOUNCED, Phase.WAITING, Phase.CALLED}
)
OVER = frozenset(
    {Phase.ENTERED, Phase.TURNED_BACK, Phase.CLOSED, Phase.LAPSED}
)


def broken_on_opening(
    *, direction: str, point: str, directions: Collection[str], points: Collection[str]
) -> Iterator[Fault]:
    """What is wrong with where a case wants to cross."""
    if direction not in directions:
        yield KnownDirection.fault(path="/direction", direction=direction)
    if point not in points:
        yield KnownPoint.fault(path="/point", point=point)


def broken_on_change(*, phase: Phase) -> Iterator[Fault]:
    """A carrier may change a case until the vehicle is registered at the gate; then the gate may."""
    if phase in OVER:
        yield StillOpen.fault(phase=phase.value)
    elif phase not in BEFORE_GATE and phase not in (Phase.CANCELLED, Phase.NO_SHOW):
        yield NotYetAtGate.fault()


def broken_on_change_inside(
    *, before: tuple[str, str, str], after: tuple[str, str, str]
) -> Iterator[Fault]:
    """The gate of the side that has the vehicle notes another trailer, driver or passenger, and no
    other vehicle; plate, chassis number and class, empty where nobody has told them."""
    if any(old not in ("", new) for old, new in zip(before, after, strict=True)):
        yield VehicleStays.fault(path="/conveyance")
