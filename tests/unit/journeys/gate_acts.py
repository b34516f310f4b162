"""What people do with scales, lanes and vehicles that nobody announced, for the table of who may."""

from collections.abc import Callable

from kopri.crossing.types import Conveyance, Opening
from kopri.journeys.pass_gate import Passing, start_on_the_spot
from kopri.journeys.set_lane import set_lane, show_lanes
from kopri.journeys.weigh_vehicle import OnScales, weigh_vehicle
from kopri.kernel.actor import Actor
from tests.border import OUT, POINT, Border

Act = Callable[[Actor], object]


def weighing(border: Border) -> Act:
    reference = border.open()
    return lambda who: weigh_vehicle(**border.paired, actor=who,
                                     scales=OnScales(text=reference, gross_kg=20_000))


def setting_a_lane(border: Border) -> Act:
    return lambda who: set_lane(**border.paired, actor=who, point=POINT, lane=2, is_open=False,
                                reason="training")


def seeing_lanes(border: Border) -> Act:
    return lambda who: show_lanes(**border.paired, actor=who)


def starting_on_the_spot(border: Border) -> Act:
    return lambda who: start_on_the_spot(
        **border.paired, actor=who, passing=Passing(reference=""), opening=Opening(
            direction=OUT, point=POINT, mode="road", loaded=False, carrier=who.person,
            conveyance=Conveyance(plate=f"1 SPOT {who.person}", country="KZ")))


SERVICES = {"own service", "other service", "no service"}
GATE_ACTS: list[tuple[Callable[[Border], Act], set[str]]] = [
    (weighing, {"gate", "head"} | SERVICES),
    (setting_a_lane, {"head"}),
    (seeing_lanes, {"gate", "head", "auditor"} | SERVICES),
    (starting_on_the_spot, {"gate", "head"}),
]
