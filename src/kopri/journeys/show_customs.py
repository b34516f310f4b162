"""Show declarations: of a case, to whom it concerns; of this side, to customs and who leads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kopri.crossing.queries import CaseView, by_reference, milestones_of, views_of
from kopri.crossing.rules import KnownCase
from kopri.crossing.states import SideState
from kopri.domains.customs.permissions import may_declare, may_list, may_read
from kopri.domains.customs.queries import DeclarationView, declarations_of, open_at
from kopri.domains.customs.types import DeclarationState, Regime
from kopri.domains.notice.queries import notices_of
from kopri.engines.countrydata import PairData
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.rules import require


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomsSheet:
    """The declarations of a case. ``desk``: the reader may act; ``arrived``: the entry side has
    signed the vehicle's arrival; ``leaving``: goods leave this side. ``consignments``: those announced."""

    case: CaseView
    now: datetime
    declarations: Sequence[DeclarationView]
    desk: bool
    leaving: bool
    arrived: datetime | None
    consignments: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomsRow:
    """An open declaration of this side with its case. ``ready``: the evidence to end it is here."""

    declaration: DeclarationView
    plate: str
    overdue: bool
    ready: bool


def show_declarations(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str
) -> CustomsSheet:
    """Of one case; what only the own side knows is for its staff alone."""
    case = by_reference(reference)
    if not may_read(actor, carrier=case.carrier):
        if actor.role is Role.CARRIER:
            raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
        require(False)
    services = [each.id for each in pair.country(journal.side).services_with("customs")]
    found = declarations_of([reference])
    return CustomsSheet(
        case=case, now=journal.clock.now(), desk=may_declare(actor, services=services),
        leaving=exit_side(case.direction) == journal.side, arrived=arrived_at(case),
        consignments=[each.identifier for notice in notices_of(reference)
                      for each in notice.consignments if each.identifier],
        declarations=found if actor.role is not Role.CARRIER else [
            replace(each, answers=(), lrn="", system="", consignment="") for each in found])


def show_customs(*, journal: Journal, actor: Actor) -> list[CustomsRow]:
    """Every declaration of this side that is not at its end: what is overdue first, then what can be
    ended, then by deadline."""
    require(may_list(actor))
    now, side = journal.clock.now(), journal.side
    open_ = open_at(side)
    cases = {each.reference: each for each in views_of([one.reference for one in open_])}
    rows = [CustomsRow(
        declaration=each, plate=cases[each.reference].plate, overdue=each.overdue(now),
        ready=_ready(each, case=cases[each.reference], side=side),
    ) for each in open_ if each.reference in cases]
    return sorted(rows, key=lambda row: (
        not row.overdue, not row.ready, row.declaration.terms.deadline or row.declaration.since))


def arrived_at(case: CaseView) -> datetime | None:
    """When the entry side registered the vehicle."""
    return next((stone.time for stone in milestones_of(case.reference)
                 if (stone.name, stone.side) == ("registered", entry_side(case.direction))), None)


def _ready(declaration: DeclarationView, *, case: CaseView, side: str) -> bool:
    return (declaration.regime is Regime.TRANSIT
            and declaration.state is DeclarationState.RELEASED
            and exit_side(case.direction) == side
            and case.entry_state is not SideState.EXPECTED)
