"""A truck is in one place at a time, whatever officers try and in whatever order nodes hear of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kopri.crossing.states import SideState
from kopri.domains.calling.queries import overrides
from kopri.domains.control.queries import steps_of
from kopri.domains.gate.rules import Whereabouts, in_two_places, out_of_order
from kopri.journeys.register_arrival import unannounced
from kopri.kernel.errors import Refusal
from tests.border import EXIT_SERVICES, IN, OUT, POINT, THEIRS, Border, codes


def enters(border: Border, reference: str) -> None:
    """The neighbour has registered the vehicle on its way here."""
    border.tell("gate.registered/1", {"side": "tm", "direction": IN, "point": POINT,
                                      "plate": "1234 BN AA"}, subject=reference)
    border.hear()


def test_what_the_exit_side_still_has_is_not_taken_in(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    enters(border, THEIRS)
    assert codes(lambda: border.register(THEIRS)) == ["gate.still_at_exit_side"]
    assert codes(lambda: border.register(THEIRS, override="it stands here")) == [
        "permission.denied"]
    border.register(THEIRS, override="it stands here", actor=border.head())
    (kept,) = overrides(side="kz")
    assert (kept.reference, kept.holds) == (THEIRS, ("still_at_exit_side",))


def test_while_the_exit_side_is_silent_what_stands_at_the_gate_is_believed(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    enters(border, THEIRS)
    border.node.clock.move(minutes=3, seconds=1)
    border.register(THEIRS)
    assert border.view(THEIRS).entry_state is SideState.REGISTERED


def test_a_silent_entry_side_keeps_nobody_from_a_second_trip(border: Border) -> None:
    first, second = border.open(plate="1 TWO 12"), border.open(plate="1 TWO 12", actor=border.carrier("p2"))
    border.register(first)
    border.clear(first)
    border.leave(first)
    border.node.clock.move(minutes=1)
    border.tell("gate.registered/1", {"side": "tm", "direction": OUT, "point": POINT,
                                      "plate": "1 TWO 12"}, subject=first)
    border.hear()
    assert codes(lambda: border.register(second)) == ["gate.vehicle_elsewhere"]
    border.node.clock.move(minutes=3, seconds=1)  # it has come back, and nobody could tell
    border.register(second)
    assert border.view(second).exit_state is SideState.REGISTERED
    border.clear(second)
    border.leave(second)
    again = unannounced(direction=OUT, point=POINT, plate="1 TWO 12", country="KZ", carrier="g1")
    came = border.read("1 TWO 12", unannounced=again)
    assert not came.known and came.reference not in (first, second)


def test_not_in_before_it_was_out(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    enters(border, THEIRS)
    border.node.clock.move(minutes=1)
    border.tell("gate.exited/1", {"side": "tm"}, subject=THEIRS)
    border.hear()
    early = border.now - timedelta(seconds=30)
    assert codes(lambda: border.register(THEIRS, time=early)) == ["gate.times_cross"]
    border.register(THEIRS)
    border.clear(THEIRS)
    assert codes(lambda: border.leave(THEIRS, time=early)) == ["gate.times_cross"]
    border.reverse(THEIRS, "KZ-BS")
    border.find(THEIRS, "KZ-BS", "refused", rule="law 7", reason="no visa")
    assert codes(lambda: border.turn_back(THEIRS, time=early)) == ["gate.times_cross"]
    border.turn_back(THEIRS)


def test_what_the_entry_side_has_was_here_before_or_not_at_all(border: Border) -> None:
    """The line was down; the paper of an hour ago is entered, an act of now is not."""
    reference = border.open(plate="1 LATE 12")
    border.node.clock.move(minutes=60)
    border.tell("gate.registered/1", {"side": "tm", "direction": OUT, "point": POINT,
                                      "plate": "1 LATE 12"}, subject=reference)
    border.hear()
    assert codes(lambda: border.register(reference)) == ["gate.at_entry_side"]
    border.register(reference, time=border.now - timedelta(minutes=40))
    border.clear(reference)
    assert codes(lambda: border.leave(reference)) == ["gate.at_entry_side"]
    border.leave(reference, time=border.now - timedelta(minutes=10))


def test_inside_under_another_case(border: Border) -> None:
    first, other = border.open(plate="1 TWO 12"), border.open(plate="1 TWO 12", direction=IN)
    border.register(first)
    assert codes(lambda: border.register(other)) == ["gate.vehicle_elsewhere"]
    border.clear(first)
    border.leave(first)
    border.register(other)


@dataclass(slots=True, kw_only=True)
class Truck:
    """One truck with a case there and one back; ``stays``: (side, case) -> from, to."""

    border: Border
    out: str
    back: str
    stays: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)

    def inside(self) -> list[tuple[str, str]]:
        return [key for key, stay in self.stays.items() if len(stay) == 1]

    def kz_in(self, case: str) -> None:
        self.border.register(case)
        self.stays["kz", case] = [self.border.now]

    def kz_out(self, case: str) -> None:
        if ("kz", case) in self.inside():
            self.border.clear(case, EXIT_SERVICES if case == self.out else ())
            for service in () if case == self.out else self._entry_services(case):
                self.border.find(case, service)
        self.border.leave(case)
        self.stays["kz", case].append(self.border.now)

    def _entry_services(self, case: str) -> list[str]:
        return list(dict.fromkeys(step.service for step in steps_of([case])))

    def tm_in(self, case: str) -> None:
        """The neighbour's node judges by the same rules what it has heard, which is everything."""
        leaving = case == self.back
        here = self.stays.get(("kz", case), [])
        elsewhere = [key for key in self.inside() if key[1] != case]
        at = Whereabouts(
            time=self.border.now, elsewhere=elsewhere[0][1] if elsewhere else "",
            entry_in=here[0] if leaving and here else None,
            exit_in=here[0] if here and not leaving else None,
            exit_out=here[1] if len(here) > 1 and not leaving else None)
        if ("tm", case) in self.stays or [*in_two_places(at), *out_of_order(at)]:
            return
        self._tell("gate.registered/1", case, {
            "side": "tm", "direction": IN if leaving else OUT, "point": POINT, "plate": "1 ONE 12"})
        self.stays["tm", case] = [self.border.now]

    def tm_out(self, case: str) -> None:
        if ("tm", case) in self.inside():
            self._tell("gate.exited/1", case, {"side": "tm"})
            self.stays["tm", case].append(self.border.now)

    def _tell(self, kind: str, case: str, payload: dict[str, str]) -> None:
        self.border.tell(kind, payload, subject=case)
        self.border.hear()


