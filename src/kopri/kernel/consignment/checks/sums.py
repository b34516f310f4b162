"""Totals must be what their items add up to, where every item says its part."""

from collections.abc import Sequence
from decimal import Decimal

from kopri.kernel.consignment.checks.found import Found
from kopri.kernel.consignment.whole import Consignment

Number = Decimal | int


def totals(consignment: Consignment, found: Found) -> None:
    """Weights, volume, the number of items and of packages."""
    items = consignment.items
    if not items:
        return
    for name in ("gross_weight_kg", "net_weight_kg", "gross_volume_m3"):
        stated = getattr(consignment, name)
        if stated is not None:
            _total(stated, [getattr(item, name) for item in items], path=f"/{name}", found=found)
    if consignment.item_quantity is not None:
        _total(consignment.item_quantity, [1] * len(items), path="/item_quantity", found=found)
    if consignment.package_quantity is not None and all(item.packages for item in items):
        packages = [unit.quantity for item in items for unit in item.packages]
        _total(consignment.package_quantity, packages, path="/package_quantity", found=found)


def _total(stated: Number, parts: Sequence[Number | None], *, path: str, found: Found) -> None:
    known = [part for part in parts if part is not None]
    total = sum(known)
    if len(known) == len(parts) and stated != total:
        found.fault(
            code="consignment.total",
            message="The total is {stated}; the items add up to {total}.", path=path,
            rule="CMR, article 6; totals are sums", remedy="Correct the total or the items.",
            stated=str(stated), total=str(total),
        )
