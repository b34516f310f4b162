"""What a simulated customs system takes out of WCO messages: by local names, in any namespace."""

from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree

from kopri.adapters.customs.simulated import Moved
from kopri.engines.customs import Declared

DECLARATION, CANCELLATION, AMENDMENT, MOVEMENT = "declaration", "cancellation", "amendment", "movement"
CONSIGNMENT_UNITS = ("DCR", "MCR", "DCS")
QUERY_MARK = "ttcertexCheck"  # goods of the published scenarios that are checked elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message. ``reference``: the declarant's; ``number``: the system's, where it is named."""

    kind: str
    reference: str = ""
    number: str = ""
    declared: Declared | None = None
    moved: Moved | None = None


def heard(data: bytes, *, places: Collection[str] = ()) -> Heard | None:
    """A message as read; None where it is none. ``places``: the goods locations that there are;
    any, where none are given."""
    try:
        root = etree.fromstring(data, etree.XMLParser(
            resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    for part in root.iter():
        name = etree.QName(part).localname if isinstance(part.tag, str) else ""
        if name in {"inventoryLinkingMovementRequest", "inventoryLinkingConsolidationRequest"}:
            return Heard(kind=MOVEMENT, moved=_moved(part))
        if name == "Response":
            return None
        if name == "Declaration":
            return _message(part, places=places)
    return None


def _message(part: etree._Element, *, places: Collection[str]) -> Heard:
    reference, number = _one(part, "FunctionalReferenceID"), _one(part, "ID")
    if _one(part, "FunctionCode") == "13":
        kind = CANCELLATION if _one(part, "TypeCode") == "INV" else AMENDMENT
        return Heard(kind=kind, reference=reference, number=number)
    return Heard(kind=DECLARATION, reference=reference, number=number,
                 declared=_declared(part, reference=reference, places=places))


def _declared(
    part: etree._Element, *, reference: str, places: Collection[str]
) -> Declared:
    previous = _all(part, "GoodsShipment", "PreviousDocument")
    location = _one(part, "GoodsShipment", "Consignment", "GoodsLocation", "Name")
    return Declared(
        reference=reference, type_code=_one(part, "TypeCode"), location=location,
        units=tuple(dict.fromkeys(filter(None, (
            _one(part, "GoodsShipment", "UCR", "TraderAssignedReferenceID"),
            *(_one(each, "ID") for each in previous
              if _one(each, "TypeCode") in CONSIGNMENT_UNITS))))),
        exit_office=_one(part, "ExitOffice", "ID"),
        statements=frozenset(each.text or "" for each in _all(
            part, "GoodsShipment", "GovernmentAgencyGoodsItem", "AdditionalInformation",
            "StatementCode")),
        previous=frozenset(_one(each, "TypeCode") for each in previous),
        faults=tuple(_faults(part, location=location, places=places)), checks=_checks(part))


def _faults(
    part: etree._Element, *, location: str, places: Collection[str]
) -> list[str]:
    """Where a declaration is wrong, by section and tag of the data model."""
    found = []
    if not _all(part, "Exporter") and not _all(part, "GoodsShipment", "Importer"):
        found.append("42A 57A")
    if places and location not in places:
        found.append("42A 67A 28A 64A:L016")
    return found


def _checks(part: etree._Element) -> int:
    """How many licences another register is asked about, where the goods are among its own."""
    items = _all(part, "GoodsShipment", "GovernmentAgencyGoodsItem")
    return sum(
        len(_all(item, "AdditionalDocument", "LPCOExemptionCode")) for item in items
        if QUERY_MARK in _one(item, "Commodity", "Description"))


def _moved(part: etree._Element) -> Moved:
    master = _one(part, "masterUCR")
    unit = _one(part, "ucrBlock", "ucr") or master
    return Moved(
        code=_one(part, "messageCode"), unit=unit, parent=master if master != unit else "",
        reference=_one(part, "movementReference"), place=place_name(_one(part, "goodsLocation")))


def place_name(location: str) -> str:
    """The name in a goods location: without country, type and qualifier (GB, A, U)."""
    return location[4:] if len(location) > 4 else location


def _all(part: etree._Element, *names: str) -> list[etree._Element]:
    found = [part]
    for name in names:
        found = [child for each in found for child in each
                 if isinstance(child.tag, str) and etree.QName(child).localname == name]
    return found


def _one(part: etree._Element, *names: str) -> str:
    return next(((each.text or "").strip() for each in _all(part, *names)), "")