ACTS: list[Callable[[Truck, str], None]] = [Truck.kz_in, Truck.kz_out, Truck.tm_in, Truck.tm_out]


@settings(max_examples=6,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(script=[(Truck.kz_in, False), (Truck.tm_in, False), (Truck.kz_out, False),
                 (Truck.tm_in, False), (Truck.tm_in, True), (Truck.tm_out, False)])
@example(script=[(Truck.tm_in, True), (Truck.kz_in, True), (Truck.kz_in, False),
                 (Truck.tm_out, True), (Truck.kz_in, True), (Truck.kz_out, True)])
@given(script=st.lists(st.tuples(st.sampled_from(ACTS), st.booleans()), min_size=6, max_size=12))
def test_no_order_of_acts_of_both_sides_puts_a_truck_in_two_places(
    border: Border, script: list[tuple[Callable[[Truck, str], None], bool]]
) -> None:
    plate = f"1 ONE {border.plates}"
    truck = Truck(border=border, out=border.open(plate=plate),
                  back=border.open(plate=plate, direction=IN))
    for act, back in script:
        border.node.clock.move(minutes=1)
        border.tell("gate.arrived/1", {"side": "tm", "place": "gate", "plate": ""}, subject=THEIRS)
        border.hear()  # the line is up
        try:
            act(truck, truck.back if back else truck.out)
        except Refusal:
            continue
        assert len(truck.inside()) <= 1, truck.stays
    ends = sorted(stay if len(stay) == 2 else [stay[0], border.now + timedelta(days=1)]
                  for stay in truck.stays.values())
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    order = [truck.stays.get(key) for key in (("kz", truck.out), ("tm", truck.out))]
    if order[0] and order[1]:  # never in over there before out here
        assert order[0][-1] <= order[1][0]
