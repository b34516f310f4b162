"""Documents that the album's documents refer to, and the customs offices."""

from typing import Any

from msgspec.structs import replace

from kopri.engines.codecs.eaeu import codes, values
from kopri.engines.codecs.wire.mapping import Leaf, Mapping, Row
from kopri.kernel.consignment import DocumentReference, Location

BORDER = "17"  # UN/EDIFACT 3227: border crossing place


def known_kind(kind: str) -> str:
    """UN/EDIFACT 1001 of a kind of document, where it has one."""
    return codes.DOCUMENT_OF.get(kind, "")


def own_kind(kind: str) -> str:
    """The kind itself, where 1001 has none."""
    return "" if kind in codes.DOCUMENT_OF or kind == codes.OTHER_DOCUMENT else kind


def kind_of(paper: DocumentReference) -> str:
    """The kind of a document in the EAEU's classifier; ``OTHER_DOCUMENT`` where it has none."""
    own = paper.subtype_code if len(paper.subtype_code) == 5 else ""
    return codes.DOCUMENT_KIND.get(paper.type_code, own or codes.OTHER_DOCUMENT)


BASE: tuple[Row, ...] = (
    ("name", "PrDocumentName"),
    ("identifier", "PrDocumentNumber"),
    ("issued", "PrDocumentDate", values.day),
)
PAPER = Mapping(DocumentReference, *BASE)


def kinded(member: str, *rows: Row) -> Mapping:
    """A document whose kind stands in ``member``."""
    def complete(paper: DocumentReference, tree: dict[str, Any]) -> None:
        tree[member] = kind_of(paper)

    return Mapping(
        DocumentReference, *BASE, *rows,
        ("type_code", member, Leaf(known_kind, None)), ("subtype_code", member, Leaf(own_kind, None)),
        complete=complete,
    )


OFFICE = Mapping(
    Location,
    ("identifier", "Code"),
    ("name", "OfficeName"),
    ("country", "CustomsCountryCode", values.numbered_country),
)


def is_office(location: Location | None) -> bool:
    """True where the place's code is that of a customs office."""
    return location is not None and values.OFFICE.fullmatch(location.identifier) is not None


def border_office(wire: Any) -> Location:
    """The customs office at the border as the place of the crossing."""
    return replace(OFFICE.read(wire, []) or Location(), type_code=BORDER)
