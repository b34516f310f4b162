"""Single values: codes that are in their list, numbers that are not less than nothing."""

import re
from decimal import Decimal

from kopri.kernel.consignment.checks.found import Found, shown
from kopri.kernel.consignment.codes import COUNTRIES, CURRENCIES, PACKAGES
from kopri.kernel.consignment.goods import DangerousGoods, PackagingUnit
from kopri.kernel.consignment.parties import Amount

_HS = re.compile(r"[0-9]{4,10}")
_UNDG = re.compile(r"[0-9]{4}")


def country(code: str, path: str, found: Found) -> None:
    """ISO 3166-1."""
    if code and code not in COUNTRIES:
        found.fault(
            code="consignment.country", message="“{value}” is no country.", path=path,
            rule="ISO 3166-1 alpha-2", remedy="Write two capital letters, such as TR.",
            value=shown(code),
        )


def commodity(code: str, path: str, found: Found) -> None:
    """The form of an HS code; whether it is in the nomenclature needs the list."""
    if code and not _HS.fullmatch(code):
        found.fault(
            code="consignment.commodity", message="“{value}” is no HS code.", path=path,
            rule="Harmonized System", remedy="Write 4 to 10 digits without dots or blanks.",
            value=shown(code),
        )


def not_negative(value: Decimal | int | None, path: str, found: Found) -> None:
    """A mass, volume, count or price."""
    if value is not None and value < 0:
        found.fault(
            code="consignment.negative", message="{value} is less than nothing.", path=path,
            rule="A mass, volume, count or price is not negative", remedy="Write the true value.",
            value=shown(value),
        )


def weights(gross: Decimal | None, net: Decimal | None, *, path: str, found: Found) -> None:
    """Gross and net against each other."""
    not_negative(gross, f"{path}/gross_weight_kg", found)
    not_negative(net, f"{path}/net_weight_kg", found)
    if gross is not None and net is not None and net > gross:
        found.fault(
            code="consignment.net_above_gross",
            message="The net weight ({net} kg) is above the gross weight ({gross} kg).",
            path=f"{path}/net_weight_kg", rule="Gross weight includes packaging (UN/CEFACT)",
            remedy="Correct one of the two.", net=str(net), gross=str(gross),
        )


def amount(value: Amount | None, path: str, found: Found) -> None:
    """Money in a currency of ISO 4217."""
    if value is None:
        return
    not_negative(value.minor, f"{path}/minor", found)
    if value.currency not in CURRENCIES:
        found.fault(
            code="consignment.currency", message="“{value}” is no currency.",
            path=f"{path}/currency", rule="ISO 4217",
            remedy="Write three capital letters, such as USD.", value=shown(value.currency),
        )


def package(unit: PackagingUnit, path: str, found: Found) -> None:
    """A type of package of Recommendation 21, and how many."""
    not_negative(unit.quantity, f"{path}/quantity", found)
    if unit.type_code and unit.type_code not in PACKAGES:
        found.fault(
            code="consignment.package", message="“{value}” is no type of package.",
            path=f"{path}/type_code", rule="UN/ECE Recommendation 21",
            remedy="Use a code of the list, such as PX for a pallet.", value=shown(unit.type_code),
        )


def undg_number(goods: DangerousGoods) -> str:
    """The number without the letters that are written before it."""
    return goods.undg_number.upper().removeprefix("UN").strip()


def dangerous(goods: DangerousGoods, path: str, found: Found) -> None:
    """The form of a UN number, and the weights."""
    if goods.undg_number and not _UNDG.fullmatch(undg_number(goods)):
        found.fault(
            code="consignment.undg", message="“{value}” is no UN number.",
            path=f"{path}/undg_number", rule="ADR, chapter 3.2",
            remedy="Write the four digits of the UN number.", value=shown(goods.undg_number),
        )
    weights(goods.gross_weight_kg, goods.net_weight_kg, path=path, found=found)
