"""Reading outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.outcomes.models import OwnHold, OwnProposal, SharedPart
from kopri.domains.outcomes.types import PartOutcome
from kopri.journal.rows import rows_with


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """What a service has said last of a part."""

    reference: str
    side: str
    service: str
    part: str
    outcome: str
    lifts: str
    until: str
    rule: str
    appeal: str
    appeal_until: str
    time: datetime
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """A hold whose reason is withheld; for the own side's staff alone."""

    reference: str
    side: str
    service: str
    reason: str
    until: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """What waits for a second officer."""

    proposal: str
    reference: str
    side: str
    service: str
    act: str
    words: dict[str, str]
    person: str
    time: datetime
    uid: str


def parts_of(references: Sequence[str]) -> list[PartView]:
    """What was said of parts of these cases and stands, by time."""
    rows = rows_with(SharedPart, column="reference", values=references,
                     order="time, side, service, part")
    return [
        PartView(reference=row.reference, side=row.side, service=row.service, part=row.part,
                 outcome=row.outcome, lifts=row.lifts, until=row.until, rule=row.rule,
                 appeal=row.appeal, appeal_until=row.appeal_until, time=row.time, uid=row.uid)
        for row in rows if row.outcome != PartOutcome.CLEARED.value
    ]


def withheld_of(references: Sequence[str], *, side: str) -> list[HoldView]:
    """Holds of this side that stand and whose reason is withheld, by time."""
    rows = rows_with(OwnHold, column="reference", values=references, order="since, service")
    return [
        HoldView(reference=row.reference, side=row.side, service=row.service, reason=row.reason,
                 until=row.until, since=row.since)
        for row in rows if row.side == side and row.lifted is None
    ]


def proposals_of(references: Sequence[str], *, side: str) -> list[ProposalView]:
    """What waits for a second officer on this side, by time."""
    rows = rows_with(OwnProposal, column="reference", values=references, order="time, proposal")
    return [
        ProposalView(proposal=row.proposal, reference=row.reference, side=row.side,
                     service=row.service, act=row.act, words=row.words, person=row.person,
                     time=row.time, uid=row.uid)
        for row in rows if row.side == side and row.ended is None
    ]
