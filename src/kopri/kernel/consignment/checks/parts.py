"""The parts of a consignment: parties, places, items, equipment, legs."""

from kopri.kernel.consignment import iso6346
from kopri.kernel.consignment.checks.found import Found, shown
from kopri.kernel.consignment.checks.values import (
    amount,
    commodity,
    country,
    dangerous,
    not_negative,
    package,
    weights,
)
from kopri.kernel.consignment.goods import ConsignmentItem
from kopri.kernel.consignment.identifiers import plain
from kopri.kernel.consignment.parties import Location, TradeParty
from kopri.kernel.consignment.transport import TransportEquipment
from kopri.kernel.consignment.whole import Consignment
from kopri.kernel.ids import plate_key

# UN/EDIFACT 8053 codes of what a tractor pulls: body trailer, semi-trailer, trailer
TRAILERS = frozenset({"AE", "SM", "TE"})


def party(one: TradeParty | None, path: str, found: Found) -> None:
    """The country of a party's address."""
    if one is not None and one.address is not None:
        country(one.address.country, f"{path}/address/country", found)


def place(location: Location | None, path: str, found: Found) -> None:
    """The countries of a place."""
    if location is None:
        return
    country(location.country, f"{path}/country", found)
    if location.address is not None:
        country(location.address.country, f"{path}/address/country", found)


def item(one: ConsignmentItem, path: str, found: Found) -> None:
    """One line of goods."""
    commodity(one.commodity_code, f"{path}/commodity_code", found)
    country(one.origin_country, f"{path}/origin_country", found)
    country(one.destination_country, f"{path}/destination_country", found)
    weights(one.gross_weight_kg, one.net_weight_kg, path=path, found=found)
    not_negative(one.gross_volume_m3, f"{path}/gross_volume_m3", found)
    amount(one.invoice_amount, f"{path}/invoice_amount", found)
    for number, unit in enumerate(one.packages):
        package(unit, f"{path}/packages/{number}", found)
    for number, goods in enumerate(one.dangerous_goods):
        dangerous(goods, f"{path}/dangerous_goods/{number}", found)


def own(consignment: Consignment, found: Found) -> None:
    """What the consignment says of itself."""
    commodity(consignment.cargo_commodity_code, "/cargo_commodity_code", found)
    weights(consignment.gross_weight_kg, consignment.net_weight_kg, path="", found=found)
    for name in ("gross_volume_m3", "item_quantity", "package_quantity", "equipment_quantity"):
        not_negative(getattr(consignment, name), f"/{name}", found)
    for name in ("invoice_amount", "declared_value", "cash_on_delivery"):
        amount(getattr(consignment, name), f"/{name}", found)


def equipment(one: TransportEquipment, path: str, found: Found) -> None:
    """Where it is registered; a container's number. A trailer has a plate, whatever it looks like."""
    country(one.country, f"{path}/country", found)
    if one.category_code not in TRAILERS:
        _container(one.identifier, f"{path}/identifier", found)
    for number, carried in enumerate(one.carried):
        equipment(carried, f"{path}/carried/{number}", found)


def _container(number: str, path: str, found: Found) -> None:
    if iso6346.looks_like(number):
        if not iso6346.is_valid(number):
            found.fault(
                code="consignment.container",
                message="The check digit of {value} is wrong; {digit} fits.", path=path,
                rule="ISO 6346", remedy="Compare the number with the one on the container.",
                value=shown(number), digit=iso6346.check_digit(plain(number)),
            )
    elif not number.isascii() and iso6346.looks_like(plate_key(number)):
        found.fault(
            code="consignment.container_letters",
            message="{value} looks like a container's number and is written with letters of another "
                    "alphabet.",
            path=path, rule="ISO 6346: Latin capital letters and digits",
            remedy="Type it anew with a Latin keyboard.", value=shown(number),
        )


def movements(consignment: Consignment, found: Found) -> None:
    """The legs: where the vehicle is registered, and whether they deny dangerous goods."""
    legs = consignment.main_carriage
    for number, movement in enumerate(legs):
        if movement.means is not None:
            country(movement.means.country, f"/main_carriage/{number}/means/country", found)
    goods = consignment.dangerous_goods or any(one.dangerous_goods for one in consignment.items)
    if goods and legs and all(leg.dangerous_goods is False for leg in legs):
        found.fault(
            code="consignment.dangerous_denied",
            message="Dangerous goods are described, and every leg says that there are none.",
            path="/main_carriage/0/dangerous_goods", rule="ADR, 5.4.1",
            remedy="Correct the indicator or the goods.",
        )
