"""What a carrier tells a node about a truck: its case and its waybill."""

from collections.abc import Mapping, Sequence
from typing import Any

from kopri.demo.day.lodging import bring_papers
from kopri.demo.day.trip import Side, Trip, World


def announce(*, world: World, side: Side, trip: Trip) -> None:
    """Lodges the waybill, or both; opens the case where there is none."""
    needed: Sequence[Mapping[str, Any]] = ()
    for _ in range(2 if trip.truck.meets.less_one else 1):
        reference, needed = side.office.announce(
            raw=world.document(trip, side.office.moment(side.now)), carrier=trip.truck.number
        )
        trip.lodged += bool(reference)
        trip.reference = trip.reference or reference
    bring_papers(side=side, trip=trip, needed=needed)


def open_case(*, world: World, side: Side, trip: Trip) -> None:
    """A case without goods, or one whose papers come later."""
    trip.reference = side.office.open(
        body={
            "point": world.scenario.point,
            "direction": trip.truck.direction,
            "loaded": trip.truck.good is not None,
            **people_and_vehicle(trip=trip),
        },
        carrier=trip.truck.number,
    )


def people_and_vehicle(*, trip: Trip) -> dict[str, Any]:
    """``conveyance`` and ``crew`` as the API takes them."""
    vehicle, driver = trip.truck.conveyance, trip.truck.driver
    return {
        "conveyance": {
            "plate": vehicle.plate,
            "country": vehicle.country.upper(),
            "vin": vehicle.vin,
            "trailer_plate": vehicle.trailer_plate,
        },
        "crew": [
            {
                "person": driver.name,
                "citizenship": driver.citizenship.upper(),
                "document": driver.document,
            }
        ],
    }
