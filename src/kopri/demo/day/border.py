"""What the officers of both sides do with a truck, from the waiting area to the last gate."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from kopri.demo.day.deciding import decide, finding, goes_back
from kopri.demo.day.declaring import goods_arrived, goods_left, release_goods
from kopri.demo.day.falling_back import goes_without, until_back
from kopri.demo.day.inspecting import inspect_jointly
from kopri.demo.day.papers import announce, people_and_vehicle
from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.day.weather import keep_to_the_slot, wait_for_the_call
from kopri.demo.lane import Process, Together, Turn, Until
from kopri.demo.plan import Trouble, Visit
from kopri.demo.scenario import Kind
from kopri.demo.waybill import TARE

MINUTE = 60
TO_GATE = 3 * MINUTE  # from the waiting area to the gate
LOOK_AGAIN = 15 * MINUTE  # when the other side's word is still to come
LOOKS = 40
LOOKS_AT_EXIT = 200  # two days: a storm closes the road for one
EMPTY_KG = 15500  # tractor and trailer
OWN_KG = 14000  # what a tractor and trailer weigh on the scales


def leave_home(*, world: World, trip: Trip) -> Process:
    """The exit side: waiting area, call, gate, controls, last gate, and the strip."""
    side = world.sides[trip.truck.exit_side]
    office = side.office
    if world.scenario.storm:
        yield from keep_to_the_slot(side=side, trip=trip)
    if not _arrives(world=world, side=side, trip=trip):
        trip.ended = "not let in"
        return
    if trip.truck.announced_late and not trip.announced:
        announce(world=world, side=side, trip=trip)
    yield Until(max(side.now + MINUTE, trip.slot or 0))
    counter = world.gate(side=side.lane.side, kind=Kind.GATE)
    yield Turn(counter)
    if world.scenario.storm:
        yield from wait_for_the_call(side=side, trip=trip)
    else:
        office.gate(reference=trip.reference, verb="call", now=side.now)
    yield Until(side.now + TO_GATE)
    yield from _through(side=side, trip=trip)
    side.lane.leave(counter=counter)
    yield from _onwards(world=world, side=side, trip=trip)


def walk_up(*, world: World, trip: Trip) -> Process:
    """A truck that nobody has announced: its case begins at the gate of the exit side."""
    side = world.sides[trip.truck.exit_side]
    counter = world.gate(side=side.lane.side, kind=Kind.GATE)
    yield Turn(counter)
    yield Until(side.now + trip.truck.visits[side.lane.side].gate)
    answer = side.office.write("/gate/vehicles", role="gate_officer", body={
        "point": world.scenario.point, "direction": trip.truck.direction,
        "conveyance": people_and_vehicle(trip=trip)["conveyance"], "loaded": False,
        "weight_kg": _weight(trip=trip), "time": side.office.moment(side.now)})
    side.lane.leave(counter=counter)
    if not answer.ok:
        trip.ended = "not let in"
        return
    trip.reference = str(answer.body["reference"])
    yield from _onwards(world=world, side=side, trip=trip)


def _onwards(*, world: World, side: Side, trip: Trip) -> Process:
    """From the exit side's controls over the strip."""
    yield from _controls(world=world, side=side, trip=trip)
    if trip.ended:
        return
    yield from _out(world=world, side=side, trip=trip)
    if trip.ended:
        return
    goods_left(world=world, side=side, trip=trip)
    world.hand(
        side=trip.truck.entry_side,
        origin=side.lane.side,
        when=side.now + trip.truck.strip,
        number=trip.truck.number,
        process=_enter(world=world, trip=trip),
    )


def _arrives(*, world: World, side: Side, trip: Trip) -> bool:
    """Seen at the waiting area: by its reference; at a post that may not know it, by its plate."""
    if world.scenario.island is None:
        return side.office.read(reference=trip.reference, place="waiting_area", now=side.now)
    vehicle = trip.truck.conveyance
    trip.reference = side.office.sight(
        plate=vehicle.plate, country=vehicle.country.upper(), point=world.scenario.point,
        direction=trip.truck.direction, now=side.now,
    )
    return bool(trip.reference)


