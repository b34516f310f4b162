"""Show the inspections of a case: who needs the goods unloaded, the records, what one may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import CaseView, by_reference
from kopri.domains.control.queries import services_of, steps_of
from kopri.domains.inspection import permissions
from kopri.domains.inspection.queries import inspections_of, recognised_of
from kopri.domains.inspection.rules import recognisable, state_of, subject_of, unsigned
from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import Guest, Invited, Record, Standing, Written
from kopri.domains.weighing.queries import weighings_of
from kopri.engines.countrydata import PairData
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.rules import require


@dataclass(frozen=True, slots=True, kw_only=True)
class Needing:
    """A service for which the goods are unloaded; ``guest``: the joint step that would let it in.

    Of the other side only what goods and papers alone ask for is known, never what risk asks for.
    """

    who: Invited
    minutes: int
    guest: Guest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A result of the other side. ``basis``: the agreement by which it may count here, or empty:
    information only. ``by``: the own services for which it counts."""

    fact: Written
    subject: str
    basis: str
    by: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedThere:
    """A weighing at the other side's gate; ``basis`` and ``by`` as of ``Offered``."""

    fact: str
    gross_kg: int
    time: datetime
    basis: str
    by: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionLine:
    """One inspection as it stands. ``mine``: as what the reader's service takes part; None for who is
    of no service."""

    record: Record
    state: InspectionState
    unsigned: Sequence[Invited]
    mine: Standing | None
    offered: Sequence[Offered]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionSheet:
    """``planned``: the services of each side that see the case; ``guests``: joint steps in force at
    this side's post today."""

    case: CaseView
    now: datetime
    side: str
    needing: Sequence[Needing]
    planned: Mapping[str, Sequence[str]]
    guests: Sequence[Guest]
    lines: Sequence[InspectionLine]
    weighings: Sequence[WeighedThere] = ()


def show_inspections(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str
) -> InspectionSheet:
    """For those who work at the border; a Refusal for anybody else."""
    require(permissions.may_read(actor))
    case, now, side = by_reference(reference), journal.clock.now(), journal.side
    other, post = pair.other(side), pair.post_at(case.point, side=side)
    day = now.astimezone(pair.country(side).zone).date()
    planned = {each: services_of([reference], side=each).get(reference, ())
               for each in (side, other)}
    guests = [Guest(step=row.id, side=row.guest_side, service=row.guest_service,
                    host_post=row.host_post, legal_basis=row.legal_basis,
                    since=str(row.valid_from))
              for row in pair.guests_at(side=side, post=post, day=day)]
    return InspectionSheet(
        case=case, now=now, side=side, planned=planned, guests=guests,
        needing=[*_own(pair, side=side, reference=reference),
                 *_others(pair, side=other, case=case, planned=planned[other], guests=guests)],
        lines=[_line(each, actor=actor, pair=pair, day_of=now)
               for each in inspections_of(reference)],
        weighings=_weighings(case, side=other, basis=pair.recognises(
            "weighing", by_side=side, post=pair.post_at(case.point, side=other), day=day)))


def _weighings(case: CaseView, *, side: str, basis: str) -> list[WeighedThere]:
    taken = recognised_of(case.reference)
    return [WeighedThere(
        fact=each.uid, gross_kg=each.gross_kg, time=each.time, basis=basis,
        by=[act.service for act in taken if act.said["fact"] == each.uid])
        for each in weighings_of(case.reference) if each.side == side]


def _own(pair: PairData, *, side: str, reference: str) -> list[Needing]:
    """The services of the own plan whose stages need it, with the longest time of each."""
    times = {row.stage: row.p50_min for row in pair.country(side).unloading}
    found: dict[str, int] = {}
    for step in steps_of([reference]):
        if step.step in times and not step.finished:
            found[step.service] = max(found.get(step.service, 0), times[step.step])
    return [Needing(who=Invited(side=side, service=service), minutes=minutes)
            for service, minutes in found.items()]


def _others(
    pair: PairData, *, side: str, case: CaseView, planned: Sequence[str], guests: Sequence[Guest]
) -> list[Needing]:
    country, flow = pair.country(side), "exit" if exit_side(case.direction) == side else "entry"
    let_in = {(each.side, each.service): each for each in guests}
    return [Needing(who=Invited(side=side, service=service),
                    minutes=country.unloading_minutes(service, flow=flow),
                    guest=let_in.get((side, service)))
            for service in planned if country.unloading_minutes(service, flow=flow)]


def _line(
    record: Record, *, actor: Actor, pair: PairData, day_of: datetime
) -> InspectionLine:
    side = actor.side
    day = day_of.astimezone(pair.country(side).zone).date()
    return InspectionLine(
        record=record, state=state_of(record), unsigned=unsigned(record),
        mine=record.head.stands_as(side, actor.service) if permissions.may_work(actor) else None,
        offered=[_offered(fact, record=record, basis=pair.recognises(
            subject_of(fact), by_side=side, post=record.head.post, day=day))
            for fact in recognisable(record, side=side)])


def _offered(fact: Written, *, record: Record, basis: str) -> Offered:
    return Offered(fact=fact, subject=subject_of(fact), basis=basis, by=[
        each.service for each in record.recognised if each.said["fact"] == fact.uid])
