"""Values of consignments in words."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from kopri.interfaces.web import names
from kopri.interfaces.web.words import say
from kopri.kernel.consignment import Address, Amount, Location, PackagingUnit, TradeParty
from kopri.kernel.consignment.codes import MINOR_UNITS
from kopri.kernel.consignment.difference import Step
from kopri.kernel.text import translate

LONGEST_CODE = 20
_HEXADECIMAL = 64


def plain(value: object) -> str:
    """A single value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Amount):
        return f"{money_shown(value)} {value.currency}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return f"{text[:12]}…" if len(text) == _HEXADECIMAL and text.isalnum() else text


def money_shown(value: Amount) -> str:
    """The number of an amount, with its decimals."""
    return f"{Decimal(value.minor).scaleb(-MINOR_UNITS.get(value.currency, 2)):f}"


def label(message: str) -> str:
    """A field's label in the reader's language."""
    return translate(message, language=names.language())


def way(steps: Iterable[Step]) -> str:
    """Where a value stands: ``Goods item 2 (Wheat): Gross weight, kg``."""
    return ": ".join(_step(step) for step in steps)


def _step(step: Step) -> str:
    text = label(step.label)
    if step.number is None:
        return text
    name = f" ({step.name[:60]})" if step.name else ""
    return f"{text} {step.number}{name}"


def party(found: TradeParty | None) -> str:
    """Name, address and number."""
    if found is None:
        return ""
    number = found.registration or found.tax_identifier or found.identifier
    parts = [found.name, address(found.address), say("No. {number}", number=number) if number else ""]
    return ", ".join(part for part in parts if part)


def address(found: Address | None) -> str:
    """Street, town, country."""
    if found is None:
        return ""
    street = " ".join(part for part in (found.street, found.building_number) if part)
    town = " ".join(part for part in (found.postcode, found.city) if part)
    return ", ".join(part for part in (street, town, found.country) if part)


def place(found: Location | None) -> str:
    """Name, code, country."""
    if found is None:
        return ""
    town = found.name or (found.address.city if found.address else "")
    country = found.country or (found.address.country if found.address else "")
    return ", ".join(dict.fromkeys(part for part in (town, found.identifier, country) if part))


def packages(found: Iterable[PackagingUnit]) -> str:
    """``400 BG, 2 PX``."""
    return ", ".join(
        " ".join(part for part in (plain(unit.quantity), unit.type_code or unit.type_text) if part)
        for unit in found)
