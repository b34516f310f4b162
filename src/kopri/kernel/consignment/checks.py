"""What must be true of any consignment, whatever format it came in. All faults at once.

Paths are JSON pointers into the consignment; codecs turn them into paths of the document.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kopri.kernel.consignment import iso6346
from kopri.kernel.consignment.codes import COUNTRIES, CURRENCIES, PACKAGES
from kopri.kernel.consignment.goods import ConsignmentItem, DangerousGoods, PackagingUnit
from kopri.kernel.consignment.parties import Amount, Location, Moment, TradeParty
from kopri.kernel.consignment.transport import TransportEquipment, TransportMovement
from kopri.kernel.consignment.whole import Consignment
from kopri.kernel.errors import Fault

_HS = re.compile(r"[0-9]{4,10}")
_UNDG = re.compile(r"[0-9]{4}")
# UN/EDIFACT 8053 codes of what a tractor pulls: body trailer, semi-trailer, trailer
TRAILERS = frozenset({"AE", "SM", "TE"})
Found = list[Fault]


def check(consignment: Consignment) -> tuple[Fault, ...]:
    """Every fault of the consignment: totals, weights, codes, numbers, order of times."""
    found: Found = []
    for name in _PARTIES:
        _party(getattr(consignment, name), f"/{name}", found)
    for name in ("connecting_carriers", "notified", "associated_parties"):
        for place, party in enumerate(getattr(consignment, name)):
            _party(party, f"/{name}/{place}", found)
    _place(consignment.acceptance_location, "/acceptance_location", found)
    _place(consignment.receipt_location, "/receipt_location", found)
    for place, item in enumerate(consignment.items):
        _item(item, f"/items/{place}", found)
    for place, unit in enumerate(consignment.packages):
        _package(unit, f"/packages/{place}", found)
    if consignment.dangerous_goods:
        _dangerous(consignment.dangerous_goods, "/dangerous_goods", found)
    _own(consignment, found)
    _totals(consignment, found)
    for place, equipment in enumerate(consignment.equipment):
        _equipment(equipment, f"/equipment/{place}", found)
    _movements(consignment, found)
    _times(consignment, found)
    return tuple(found)


_PARTIES = ("consignor", "consignee", "carrier", "freight_forwarder", "transport_buyer")


def _add(
    found: Found, *, code: str, message: str, path: str, rule: str, remedy: str,
    **params: str | int,
) -> None:
    found.append(Fault(
        code=f"consignment.{code}", message=message, path=path, rule=rule, remedy=remedy,
        params=params,
    ))


def _country(code: str, path: str, found: Found) -> None:
    if code and code not in COUNTRIES:
        _add(
            found, code="country", message="“{value}” is no country.", path=path,
            rule="ISO 3166-1 alpha-2", remedy="Write two capital letters, such as TR.",
            value=code[:20],
        )


def _party(party: TradeParty | None, path: str, found: Found) -> None:
    if party is not None and party.address is not None:
        _country(party.address.country, f"{path}/address/country", found)


def _place(location: Location | None, path: str, found: Found) -> None:
    if location is None:
        return
    _country(location.country, f"{path}/country", found)
    if location.address is not None:
        _country(location.address.country, f"{path}/address/country", found)


def _commodity(code: str, path: str, found: Found) -> None:
    if code and not _HS.fullmatch(code):
        _add(
            found, code="commodity", message="“{value}” is no HS code.", path=path,
            rule="Harmonized System", remedy="Write 4 to 10 digits without dots or blanks.",
            value=code[:20],
        )


def _item(item: ConsignmentItem, path: str, found: Found) -> None:
    _commodity(item.commodity_code, f"{path}/commodity_code", found)
    _country(item.origin_country, f"{path}/origin_country", found)
    _country(item.destination_country, f"{path}/destination_country", found)
    _weights(item.gross_weight_kg, item.net_weight_kg, path=path, found=found)
    _not_negative(item.gross_volume_m3, f"{path}/gross_volume_m3", found)
    _amount(item.invoice_amount, f"{path}/invoice_amount", found)
    for place, unit in enumerate(item.packages):
        _package(unit, f"{path}/packages/{place}", found)
    for place, goods in enumerate(item.dangerous_goods):
        _dangerous(goods, f"{path}/dangerous_goods/{place}", found)


def _not_negative(value: Decimal | int | None, path: str, found: Found) -> None:
    if value is not None and value < 0:
        _add(
            found, code="negative", message="{value} is less than nothing.", path=path,
            rule="A mass, volume, count or price is not negative",
            remedy="Write the true value.", value=str(value)[:20],
        )


def _weights(
    gross: Decimal | None, net: Decimal | None, *, path: str, found: Found
) -> None:
    _not_negative(gross, f"{path}/gross_weight_kg", found)
    _not_negative(net, f"{path}/net_weight_kg", found)
    if gross is not None and net is not None and net > gross:
        _add(
            found, code="net_above_gross",
            message="The net weight ({net} kg) is above the gross weight ({gross} kg).",
            path=f"{path}/net_weight_kg", rule="Gross weight includes packaging (UN/CEFACT)",
            remedy="Correct one of the two.", net=str(net), gross=str(gross),
        )


def _amount(amount: Amount | None, path: str, found: Found) -> None:
    if amount is None:
        return
    _not_negative(amount.minor, f"{path}/minor", found)
    if amount.currency not in CURRENCIES:
        _add(
            found, code="currency", message="“{value}” is no currency.", path=f"{path}/currency",
            rule="ISO 4217", remedy="Write three capital letters, such as USD.",
            value=amount.currency[:20],
        )


def _package(unit: PackagingUnit, path: str, found: Found) -> None:
    _not_negative(unit.quantity, f"{path}/quantity", found)
    if unit.type_code and unit.type_code not in PACKAGES:
        _add(
            found, code="package", message="“{value}” is no type of package.",
            path=f"{path}/type_code", rule="UN/ECE Recommendation 21",
            remedy="Use a code of the list, such as PX for a pallet.", value=unit.type_code[:20],
        )


def _dangerous(goods: DangerousGoods, path: str, found: Found) -> None:
    number = goods.undg_number.upper().removeprefix("UN").strip()
    if goods.undg_number and not _UNDG.fullmatch(number):
        _add(
            found, code="undg", message="“{value}” is no UN number.", path=f"{path}/undg_number",
            rule="ADR, chapter 3.2", remedy="Write the four digits of the UN number.",
            value=goods.undg_number[:20],
        )
    _weights(goods.gross_weight_kg, goods.net_weight_kg, path=path, found=found)


def _own(consignment: Consignment, found: Found) -> None:
    """What the consignment says of itself."""
    _commodity(consignment.cargo_commodity_code, "/cargo_commodity_code", found)
    _weights(consignment.gross_weight_kg, consignment.net_weight_kg, path="", found=found)
    for name in ("gross_volume_m3", "item_quantity", "package_quantity", "equipment_quantity"):
        _not_negative(getattr(consignment, name), f"/{name}", found)
    for name in ("invoice_amount", "declared_value", "cash_on_delivery"):
        _amount(getattr(consignment, name), f"/{name}", found)


def _totals(consignment: Consignment, found: Found) -> None:
    """Totals must be what their items add up to, where every item says its part."""
    items = consignment.items
    if not items:
        return
    for name in ("gross_weight_kg", "net_weight_kg", "gross_volume_m3"):
        _total(getattr(consignment, name), [getattr(item, name) for item in items],
               path=f"/{name}", found=found)
    _total(consignment.item_quantity, [1] * len(items), path="/item_quantity", found=found)
    packages = [unit.quantity for item in items for unit in item.packages]
    if all(item.packages for item in items):
        _total(consignment.package_quantity, packages, path="/package_quantity", found=found)


def _total(stated: Any, parts: list[Any], *, path: str, found: Found) -> None:
    if stated is None or any(part is None for part in parts):
        return
    total = sum(parts)
    if stated != total:
        _add(
            found, code="total", message="The total is {stated}; the items add up to {total}.",
            path=path, rule="CMR, article 6; totals are sums",
            remedy="Correct the total or the items.", stated=str(stated), total=str(total),
        )


def _equipment(equipment: TransportEquipment, path: str, found: Found) -> None:
    _country(equipment.country, f"{path}/country", found)
    number = equipment.identifier
    trailer = equipment.category_code in TRAILERS  # a plate, whatever it looks like
    if not trailer and iso6346.looks_like(number) and not iso6346.is_valid(number):
        _add(
            found, code="container", message="The check digit of {value} is wrong; {digit} fits.",
            path=f"{path}/identifier", rule="ISO 6346",
            remedy="Compare the number with the one on the container.", value=number[:20],
            digit=iso6346.check_digit(number.upper().replace(" ", "").replace("-", "")),
        )
    for place, carried in enumerate(equipment.carried):
        _equipment(carried, f"{path}/carried/{place}", found)


def _movements(consignment: Consignment, found: Found) -> None:
    for place, movement in enumerate(consignment.main_carriage):
        if movement.means is not None:
            _country(movement.means.country, f"/main_carriage/{place}/means/country", found)
    legs = consignment.main_carriage
    goods = [item.dangerous_goods for item in consignment.items]
    dangerous = consignment.dangerous_goods or any(goods)
    if dangerous and legs and all(leg.dangerous_goods is False for leg in legs):
        _add(
            found, code="dangerous_denied",
            message="Dangerous goods are described, and every leg says that there are none.",
            path="/main_carriage/0/dangerous_goods", rule="ADR, 5.4.1",
            remedy="Correct the indicator or the goods.",
        )


def _times(consignment: Consignment, found: Found) -> None:
    """Handed over, then carried, then delivered."""
    pick_up = consignment.pick_up.actual if consignment.pick_up else ""
    delivery = consignment.delivery.actual if consignment.delivery else ""
    waybill = consignment.waybill
    steps = [
        ("/acceptance_time", consignment.acceptance_time),
        ("/pick_up/actual", pick_up),
        ("/delivery/actual", delivery),
    ]
    _in_order((step for step in steps if step[1]), found)
    _in_order(((path, moment) for path, moment in (
        ("/waybill/valid_from", waybill.valid_from if waybill else ""),
        ("/waybill/valid_to", waybill.valid_to if waybill else ""),
    ) if moment), found)
    for place, movement in enumerate(consignment.main_carriage):
        _in_order(_journey(movement, f"/main_carriage/{place}"), found)


def _journey(movement: TransportMovement, path: str) -> Iterator[tuple[str, Moment]]:
    """Actual times of a leg: departure, border, arrival."""
    for name in ("departure", "border_crossing", "arrival"):
        for place, event in enumerate(getattr(movement, name)):
            if event.actual:
                yield f"{path}/{name}/{place}/actual", event.actual


def _in_order(steps: Iterable[tuple[str, Moment]], found: Found) -> None:
    earlier, before = "", ""
    for path, moment in steps:
        if earlier and comparable(earlier, moment) and moment < earlier:
            _add(
                found, code="order", message="{later} is before {earlier}, which comes first.",
                path=path, rule="CMR, articles 4 to 17: taking over precedes delivery",
                remedy="Correct the dates.", later=moment, earlier=earlier, before=before,
            )
        earlier, before = moment, path


def comparable(one: Moment, other: Moment) -> bool:
    """True where two moments are of one kind: both in UTC, both without a zone, or both days."""
    return len(one) == len(other)


