"""Show fallback: regimes and who could go under them, second looks, packs to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, in_phases
from kopri.crossing.states import Phase, SideState
from kopri.domains.control.queries import findings_of, services_of, steps_of
from kopri.domains.fallback.permissions import may_head
from kopri.domains.fallback.queries import (
    HOUR,
    PackView,
    RegimeView,
    ReleaseView,
    pack_of,
    packs,
    regime_at,
    regimes,
    released_since,
    releases,
    releases_of,
    to_look_again,
)
from kopri.domains.fallback.rules import KnownPack, broken_release
from kopri.domains.notice.queries import loads_of
from kopri.domains.queue.queries import bookings_of
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.falling_back import NEVER_MISSED, FallbackRule
from kopri.journal.core import Journal
from kopri.journal.queries import keeps
from kopri.journeys.fall_back.declaring import rule_at
from kopri.journeys.fall_back.standing import standings
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Fault, Ground
from kopri.kernel.rules import has_role, refuse_if, require

_IN_CONTROL = (Phase.EXIT_CONTROLS, Phase.ENTRY_CONTROLS)
_COMING = (Phase.BOOKED, Phase.ANNOUNCED, Phase.WAITING, Phase.CALLED, Phase.EXIT_CONTROLS,
           Phase.EXIT_RELEASED, Phase.STRIP)
_AHEAD = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A vehicle that waits for a service that is missed; ``faults``: why it may not go."""

    case: CaseView
    missed: tuple[str, ...]
    faults: Sequence[Fault]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSheet:
    """A post. ``rule``: what its data allows; ``may_miss``: ids of services; ``here``: decided here."""

    point: str
    rule: FallbackRule | None
    may_miss: Sequence[str]
    here: bool
    regime: RegimeView | None
    released: int
    candidates: Sequence[Candidate]
    past: Sequence[RegimeView]


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackSheet:
    """The shift head's page."""

    now: datetime
    points: Sequence[PointSheet]
    releases: Sequence[ReleaseView]
    packs: Sequence[PackView]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRow:
    """A vehicle that is expected, as it is printed; nothing that only one service may know."""

    reference: str
    plate: str
    direction: str
    slot: datetime | None
    services: tuple[str, ...]
    goods: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSheet:
    """A pack to print: ``rows`` as of ``now``, and its stickers."""

    now: datetime
    pack: PackView
    rows: Sequence[PackRow]


def show_fallback(*, journal: Journal, pair: PairData, actor: Actor) -> FallbackSheet:
    """Everything that a shift head decides of it, and sees of what became of it."""
    require(may_head(actor))
    return FallbackSheet(
        now=journal.clock.now(), releases=releases(side=journal.side),
        packs=packs(side=journal.side),
        points=[_point(point.code, journal=journal, pair=pair)
                for point in pair.pair.facts.points])


def _point(point: str, *, journal: Journal, pair: PairData) -> PointSheet:
    side, now = journal.side, journal.clock.now()
    rule = rule_at(pair, side=side, point=point, now=now)
    regime = regime_at(side=side, point=point, now=now)
    released = released_since(side=side, point=point, since=now - HOUR)
    return PointSheet(
        point=point, rule=rule, here=keeps(journal, post=pair.post_at(point, side=side)),
        regime=regime, released=released, past=regimes(side=side, point=point),
        may_miss=[each.id for each in pair.country(side).services_at_the_border()
                  if rule and each.role in rule.may_miss and each.role not in NEVER_MISSED],
        candidates=_candidates(regime, released=released, pair=pair) if regime else [])


def _candidates(regime: RegimeView, *, released: int, pair: PairData) -> list[Candidate]:
    """Vehicles in this side's controls that wait for a service which is missed."""
    side = regime.side
    cases = [case for case in in_phases(*_IN_CONTROL, point=regime.point)
             if case.state_at(side) in (SideState.REGISTERED, SideState.HELD)]
    waited_for = _waited_for([case.reference for case in cases], side=side)
    stands = standings(cases, waited_for=waited_for, regime=regime, released=released, pair=pair)
    found = [Candidate(case=case, missed=stands[case.reference].missed,
                       faults=list(broken_release(stands[case.reference])))
             for case in cases if stands[case.reference].missed]
    return sorted(found, key=lambda each: (bool(each.faults), each.case.since))


def _waited_for(references: Sequence[str], *, side: str) -> dict[str, list[str]]:
    """Services of the plan that have not cleared, by reference."""
    cleared = {(row.reference, row.service) for row in findings_of(references)
               if row.side == side and row.outcome == "cleared"}
    found: dict[str, list[str]] = {reference: [] for reference in references}
    for step in steps_of(references):
        waits = (step.reference, step.service) not in cleared
        if waits and step.service not in found[step.reference]:
            found[step.reference].append(step.service)
    return found


def released_under(reference: str) -> list[ReleaseView]:
    """How a case was released under a regime, on either side."""
    return releases_of(reference)


def to_look_at(*, journal: Journal, actor: Actor) -> list[ReleaseView]:
    """What this inspector's service has yet to look at again; for a shift head of all services."""
    require(has_role(actor, Role.INSPECTOR, Role.SHIFT_HEAD))
    service = actor.service if actor.role is Role.INSPECTOR else ""
    if actor.role is Role.INSPECTOR and not service:
        return []
    return to_look_again(side=journal.side, service=service)


def show_pack(*, journal: Journal, pair: PairData, actor: Actor, pack: str) -> PackSheet:
    """A pack with the vehicles that are expected now."""
    require(may_head(actor))
    known = pack_of(pack)
    refuse_if([] if known else [KnownPack.fault()], ground=Ground.MISSING)
    assert known is not None
    return PackSheet(now=journal.clock.now(), pack=known,
                     rows=_expected(known.point, journal=journal, pair=pair))


def _expected(point: str, *, journal: Journal, pair: PairData) -> list[PackRow]:
    """Whoever this side has yet to take in within the next hours, the earliest slot first."""
    side, until = journal.side, journal.clock.now() + _AHEAD
    cases = [case for case in in_phases(*_COMING, point=point)
             if case.plate and case.state_at(side) is SideState.EXPECTED]
    references = [case.reference for case in cases]
    bookings, services = bookings_of(references), services_of(references, side=side)
    rows = [(case, bookings[case.reference].slot if case.reference in bookings else None)
            for case in cases]
    soon = [(case, slot) for case, slot in rows if slot is None or slot <= until]
    loads = loads_of([case for case, _ in soon], pair=pair)
    return [PackRow(
        reference=case.reference, plate=case.plate, direction=case.direction, slot=slot,
        services=services.get(case.reference, ()), goods=loads[case.reference].goods)
        for case, slot in sorted(soon, key=lambda each: (
            each[1] is None, each[1] or each[0].since, each[0].reference))]
