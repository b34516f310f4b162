"""Judge attendance: who did not come, whose fault each was; keep a deposit for it, or give it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import CaseView, by_reference, of_carrier, references_with_vehicles
from kopri.crossing.rules import KnownCase
from kopri.domains.attendance.permissions import may_see_attendance
from kopri.domains.attendance.queries import absences_of
from kopri.domains.attendance.types import Absence
from kopri.domains.draw.queries import tags_between
from kopri.domains.fees import operations
from kopri.domains.fees.permissions import may_deposit, may_keep_books
from kopri.domains.fees.queries import depositor_of, deposits_held
from kopri.domains.fees.rules import DepositKept, broken_forfeit
from kopri.domains.fees.types import Booked, Money
from kopri.domains.gate.queries import PassageView, passages_of
from kopri.domains.queue.queries import standing_among
from kopri.domains.queue.rules import OneActiveBooking
from kopri.engines.countrydata import DEPOSIT, PairData, fee_due
from kopri.engines.countrydata.no_shows import WINDOW, NoShowLaw, no_show_law
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle: ``case`` is the one by which it was asked for. ``missed``: every no-show of the window,
    by time. ``deposit``: what is held for it here, ``held_since`` then.

    No no-show of before counts towards it: it vouches for what comes after it.
    """

    case: CaseView
    missed: Sequence[Absence]
    direction: str
    deposit: Money | None = None
    held_since: datetime | None = None

    @property
    def own(self) -> list[Absence]:
        """Those that count against the driver, in the direction in which this side grants."""
        return [each for each in self.missed if each.counts and each.direction == self.direction]

    @property
    def against_deposit(self) -> int:
        """How many of them were missed while the deposit was held."""
        return sum(self.held_since is not None and each.slot >= self.held_since for each in self.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """``asked``: references that the reader may be led to. ``in_force``: the law and the deposit are."""

    now: datetime
    law: NoShowLaw
    in_force: bool
    vehicles: Sequence[Vehicle]
    asked: frozenset[str]
    may_keep: bool

    def forfeits(self, vehicle: Vehicle) -> bool:
        """Whether the law keeps its deposit."""
        return (self.in_force and vehicle.deposit is not None
                and self.law.keeps_deposit(vehicle.against_deposit))


def show_attendance(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str = "",
    announced: frozenset[str] = frozenset(),
) -> Attendance:
    """Of the vehicle of a case; without a ``reference`` of all the carrier's own that missed an hour.

    The law is the own side's, for those that leave it. ``announced``: fees taken as in force.
    """
    now, side = journal.clock.now(), journal.side
    if reference:
        cases = [by_reference(reference)]
        if not may_see_attendance(actor, carrier=cases[0].carrier):
            raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    else:
        require(actor.role is Role.CARRIER)
        cases = of_carrier(actor.person)
    country = pair.country(side)
    day = now.astimezone(country.zone).date()
    direction = f"{side}-{pair.other(side)}"
    vehicles = _vehicles(list({case.drawn_as: case for case in cases}.values()),
                         direction=direction, side=side, now=now)
    return Attendance(
        now=now, law=no_show_law(pair, side=side, day=day), may_keep=may_keep_books(actor),
        in_force=fee_due(country, code=DEPOSIT, day=day, announced=announced) is not None,
        vehicles=[each for each in vehicles if each.missed or reference],
        asked=frozenset(case.reference for case in cases) if actor.role is Role.CARRIER
        else frozenset(each.reference for vehicle in vehicles for each in vehicle.missed))


def _vehicles(
    cases: Sequence[CaseView], *, direction: str, side: str, now: datetime
) -> list[Vehicle]:
    since = now - WINDOW
    tags = tags_between(direction=direction, vehicles={case.drawn_as for case in cases},
                        start=since.date(), end=now.date())
    same, held = references_with_vehicles(cases), deposits_held({case.vin for case in cases})
    absences = absences_of(tags=set().union(*tags.values()),
                           references=set().union(*same.values()), since=since)
    passages = passages_of([each.reference for each in absences])
    seen = [_seen(each, there=passages.get((each.reference, side))) for each in absences]
    found = []
    for case in cases:
        deposit, held_since = held.get(case.vin, (None, None))
        found.append(Vehicle(
            case=case, direction=direction, deposit=deposit, held_since=held_since,
            missed=[each for each in seen if each.tag in tags[case.drawn_as]
                    or each.reference in same[case.reference]]))
    return found


def _seen(absence: Absence, *, there: PassageView | None) -> Absence:
    return absence.seen((there.waiting_area, there.gate, there.registered)) if there else absence


def forfeit_deposit(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str, reason: str,
    announced: frozenset[str] = frozenset(), request: RequestKey | None = None,
) -> Booked:
    """Keep the deposit of a case's vehicle, where the law of this side does."""
    require(may_keep_books(actor))
    case = by_reference(reference)
    party = depositor_of(case.vin)
    with begin(journal, actor=actor, request=request,
               keys=[f"fees:{party}", f"vin:{case.vin}", f"case:{reference}"]) as tx:
        found = show_attendance(journal=journal, pair=pair, actor=actor, reference=reference,
                                announced=announced)
        (vehicle,) = found.vehicles
        refuse_if(broken_forfeit(
            in_force=found.in_force and found.law.applied, missed=vehicle.against_deposit,
            reached=found.law.keeps_deposit(vehicle.against_deposit),
            held=vehicle.deposit is not None, reason=reason))
        done = operations.forfeit_deposit(
            tx, vehicle=case.vin, party=party, reference=reference, reason=reason,
            source=", ".join(rule.id for rule in (found.law.limit, found.law.deposit) if rule))
        return tx.answer(Booked(posting=done.uid, party=party))


def return_deposit(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str,
    announced: frozenset[str] = frozenset(), request: RequestKey | None = None,
) -> Booked:
    """Make the deposit credit again, while no booking of the vehicle rests on it and no law keeps it."""
    case = by_reference(reference)
    with begin(journal, actor=actor, request=request,
               keys=[f"fees:{case.payer}", f"vin:{case.vin}", f"case:{reference}"]) as tx:
        require(may_deposit(actor, party=case.payer))
        standing = standing_among([reference])
        refuse_if([OneActiveBooking.fault(reference=standing)] if standing else [])
        found = show_attendance(journal=journal, pair=pair, actor=journal.itself(),
                                reference=reference, announced=announced)
        refuse_if(DepositKept.fault(number=vehicle.against_deposit)
                  for vehicle in found.vehicles if found.forfeits(vehicle))
        done = operations.return_deposit(tx, vehicle=case.vin, party=case.payer)
        return tx.answer(Booked(posting=done.uid, party=case.payer))
