"""Give a shift and take it: check, then append."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec

from kopri.domains.handover import permissions
from kopri.domains.handover.queries import to_be_taken
from kopri.domains.handover.rules import (
    LONGEST_NOTE,
    AnotherPerson,
    AsShown,
    KnownHandover,
    NoteFits,
)
from kopri.domains.handover.types import Given, Item, Taken
from kopri.journal.append.writing import Writing
from kopri.journal.queries import ref_of
from kopri.journal.types import Draft
from kopri.kernel.errors import Ground
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require


def lock(*, side: str, point: str) -> str:
    """The key under which a post's shifts change hands."""
    return f"handover:{side}:{point}"


def shown(items: Sequence[Item]) -> str:
    """What a form carries of the list that was shown: one signs what one saw."""
    return sha256(msgspec.json.encode(list(items))).hexdigest()[:32]


def give(
    tx: Writing, *, point: str, items: Sequence[Item], waiting: Mapping[str, int], note: str,
    seen: str,
) -> str:
    """The one who leaves signs; the handover's id."""
    _as_shown(tx, items=items, note=note, seen=seen)
    handover = new_id(random=tx.random)
    tx.append(Draft(subject=point, payload=Given(
        side=tx.journal.side, point=point, handover=handover, items=list(items),
        waiting=dict(waiting), note=note)))
    return handover


def take(tx: Writing, *, point: str, items: Sequence[Item], note: str, seen: str) -> str:
    """The one who comes signs; the handover's id."""
    require(permissions.may_sign(tx.actor))
    last = to_be_taken(side=tx.journal.side, point=point)
    refuse_if([] if last else [KnownHandover.fault()])
    assert last is not None
    refuse_if([AnotherPerson.fault()] if last.given_by == tx.actor.person else [])
    _as_shown(tx, items=items, note=note, seen=seen)
    tx.append(Draft(
        subject=point, basis=[ref_of(last.uid, subject=point)], payload=Taken(
            side=tx.journal.side, point=point, handover=last.handover, items=list(items),
            note=note)))
    return last.handover


def _as_shown(tx: Writing, *, items: Sequence[Item], note: str, seen: str) -> None:
    require(permissions.may_sign(tx.actor))
    refuse_if([NoteFits.fault(path="/note", most=LONGEST_NOTE)]
              if len(note) > LONGEST_NOTE else [], ground=Ground.INVALID)
    refuse_if([] if seen == shown(items) else [AsShown.fault()])
