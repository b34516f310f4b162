"""What is taken of scales."""

from collections.abc import Iterator, Sequence

from kopri.domains.weighing.types import AxleGroup
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
APART_PCT = 10  # axle groups are weighed one by one and never add up exactly


class VehicleKnown(Rule):
    """No open case for {text} is known here."""

    code = "weighing.vehicle_unknown"
    source = _HOUSE
    remedy = "Check the plate or the reference, or open a case at the gate; then send it again."


class OneCase(Rule):
    """{number} open cases belong to this plate alike: {references}."""

    code = "weighing.several_cases"
    source = _HOUSE
    remedy = "Send the reference of the case instead of the plate."


class AxlesAddUp(Rule):
    """The axles bear {axles_kg} kg together, and the vehicle weighs {gross_kg} kg."""

    code = "weighing.axles_differ"
    source = _HOUSE
    remedy = "Weigh again, or leave the axles out."


class TimeIsPast(Rule):
    """The time given lies in the future."""

    code = "weighing.time_in_future"
    source = _HOUSE
    remedy = "Give the time when it was weighed, in UTC."


def broken(*, gross_kg: int, axle_groups: Sequence[AxleGroup], ahead: bool) -> Iterator[Fault]:
    """What is wrong with a weighing. ``ahead``: it is told of a time to come."""
    if ahead:
        yield TimeIsPast.fault(path="/time")
    together = sum(group.load_kg for group in axle_groups)
    if axle_groups and abs(together - gross_kg) * 100 > APART_PCT * gross_kg:
        yield AxlesAddUp.fault(path="/axle_groups", axles_kg=together, gross_kg=gross_kg)
