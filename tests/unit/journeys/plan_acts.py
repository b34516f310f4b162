"""Acts on a side's plan, each ready for every role to try, and who may."""

from collections.abc import Callable

from kopri.journeys.mark_risk import lift_mark, mark_risk
from kopri.journeys.plan_controls import plan_anew
from kopri.kernel.actor import Actor
from tests.border import Border

Act = Callable[[Actor], object]
SEEN = "the seal looks new"


def planning_anew(border: Border) -> Act:
    reference = border.at_control()
    return lambda who: plan_anew(**border.paired, actor=who, reference=reference, reason="to look")


def marking(border: Border) -> Act:
    reference = border.at_control()
    return lambda who: mark_risk(**border.paired, actor=who, reference=reference, service="KZ-SRC",
                                 steps=["KZ5"], reason=SEEN)


def lifting_a_mark(border: Border) -> Act:
    def lifting(who: Actor) -> object:
        reference = border.at_control()
        mark_risk(**border.paired, actor=border.inspector("KZ-SRC"), reference=reference,
                  service="KZ-SRC", steps=["KZ5"], reason=SEEN)
        return lift_mark(**border.common, actor=who, reference=reference, service="KZ-SRC",
                         reason="confirmed")

    return lifting


PLAN_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (planning_anew, {"head"}), (marking, {"analyst"}), (lifting_a_mark, {"analyst"}),
]
