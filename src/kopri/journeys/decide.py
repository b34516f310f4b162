"""Decide: a service's word on a vehicle or a part of it, alone or by two officers; and take it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kopri.crossing.parts import on_board
from kopri.crossing.queries import by_reference
from kopri.domains.control.operations import deciding as control
from kopri.domains.control.operations import release_cleared, unchanged
from kopri.domains.control.types import Decision, Outcome
from kopri.domains.customs.operations import require_released
from kopri.domains.inspection.operations import require_signed
from kopri.domains.notice.queries import notices_of
from kopri.domains.outcomes import operations as outcomes
from kopri.domains.outcomes.queries import PartView, parts_of, withheld_of
from kopri.domains.outcomes.rules import broken_until, left_behind, parts_on_board
from kopri.domains.outcomes.types import PartOutcome, Words
from kopri.domains.returns import operations as returns
from kopri.engines.countrydata import Country, PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import entry_side
from kopri.journal.core import Journal
from kopri.journal.queries import ref_of
from kopri.journal.types import Recorded
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if

REVERSE = "reverse"
Ref = tuple[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """``concluded``: this made the side's outcome (a release or a refusal). ``waits``: for a second
    officer, who confirms ``proposal``; nothing has been decided yet."""

    reference: str
    concluded: bool = False
    waits: bool = False
    proposal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What a decision is made over. ``entering``: this side is the entry side."""

    reference: str
    state: str
    entering: bool
    country: Country
    day: date


def _case(tx: Writing, reference: str, *, pair: PairData) -> _Case:
    side, case = tx.journal.side, by_reference(reference)
    country = pair.country(side)
    return _Case(
        reference=reference, state=case.state_at(side).value, country=country,
        entering=entry_side(case.direction) == side, day=tx.now.astimezone(country.zone).date())


def record_finding(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str, decision: Decision,
    time: datetime | None = None, seen: str = "", request: RequestKey | None = None,
) -> Decided:
    """A service decides; the last clearance releases the side, in the same commit.

    Where the country's data asks for a second officer, it waits for one and nothing is decided.
    ``seen``: how far the officer knew the case; refused with what has changed since.
    """
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        unchanged(tx, reference=reference, seen=seen)
        case = _case(tx, reference, pair=pair)
        _check(tx, case, decision=decision, time=time)
        outcomes.none_waits(tx, reference=reference)
        act = _act(tx, reference, decision=decision)
        if _by_two(case, act=act, service=actor.service):
            proposal = outcomes.propose(tx, reference=reference, act=act, words=_kept(decision))
            return tx.answer(Decided(reference=reference, waits=True, proposal=proposal))
        outcome = _carry_out(tx, case, decision=decision, time=time)
        return tx.answer(Decided(reference=reference, concluded=outcome is not None))


def reverse_finding(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str, reason: str,
    time: datetime | None = None, seen: str = "", request: RequestKey | None = None,
) -> Decided:
    """The same service takes its decision back, with a reason; a withheld hold ends so, too."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        unchanged(tx, reference=reference, seen=seen)
        case = _case(tx, reference, pair=pair)
        if _holds_untold(tx, reference) and outcomes.lift(tx, reference=reference, time=time):
            released = _freed(tx, reference, time=time)
            return tx.answer(Decided(reference=reference, concluded=released is not None))
        known = control.check_reversal(tx, reference=reference, state=case.state, time=time)
        outcomes.none_waits(tx, reference=reference)
        refused = known.outcome is Outcome.REFUSED
        if refused and _by_two(case, act=REVERSE, service=actor.service):
            proposal = outcomes.propose(
                tx, reference=reference, act=REVERSE, words={"reason": reason})
            return tx.answer(Decided(reference=reference, waits=True, proposal=proposal))
        _take_back(tx, case, reason=reason, time=time)
        return tx.answer(Decided(reference=reference))


def confirm_decision(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str, proposal: str,
    seen: str = "", request: RequestKey | None = None,
) -> Decided:
    """A second officer of the service confirms: from now on it counts."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        unchanged(tx, reference=reference, seen=seen)
        case = _case(tx, reference, pair=pair)
        found = outcomes.confirmed(tx, reference=reference, proposal=proposal)
        first = [ref_of(found.uid, subject=reference)]
        if found.act == REVERSE and "part" not in found.words:
            _take_back(tx, case, reason=found.words["reason"], basis=first)
            return tx.answer(Decided(reference=reference))
        decision = _read(found.words)
        _check(tx, case, decision=decision)
        outcome = _carry_out(tx, case, decision=decision, basis=first)
        return tx.answer(Decided(reference=reference, concluded=outcome is not None))


