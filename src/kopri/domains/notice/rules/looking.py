"""One look at a notice: everything that is wrong, and everything that should be looked at.

Paths: ``/consignments/<number>/...``, ``/conveyance/...`` and ``/eta``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from kopri.crossing.types import Conveyance
from kopri.domains.notice.rules.coming import Coming, Yardstick
from kopri.domains.notice.rules.lacking import lacking
from kopri.domains.notice.rules.lawful import doubtful_law, due
from kopri.domains.notice.rules.likely import unlikely
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.checks import Checked, CodeLists, examine, vehicle
from kopri.kernel.errors import Fault


def wrong_with(
    consignments: Sequence[Consignment], *, conveyance: Conveyance | None = None, lists: CodeLists
) -> Iterator[Fault]:
    """The faults alone: what refuses the notice. Its document has been checked by its codec."""
    for number, whole in enumerate(consignments):
        yield from _below(f"/consignments/{number}", examine(whole, lists=lists).faults)
    if conveyance is not None:
        yield from _identity(conveyance).faults


def looked_at(coming: Coming, *, yardstick: Yardstick, now: datetime) -> Checked:
    """The faults and the warnings."""
    goods = goods_looked_at(coming.consignments, yardstick=yardstick, mode=coming.mode)
    told = _identity(coming.conveyance) if coming.conveyance else Checked()
    term = due(coming, pair=yardstick.pair)
    lacks = (fault for number, whole in enumerate(coming.consignments) for fault in _below(
        f"/consignments/{number}", lacking(whole, coming=coming, term=term)))
    law = doubtful_law(coming, yardstick=yardstick, term=term, now=now)
    return Checked(faults=(*goods.faults, *told.faults),
                   warnings=(*goods.warnings, *lacks, *told.warnings, *law))


def goods_looked_at(
    consignments: Sequence[Consignment], *, yardstick: Yardstick, mode: str = ""
) -> Checked:
    """The goods alone, where nobody knows yet when and where they cross."""
    faults: list[Fault] = []
    warnings: list[Fault] = []
    for number, whole in enumerate(consignments):
        checked = examine(whole, lists=yardstick.lists)
        doubts = [*checked.warnings, *unlikely(whole, mode=mode, yardstick=yardstick)]
        faults += _below(f"/consignments/{number}", checked.faults)
        warnings += _below(f"/consignments/{number}", doubts)
    return Checked(faults=tuple(faults), warnings=tuple(warnings))


def _identity(conveyance: Conveyance) -> Checked:
    return vehicle(
        plates={"/conveyance/plate": conveyance.plate,
                "/conveyance/trailer_plate": conveyance.trailer_plate},
        vin=("/conveyance/vin", conveyance.vin),
        country=("/conveyance/country", conveyance.country))


def _below(path: str, found: Iterable[Fault]) -> Iterator[Fault]:
    return (replace(fault, path=path + fault.path) for fault in found)
