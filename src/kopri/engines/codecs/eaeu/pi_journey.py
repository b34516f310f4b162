"""The journey in the preliminary information: vehicles, seals, the border, permits."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from kopri.engines.codecs.eaeu import papers, values, vehicles
from kopri.kernel.consignment import (
    Consignment,
    DocumentReference,
    Event,
    Location,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

REGISTRATION = "101"  # UN/EDIFACT 1001: registration document, here the vehicle's
# Member -> what the permit is called in the model, in a list of its own: 1001 has none of them
PERMITS = {
    "ForeignDoc": "PI-FOREIGN", "DangerDoc": "PI-DANGEROUS", "OversizedDoc": "PI-OVERSIZED",
    "HeavyweightDoc": "PI-HEAVY", "RusPermitDoc": "PI-CARD",
}


def legs(wire: Any) -> tuple[TransportMovement, ...]:
    """A leg for each vehicle, with the border that all of them come to."""
    event = _border(wire.GoodsInform)
    return tuple(
        TransportMovement(
            mode_code=vehicles.mode_of(one.TransportModeCode),
            means=TransportMeans(
                identifier=one.TransportIdentifier,
                country=values.known_country(one.TransportMeansNationalityCode),
                further_identifiers=(one.VINID,) if one.VINID else (),
            ),
            events=(event,),
        )
        for one in wire.ShippingInformation.BorderTransport
    )


def _border(goods: Any) -> Event:
    return Event(
        estimated=values.joined_moment(goods.DateExpectedArrival, goods.TimeExpectedArrival),
        location=papers.border_office(goods.BorderCustoms),
    )


def equipment(wire: Any) -> tuple[TransportEquipment, ...]:
    """Trailers, then containers, each with the seals that are surely its own."""
    goods = wire.GoodsInform.Goods
    seals = _seals(goods)
    found = [
        vehicles.trailer(plate) for one in wire.ShippingInformation.BorderTransport
        for plate in (one.TrailerIdentifier, one.SecondTrailerIdentifier) if plate
    ]
    found += [
        vehicles.sealed(vehicles.container(number), seals.pop(number, []))
        for number in vehicles.distinct(mark for one in goods for mark in one.ContainerNumbers)
    ]
    if shared := seals.get(""):
        first = found.pop(0) if found else TransportEquipment()
        own = [seal.identifier for seal in first.seals]
        found.insert(0, vehicles.sealed(first, own + shared))
    return tuple(found)


def _seals(goods: Iterable[Any]) -> dict[str, list[str]]:
    """Container -> its seals; under the empty number those of the whole vehicle."""
    seals: dict[str, list[str]] = {}
    for one in goods:
        number = one.ContainerNumbers[0] if len(one.ContainerNumbers) == 1 else ""
        for cargo in one.GoodsPackaging:
            seals.setdefault(number, []).extend(cargo.Seal)
    return {number: vehicles.distinct(marks) for number, marks in seals.items() if marks}


def documents(wire: Any) -> tuple[DocumentReference, ...]:
    """Registration certificates of vehicles, and the permits for their journey."""
    shipping = wire.ShippingInformation
    found = [
        DocumentReference(type_code=REGISTRATION, identifier=one.DocID)
        for one in shipping.BorderTransport if one.DocID
    ]
    for control in shipping.TransControl:
        for member, kind in PERMITS.items():
            given = getattr(control, member)
            paper = papers.PAPER.read(given, []) if given is not None else None
            if paper is not None:
                bilateral = member == "ForeignDoc" and control.ForeignKind
                kind = f"{kind}-{control.ForeignKind}" if bilateral else kind
                found.append(replace(paper, subtype_code=kind))
    return tuple(found)


def transport(consignment: Consignment) -> list[dict[str, str]]:
    """The vehicles of the legs that cross; what is pulled stands with the first of them."""
    pulled = [one.identifier for one in vehicles.trailers(consignment)]
    papers_of = [one.identifier for one in consignment.documents
                 if one.type_code == REGISTRATION]
    found = []
    for place, leg in enumerate(vehicles.crossing_legs(consignment)):
        mine = pulled if place == 0 else []
        said = {
            "TransportModeCode": vehicles.transport_kind(leg.mode_code, pulled=bool(mine)),
            "TrailerIdentifier": mine[0] if mine else "",
            "SecondTrailerIdentifier": mine[1] if len(mine) > 1 else "",
            "DocID": papers_of[place] if place < len(papers_of) else "",
            **_means(leg.means or TransportMeans()),
        }
        found.append({name: text for name, text in said.items() if text})
    return found


def _means(means: TransportMeans) -> dict[str, str]:
    return {
        "TransportIdentifier": means.identifier, "VINID": vehicles.vin_of(means),
        "TransportMeansNationalityCode": means.country,
    }


def arrival(consignment: Consignment) -> dict[str, Any]:
    """When the border is expected to be reached, and the customs office there."""
    event = next(
        (event for leg in vehicles.crossing_legs(consignment)
         if (event := vehicles.border_event(leg))), Event(),
    )
    moment = event.estimated or event.scheduled or event.requested
    date, clock = values.split_moment(moment)
    said: dict[str, Any] = {"DateExpectedArrival": date, "TimeExpectedArrival": clock}
    found = {name: text for name, text in said.items() if text}
    office = _office(consignment, event.location)
    return found | ({"BorderCustoms": papers.OFFICE.write(office)} if office else {})


def _office(consignment: Consignment, place: Location | None) -> Location | None:
    """The customs office: the place itself, else the one that a procedure names for entry."""
    offices = [
        office for one in consignment.procedures
        for office in (one.entry_office, one.import_office, *one.transit_offices)
    ]
    return next((one for one in (place, *offices) if papers.is_office(one)), place)


def controls(given: Sequence[DocumentReference]) -> list[dict[str, Any]]:
    """Permits as the transport control wants them: of each kind one in a row."""
    rows: list[dict[str, Any]] = []
    for member, kind in PERMITS.items():
        mine = [one for one in given if one.subtype_code.startswith(kind)]
        for place, paper in enumerate(mine):
            while len(rows) <= place:
                rows.append({})
            rows[place][member] = papers.PAPER.write(paper)
            if suffix := paper.subtype_code[len(kind) + 1:]:
                rows[place]["ForeignKind"] = suffix
    return rows


def put_seals(consignment: Consignment, goods: list[dict[str, Any]]) -> None:
    """Each seal with goods that it secures: a container's with its own, others with the rest."""
    packed = [row for row in goods if row.get("GoodsPackaging")]
    loose = [row for row in packed if len(row.get("ContainerNumbers", ())) != 1]
    for one in consignment.equipment:
        marks = [seal.identifier for seal in one.seals if seal.identifier]
        mine = [row for row in packed if row.get("ContainerNumbers") == [one.identifier]]
        for row in (mine or loose or packed)[:1] if marks else ():
            row["GoodsPackaging"][0].setdefault("Seal", []).extend(marks)
