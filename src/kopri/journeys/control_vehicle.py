"""Control a vehicle: say how deep a service looks, work through its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import by_reference
from kopri.domains.control import operations
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The case that was worked on."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    state: str
    flow: str


def _where(reference: str, *, journal: Journal) -> _Where:
    case = by_reference(reference)
    leaving = exit_side(case.direction) == journal.side
    return _Where(state=case.state_at(journal.side).value, flow="exit" if leaving else "entry")


def direct_controls(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str, corridor: str,
    extra: Sequence[str], time: datetime | None = None, seen: str = "",
    request: RequestKey | None = None,
) -> Found:
    """A service decides how deep it looks; ``seen``: how far the officer knew the case."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        operations.unchanged(tx, reference=reference, seen=seen)
        where = _where(reference, journal=journal)
        operations.direct(
            tx, reference=reference, corridor=corridor, extra=extra, state=where.state, time=time,
            country=pair.country(journal.side), flow=where.flow)
        return tx.answer(Found(reference=reference))


def start_step(
    *, journal: Journal, actor: Actor, reference: str, step: str, time: datetime | None = None,
    request: RequestKey | None = None,
) -> Found:
    """A service begins a step."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        where = _where(reference, journal=journal)
        operations.start_step(tx, reference=reference, step=step, state=where.state, time=time)
        return tx.answer(Found(reference=reference))


def finish_step(
    *, journal: Journal, actor: Actor, reference: str, step: str, time: datetime | None = None,
    request: RequestKey | None = None,
) -> Found:
    """A service is done with a step."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        where = _where(reference, journal=journal)
        operations.finish_step(tx, reference=reference, step=step, state=where.state, time=time)
        return tx.answer(Found(reference=reference))
