"""What stands in which box of a waybill."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kopri.engines.typesetting.labels import CMR, HEADINGS, NET_WEIGHT, Label, both
from kopri.kernel.consignment import (
    Amount,
    Consignment,
    ConsignmentItem,
    DangerousGoods,
    DocumentReference,
    Event,
    Location,
    PackagingUnit,
    TradeParty,
)
from kopri.kernel.consignment.codes import MINOR_UNITS

CMR_NOTE = "730"  # UN/EDIFACT 1001: road consignment note


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What is printed: consignments and where they come from.

    ``languages``: two ISO 639-1 codes. ``reference``, ``notice``, ``version``, ``sha256``: of the
    case and of the notice with its document, empty for a file that was not lodged. ``link``: what
    the code leads to. ``printed``: when, UTC as text. ``simulated``: of the demo's traffic.
    """

    consignments: Sequence[Consignment]
    languages: tuple[str, str]
    link: str
    printed: str
    reference: str = ""
    notice: str = ""
    version: int = 0
    sha256: str = ""
    simulated: bool = False


def page(consignment: Consignment, *, languages: tuple[str, str]) -> dict[str, Any]:
    """One waybill as plain values: boxes by name, goods as rows. Labels are pairs of texts."""
    waybill = consignment.waybill
    numbered = waybill is None or waybill.type_code in ("", CMR_NOTE)
    return {
        "title": both(CMR["title" if numbered else "other_title"], languages=languages).text,
        "number": waybill.identifier if waybill else consignment.identifier,
        "boxes": {
            name: _box(CMR[name], text, languages=languages, numbered=numbered)
            for name, text in _texts(consignment).items()
        },
        "columns": [_heading(each, languages=languages, numbered=numbered) for each in HEADINGS],
        "goods": [_row(each) for each in consignment.items] or [_whole(consignment)],
        "totals": ["", _number(_packages(consignment)), "", _totals(consignment, languages), "",
                   _number(consignment.gross_weight_kg), _number(consignment.gross_volume_m3)],
    }


def _box(
    label: Label, text: str, *, languages: tuple[str, str], numbered: bool
) -> dict[str, str]:
    shown = both(label, languages=languages)
    return {"number": shown.number if numbered else "", "label": shown.text, "text": text}


def _heading(label: Label, *, languages: tuple[str, str], numbered: bool) -> str:
    shown = both(label, languages=languages)
    return f"{shown.number} {shown.text}" if numbered else shown.text


def _texts(consignment: Consignment) -> dict[str, str]:
    waybill = consignment.waybill
    return {
        "sender": _party(consignment.consignor),
        "consignee": _party(consignment.consignee),
        "delivery": _place(consignment.receipt_location),
        "taking_over": _lines([_place(consignment.acceptance_location), _taken(consignment)]),
        "annexed": "; ".join(_documents(consignment)),
        "instructions": _lines([consignment.consignor_information, consignment.information, *(
            each.description for each in (*consignment.handling, *consignment.border_clearance))]),
        "payment": " ".join(filter(None, [
            consignment.payment_code, consignment.delivery_terms_code,
            consignment.delivery_terms_place])),
        "cash": _amount(consignment.cash_on_delivery),
        "carrier": _party(consignment.carrier),
        "successive": _lines(_party(each) for each in consignment.connecting_carriers),
        "reservations": "",  # for the carrier's own hand
        "agreements": consignment.contract_terms,
        "charges": _lines(
            f"{each.category_code} {_amount(each.amount)}" for each in consignment.charges),
        "established": " ".join(filter(None, [
            _place(waybill.issue_location if waybill else None), waybill.issued[:10] if waybill else ""])),
        "vehicle": _vehicle(consignment),
        "dangerous": _lines(_dangerous(consignment)),
    }


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _party(party: TradeParty | None) -> str:
    if party is None:
        return ""
    address = party.address
    street = " ".join(filter(None, [address.street, address.building_number])) if address else ""
    town = " ".join(filter(None, [address.postcode, address.city])) if address else ""
    number = party.tax_identifier or party.identifier
    return _lines([party.name, street, town, address.country if address else "", number])


