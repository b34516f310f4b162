"""Places that the album states as addresses, and customs offices of destination."""

from typing import Any

from msgspec.structs import replace

from kopri.engines.codecs.eaeu import papers, values
from kopri.engines.codecs.eaeu.codes import COUNTRY_NAMES
from kopri.engines.codecs.eaeu.parties import ADDRESS
from kopri.engines.codecs.wire.mapping import Leaf
from kopri.kernel.consignment import (
    Address,
    Consignment,
    Location,
    RegulatoryProcedure,
    TradeParty,
)


def _read(wire: Any) -> Location | None:
    address = ADDRESS.read(wire, [])
    if address is None:
        return None
    return Location(name=address.city, country=address.country, address=address)


def _write(location: Location) -> dict[str, Any]:
    address = location.address or Address()
    return ADDRESS.write(replace(
        address, city=address.city or location.name,
        country=address.country or values.country_of(location),
    ))


# A place of which the city is the name
PLACE = Leaf(_read, _write)


def named(code: str, name: str) -> Leaf:
    """The procedure that ends at the customs office with this code and name."""
    def read(wire: Any) -> tuple[RegulatoryProcedure, ...]:
        office = Location(identifier=getattr(wire, code) or "", name=getattr(wire, name) or "")
        return (RegulatoryProcedure(import_office=office),) if office != Location() else ()

    return Leaf(read, None, at=code)


def destination_office(consignment: Consignment) -> Location | None:
    """The customs office of destination, where a procedure names one by its code."""
    offices = (one.import_office for one in consignment.procedures)
    return next((one for one in offices if papers.is_office(one)), None)


def delivered(wire: Any, target: Any) -> Location:
    """The place of delivery under a TIR carnet, with the country that the carnet names."""
    place = (_read(target.Address) if target and target.Address else None) or Location()
    country = values.known_country(wire.DestinationCountryCode) or place.country
    address = replace(
        place.address or Address(), country_name=wire.DestinationCountryName,
    )
    name = target.DestinationPlaceName if target else ""
    return replace(place, name=name or place.name, country=country, address=address)


def held(holder: TradeParty | None, number: str | None) -> TradeParty | None:
    """The holder of a carnet with the number that the guaranteeing association gave."""
    if holder is None or not number:
        return holder
    return replace(holder, identifier=number)


def country_name(place: Location | None) -> str:
    """What a Russian document calls the country of a place; its code where no name is known."""
    stated = place.address.country_name if place and place.address else ""
    code = values.country_of(place)
    return stated or COUNTRY_NAMES.get(code, code)
