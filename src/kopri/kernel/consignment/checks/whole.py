"""A whole consignment: every part, the totals, the order of times."""

from kopri.kernel.consignment.checks.found import Found
from kopri.kernel.consignment.checks.parts import equipment, item, movements, own, party, place
from kopri.kernel.consignment.checks.sums import totals
from kopri.kernel.consignment.checks.times import times
from kopri.kernel.consignment.checks.values import dangerous, package
from kopri.kernel.consignment.whole import Consignment
from kopri.kernel.errors import Fault

PARTIES = ("consignor", "consignee", "carrier", "freight_forwarder", "transport_buyer")
MORE_PARTIES = ("connecting_carriers", "notified", "associated_parties")


def check(consignment: Consignment) -> tuple[Fault, ...]:
    """Every fault of the consignment: totals, weights, codes, numbers, order of times."""
    found = Found()
    _said_by_whom_and_where(consignment, found)
    for number, one in enumerate(consignment.items):
        item(one, f"/items/{number}", found)
    for number, unit in enumerate(consignment.packages):
        package(unit, f"/packages/{number}", found)
    if consignment.dangerous_goods:
        dangerous(consignment.dangerous_goods, "/dangerous_goods", found)
    own(consignment, found)
    totals(consignment, found)
    for number, one_of in enumerate(consignment.equipment):
        equipment(one_of, f"/equipment/{number}", found)
    movements(consignment, found)
    times(consignment, found)
    return tuple(found.faults)


def _said_by_whom_and_where(consignment: Consignment, found: Found) -> None:
    for name in PARTIES:
        party(getattr(consignment, name), f"/{name}", found)
    for name in MORE_PARTIES:
        for number, one in enumerate(getattr(consignment, name)):
            party(one, f"/{name}/{number}", found)
    place(consignment.acceptance_location, "/acceptance_location", found)
    place(consignment.receipt_location, "/receipt_location", found)
