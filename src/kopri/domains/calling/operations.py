"""Switch, note and clear needs, override, tell times: check, then append."""

from dataclasses import dataclass
from datetime import datetime

from kopri.domains.calling import permissions
from kopri.domains.calling.queries import open_needs
from kopri.domains.calling.rules import NeedKnown, NeedOpen, ReasonSaid, StandsHere, is_need
from kopri.domains.calling.types import (
    AutomaticSwitched,
    GateOverridden,
    Hold,
    Need,
    NeedCleared,
    NeedNoted,
    Stage,
    TimeTold,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A range to be told; see ``TimeTold``."""

    reference: str
    point: str
    direction: str
    stage: Stage
    since: datetime
    p50: datetime
    p90: datetime
    ahead: int
    again: bool = False
    closed: bool = False


def switch(tx: Writing, *, point: str, automatic: bool, reason: str) -> Recorded:
    """Have the post's node call by itself, or not."""
    require(permissions.may_switch(tx.actor))
    refuse_if([] if reason else [ReasonSaid.fault(path="/reason")], ground=Ground.INVALID)
    return tx.append(Draft(subject=point, payload=AutomaticSwitched(
        side=tx.journal.side, point=point, automatic=automatic, reason=reason)))


def note_need(
    tx: Writing, *, reference: str, need: str, by: str, here: bool, phase: str
) -> None:
    """Note a need of a vehicle that stands ``here``; one that is open already is noted once."""
    require(permissions.may_note_need(tx.actor))
    refuse_if([] if is_need(need) else [NeedKnown.fault(path="/need", need=need[:20])],
              ground=Ground.INVALID)
    refuse_if([] if here else [StandsHere.fault(phase=phase)])
    side = tx.journal.side
    if Need(need) not in open_needs([reference], side=side).get(reference, ()):
        tx.append(Draft(subject=reference, payload=NeedNoted(side=side, need=need, by=by)))


def clear_need(tx: Writing, *, reference: str, need: str) -> Recorded:
    """Say that it has been seen to."""
    require(permissions.may_clear_need(tx.actor))
    side = tx.journal.side
    known = is_need(need) and Need(need) in open_needs([reference], side=side).get(reference, ())
    refuse_if([] if known else [NeedOpen.fault(path="/need")])
    return tx.append(Draft(subject=reference, payload=NeedCleared(side=side, need=need)))


def override(
    tx: Writing, *, reference: str, point: str, holds: list[Hold], reason: str
) -> Recorded:
    """Let a vehicle out of a gate that is held for these reasons."""
    require(permissions.may_override(tx.actor))
    return tx.append(Draft(subject=reference, payload=GateOverridden(
        side=tx.journal.side, point=point, holds=[hold.value for hold in holds], reason=reason)))


def tell(tx: Writing, tellings: list[Telling]) -> None:
    """Record what is told from now on."""
    require(permissions.may_tell(tx.actor))
    tx.append_many([Draft(subject=each.reference, payload=TimeTold(
        side=tx.journal.side, point=each.point, direction=each.direction,
        stage=each.stage.value, since=to_text(each.since), p50=to_text(each.p50),
        p90=to_text(each.p90), ahead=each.ahead, again=each.again, closed=each.closed))
        for each in tellings])
