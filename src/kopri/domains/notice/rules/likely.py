"""What is unusual: value, weight and density of goods, temperatures, speed. Warnings, never refusals.

The bounds are data under ``countries/`` and assumptions; the messages say so.
"""

from collections.abc import Iterator
from decimal import Decimal

from kopri.domains.notice.rules.coming import Bound, Yardstick
from kopri.kernel.consignment import Amount, Consignment, ConsignmentItem, PackagingUnit
from kopri.kernel.consignment.codes import MINOR_UNITS
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_ASSUMED = "Assumption of this platform, countries/reference/usual_bounds.csv"


class UsualValue(Rule):
    """{value} USD a kilogram is unusual for goods of chapter {chapter}: mostly {least} to {most}."""

    code = "notice.unusual_value"
    source = _ASSUMED
    remedy = "Compare amount, currency and weight with the invoice. If they are right, do nothing."


class UsualPackage(Rule):
    """{value} kg for one package of type {type} is unusual: mostly {least} to {most}."""

    code = "notice.unusual_package"
    source = _ASSUMED
    remedy = "Compare weight and number of the packages. If they are right, do nothing."


class UsualDensity(Rule):
    """{value} kg in a cubic metre is unusual: mostly {least} to {most}."""

    code = "notice.unusual_density"
    source = _ASSUMED
    remedy = "Compare weight and volume. If they are right, do nothing."


class UsualTemperature(Rule):
    """{value} °C is unusual on the way: mostly {least} to {most}."""

    code = "notice.unusual_temperature"
    source = _ASSUMED
    remedy = "Compare sign and unit. If they are right, do nothing."


class UsualLoad(Rule):
    """{value} kg of goods is unusual for one vehicle: mostly {least} to {most}."""

    code = "notice.unusual_load"
    source = _ASSUMED
    remedy = "Compare the weight and its unit: kilograms, not tonnes. If it is right, do nothing."


def unlikely(whole: Consignment, *, mode: str, yardstick: Yardstick) -> Iterator[Fault]:
    """Everything unusual of one consignment; nothing where no bounds are held."""
    if not yardstick.bounds:
        return
    for number, item in enumerate(whole.items):
        path = f"/items/{number}"
        yield from _value(item, f"{path}/invoice_amount", yardstick=yardstick)
        yield from _package(item, f"{path}/packages", yardstick=yardstick)
        yield from _density(item, f"{path}/gross_volume_m3", yardstick=yardstick)
        for at, one in enumerate(item.handling):
            yield from _temperature(one.minimum_celsius, f"{path}/handling/{at}/minimum_celsius",
                                    yardstick=yardstick)
            yield from _temperature(one.maximum_celsius, f"{path}/handling/{at}/maximum_celsius",
                                    yardstick=yardstick)
    for number, box in enumerate(whole.equipment):
        for name in ("minimum_celsius", "maximum_celsius"):
            yield from _temperature(getattr(box, name), f"/equipment/{number}/{name}",
                                    yardstick=yardstick)
    if whole.gross_weight_kg is not None:
        bound = yardstick.bound("load", mode)
        yield from _outside(UsualLoad, whole.gross_weight_kg, bound, path="/gross_weight_kg")


def _outside(
    rule: type[Rule], value: Decimal, bound: Bound | None, *, path: str, **params: str
) -> Iterator[Fault]:
    if bound is not None and not bound.least <= value <= bound.most:
        yield rule.fault(path=path, value=_short(value), least=_short(bound.least),
                         most=_short(bound.most), **params)


def _short(value: Decimal) -> str:
    """Three digits that count, and all before the point."""
    rounded = value if value == value.to_integral_value() else round(
        value, max(0, 2 - value.adjusted()))
    return f"{rounded:f}"


def _value(item: ConsignmentItem, path: str, *, yardstick: Yardstick) -> Iterator[Fault]:
    weight, amount = item.net_weight_kg or item.gross_weight_kg, item.invoice_amount
    chapter = item.commodity_code[:2]
    if not weight or amount is None or not chapter:
        return
    bound, rate = yardstick.bound("value_per_kg", chapter), _rate(amount, yardstick)
    if bound is None or rate is None:
        return
    whole = Decimal(amount.minor).scaleb(-MINOR_UNITS.get(amount.currency, 2))
    low, high = whole * rate.least / weight, whole * rate.most / weight
    if high < bound.least or low > bound.most:  # whatever the rate of the day
        value = high if high < bound.least else low
        yield from _outside(UsualValue, value, bound, path=path, chapter=chapter)


def _rate(amount: Amount, yardstick: Yardstick) -> Bound | None:
    return yardstick.bounds.get(("usd_rate", amount.currency))


def _package(item: ConsignmentItem, path: str, *, yardstick: Yardstick) -> Iterator[Fault]:
    """Only where all packages of an item are of one type: else nobody knows which weighs what."""
    kinds = {unit.type_code for unit in item.packages}
    counted = sum(unit.quantity or 0 for unit in item.packages)
    if not item.gross_weight_kg or len(kinds) != 1 or not counted or _nested(item.packages):
        return
    (kind,) = kinds
    yield from _outside(UsualPackage, item.gross_weight_kg / counted,
                        yardstick.bound("package_weight", kind), path=f"{path}/0/quantity",
                        type=kind)


def _nested(packages: tuple[PackagingUnit, ...]) -> bool:
    return len({unit.level_code for unit in packages}) > 1


def _density(item: ConsignmentItem, path: str, *, yardstick: Yardstick) -> Iterator[Fault]:
    if item.gross_weight_kg and item.gross_volume_m3:
        yield from _outside(UsualDensity, item.gross_weight_kg / item.gross_volume_m3,
                            yardstick.bound("density", item.commodity_code[:2]), path=path)


def _temperature(value: Decimal | None, path: str, *, yardstick: Yardstick) -> Iterator[Fault]:
    if value is not None:
        yield from _outside(UsualTemperature, value, yardstick.bound("temperature", "*"), path=path)
