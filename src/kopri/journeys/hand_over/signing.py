"""Show a handover, give a shift, take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.rules import broken_on_opening
from kopri.domains.handover import operations
from kopri.domains.handover.permissions import may_sign
from kopri.domains.handover.queries import HandoverView, handovers, to_be_taken
from kopri.domains.handover.types import Item
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.queries import keeps
from kopri.journeys.hand_over.gathering import open_items, waiting
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSheet:
    """A post. ``seen``: what a form carries of ``items``; ``given``: waits for the second signature;
    ``mine``: by this person; ``here``: whether it is this node's to write."""

    now: datetime
    point: str
    here: bool
    items: Sequence[Item]
    waiting: dict[str, int]
    seen: str
    given: HandoverView | None
    mine: bool
    past: Sequence[HandoverView]


def show_handover(
    *, journal: Journal, pair: PairData, actor: Actor, point: str
) -> HandoverSheet:
    """What is open at a post now, and who signed before."""
    require(may_sign(actor))
    _known(pair, point=point)
    side, now = journal.side, journal.clock.now()
    items = open_items(side=side, point=point, now=now)
    given = to_be_taken(side=side, point=point)
    return HandoverSheet(
        now=now, point=point, here=keeps(journal, post=pair.post_at(point, side=side)),
        items=items, waiting=waiting(point=point, pair=pair), seen=operations.shown(items),
        given=given, mine=given is not None and given.given_by == actor.person,
        past=handovers(side=side, point=point))


def give_shift(
    *, journal: Journal, pair: PairData, actor: Actor, point: str, seen: str, note: str = "",
    request: RequestKey | None = None,
) -> str:
    """Sign what is open, and leave; the handover's id."""
    _known(pair, point=point)
    with begin(journal, actor=actor, request=request,
               keys=[operations.lock(side=journal.side, point=point)]) as tx:
        items = open_items(side=journal.side, point=point, now=tx.now)
        return tx.answer(operations.give(
            tx, point=point, items=items, waiting=waiting(point=point, pair=pair), note=note,
            seen=seen))


def take_shift(
    *, journal: Journal, pair: PairData, actor: Actor, point: str, seen: str, note: str = "",
    request: RequestKey | None = None,
) -> str:
    """Sign what is open, and begin; the handover's id."""
    _known(pair, point=point)
    with begin(journal, actor=actor, request=request,
               keys=[operations.lock(side=journal.side, point=point)]) as tx:
        items = open_items(side=journal.side, point=point, now=tx.now)
        return tx.answer(operations.take(tx, point=point, items=items, note=note, seen=seen))


def _known(pair: PairData, *, point: str) -> None:
    refuse_if(broken_on_opening(
        direction=pair.directions[0], directions=pair.directions, point=point,
        points=[each.code for each in pair.pair.facts.points]), ground=Ground.INVALID)
