"""The identifier-query cases of the eFTI reference implementation, as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from lxml import etree

from kopri.kernel.consignment import (
    Consignment,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

_CASES = "{http://efti.eu/v1/identifier-query-test-cases}"
_ID = "{http://efti.eu/v1/consignment/identifier}"
_ED = "http://efti.eu/v1/edelivery"


@dataclass(frozen=True, slots=True)
class Case:
    """A query as a message, and the datasets that it must find."""

    query: bytes
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Datasets that lie in the store together, and the queries put to it."""

    name: str
    datasets: dict[str, Consignment]
    cases: tuple[Case, ...]


def groups(folder: Path) -> Iterator[Group]:
    """All groups of all files."""
    for path in sorted((folder / "xsd/testing").glob("*.xml")):
        for number, group in enumerate(etree.parse(path).getroot().iter(f"{_CASES}dataGroup")):
            datasets = {
                one.findtext(f"{_CASES}id", "").strip(): _consignment(one.find(f"{_CASES}consignment"))
                for one in group.iter(f"{_CASES}dataset")}
            yield Group(f"{path.name} {number}", datasets, tuple(
                Case(_query(one.find(f"{_CASES}query")), frozenset(
                    _meant(found.text or "", datasets) for found in one.iter(f"{_CASES}result")))
                for one in group.iter(f"{_CASES}testCase")))


def _meant(result: str, datasets: dict[str, Consignment]) -> str:
    """One file names its datasets with a digit more or less than its results do."""
    return get_close_matches(result.strip(), datasets, n=1, cutoff=0.9)[0]


def _query(element: etree._Element) -> bytes:
    query = etree.Element(f"{{{_ED}}}identifierQuery", requestId="test", nsmap={"ed": _ED})
    for child in element:
        query.append(child)
    return etree.tostring(query)


def _text(element: etree._Element | None, *path: str) -> str:
    if element is None:
        return ""
    found = element.findtext("/".join(f"{_ID}{name}" for name in path))
    return (found or "").strip()


def _consignment(element: etree._Element) -> Consignment:
    return Consignment(
        main_carriage=tuple(
            TransportMovement(
                mode_code=_text(leg, "modeCode"),
                dangerous_goods={"true": True, "false": False, "": None}[
                    _text(leg, "dangerousGoodsIndicator")],
                means=_means(leg.find(f"{_ID}usedTransportMeans")))
            for leg in element.iter(f"{_ID}mainCarriageTransportMovement")),
        equipment=tuple(
            TransportEquipment(
                identifier=_text(unit, "id"), country=_text(unit, "registrationCountry", "code"),
                carried=tuple(TransportEquipment(identifier=_text(one, "id"))
                              for one in unit.iter(f"{_ID}carriedTransportEquipment")))
            for unit in element.iter(f"{_ID}usedTransportEquipment")),
    )


def _means(element: etree._Element | None) -> TransportMeans | None:
    if element is None:
        return None
    return TransportMeans(identifier=_text(element, "id"),
                          country=_text(element, "registrationCountry", "code"))
