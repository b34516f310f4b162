"""Rules of what a booking is bound to: another vehicle needs another booking."""

from collections.abc import Iterator

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_ORDER_707 = "Order of the Minister of Finance of Kazakhstan 707 of 27 June 2023"


class BoundToPlate(Rule):
    """The booking is bound to the plate {plate}."""

    code = "queue.bound_to_plate"
    source = _ORDER_707
    remedy = "Give the booking back and book anew for the other vehicle. Drivers can be changed."


class BoundToVin(Rule):
    """The booking is bound to the chassis number {vin}."""

    code = "queue.bound_to_vin"
    source = _ORDER_707
    remedy = "Give the booking back and book anew for the other vehicle. Drivers can be changed."


class BoundToClass(Rule):
    """The booking is for a {vehicle_class}."""

    code = "queue.bound_to_class"
    source = _ORDER_707
    remedy = "Give the booking back and book anew. Drivers can be changed."


class NoBookingHere(Rule):
    """Vehicles of this class are not booked in this direction."""

    code = "queue.no_booking_here"
    source = "Köpri, docs/reference/country-data: queue.csv"
    remedy = "Come to the waiting area: they are taken in the order in which they arrive."


class PlateOfAnother(Rule):
    """The plate {plate} has crossed with another chassis number."""

    code = "queue.plate_of_another"
    source = _ORDER_707
    remedy = ("Tell the chassis number (VIN) of the registration certificate. Where the plate was given "
              "to another vehicle, show the certificate at the gate: an officer books for you.")


class PlateBooked(Rule):
    """The vehicle {plate} is booked already, by another carrier or with another chassis number."""

    code = "queue.plate_booked"
    source = _ORDER_707
    remedy = ("Ask whoever drives for you. If nobody of yours has booked, show the registration "
              "certificate at the gate: an officer gives the other booking back.")


class VehicleChanged(Rule):
    """The vehicle of this case was changed at this very moment."""

    code = "queue.vehicle_changed"
    source = "Köpri, docs/reference/rules"
    remedy = "Look at the case again, then ask again."


def broken_binding(
    *, bound: str, now: str, bound_class: str, vehicle_class: str
) -> Iterator[Fault]:
    """What of a vehicle is no longer what was booked; ``bound``, ``now``: ``<plate>/<VIN>``.

    A VIN that was not told when it was booked may still be told.
    """
    plate, _, vin = bound.partition("/")
    new_plate, _, new_vin = now.partition("/")
    if plate and plate != new_plate:
        yield BoundToPlate.fault(path="/conveyance/plate", plate=plate)
    if vin and vin != new_vin:
        yield BoundToVin.fault(path="/conveyance/vin", vin=vin)
    if bound_class and bound_class != vehicle_class:
        yield BoundToClass.fault(path="/conveyance/vehicle_class", vehicle_class=bound_class)
