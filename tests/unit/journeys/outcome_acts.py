"""Acts of second officers, each ready to be tried by every role, and who may."""

from collections.abc import Callable

from kopri.domains.outcomes.queries import proposals_of
from kopri.journeys.decide import confirm_decision, give_up_decision
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


OUTCOME_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (confirming, {"own service"}), (giving_up, {"own service"}),
]