def _enter(*, world: World, trip: Trip) -> Process:
    """The entry side: gate, controls, last gate."""
    side = world.sides[trip.truck.entry_side]
    counter = world.gate(side=side.lane.side, kind=Kind.GATE)
    yield Turn(counter)
    yield from _through(side=side, trip=trip)
    side.lane.leave(counter=counter)
    goods_arrived(world=world, side=side, trip=trip)
    yield from _controls(world=world, side=side, trip=trip)
    if trip.ended:
        return
    yield from _out(world=world, side=side, trip=trip)
    trip.ended = trip.ended or "entered"


def _through(*, side: Side, trip: Trip) -> Process:
    """A side's first gate. A node that cannot take the truck yet lets it wait a while."""
    visit, office = trip.truck.visits[side.lane.side], side.office
    for _ in range(LOOKS):
        if office.read(reference=trip.reference, place="gate", now=side.now):
            break
        yield Until(side.now + LOOK_AGAIN)
    yield Until(side.now + visit.gate)
    office.gate(
        reference=trip.reference,
        verb="register",
        now=side.now,
        body={"plate": trip.truck.conveyance.plate, "weight_kg": _weight(trip=trip)},
    )
    if trip.truck.meets.shows and side.lane.side == trip.truck.exit_side:
        _weigh(side=side, trip=trip)


def _weigh(*, side: Side, trip: Trip) -> None:
    """Onto the scales; where they show more than was told, the node must say so, and only there."""
    truck = trip.truck
    told = truck.packages * truck.good.package_kg * float(TARE) if truck.good is not None else 0
    side.office.weigh(
        reference=trip.reference, gross_kg=round(OWN_KG + told * truck.meets.shows),
        differs=truck.meets.shows > 1, now=side.now)


def _weight(*, trip: Trip) -> int:
    good = trip.truck.good
    return EMPTY_KG + (good.package_kg * trip.truck.packages if good is not None else 0)


def _out(*, world: World, side: Side, trip: Trip) -> Process:
    """A side's last gate."""
    counter = world.gate(side=side.lane.side, kind=Kind.EXIT)
    yield Turn(counter)
    side.office.read(reference=trip.reference, place="exit_gate", now=side.now)
    yield Until(side.now + trip.truck.visits[side.lane.side].exit)
    for _ in range(LOOKS_AT_EXIT):  # held while the other side is closed or silent, the strip full
        if side.office.gate(reference=trip.reference, verb="exit", now=side.now):
            break
        yield Until(side.now + LOOK_AGAIN)
    else:
        trip.ended = "not let out"
    side.lane.leave(counter=counter)


def _controls(*, world: World, side: Side, trip: Trip) -> Process:
    """Customs' direction, then the side's steps in the order of its plan; those of one rank at
    the same time."""
    _direct(world=world, side=side, trip=trip)
    control = Control(world=world, side=side, trip=trip)
    yield from control.read_plan()
    if trip.truck.meets.unloads == side.lane.side:
        yield from inspect_jointly(side=side, trip=trip)
    for rank in control.ranks():
        yield Together(tuple(control.work(step=step) for step in rank))
        if trip.ended:
            side.office.gate(reference=trip.reference, verb="turn-back", now=side.now)
            goes_back(world=world, side=side, trip=trip)
            return
    yield from control.without_the_missed()


def _direct(*, world: World, side: Side, trip: Trip) -> None:
    """Corridors, where the country has them, and the steps that services add to this truck."""
    visit = trip.truck.visits[side.lane.side]
    stages = [stage for kind in (Kind.CONTROL, Kind.LAB)
              for stage in world.scenario.stages_of(side=side.lane.side, kind=kind)]
    extra = [stage for stage in stages if stage.by_risk and stage.code in visit.meets]
    deep = {stage.service: stage.corridor for stage in stages if stage.corridor == visit.corridor}
    services = dict.fromkeys(
        stage.service for stage in (*stages, *extra) if stage in extra or stage.corridor
    )
    for service in services:
        side.office.direct(
            reference=trip.reference,
            service=service,
            body={
                "corridor": deep.get(service, ""),
                "steps": [stage.code for stage in extra if stage.service == service],
            },
            now=side.now,
        )


