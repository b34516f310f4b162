"""What people do about calling forward, for the table of who may do what."""

from collections.abc import Callable

from kopri.domains.cameras.types import Seen
from kopri.journeys.mind_needs import clear_need, note_need
from kopri.journeys.register_arrival import report_plate
from kopri.journeys.show_calling import expected_plates, show_switches
from kopri.journeys.switch_calling import switch_calling
from kopri.kernel.actor import Actor
from tests.border import POINT, Border

Act = Callable[[Actor], object]


def noting_a_need(border: Border) -> Act:
    def act(who: Actor) -> object:
        reference = border.open()
        border.read(reference)
        return note_need(**border.common, actor=who, reference=reference, need="water")

    return act


def clearing_a_need(border: Border) -> Act:
    def act(who: Actor) -> object:
        reference = border.open()
        border.read(reference)
        note_need(**border.common, actor=None, reference=reference, need="water")
        return clear_need(**border.common, actor=who, reference=reference, need="water")

    return act


def switching_calls(border: Border) -> Act:
    return lambda who: switch_calling(**border.paired, actor=who, point=POINT, automatic=False,
                                      reason="training")


def seeing_switches(border: Border) -> Act:
    return lambda who: show_switches(**border.paired, actor=who)


def reporting_a_plate(border: Border) -> Act:
    return lambda who: report_plate(**border.paired, actor=who, seen=Seen(
        plate="123ABC12", place="waiting_area", time=border.now))


def listing_plates(border: Border) -> Act:
    return lambda who: expected_plates(**border.paired, actor=who)


SERVICES = {"own service", "other service", "no service"}
CALLING_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (noting_a_need, {"gate", "head"} | SERVICES),
    (clearing_a_need, {"gate", "head"}),
    (switching_calls, {"head"}),
    (seeing_switches, {"head"}),
    (reporting_a_plate, set()),  # devices alone
    (listing_plates, set()),
]
