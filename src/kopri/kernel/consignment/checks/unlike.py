"""What does not go together: counts, parts above their whole, temperatures, classes of danger."""

import re
from decimal import Decimal

from kopri.kernel.consignment.checks.found import Found, shown
from kopri.kernel.consignment.checks.values import undg_number
from kopri.kernel.consignment.codes import MINOR_UNITS
from kopri.kernel.consignment.goods import ConsignmentItem, DangerousGoods
from kopri.kernel.consignment.transport import TransportEquipment
from kopri.kernel.consignment.whole import Consignment

# UN Model Regulations, 2.0.1.1: classes and divisions; explosives with a compatibility group
_CLASS = re.compile(r"1\.[1-6][A-S]?|2(\.[123])?|3|4\.[123]|5\.[12]|6\.[12]|7|8|9|1")
FIRST_UN, LAST_EXPLOSIVE, LAST_UN = 4, 999, 3999


def look(consignment: Consignment, found: Found) -> None:
    """Every pair that must agree."""
    for number, item in enumerate(consignment.items):
        if item.dangerous_goods:
            _dangers(item, f"/items/{number}", found)
        for at, handling in enumerate(item.handling):
            temperatures(handling.minimum_celsius, handling.maximum_celsius,
                         path=f"/items/{number}/handling/{at}", found=found)
    if consignment.dangerous_goods is not None:
        _danger(consignment.dangerous_goods, "/dangerous_goods", found)
    for number, one in enumerate(consignment.equipment):
        _equipment(one, f"/equipment/{number}", found)
    _invoice(consignment, found)
    _loads(consignment, found)


def temperatures(
    low: Decimal | None, high: Decimal | None, *, path: str, found: Found
) -> None:
    """A range from low to high."""
    if low is not None and high is not None and low > high:
        found.fault(
            code="consignment.temperatures",
            message="The lowest temperature ({low} °C) is above the highest ({high} °C).",
            path=f"{path}/minimum_celsius", rule="A range goes from low to high",
            remedy="Exchange or correct them.", low=str(low), high=str(high),
        )


def _equipment(one: TransportEquipment, path: str, found: Found) -> None:
    temperatures(one.minimum_celsius, one.maximum_celsius, path=path, found=found)
    series = any(seal.last_identifier for seal in one.seals)
    stated, listed = one.seal_quantity, len(one.seals)
    if listed and stated is not None and stated != listed and not series:
        found.warn(
            code="consignment.seals", message="{stated} seals are stated and {listed} are listed.",
            path=f"{path}/seal_quantity", rule="CMR, article 6; TIR carnet, box 16",
            remedy="Correct the number or the list.", stated=stated, listed=listed,
        )
    if one.seals and one.sealed is False:
        found.warn(
            code="consignment.sealed", message="Seals are listed, and it is said that there are none.",
            path=f"{path}/sealed", rule="TIR carnet, box 16", remedy="Correct one of the two.",
        )
    for number, carried in enumerate(one.carried):
        _equipment(carried, f"{path}/carried/{number}", found)


def _dangers(item: ConsignmentItem, path: str, found: Found) -> None:
    for number, goods in enumerate(item.dangerous_goods):
        _danger(goods, f"{path}/dangerous_goods/{number}", found)
    parts = [goods.gross_weight_kg or goods.net_weight_kg or 0 for goods in item.dangerous_goods]
    if item.gross_weight_kg is not None and sum(parts) > item.gross_weight_kg:
        found.warn(
            code="consignment.part_above_whole",
            message="The dangerous goods weigh {parts} kg, the whole item {whole} kg.",
            path=f"{path}/dangerous_goods", rule="A part is not heavier than the whole",
            remedy="Correct one of the two.", parts=str(sum(parts)), whole=str(item.gross_weight_kg),
        )


def _danger(goods: DangerousGoods, path: str, found: Found) -> None:
    kind = goods.hazard_class.strip()
    if kind and not _CLASS.fullmatch(kind):
        found.warn(
            code="consignment.hazard_class", message="“{value}” is no class of dangerous goods.",
            path=f"{path}/hazard_class", rule="ADR, 2.1.1",
            remedy="Write the class, and the division where there is one, such as 4.1.",
            value=shown(kind),
        )
    text = undg_number(goods)
    if len(text) != 4 or not text.isdecimal():
        return
    number = int(text)
    if not FIRST_UN <= number <= LAST_UN:
        found.warn(
            code="consignment.undg_unknown", message="UN {value} has not been given to any goods.",
            path=f"{path}/undg_number", rule="ADR, chapter 3.2, table A",
            remedy="Compare the number with the safety data sheet.", value=text,
        )
    elif kind and (number <= LAST_EXPLOSIVE) != kind.startswith("1"):
        found.warn(
            code="consignment.undg_class",
            message="UN {value} and class {kind} do not go together: numbers below 1000 are explosives.",
            path=f"{path}/hazard_class", rule="ADR, chapter 3.2, table A",
            remedy="Compare both with the safety data sheet.", value=text, kind=kind,
        )


def _invoice(consignment: Consignment, found: Found) -> None:
    whole = consignment.invoice_amount
    parts = [item.invoice_amount for item in consignment.items]
    if whole is None or not parts or any(
        part is None or part.currency != whole.currency for part in parts
    ):
        return
    total = sum(part.minor for part in parts if part is not None)
    if total != whole.minor:
        found.warn(
            code="consignment.invoice_total",
            message="The invoice is {stated} {currency}; the items add up to {total}.",
            path="/invoice_amount", rule="Totals are sums",
            remedy="Correct the amounts, or name freight and insurance apart.",
            stated=_money(whole.minor, whole.currency), total=_money(total, whole.currency),
            currency=shown(whole.currency),
        )


def _money(minor: int, currency: str) -> str:
    return str(Decimal(minor).scaleb(-MINOR_UNITS.get(currency, 2)))


def _loads(consignment: Consignment, found: Found) -> None:
    """What each piece of equipment carries against the whole."""
    loads = [one.goods_gross_weight_kg for one in consignment.equipment]
    known = [load for load in loads if load is not None]
    whole = consignment.gross_weight_kg
    if known and len(known) == len(loads) and whole is not None and sum(known) != whole:
        found.warn(
            code="consignment.loads",
            message="The equipment carries {parts} kg in all, the consignment weighs {whole} kg.",
            path="/equipment", rule="Totals are sums", remedy="Correct one of the two.",
            parts=str(sum(known)), whole=str(whole),
        )
