"""Acts of second officers and of those to whom something goes back, each ready to be tried by every role, and who may."""

from collections.abc import Callable

from kopri.domains.outcomes.queries import proposals_of
from kopri.journeys.answer_return import answer_return, receive_return
from kopri.journeys.decide import confirm_decision, give_up_decision
from kopri.journeys.show_outcomes import show_outcomes
from kopri.journeys.show_returns import show_returns
from kopri.kernel.actor import Actor
from tests.border import Border

Act = Callable[[Actor], object]


def proposed(border: Border, reference: str) -> str:
    """What waits for a second officer of the border guard; a hold without a reason told."""
    if not proposals_of([reference], side="kz"):
        border.find(reference, "KZ-BS", "held", withheld=True, reason="r")
    return proposals_of([reference], side="kz")[0].proposal


def confirming(border: Border) -> Act:
    reference = border.at_control()
    return lambda who: confirm_decision(
        **border.paired, actor=who, reference=reference, proposal=proposed(border, reference))


def giving_up(border: Border) -> Act:
    reference = border.at_control()
    return lambda who: give_up_decision(
        **border.common, actor=who, reference=reference, proposal=proposed(border, reference))


def sent_back(border: Border) -> str:
    """A vehicle that the entry side has refused; the returns are numbered."""
    reference = border.at_control()
    border.clear(reference)
    border.leave(reference)
    for number in range(20):
        border.tell("returns.opened/1", {"side": "tm", "number": f"n{number}", "service": "TM-BS"},
                    subject=reference)
    border.hear()
    return reference


def answering(border: Border) -> Act:
    reference, numbers = sent_back(border), iter(range(20))
    return lambda who: answer_return(
        **border.common, actor=who, reference=reference, number=f"n{next(numbers)}",
        answer="takes_back", note="lane 2")


def receiving(border: Border) -> Act:
    reference, numbers = sent_back(border), iter(range(20))
    return lambda who: receive_return(
        **border.common, actor=who, reference=reference, number=f"n{next(numbers)}")


def seeing_returns(border: Border) -> Act:
    return lambda who: show_returns(**border.paired, actor=who)


def seeing_outcomes(border: Border) -> Act:
    reference = border.open()
    return lambda who: show_outcomes(**border.common, actor=who, reference=reference)


OUTCOME_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (confirming, {"own service"}), (giving_up, {"own service"}),
    (answering, {"head"}), (receiving, {"gate", "head"}),
    (seeing_returns, {"gate", "head"}),
    (seeing_outcomes, {"own carrier", "gate", "own service", "other service", "no service", "head",
                       "analyst", "auditor", "operator", "peer"}),
]
