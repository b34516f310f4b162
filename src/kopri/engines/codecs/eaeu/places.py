"""Places that the album states as addresses, and customs offices of destination."""

from typing import Any

from msgspec.structs import replace

from kopri.engines.codecs.eaeu import papers, values
from kopri.engines.codecs.eaeu.parties import ADDRESS
from kopri.engines.codecs.wire.mapping import Leaf
from kopri.kernel.consignment import Address, Consignment, Location, RegulatoryProcedure


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
