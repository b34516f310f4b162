"""Vehicles: what pulls is a leg's means, what is pulled or loaded is equipment."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from kopri.engines.codecs.eaeu.codes import LORRY, ROAD_TRAIN
from kopri.engines.codecs.eaeu.papers import BORDER
from kopri.kernel.consignment import (
    Consignment,
    Event,
    Seal,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)
from kopri.kernel.consignment.checks import TRAILERS

ROAD, RAIL = "3", "2"  # UN/ECE Rec. 19
CONTAINERS = frozenset({"CN", "SW", "TN"})
# What a vehicle is identified by besides its plate: a VIN has 17 characters (ISO 3779)
VIN_LENGTH = 17


def trailers(consignment: Consignment) -> list[TransportEquipment]:
    """What the vehicle pulls."""
    return [one for one in consignment.equipment if one.category_code in TRAILERS]


def containers(consignment: Consignment) -> list[TransportEquipment]:
    """What is loaded onto it."""
    return [one for one in consignment.equipment
            if one.category_code in CONTAINERS and one.identifier]


def trailer(plate: str) -> TransportEquipment:
    """A trailer of which nothing but the plate is known."""
    return TransportEquipment(identifier=plate, category_code="TE")


def container(number: str) -> TransportEquipment:
    """A container of which nothing but the number is known."""
    return TransportEquipment(identifier=number, category_code="CN")


def vin_of(means: TransportMeans) -> str:
    """The vehicle's identification number, where it is stated."""
    return next((mark for mark in means.further_identifiers if len(mark) == VIN_LENGTH), "")


def border_event(movement: TransportMovement) -> Event | None:
    """The event at the border, where the leg has one."""
    marked = [event for event in movement.events
              if event.location and event.location.type_code == BORDER]
    return next(iter((*movement.border_crossing, *marked)), None)


def crossing_legs(consignment: Consignment) -> Sequence[TransportMovement]:
    """The legs that the crossing is about: those with a border event, else all."""
    legs = consignment.main_carriage
    return [leg for leg in legs if border_event(leg)] or legs


def transport_kind(mode: str, *, pulled: bool) -> str:
    """The code of the EAEU's classifier of kinds of transport; empty without a mode."""
    if mode == ROAD:
        return ROAD_TRAIN if pulled else LORRY
    return f"{mode}0" if len(mode) == 1 else ""


def mode_of(kind: str | None) -> str:
    """UN/ECE Rec. 19 of such a code: its first digit."""
    return kind[0] if kind and kind[0] in "123456789" and kind.isdigit() else ""


def distinct(numbers: Iterable[str]) -> list[str]:
    """Each number once, in the order of its first appearance."""
    return list(dict.fromkeys(number for number in numbers if number))


def sealed(equipment: TransportEquipment, marks: Iterable[str]) -> TransportEquipment:
    """The equipment with seals of these numbers."""
    return replace(equipment, seals=tuple(Seal(identifier=mark) for mark in marks))


def contained(consignment: Consignment) -> list[list[str]]:
    """Of each item the containers that it is in: as it says, or all where there is no doubt."""
    boxes = [one.identifier for one in containers(consignment)]
    said = [[mark for mark in item.equipment if mark in boxes] for item in consignment.items]
    if not any(said) and 1 in (len(boxes), len(said)):
        return [boxes for _ in said]
    return said