def give_up_decision(
    *, journal: Journal, actor: Actor, reference: str, proposal: str,
    request: RequestKey | None = None,
) -> Decided:
    """An officer of the service lets the proposal fall; nothing was decided."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        outcomes.give_up(tx, reference=reference, proposal=proposal)
        return tx.answer(Decided(reference=reference))


def _act(tx: Writing, reference: str, *, decision: Decision) -> str:
    """What a country may ask a second officer for; empty for what one may do alone. A part that was
    refused and goes on after all is a refusal taken back."""
    if decision.part and decision.outcome is not Outcome.REFUSED:
        return REVERSE if (tx.actor.service, decision.part, "refused") in {
            (each.service, each.part, each.outcome) for each in _said(tx, reference)} else ""
    if decision.part:
        return "refuse_part"
    if decision.withheld:
        return "withhold"
    return "refuse" if decision.outcome is Outcome.REFUSED else ""


def _by_two(case: _Case, *, act: str, service: str) -> bool:
    return bool(act) and case.country.asks_four_eyes(act, service=service, day=case.day)


def _kept(decision: Decision) -> dict[str, str]:
    """A decision as a proposal keeps it; what is empty is left out."""
    words = {"outcome": decision.outcome.value, "reason": decision.reason, "rule": decision.rule,
             "lifts": decision.lifts, "until": decision.until, "part": decision.part,
             "withheld": "1" if decision.withheld else "",
             "facts_differ": "1" if decision.facts_differ else ""}
    return {name: value for name, value in words.items() if value}


def _read(words: dict[str, str]) -> Decision:
    return Decision(
        outcome=Outcome(words["outcome"]), reason=words.get("reason"), rule=words.get("rule"),
        lifts=words.get("lifts"), until=words.get("until"), part=words.get("part", ""),
        withheld="withheld" in words, facts_differ="facts_differ" in words)


def _check(
    tx: Writing, case: _Case, *, decision: Decision, time: datetime | None = None
) -> None:
    """A Refusal unless this officer's service may decide so now."""
    reference = case.reference
    control.check_finding(tx, reference=reference, decision=decision, state=case.state, time=time,
                          involved=_involved(tx, reference))
    if decision.part:
        outcomes.check_part(
            tx, reference=reference, part=decision.part, parts=going_on(reference),
            outcome=PartOutcome(decision.outcome.value), words=_words(decision))
    elif decision.withheld:
        outcomes.check_withholding(tx, words=_words(decision))
    else:
        refuse_if(broken_until(until=decision.until, now=tx.now), ground=Ground.INVALID)
        if decision.outcome is Outcome.CLEARED:
            outcomes.no_part_held(tx, reference=reference)
            require_released(reference, side=tx.journal.side, service=tx.actor.service)
            require_signed(reference, side=tx.journal.side, service=tx.actor.service)


def _involved(tx: Writing, reference: str) -> bool:
    """Whether the officer's service has something open here, whatever the plan says by now."""
    return _holds_untold(tx, reference) or any(
        (each.side, each.service) == (tx.journal.side, tx.actor.service)
        for each in parts_of([reference]))


def _holds_untold(tx: Writing, reference: str) -> bool:
    return any(each.service == tx.actor.service
               for each in withheld_of([reference], side=tx.journal.side))