def _place(location: Location | None) -> str:
    if location is None:
        return ""
    country = location.country or (location.address.country if location.address else "")
    return ", ".join(dict.fromkeys(filter(None, [location.name, country, location.identifier])))


def _taken(consignment: Consignment) -> str:
    pick_up: Event | None = consignment.pick_up
    return (consignment.acceptance_time or (pick_up.actual if pick_up else ""))[:16].replace("T", " ")


def _documents(consignment: Consignment) -> Iterator[str]:
    items = (each for item in consignment.items for each in item.documents)
    named = (_document(each) for each in (*consignment.documents, *items))
    yield from dict.fromkeys(text for text in named if text)


def _document(document: DocumentReference) -> str:
    return " ".join(filter(None, [document.type_code, document.identifier, document.issued[:10]]))


def _amount(amount: Amount | None) -> str:
    if amount is None:
        return ""
    value = Decimal(amount.minor).scaleb(-MINOR_UNITS.get(amount.currency, 2))
    return f"{_number(value)} {amount.currency}"


def _vehicle(consignment: Consignment) -> str:
    means = [leg.means for leg in consignment.main_carriage if leg.means]
    carried = [each.identifier for each in consignment.equipment]
    seals = [seal.identifier for each in consignment.equipment for seal in each.seals]
    return _lines([
        " / ".join(filter(None, [*(each.identifier for each in means), *carried])),
        ", ".join(filter(None, seals)),
    ])


def _dangerous(consignment: Consignment) -> Iterator[str]:
    """ADR 5.4.1.1.1: UN number, proper shipping name, class, packing group, tunnel code."""
    goods: list[DangerousGoods] = [one for item in consignment.items for one in item.dangerous_goods]
    goods += [consignment.dangerous_goods] if consignment.dangerous_goods else []
    for each in goods:
        group = {"1": "I", "2": "II", "3": "III"}.get(each.packing_group_code, "")
        tunnel = f"({each.tunnel_code})" if each.tunnel_code else ""
        number = each.undg_number.upper().removeprefix("UN")
        yield " ".join(filter(None, [
            f"UN {number}".strip(), each.proper_shipping_name, each.hazard_class, group, tunnel]))


def _row(item: ConsignmentItem) -> list[str]:
    packages: Sequence[PackagingUnit] = item.packages
    return [
        _lines(each.marks for each in packages),
        _number(sum(each.quantity or 0 for each in packages) or None),
        ", ".join(dict.fromkeys(each.type_text or each.type_code for each in packages)),
        item.description, item.commodity_code, _number(item.gross_weight_kg),
        _number(item.gross_volume_m3),
    ]


def _whole(consignment: Consignment) -> list[str]:
    """The one row of a consignment without items."""
    packages = consignment.packages
    return [
        _lines(each.marks for each in packages), _number(consignment.package_quantity),
        ", ".join(dict.fromkeys(each.type_text or each.type_code for each in packages)),
        consignment.cargo_description, consignment.cargo_commodity_code,
        _number(consignment.gross_weight_kg), _number(consignment.gross_volume_m3),
    ]


def _packages(consignment: Consignment) -> int | None:
    stated = consignment.package_quantity
    counted = sum(each.quantity or 0 for item in consignment.items for each in item.packages)
    return stated if stated is not None else counted or None


def _totals(consignment: Consignment, languages: tuple[str, str]) -> str:
    net, value = consignment.net_weight_kg, consignment.invoice_amount or consignment.declared_value
    weight = f"{both(NET_WEIGHT, languages=languages).text}: {_number(net)}" if net is not None else ""
    return _lines([weight, _amount(value)])


def _number(value: Decimal | int | None) -> str:
    """With thin gaps between thousands, as on the forms; nothing where it is not stated."""
    return "" if value is None else f"{value:,}".replace(",", " ")
