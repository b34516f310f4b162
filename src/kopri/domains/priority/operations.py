"""Claim, answer, decide, list, call for safety, sign: check, then append."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kopri.domains.priority import permissions
from kopri.domains.priority.queries import ClaimView, SafetyCallView, decision_of
from kopri.domains.priority.rules import (
    HasNoSlot,
    KnownCall,
    KnownClaim,
    NotYetCalled,
    RuleAsksForList,
    SecondPerson,
    SignedOnce,
    SpoilsLater,
    WaitsForDecision,
    broken_danger,
    broken_list,
    broken_reason,
)
from kopri.domains.priority.states import ClaimState
from kopri.domains.priority.types import (
    ClaimAnswered,
    ClaimDecided,
    Claimed,
    Countersigned,
    SafetyCalled,
    VehiclesListed,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.ids import plate_key
from kopri.kernel.lines import Line, Load
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Claiming:
    """What a carrier claims. ``claim``: a class of ``priority_rules.csv``."""

    claim: str
    wishes: Sequence[datetime]
    spoils_by: datetime | None = None


def claim(
    tx: Writing, *, reference: str, line: Line, load: Load, claiming: Claiming, carrier: str,
    booked: str, faults: Sequence[Fault],
) -> Recorded:
    """Claim a slot out of turn. ``booked``: the case in which the vehicle has a slot already;
    ``faults``: what the country's data say against the class on these days, and of the hours."""
    require(permissions.may_claim(tx.actor, carrier=carrier))
    late = claiming.spoils_by is not None and claiming.spoils_by <= tx.now
    moment = to_text(claiming.spoils_by) if claiming.spoils_by else ""
    refuse_if([*faults, *([SpoilsLater.fault(path="/spoils_by", moment=moment)] if late else [])],
              ground=Ground.INVALID)
    refuse_if([HasNoSlot.fault(reference=booked)] if booked else [])
    return tx.append(Draft(subject=reference, payload=Claimed(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        claim=claiming.claim, wishes=[to_text(wish) for wish in claiming.wishes],
        goods=load.goods, services=list(load.services), spoils_by=moment)))


def answer(
    tx: Writing, *, claim: ClaimView, state: ClaimState, rule: str, missing: Sequence[str] = (),
    slot: datetime | None = None,
) -> None:
    """Answer a claim; nothing is written where the answer is the last one."""
    require(permissions.may_answer(tx.actor))
    if (claim.state, claim.rule, claim.missing) == (state, rule, tuple(missing)):
        return
    tx.append(Draft(subject=claim.reference, basis=[(claim.log, claim.uid)], payload=ClaimAnswered(
        direction=claim.direction, claim=claim.uid, state=state.value, rule=rule,
        missing=list(missing), slot=to_text(slot) if slot else "")))


def decide(
    tx: Writing, *, claim: ClaimView | None, role: str, approved_by: str, approved: bool,
    reason: str,
) -> str:
    """Approve a claim, or do not; the case. ``role``: of the officer's service; ``approved_by``:
    the role that the row names."""
    if claim is None:
        raise Refusal([KnownClaim.fault()], ground=Ground.MISSING)
    require(permissions.may_decide(tx.actor, role=role, approved_by=approved_by))
    refuse_if(broken_reason(reason), ground=Ground.INVALID)
    waits = claim.state is ClaimState.AWAITING and decision_of(claim.uid) is None
    refuse_if([] if waits else [WaitsForDecision.fault()])
    tx.append(Draft(subject=claim.reference, basis=[(claim.log, claim.uid)], payload=ClaimDecided(
        direction=claim.direction, claim=claim.uid, approved=approved, reason=reason)))
    return claim.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class SentList:
    """A list of vehicles. ``rule``: the row under which it came; ``received``: local day."""

    rule: str
    body: str
    received: str
    plates: Sequence[str]


def list_vehicles(
    tx: Writing, *, sent: SentList, direction: str, role: str, rules: Sequence[str], today: date
) -> int:
    """Keep a list that a state body, or the postal operator, has sent; how many vehicles.

    ``rules``: rows of this direction that ask for a list.
    """
    require(permissions.may_list(tx.actor, role=role))
    vehicles = list(dict.fromkeys(filter(None, (plate_key(plate) for plate in sent.plates))))
    faults = [*broken_list(body=sent.body, received=sent.received, vehicles=len(vehicles),
                           today=today)]
    if sent.rule not in rules:
        faults.append(RuleAsksForList.fault(path="/rule", rule=sent.rule[:16]))
    refuse_if(faults, ground=Ground.INVALID)
    tx.append(Draft(subject=sent.rule, payload=VehiclesListed(
        direction=direction, rule=sent.rule, body=sent.body, received=sent.received,
        vehicles=vehicles)))
    return len(vehicles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """Why a vehicle is called before others: see ``types.Danger``."""

    danger: str
    reason: str


def call_for_safety(
    tx: Writing, *, reference: str, line: Line, danger: Danger, phase: str, before_gate: bool,
    call: Recorded | None,
) -> Recorded:
    """Say for what danger a vehicle is called; ``call``: the call itself, once it is written."""
    require_caller(tx)
    refuse_if([*broken_danger(danger.danger), *broken_reason(danger.reason)],
              ground=Ground.INVALID)
    refuse_if([] if before_gate else [NotYetCalled.fault(phase=phase)])
    return tx.append(Draft(
        subject=reference, basis=[call.ref] if call else [], payload=SafetyCalled(
            direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
            danger=danger.danger, reason=danger.reason)))


def require_caller(tx: Writing) -> None:
    """Only a person at the gate calls for safety."""
    require(permissions.may_call_for_safety(tx.actor))


def countersign(tx: Writing, *, call: SafetyCallView | None) -> str:
    """A second person stands for a call; the case."""
    if call is None:
        raise Refusal([KnownCall.fault()], ground=Ground.MISSING)
    require(permissions.may_countersign(tx.actor))
    refuse_if([SignedOnce.fault()] if call.signed else [])
    refuse_if([SecondPerson.fault()] if call.person == tx.actor.person else [],
              ground=Ground.DENIED)
    tx.append(Draft(subject=call.reference, basis=[(call.log, call.uid)], payload=Countersigned(
        direction=call.direction, call=call.uid)))
    return call.reference