class Control:
    """The services of one side at one truck."""

    def __init__(self, *, world: World, side: Side, trip: Trip) -> None:
        self._world = world
        self._side = side
        self._trip = trip
        self._visit: Visit = trip.truck.visits[side.lane.side]
        self._steps: Sequence[Mapping[str, Any]] = ()
        self._left: Counter[str] = Counter()
        self._skipped: list[Mapping[str, Any]] = []

    def read_plan(self) -> Process:
        """The steps as the node lists them; it may need a moment to make them."""
        while not self._steps:
            case = self._side.office.case(reference=self._trip.reference, role="gate_officer")
            self._steps = sorted((case or {}).get("steps") or (), key=_rank)
            if not self._steps:
                yield Until(self._side.now + MINUTE)
        self._left = Counter(str(step["service"]) for step in self._steps)

    def ranks(self) -> list[list[Mapping[str, Any]]]:
        """Steps that may be worked on at the same time, rank by rank."""
        return [list(rank) for _, rank in groupby(self._steps, key=lambda row: row["order"])]

    def work(self, *, step: Mapping[str, Any]) -> Process:
        """One step by one service; its last step ends in a finding."""
        code, service = str(step["step"]), str(step["service"])
        side, reference = self._side, self._trip.reference
        if service == side.missed:
            self._skipped.append(step)
            return
        counter = self._world.counter(stage=self._world.scenario.stage(code=code))
        yield Turn(counter)
        side.office.step(
            reference=reference, step=code, verb="start", service=service, now=side.now
        )
        yield Until(side.now + self._seconds(step))
        self._left[service] -= 1
        if self._left[service]:
            side.office.step(
                reference=reference, step=code, verb="finish", service=service, now=side.now
            )
            side.lane.leave(counter=counter)
        else:
            side.lane.leave(counter=counter)
            yield from self._decide(service=service, code=code)

    def without_the_missed(self) -> Process:
        """Released under fallback; who may not be waits until the service is back."""
        if not self._skipped or goes_without(side=self._side, trip=self._trip):
            return
        yield from until_back(side=self._side)
        for step in self._skipped:
            yield from self.work(step=step)

    def _seconds(self, step: Mapping[str, Any]) -> int:
        """How long a step takes; where its papers were accepted, what remains of it."""
        code = str(step["step"])
        papers = self._world.scenario.stage(code=code).papers if step.get("papers") else 0
        return round(self._visit.seconds[code] * (1 - papers))

    def _decide(self, *, service: str, code: str) -> Process:
        release_goods(world=self._world, side=self._side, trip=self._trip, service=service)
        trouble = self._visit.trouble
        if trouble is not None and trouble.service == service:
            yield from self._object(trouble, code=code)
        if not self._trip.ended:
            decide(side=self._side, trip=self._trip, service=service,
                   body={"outcome": "cleared"})

    def _object(self, trouble: Trouble, *, code: str) -> Process:
        """Hold it for a while, refuse it, or refuse a part of it."""
        service, side, trip = trouble.service, self._side, self._trip
        if trouble.outcome == "withheld":  # the step is done; who holds is not told
            side.office.step(reference=trip.reference, step=code, verb="finish", service=service,
                             now=side.now)
        accepted = any(step["service"] == service and step.get("papers") for step in self._steps)
        decide(side=side, trip=trip, service=service,
               body=finding(outcome=trouble.outcome, trip=trip, accepted=accepted))
        if trouble.outcome == "refused":
            trip.ended = "refused"
        elif trouble.outcome == "less one":
            goes_back(world=self._world, side=side, trip=trip)
        else:
            yield Until(side.now + trouble.seconds)


def _rank(step: Mapping[str, Any]) -> tuple[int, str, str]:
    return (int(step["order"]), str(step["step"]), str(step["service"]))
