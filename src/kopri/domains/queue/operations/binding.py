"""Keep a booking with the vehicle that it was made for."""

from collections.abc import Iterator, Sequence

from kopri.crossing.queries import CaseView, views_of
from kopri.crossing.states import Phase
from kopri.domains.queue.queries import Booking, booking_of, standing_among
from kopri.domains.queue.rules import (
    BoundToVin,
    OneActiveBooking,
    PlateBooked,
    PlateOfAnother,
    broken_binding,
)
from kopri.domains.queue.states import STANDING
from kopri.kernel.errors import Fault


def identity(case: CaseView) -> str:
    """What a booking is bound to: ``<comparable plate>/<VIN>``; empty where neither is known."""
    return f"{case.vehicle}/{case.vin}" if case.vehicle or case.vin else ""


def vehicle_of(reference: str) -> str:
    """The same of a case by its reference."""
    cases = views_of([reference])
    return identity(cases[0]) if cases else ""


def unbound(
    case: CaseView, *, same_vehicle: Sequence[str], vin_before: str = ""
) -> Iterator[Fault]:
    """Why the case's booking, if it has one, does not fit its vehicle as it is now.

    ``same_vehicle``: every case of that vehicle; ``vin_before``: what was told before the change.
    """
    booking = _standing(case.reference)
    if booking is None:
        return
    yield from broken_binding(bound=booking.vehicle, now=identity(case),
                              bound_class=booking.vehicle_class, vehicle_class=case.vehicle_class)
    known = booking.vehicle.partition("/")[2]
    if not known and vin_before and vin_before != case.vin:
        yield BoundToVin.fault(path="/conveyance/vin", vin=vin_before)
    others = [each for each in same_vehicle if each != case.reference]
    if other := standing_among(others):
        yield OneActiveBooking.fault(path="/conveyance/vin", reference=other)


def not_its_plate(case: CaseView, *, same_vehicle: Sequence[str]) -> Iterator[Fault]:
    """Why a carrier may not book for this plate: anybody reads a plate on the road, nobody a VIN.

    ``same_vehicle``: every case of that plate or VIN. The plate is that of the VIN with which it crossed
    last, unless its own carrier leaves the VIN out; and who is booked already stays booked.
    """
    others = [each for each in views_of([name for name in same_vehicle if name != case.reference])
              if each.vehicle == case.vehicle]
    last = max((each for each in others if each.vin and each.phase is Phase.ENTERED),
               key=lambda each: (each.since, each.reference), default=None)
    if last and last.vin != case.vin and (case.vin or last.carrier != case.carrier):
        yield PlateOfAnother.fault(path="/conveyance/vin", plate=case.plate)
        return
    booked = standing_among([each.reference for each in others
                             if (each.vin, each.carrier) != (case.vin, case.carrier)])
    if booked:
        yield PlateBooked.fault(path="/conveyance/plate", plate=case.plate)


def _standing(reference: str) -> Booking | None:
    booking = booking_of(reference)
    return booking if booking and booking.state in STANDING else None
