"""Goods, vehicles and seals of the TIR carnet."""

import re
from collections.abc import Iterable
from typing import Any

from kopri.engines.codecs.eaeu import codes, values, vehicles
from kopri.engines.codecs.eaeu.cmr import PACKAGE
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.compiling import NotCarried
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping, Row
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    Seal,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

_PARTS = re.compile(r"[,;]\s*|\s+")


def no_currency(text: str) -> None:
    """A cost without a currency is no amount."""
    raise NotCarried("the carnet states no currency for the cost")


def _unit(number: str) -> str:
    if number not in codes.UNIT_OF:
        raise NotCarried(f"the unit {number} has no counterpart in UN/ECE Rec. 20")
    return codes.UNIT_OF[number]


UNIT = Leaf(_unit, lambda code: codes.UNIT_NUMBER.get(code))
QUANTITY: tuple[Row, ...] = (
    ("tariff_quantity", "SupplementaryGoodsQuantity", convert.decimal),
    ("tariff_unit", "SupplementaryMeasureUnitCode", UNIT),
)


def _completed(item: ConsignmentItem, tree: dict[str, Any]) -> None:
    marks = item.marks or next((unit.marks for unit in item.packages if unit.marks), "")
    if marks:
        tree["GoodsMarking"] = marks


ITEM = Mapping(
    ConsignmentItem,
    ("marks", "GoodsMarking", Leaf(lambda text: text, None)),
    ("description", "GoodsDescription", values.description),
    ("sequence", "GoodsNumeric", convert.integer),
    ("commodity_code", "GoodsTNVEDCode"),
    *QUANTITY,
    ("gross_weight_kg", "GrossWeightQuantity", convert.decimal),
    ("invoice_amount", "InvoicedCost", Leaf(no_currency, None)),
    ("origin_country", "OriginCountryCode", values.numbered_country),
    ("packages", "PlacesInfo", Each(PACKAGE)),
    complete=_completed,
)
ITEMS = Each(ITEM)


def seals(rows: Iterable[Any]) -> tuple[Seal, ...]:
    """Seals as the carnet lists them: a count, and their numbers in one text."""
    found: list[Seal] = []
    for row in rows:
        parts = [part for part in _PARTS.split(row.MarkDescription) if part]
        named = parts if len(parts) == int(row.IdentityNumber) else [row.MarkDescription]
        found += [Seal(identifier=part) for part in named]
    return tuple(found)


def marks(consignment: Consignment) -> list[dict[str, str]]:
    """The way back: the seals of everything, in one row for each piece of equipment."""
    rows = []
    for one in consignment.equipment:
        numbers = [seal.identifier for seal in one.seals if seal.identifier]
        if numbers:
            rows.append({"IdentityNumber": str(len(numbers)), "MarkDescription": ", ".join(numbers)})
    return rows


def legs(wire: Any) -> tuple[TransportMovement, ...]:
    """A leg for each vehicle."""
    return tuple(
        TransportMovement(
            mode_code=vehicles.mode_of(one.ModeCode),
            means=TransportMeans(
                identifier=one.TMNumber or "",
                country=codes.COUNTRY_OF.get(one.NationalityCode or "", ""),
                further_identifiers=(one.VINID,) if one.VINID else (),
            ),
        )
        for one in wire.TransportMeans
    )


def equipment(
    plates: Iterable[str], numbers: Iterable[str], sealed: tuple[Seal, ...]
) -> tuple[TransportEquipment, ...]:
    """Trailers, then containers; the seals with the first of them."""
    found = [vehicles.trailer(plate) for plate in plates if plate]
    found += [vehicles.container(number) for number in vehicles.distinct(numbers)]
    if sealed:
        first = found.pop(0) if found else TransportEquipment()
        found.insert(0, vehicles.sealed(first, [seal.identifier for seal in sealed]))
    return tuple(found)


def transport(consignment: Consignment) -> list[dict[str, str]]:
    """The vehicles; what is pulled stands with the first of them."""
    pulled = [one.identifier for one in vehicles.trailers(consignment)]
    rows = []
    for place, leg in enumerate(vehicles.crossing_legs(consignment)):
        means = leg.means or TransportMeans()
        mine = pulled if place == 0 else []
        row = {
            "TMNumber": means.identifier, "VINID": vehicles.vin_of(means),
            "ModeCode": vehicles.transport_kind(leg.mode_code, pulled=bool(mine)),
            "NationalityCode": codes.NUMBER_OF.get(means.country, ""),
            "TrailerNumber": mine[0] if mine else "",
            "TrailerNumber2": mine[1] if len(mine) > 1 else "",
        }
        rows.append({name: text for name, text in row.items() if text})
    return rows
