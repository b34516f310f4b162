"""Handed over, then carried, then delivered."""

from collections.abc import Iterable, Iterator

from kopri.kernel.consignment.checks.found import Found
from kopri.kernel.consignment.parties import Moment
from kopri.kernel.consignment.transport import TransportMovement
from kopri.kernel.consignment.whole import Consignment


def times(consignment: Consignment, found: Found) -> None:
    """The order of what has happened, and of a waybill's period."""
    pick_up = consignment.pick_up.actual if consignment.pick_up else ""
    delivery = consignment.delivery.actual if consignment.delivery else ""
    waybill = consignment.waybill
    steps = [
        ("/acceptance_time", consignment.acceptance_time),
        ("/pick_up/actual", pick_up),
        ("/delivery/actual", delivery),
    ]
    _in_order((step for step in steps if step[1]), found)
    _in_order(((path, moment) for path, moment in (
        ("/waybill/valid_from", waybill.valid_from if waybill else ""),
        ("/waybill/valid_to", waybill.valid_to if waybill else ""),
    ) if moment), found)
    for number, movement in enumerate(consignment.main_carriage):
        _in_order(_journey(movement, f"/main_carriage/{number}"), found)


def _journey(movement: TransportMovement, path: str) -> Iterator[tuple[str, Moment]]:
    """Actual times of a leg: departure, border, arrival."""
    for name in ("departure", "border_crossing", "arrival"):
        for number, event in enumerate(getattr(movement, name)):
            if event.actual:
                yield f"{path}/{name}/{number}/actual", event.actual


def _in_order(steps: Iterable[tuple[str, Moment]], found: Found) -> None:
    earlier = ""
    for path, moment in steps:
        if earlier and comparable(earlier, moment) and moment < earlier:
            found.fault(
                code="consignment.order",
                message="{later} is before {earlier}, which comes first.", path=path,
                rule="CMR, articles 4 to 17: taking over precedes delivery",
                remedy="Correct the dates.", later=moment, earlier=earlier,
            )
        earlier = moment


def comparable(one: Moment, other: Moment) -> bool:
    """True where two moments are of one kind: both in UTC, both without a zone, or both days."""
    return len(one) == len(other)