def going_on(reference: str) -> tuple[str, ...]:
    """The parts on board that nobody has refused."""
    found = on_board(reference)
    consignments = [each.identifier for notice in notices_of(reference)
                    for each in notice.consignments]
    refused = left_behind((each.part, each.outcome) for each in parts_of([reference]))
    return tuple(part for part in parts_on_board(
        named=found.named, consignments=consignments, trailer=found.trailer)
        if part not in refused)


def _words(decision: Decision) -> Words:
    return Words(reason=decision.reason, lifts=decision.lifts, rule=decision.rule,
                 until=decision.until, appeal=decision.appeal, appeal_until=decision.appeal_until)


def _carry_out(
    tx: Writing, case: _Case, *, decision: Decision, time: datetime | None = None,
    basis: Sequence[Ref] = (),
) -> Recorded | None:
    """Write it down; the side's outcome where it made one."""
    decision = _with_appeal(decision, case, service=tx.actor.service)
    if decision.part:
        _part(tx, case, decision=decision, time=time, basis=basis)
        return _freed(tx, case.reference, time=time)
    if decision.withheld:
        outcomes.withhold(tx, reference=case.reference, words=_words(decision), time=time,
                          basis=basis)
        return None
    outcomes.lift(tx, reference=case.reference, time=time)
    outcome = control.record_finding(
        tx, reference=case.reference, decision=decision, time=time, basis=basis,
        without=_left_behind(tx, case.reference), others_hold=_kept_back(tx, case.reference))
    if outcome is not None and decision.outcome is Outcome.REFUSED and case.entering:
        returns.opened(tx, reference=case.reference, refusal=outcome, rule=decision.rule or "",
                       time=time)
    return outcome


def _said(tx: Writing, reference: str) -> list[PartView]:
    return [each for each in parts_of([reference]) if each.side == tx.journal.side]


def _left_behind(tx: Writing, reference: str) -> tuple[str, ...]:
    return left_behind((each.part, each.outcome) for each in _said(tx, reference))


def _kept_back(tx: Writing, reference: str) -> bool:
    """Whether a hold on a part, or one that is not told, stands in the way of a release."""
    return any(each.outcome == PartOutcome.HELD.value for each in _said(tx, reference)) or bool(
        withheld_of([reference], side=tx.journal.side))


def _freed(tx: Writing, reference: str, *, time: datetime | None) -> Recorded | None:
    """The release, where this was the last that stood in its way: of a service whose step fell out of
    the plan nobody asks for more than that its hold ends."""
    return None if _kept_back(tx, reference) else release_cleared(
        tx, reference=reference, time=time, without=_left_behind(tx, reference))


def _with_appeal(decision: Decision, case: _Case, *, service: str) -> Decision:
    """A refusal says to whom and until when one may appeal."""
    if decision.outcome is not Outcome.REFUSED:
        return decision
    appeal = case.country.appeal_against(service, day=case.day)
    return decision if appeal is None else replace(
        decision, appeal=appeal.id, appeal_until=appeal.until(case.day).isoformat())


def _part(
    tx: Writing, case: _Case, *, decision: Decision, time: datetime | None, basis: Sequence[Ref]
) -> None:
    outcome = PartOutcome(decision.outcome.value)
    recorded = outcomes.decide_part(
        tx, reference=case.reference, part=decision.part, outcome=outcome, time=time,
        words=_words(decision), basis=basis)
    if outcome is not PartOutcome.REFUSED:
        returns.withdrawn(tx, reference=case.reference, part=decision.part, time=time)
    elif case.entering:
        returns.opened(tx, reference=case.reference, part=decision.part, refusal=recorded,
                       rule=decision.rule or "", time=time)


def _take_back(
    tx: Writing, case: _Case, *, reason: str, time: datetime | None = None,
    basis: Sequence[Ref] = (),
) -> None:
    control.reverse(tx, reference=case.reference, reason=reason, state=case.state, time=time,
                    basis=basis)
    returns.withdrawn(tx, reference=case.reference, time=time)
