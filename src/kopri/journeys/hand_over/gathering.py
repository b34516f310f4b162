"""What is open at a post: from the record, the same list for whoever looks."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from kopri.crossing.queries import CaseView, count_by_phase, in_phases
from kopri.crossing.states import ENDS, Phase
from kopri.domains.calling.queries import needs_of
from kopri.domains.calling.states import NeedState
from kopri.domains.control.queries import findings_of
from kopri.domains.fallback.queries import regime_at, to_look_again
from kopri.domains.handover.types import Item, What
from kopri.domains.inspection.queries import inspections_of_all
from kopri.domains.inspection.types import Sample
from kopri.domains.outcomes.queries import parts_of, proposals_of, withheld_of
from kopri.domains.returns.queries import open_returns
from kopri.engines.countrydata import PairData
from kopri.kernel.clock import to_text

_HERE = (Phase.WAITING, Phase.CALLED, Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.STRIP,
         Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED, Phase.REFUSED)
MOST_RETURNS = 200


def open_items(*, side: str, point: str, now: datetime) -> list[Item]:
    """Holds, returns, seals, samples, regimes, second looks and needs, in one order."""
    cases = in_phases(*_HERE, point=point, most=2000)
    found = [*_regimes(side=side, point=point, now=now), *_holds(cases, side=side),
             *_inspected(cases, side=side), *_second_looks(side=side, point=point),
             *_needs(cases, side=side), *_returns(side=side, point=point)]
    return sorted(found, key=lambda item: (
        item.what, item.since, item.reference, item.of, item.number))


def waiting(*, point: str, pair: PairData) -> dict[str, int]:
    """Vehicles in each phase that is no end, of both directions; empty phases are left out."""
    found: dict[str, int] = {}
    for direction in sorted(pair.directions):
        for phase, number in count_by_phase(direction=direction, point=point).items():
            if phase not in ENDS and number:
                found[f"{direction} {phase.value}"] = number
    return found


def _regimes(*, side: str, point: str, now: datetime) -> Iterator[Item]:
    regime = regime_at(side=side, point=point, now=now)
    if regime is not None:
        yield Item(what=What.REGIME.value, since=to_text(regime.declared),
                   of=";".join(regime.missed))


def _holds(cases: Sequence[CaseView], *, side: str) -> Iterator[Item]:
    """Of this side's own services, on the whole or on a part, told or withheld by law, and what waits
    for a second officer; why they hold is not handed on, the case tells who may read it."""
    here = [case.reference for case in cases if case.is_inside(side)]
    for row in findings_of(here):
        if row.side == side and row.outcome == "held":
            yield Item(what=What.HOLD.value, reference=row.reference, of=row.service,
                       since=to_text(row.time))
    for part in parts_of(here):
        if (part.side, part.outcome) == (side, "held"):
            yield Item(what=What.HOLD.value, reference=part.reference, of=part.service,
                       number=part.part, since=to_text(part.time))
    for hold in withheld_of(here, side=side):
        yield Item(what=What.HOLD.value, reference=hold.reference, of=hold.service,
                   since=to_text(hold.since))
    for each in proposals_of([case.reference for case in cases], side=side):
        yield Item(what=What.PROPOSAL.value, reference=each.reference, of=each.service,
                   since=to_text(each.time))


def _returns(*, side: str, point: str) -> Iterator[Item]:
    """What the other side has refused, and this one has not answered or not yet back."""
    for each in open_returns(points=[point], most=MOST_RETURNS, asked=side):
        yield Item(what=What.RETURN.value, reference=each.reference, number=each.part,
                   since=to_text(each.opened))


def _inspected(cases: Sequence[CaseView], *, side: str) -> Iterator[Item]:
    """Samples that this side has and no laboratory has answered; seals broken and not replaced."""
    for reference, records in inspections_of_all([case.reference for case in cases]).items():
        for record in records:
            yield from (_sample(each) for each in record.samples
                        if each.holder[0] == side and not each.tested)
            replaced = {str(each.set.said.get("instead_of", "")) for each in record.seals
                        if each.set}
            for seal in record.seals:
                if seal.broken and seal.broken.side == side and seal.number not in replaced:
                    yield Item(what=What.SEAL.value, reference=reference,
                               of=seal.broken.service, number=seal.number,
                               since=to_text(seal.broken.time))


def _sample(sample: Sample) -> Item:
    _side, service, laboratory = sample.holder
    return Item(what=What.SAMPLE.value, reference=sample.taken.reference,
                of=laboratory or service, number=sample.number,
                since=to_text(sample.taken.time))


def _second_looks(*, side: str, point: str) -> Iterator[Item]:
    for row in to_look_again(side=side):
        if row.point == point:
            yield Item(what=What.SECOND_LOOK.value, reference=row.reference,
                       of=";".join(row.open), since=to_text(row.time))


def _needs(cases: Sequence[CaseView], *, side: str) -> Iterator[Item]:
    for need in needs_of([case.reference for case in cases], side=side):
        if need.state is NeedState.OPEN:
            yield Item(what=What.NEED.value, reference=need.reference, of=need.need.value,
                       since=to_text(need.noted))
