"""Rules of returns."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kopri.domains.returns.states import ENDS, ReturnState
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
ANSWERS = ("takes_back", "objects")
# ours, until the two sides agree on something else: the vehicle stands on the strip meanwhile
ANSWERED_WITHIN = timedelta(hours=1)
BACK_WITHIN = timedelta(hours=4)


class KnownReturn(Rule):
    """There is no return {number} of this case."""

    code = "returns.unknown"
    source = _HOUSE
    remedy = "Open the case; its returns are shown there."


class ReturnNotOver(Rule):
    """The return is over: {state}."""

    code = "returns.over"
    source = _HOUSE
    remedy = "Nothing is left to do here."


class ExitSideAnswers(Rule):
    """Your side has refused it itself; the other side answers."""

    code = "returns.own"
    source = _HOUSE
    remedy = "Wait for the exit side's answer, or call its shift head."


class AnswerSaysHow(Rule):
    """An answer says where and how it is taken back, or why not."""

    code = "returns.answer_without_note"
    source = _HOUSE
    remedy = "Write it in a few words; the other side reads it."


class KnownAnswer(Rule):
    """{answer} is no answer to a return."""

    code = "returns.answer_unknown"
    source = _HOUSE
    remedy = "Take it back, or object."


class NoObjectionAfterTaking(Rule):
    """Your side has said already that it takes it back."""

    code = "returns.taken_back"
    source = _HOUSE
    remedy = "Let the gate note it once it is back."


def broken_work(*, state: ReturnState, refused_by: str, side: str) -> Iterator[Fault]:
    """What speaks against this side's doing something with a return."""
    if refused_by == side:
        yield ExitSideAnswers.fault()
    if state in ENDS:
        yield ReturnNotOver.fault(state=state.value)


def broken_answer(*, answer: str, note: str, state: ReturnState) -> Iterator[Fault]:
    """What an answer lacks."""
    if answer not in ANSWERS:
        yield KnownAnswer.fault(path="/answer", answer=answer or "-")
    if not note:
        yield AnswerSaysHow.fault(path="/note")
    if answer == "objects" and state is ReturnState.AWAITED:
        yield NoObjectionAfterTaking.fault(path="/answer")


def overdue(*, state: ReturnState, opened: datetime, answered: datetime | None, now: datetime) -> bool:
    """Whether the exit side should have answered, or have the vehicle back, by now."""
    if state is ReturnState.OPENED:
        return now > opened + ANSWERED_WITHIN
    return state is ReturnState.AWAITED and now > (answered or opened) + BACK_WITHIN
