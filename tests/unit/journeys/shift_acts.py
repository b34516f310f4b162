"""What a shift is shown, ready for every role to try, and who may."""

from collections.abc import Callable

from kopri.journeys.show_shift import show_shift
from kopri.kernel.actor import Actor
from tests.border import Border

Act = Callable[[Actor], object]


def seeing_the_shift(border: Border) -> Act:
    return lambda who: show_shift(**border.paired, actor=who)


SHIFT_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [(seeing_the_shift, {"head"})]
