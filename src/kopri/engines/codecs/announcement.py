"""What a document says about a crossing, and what it leaves open."""

from dataclasses import dataclass, replace

from kopri.engines.codecs.reading import Reading
from kopri.engines.codecs.uncefact.components import BORDER_CROSSING_PLACE
from kopri.kernel.consignment import Consignment, Event, Location, Moment, TransportMovement
from kopri.kernel.consignment.checks import TRAILERS

EMPTY = "4"  # UN/EDIFACT 8169

POINT, DIRECTION, ETA, PLATE, LOADED = "point", "direction", "eta", "plate", "loaded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a reading says of the crossing; what it does not say is empty and in ``missing``.

    ``point``: the place of the border crossing as the document names it, which may not be a code
    that this node knows. ``direction``: ``<from>-<to>``, countries in lower case, of taking over
    and delivery: for transit that is more than one border, so the caller holds it against its
    own pair. ``eta``: when the border is expected to be reached. ``loaded``: a consignment is
    goods under way, so True unless all equipment is marked empty. ``missing``: of ``point``,
    ``direction``, ``eta``, ``plate``, ``loaded`` those not said.
    """

    point: Location | None = None
    direction: str = ""
    eta: Moment = ""
    plate: str = ""
    plate_country: str = ""
    vin: str = ""
    trailer_plate: str = ""
    trailer_country: str = ""
    carrier: str = ""
    loaded: bool | None = None
    missing: tuple[str, ...] = ()


def announcement(reading: Reading) -> Announcement:
    """What the chosen consignment and leg say. With faults or open questions that is less.

    Where all consignments of a vehicle are meant, the first speaks for them.
    """
    consignment = reading.consignment
    if consignment is None and reading.movement is not None and not reading.questions:
        consignment = reading.consignments[0]
    if consignment is None:
        return Announcement(missing=(POINT, DIRECTION, ETA, PLATE, LOADED))
    event = _border(reading.movement)
    means = reading.movement.means if reading.movement else None
    trailer, trailer_country = _trailer(consignment)
    said = Announcement(
        point=event.location if event else None,
        direction=_direction(consignment),
        eta=(event.estimated or event.scheduled or event.requested) if event else "",
        plate=means.identifier if means else "",
        plate_country=means.country if means else "",
        vin=_vin(reading.movement),
        trailer_plate=trailer,
        trailer_country=trailer_country,
        carrier=consignment.carrier.name if consignment.carrier else "",
        loaded=_loaded(consignment),
    )
    return replace(said, missing=tuple(
        name for name in (POINT, DIRECTION, ETA, PLATE, LOADED)
        if getattr(said, name) in (None, "")
    ))


def _border(movement: TransportMovement | None) -> Event | None:
    """The event at the border, where the leg names exactly one."""
    if movement is None:
        return None
    crossings = movement.border_crossing or tuple(
        event for event in movement.events
        if event.location and event.location.type_code == BORDER_CROSSING_PLACE
    )
    return crossings[0] if len(crossings) == 1 else None


def country_of(location: Location | None) -> str:
    """The country of a place: as stated, or the first two letters of its UN/LOCODE."""
    if location is None:
        return ""
    stated = location.country or (location.address.country if location.address else "")
    code = location.identifier
    locode = len(code) == 5 and code.isalnum() and code[:2].isalpha() and code.isupper()
    return stated or (code[:2] if locode else "")


def _direction(consignment: Consignment) -> str:
    start = country_of(consignment.acceptance_location)
    end = country_of(consignment.receipt_location)
    return f"{start}-{end}".lower() if start and end and start != end else ""


def _vin(movement: TransportMovement | None) -> str:
    """A further identifier of the vehicle that has the form of a VIN (ISO 3779)."""
    further = movement.means.further_identifiers if movement and movement.means else ()
    vins = [mark for mark in further if len(mark) == 17 and mark.isalnum()]
    return vins[0] if len(vins) == 1 else ""


def _trailer(consignment: Consignment) -> tuple[str, str]:
    """The trailer, where there is one leg and one trailer: else who pulls which is not said."""
    trailers = [one for one in consignment.equipment if one.category_code in TRAILERS]
    if len(consignment.main_carriage) != 1 or len(trailers) != 1:
        return "", ""
    return trailers[0].identifier, trailers[0].country


def _loaded(consignment: Consignment) -> bool:
    marks = [one.full_empty_code for one in consignment.equipment]
    return not (marks and all(mark == EMPTY for mark in marks) and not consignment.items)
