"""Weigh a vehicle: what scales said is kept and held against the notice and both sides' limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import CaseView, find
from kopri.crossing.states import ENDS, Phase, SideState
from kopri.domains.notice.queries import told_kg
from kopri.domains.weighing import operations
from kopri.domains.weighing.permissions import may_weigh
from kopri.domains.weighing.queries import WeighingView, unfit, weighings_of
from kopri.domains.weighing.rules import OneCase, VehicleKnown
from kopri.domains.weighing.types import AxleGroup, Weighed
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.weighing import Found
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require

_INSIDE = (SideState.REGISTERED, SideState.HELD, SideState.RELEASED, SideState.REFUSED)
_AT_HAND = (Phase.WAITING, Phase.CALLED, Phase.STRIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnScales:
    """``text``: a plate or a reference. ``device``: the scales' own name; empty: typed by hand."""

    text: str
    gross_kg: int
    axle_groups: Sequence[AxleGroup] = ()
    device: str = ""
    time: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A weighing and all that does not fit."""

    reference: str
    weighed: WeighingView
    findings: tuple[Found, ...]


def weigh_vehicle(
    *, journal: Journal, pair: PairData, actor: Actor, scales: OnScales,
    request: RequestKey | None = None,
) -> Judged:
    """Find the vehicle's case and keep the weighing; what does not fit stops nobody by itself."""
    case = _meant(scales.text, actor=actor, side=journal.side, now=journal.clock.now())
    with begin(journal, actor=actor, keys=[f"case:{case.reference}"], request=request) as tx:
        operations.weigh(tx, reference=case.reference, time=scales.time, weighed=Weighed(
            side=journal.side, point=case.point, gross_kg=scales.gross_kg, device=scales.device,
            axle_groups=tuple(scales.axle_groups)))
        return tx.answer(_judged(pair, case=case, weighed=WeighingView(
            side=journal.side, gross_kg=scales.gross_kg, device=scales.device,
            axle_groups=tuple(scales.axle_groups), time=scales.time or tx.now)))


def show_weighings(*, pair: PairData, case: CaseView) -> list[Judged]:
    """What both sides' scales have said of a case, the oldest first."""
    return [_judged(pair, case=case, weighed=each) for each in weighings_of(case.reference)]


def _meant(text: str, *, actor: Actor, side: str, now: datetime) -> CaseView:
    """The one open case of the vehicle; of several the one that is inside, or at hand."""
    require(may_weigh(actor))
    found = [case for case in find(text) if case.may_come(now)]
    refuse_if([] if found else [VehicleKnown.fault(path="/plate", text=text)],
              ground=Ground.MISSING)

    def rank(case: CaseView) -> tuple[bool, bool, bool, bool]:
        return (case.state_at(side) not in _INSIDE, case.phase not in _AT_HAND, case.phase in ENDS,
                not case.is_named(text))

    best = min(map(rank, found))
    meant = [case for case in found if rank(case) == best]
    refuse_if([OneCase.fault(path="/plate", number=len(meant), references=", ".join(
        case.reference for case in meant))] if len(meant) > 1 else [])
    return meant[0]


def _judged(pair: PairData, *, case: CaseView, weighed: WeighingView) -> Judged:
    return Judged(reference=case.reference, weighed=weighed, findings=unfit(
        weighed, pair=pair, told_kg=told_kg(case.reference),
        trailer=bool(case.conveyance.get("trailer_plate"))))
