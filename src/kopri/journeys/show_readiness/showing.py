"""Readiness for who asks: a carrier or officer, the driver's card, a desk's worklist."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kopri.crossing.queries import CaseView, by_reference, views_of
from kopri.crossing.rules import KnownCase
from kopri.engines.countrydata import PairData
from kopri.engines.readiness import Readiness, readiness
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.journeys.show_readiness.gathering import Told, as_case, expected_of, gathered
from kopri.journeys.show_readiness.papers import papers_of
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """What a desk sees of a case beside its name. ``missing``: how many papers it waits for.

    ``goods_classes``: of goods that cannot wait, as ``goods_classes.csv`` names them.
    """

    missing: int = 0
    until: datetime | None = None
    goods_classes: frozenset[str] = frozenset()
    dangerous: bool = False


def show_readiness(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str
) -> Readiness:
    """The needs of a case, or a Refusal that there is none for this person.

    Why a service rejected is for the carrier and its own side.
    """
    case = by_reference(reference)
    if actor.role is Role.CARRIER and case.carrier != actor.person:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    found = readiness_of(journal=journal, pair=pair, case=case)
    if actor.role is Role.CARRIER:
        return found
    return replace(found, needs=tuple(
        need if need.paper.side == actor.side or not need.reason else replace(need, reason="")
        for need in found.needs))


def readiness_of(*, journal: Journal, pair: PairData, case: CaseView) -> Readiness:
    """The needs of a case that whoever asks may know of; none of one known by its name alone."""
    (told,) = gathered([case])
    return _readiness(told, pair=pair, now=journal.clock.now())


def flags_of(
    *, journal: Journal, pair: PairData, references: Sequence[str], service: str = ""
) -> dict[str, Flags]:
    """For each case, what is missing for a service of this side; for none, of the whole side."""
    now = journal.clock.now()
    return {told.case.reference: _flags(told, pair=pair, side=journal.side, service=service, now=now)
            for told in gathered(views_of(references)) if told.case.direction}


def _flags(told: Told, *, pair: PairData, side: str, service: str, now: datetime) -> Flags:
    found = _readiness(told, pair=pair, now=now)
    needs = [need for need in found.open
             if need.paper.side == side and service in ("", *need.paper.services)]
    codes = {code for notice in told.notices for code in notice.commodities}
    return Flags(
        missing=len({need.paper.id for need in needs}),
        until=min((need.until for need in needs if need.until), default=None),
        goods_classes=pair.country(side).goods_classes_of(codes),
        dangerous=any(need.part.dangerous for need in found.needs),
    )


def _readiness(told: Told, *, pair: PairData, now: datetime) -> Readiness:
    direction = exit_side(told.case.direction), entry_side(told.case.direction)
    if not all(direction):
        return Readiness(needs=())
    day = (expected_of(told) or now).astimezone(pair.country(direction[0]).zone).date()
    return readiness(as_case(told, pair=pair, now=now),
                     papers_of(pair, direction=direction, day=day))
