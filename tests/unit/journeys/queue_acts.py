"""Acts of the queue, each ready to be tried by every role, and who may."""

from collections.abc import Callable
from datetime import timedelta

from kopri.domains.queue.operations.capacity import Closing
from kopri.journeys.close_point import change_closure, close_point
from kopri.journeys.publish_capacity import copy_capacity
from kopri.journeys.show_capacity import show_capacity
from kopri.kernel.actor import Actor
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, Border

Act = Callable[[Actor], object]
TODAY, LINE = "2026-01-15", Line(point=POINT, direction=OUT, vehicle_class="truck")


def publishing(border: Border) -> Act:
    return lambda who: border.publish(5, actor=who)


def copying_a_day(border: Border) -> Act:
    border.publish(5)
    return lambda who: copy_capacity(
        **border.paired, actor=who, line=LINE, day=TODAY, to=["2026-01-16"])


def seeing_capacity(border: Border) -> Act:
    return lambda who: show_capacity(**border.paired, actor=who, line=LINE, day=TODAY)


def closing(border: Border) -> Act:
    return lambda who: _close(border, who)


def ending_a_closure(border: Border) -> Act:
    closure = _close(border, border.head())
    return lambda who: change_closure(
        **border.common, actor=who, closure=closure, until=border.now + timedelta(hours=9))


def _close(border: Border, who: Actor) -> str:
    return close_point(
        **border.paired, actor=who, point=POINT, direction=OUT,
        closing=Closing(until=border.now + timedelta(hours=3), reason="weather")).closure


QUEUE_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (act, {"head"})
    for act in (publishing, copying_a_day, seeing_capacity, closing, ending_a_closure)
]
