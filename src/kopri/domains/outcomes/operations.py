"""Decide over a part, hold without saying why, propose, confirm: check, then append."""

from collections.abc import Collection, Mapping
from datetime import datetime

from kopri.domains.outcomes import permissions
from kopri.domains.outcomes.queries import (
    PartView,
    ProposalView,
    parts_of,
    proposals_of,
    withheld_of,
)
from kopri.domains.outcomes.rules import (
    KnownProposal,
    OneProposal,
    PartsSettled,
    SecondOfficer,
    SomethingSaidOfThePart,
    TakenBackSaysWhy,
    broken_part,
    broken_until,
    broken_withholding,
)
from kopri.domains.outcomes.types import (
    PartDecided,
    PartOutcome,
    ProposalEnded,
    Proposed,
    Withheld,
    WithheldLifted,
    Words,
)
from kopri.journal.append.writing import Writing
from kopri.journal.queries import ref_of
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require

Ref = tuple[str, int | str]


def check_part(
    tx: Writing, *, reference: str, part: str, parts: Collection[str], outcome: PartOutcome,
    words: Words,
) -> None:
    """A Refusal unless this may be said of the part. ``parts``: what of the case goes on here."""
    require(permissions.may_decide(tx.actor, service=tx.actor.service))
    said = _said(tx, reference, part=part)
    known = {*parts, part} if said else parts
    refused = said is not None and said.outcome == PartOutcome.REFUSED.value
    back = refused and outcome is not PartOutcome.REFUSED
    refuse_if([*broken_part(outcome=outcome, words=words, part=part, parts=known),
               *([TakenBackSaysWhy.fault(path="/reason")] if back and not words.reason else []),
               *broken_until(until=words.until, now=tx.now)], ground=Ground.INVALID)
    if outcome is PartOutcome.CLEARED and said is None:
        refuse_if([SomethingSaidOfThePart.fault(service=tx.actor.service, part=part)])


def decide_part(
    tx: Writing, *, reference: str, part: str, outcome: PartOutcome, words: Words,
    time: datetime | None = None, basis: Collection[Ref] = (),
) -> Recorded:
    """A service's word on a part, after ``check_part``; what it said before gives way."""
    said = _said(tx, reference, part=part)
    before = [ref_of(said.uid, subject=reference)] if said else []
    return tx.append(Draft(
        subject=reference, time=time, basis=[*basis, *before], payload=PartDecided(
            side=tx.journal.side, service=tx.actor.service, part=part, outcome=outcome.value,
            lifts=words.lifts, until=words.until, rule=words.rule, appeal=words.appeal,
            appeal_until=words.appeal_until, reason=words.reason)))


def _said(tx: Writing, reference: str, *, part: str) -> PartView | None:
    """What this officer's service has said of the part, and stands."""
    return next((each for each in parts_of([reference]) if (each.side, each.service, each.part) == (
        tx.journal.side, tx.actor.service, part)), None)


def no_part_held(tx: Writing, *, reference: str) -> None:
    """A Refusal while this officer's service holds a part: it cannot clear the rest yet."""
    refuse_if(
        PartsSettled.fault(path="/part", service=each.service, part=each.part)
        for each in parts_of([reference]) if (each.side, each.service, each.outcome) == (
            tx.journal.side, tx.actor.service, PartOutcome.HELD.value))


def check_withholding(tx: Writing, *, words: Words) -> None:
    """A Refusal unless a hold may be withheld with these words."""
    require(permissions.may_decide(tx.actor, service=tx.actor.service))
    refuse_if([*broken_withholding(words=words), *broken_until(until=words.until, now=tx.now)],
              ground=Ground.INVALID)


def withhold(
    tx: Writing, *, reference: str, words: Words, time: datetime | None = None,
    basis: Collection[Ref] = (),
) -> Recorded | None:
    """Hold the case; only the side is told to others. Held so already, nothing is written."""
    service = tx.actor.service
    if any(each.service == service for each in withheld_of([reference], side=tx.journal.side)):
        return None
    return tx.append(Draft(
        subject=reference, time=time, basis=list(basis), discreet=True, payload=Withheld(
        side=tx.journal.side, service=service, reason=words.reason or "", until=words.until)))


def lift(tx: Writing, *, reference: str, time: datetime | None = None) -> Recorded | None:
    """End the service's withheld hold, where there is one."""
    service = tx.actor.service
    if all(each.service != service for each in withheld_of([reference], side=tx.journal.side)):
        return None
    return tx.append(Draft(subject=reference, time=time, discreet=True, payload=WithheldLifted(
        side=tx.journal.side, service=service)))


def propose(tx: Writing, *, reference: str, act: str, words: Mapping[str, str]) -> str:
    """Lay a decision before a second officer; the proposal's id."""
    require(permissions.may_decide(tx.actor, service=tx.actor.service))
    none_waits(tx, reference=reference)
    proposal = tx.random(8).hex()
    tx.append(Draft(subject=reference, payload=Proposed(
        side=tx.journal.side, service=tx.actor.service, proposal=proposal, act=act,
        words=dict(words))))
    return proposal


def none_waits(tx: Writing, *, reference: str) -> None:
    """A Refusal while a decision of this officer's service waits for its second officer."""
    refuse_if(OneProposal.fault(service=each.service)
              for each in proposals_of([reference], side=tx.journal.side)
              if each.service == tx.actor.service)


def confirmed(tx: Writing, *, reference: str, proposal: str) -> ProposalView:
    """The proposal that this officer, who is not the first, confirms; it ends with that."""
    found = _waiting(tx, reference, proposal=proposal)
    refuse_if([SecondOfficer.fault()] if found.person == tx.actor.person else [])
    _end(tx, found, confirmed=True)
    return found


def give_up(tx: Writing, *, reference: str, proposal: str) -> None:
    """An officer of the service, the first or another, lets a proposal fall."""
    _end(tx, _waiting(tx, reference, proposal=proposal), confirmed=False)


def _waiting(tx: Writing, reference: str, *, proposal: str) -> ProposalView:
    for each in proposals_of([reference], side=tx.journal.side):
        if each.proposal == proposal:
            require(permissions.may_decide(tx.actor, service=each.service))
            return each
    require(permissions.may_decide(tx.actor, service=tx.actor.service))
    refuse_if([KnownProposal.fault()], ground=Ground.MISSING)
    raise AssertionError("unreachable")


def _end(tx: Writing, found: ProposalView, *, confirmed: bool) -> None:
    tx.append(Draft(
        subject=found.reference, basis=[ref_of(found.uid, subject=found.reference)],
        payload=ProposalEnded(side=tx.journal.side, service=found.service,
                              proposal=found.proposal, confirmed=confirmed)))
