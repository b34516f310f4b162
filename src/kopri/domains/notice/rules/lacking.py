"""What a notice needs beyond what its format asks for, and until when.

A notice may be lodged early and completed later, so what is lacking refuses nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

from kopri.domains.notice.rules.coming import Coming
from kopri.domains.notice.rules.lawful import Due, local
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"


class Needed(Rule):
    """Base: something every notice of loaded goods says. ``modes``: empty for all."""

    path: ClassVar[str] = ""
    modes: ClassVar[tuple[str, ...]] = ()
    source = _HOUSE

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        """Whether the consignment says it."""
        raise NotImplementedError


class NamesConsignor(Needed):
    """The consignor is not named; it must be until {until}."""

    code, path = "notice.lacks_consignor", "/consignor/name"
    remedy = "Add the name and address of who sends the goods."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return whole.consignor is not None and bool(whole.consignor.name)


class NamesConsignee(Needed):
    """The consignee is not named; it must be until {until}."""

    code, path = "notice.lacks_consignee", "/consignee/name"
    remedy = "Add the name and address of who receives the goods."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return whole.consignee is not None and bool(whole.consignee.name)


class DescribesGoods(Needed):
    """Some goods are not described; they must be until {until}."""

    code, path = "notice.lacks_description", "/items"
    remedy = "Say in plain words what the goods are."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return bool(whole.cargo_description) or _every(whole, lambda item: item.description)


class ClassifiesGoods(Needed):
    """Some goods have no HS code; services plan by it, so it must be there until {until}."""

    code, path = "notice.lacks_commodity", "/items"
    remedy = "Look the goods up by words and write at least four digits, better six."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return bool(whole.cargo_commodity_code) or _every(whole, lambda item: item.commodity_code)


class WeighsGoods(Needed):
    """The gross weight is not said; it must be until {until}."""

    code, path = "notice.lacks_weight", "/gross_weight_kg"
    remedy = "Add the gross weight in kilograms, of the whole or of every item."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return whole.gross_weight_kg is not None or _every(
            whole, lambda item: item.gross_weight_kg is not None)


class CountsPackages(Needed):
    """It is not said how the goods are packed and in how many packages; it must be until {until}."""

    code, path = "notice.lacks_packages", "/package_quantity"
    remedy = "Add number and type of the packages; goods in bulk are packages of type VO, VQ, VR or VY."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return bool(whole.package_quantity or whole.packages) or _every(
            whole, lambda item: item.packages)


class ValuesGoods(Needed):
    """No value of the goods is said; it must be until {until}."""

    code, path = "notice.lacks_value", "/invoice_amount"
    remedy = "Add the amount of the invoice and its currency."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return bool(whole.invoice_amount or whole.declared_value) or _every(
            whole, lambda item: item.invoice_amount)


class NamesWaybill(Needed):
    """The waybill has no number; it must have one until {until}."""

    code, path = "notice.lacks_waybill", "/waybill/identifier"
    remedy = "Add the number of the CMR, SMGS or other waybill."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return bool(whole.waybill and whole.waybill.identifier) or bool(whole.identifier)


class NamesWay(Needed):
    """Where the goods are taken over and delivered is not said; it must be until {until}."""

    code, path = "notice.lacks_places", "/receipt_location"
    remedy = "Add both places, at least their countries."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        start = whole.acceptance_location or (whole.pick_up and whole.pick_up.location)
        end = whole.receipt_location or (whole.delivery and whole.delivery.location)
        return bool(start and end)


class NamesWagons(Needed):
    """No wagon is named; each must be until {until}."""

    code, path, modes = "notice.lacks_wagons", "/equipment", ("rail",)
    remedy = "Add the numbers of the wagons."

    @classmethod
    def there(cls, whole: Consignment) -> bool:
        return any(one.identifier for one in whole.equipment)


NEEDED: tuple[type[Needed], ...] = (
    NamesConsignor, NamesConsignee, DescribesGoods, ClassifiesGoods, WeighsGoods, CountsPackages,
    ValuesGoods, NamesWaybill, NamesWay, NamesWagons,
)


def lacking(whole: Consignment, *, coming: Coming, term: Due) -> Iterator[Fault]:
    """What one consignment does not say, under the law that asks for it where there is one."""
    missing = [rule for rule in NEEDED
               if (not rule.modes or coming.mode in rule.modes) and not rule.there(whole)]
    for rule in missing:
        yield replace(rule.fault(path=rule.path, until=local(term.until, term.zone)), rule=term.law or rule.source)


def _every(whole: Consignment, says: Callable[..., object]) -> bool:
    return bool(whole.items) and all(map(says, whole.items))
