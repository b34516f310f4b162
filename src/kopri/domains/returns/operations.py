"""Open, withdraw, answer, receive: check, then append."""

from datetime import datetime

from kopri.domains.returns import permissions
from kopri.domains.returns.queries import ReturnView, returns_of
from kopri.domains.returns.rules import KnownReturn, broken_answer, broken_work
from kopri.domains.returns.types import (
    ReturnAnswered,
    ReturnOpened,
    ReturnReceived,
    ReturnWithdrawn,
)
from kopri.journal.append.writing import Writing
from kopri.journal.queries import ref_of
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require


def opened(
    tx: Writing, *, reference: str, refusal: Recorded, part: str = "", rule: str = "",
    time: datetime | None = None,
) -> Recorded | None:
    """What this officer's service has refused is to go back; once for each refusal."""
    if _standing(tx, reference, part=part):
        return None
    return tx.append(Draft(
        subject=reference, time=time, basis=[refusal.ref], payload=ReturnOpened(
            side=tx.journal.side, number=tx.random(8).hex(), service=tx.actor.service, part=part,
            rule=rule)))


def withdrawn(
    tx: Writing, *, reference: str, part: str = "", time: datetime | None = None
) -> None:
    """The refusal was taken back; so is the return."""
    for each in _standing(tx, reference, part=part):
        tx.append(Draft(
            subject=reference, time=time, basis=[ref_of(each.uid, subject=reference)],
            payload=ReturnWithdrawn(side=tx.journal.side, number=each.number)))


def _standing(tx: Writing, reference: str, *, part: str) -> list[ReturnView]:
    """This officer's service's own returns of the part that are not over."""
    return [each for each in returns_of([reference]) if not each.over and (
        each.side, each.service, each.part) == (tx.journal.side, tx.actor.service, part)]


def answer(tx: Writing, *, reference: str, number: str, answer: str, note: str) -> Recorded:
    """The exit side takes it back, or objects."""
    require(permissions.may_answer(tx.actor))
    found = _found(tx, reference, number=number)
    refuse_if(broken_answer(answer=answer, note=note, state=found.state), ground=Ground.INVALID)
    return tx.append(Draft(
        subject=reference, basis=[ref_of(found.uid, subject=reference)], payload=ReturnAnswered(
            side=tx.journal.side, number=number, answer=answer, note=note)))


def receive(tx: Writing, *, reference: str, number: str) -> Recorded:
    """It is back; a fact, whatever was answered."""
    require(permissions.may_receive(tx.actor))
    found = _found(tx, reference, number=number)
    return tx.append(Draft(
        subject=reference, basis=[ref_of(found.uid, subject=reference)],
        payload=ReturnReceived(side=tx.journal.side, number=number)))


def _found(tx: Writing, reference: str, *, number: str) -> ReturnView:
    for each in returns_of([reference]):
        if each.number == number:
            refuse_if(broken_work(state=each.state, refused_by=each.side, side=tx.journal.side))
            return each
    refuse_if([KnownReturn.fault(number=number)], ground=Ground.MISSING)
    raise AssertionError("unreachable")
