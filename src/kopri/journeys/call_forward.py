"""Call forward: the log that keeps the exit post calls who waits, up to a target at the gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.crossing.queries import CaseView, by_reference, in_phases
from kopri.crossing.states import Phase, SideState
from kopri.domains.calling.queries import courses_of, standing_at, switched_of
from kopri.domains.calling.rules import may_call, turns
from kopri.domains.calling.types import Standing, Waiting
from kopri.domains.control.queries import steps_of
from kopri.domains.queue import operations
from kopri.domains.queue.queries import bookings_of
from kopri.domains.queue.queries.supply import closed_sides
from kopri.domains.queue.states import ACTIVE
from kopri.engines.countrydata import PairData
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.queries import keeps, undecided
from kopri.kernel.lines import TRUCK

SAFETY = "safety"  # why a slot was given to whom nobody may let wait
_MOST = 5000  # of those who wait: more than stand at any border


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Where vehicles leave this side over a point. ``post``: from where they are called."""

    point: str
    post: str
    direction: str
    target: int


def call_forward(*, journal: Journal, pair: PairData, silence_min: int) -> int:
    """Call whose turn it is at every post that this node keeps; how many."""
    return sum(_called(journal, pair=pair, gate=gate, silence_min=silence_min)
               for gate in _gates(journal, pair=pair))


def _gates(journal: Journal, *, pair: PairData) -> list[Gate]:
    found, direction = [], f"{journal.side}-{pair.other(journal.side)}"
    for point in pair.pair.facts.points:
        own = point.post(journal.side)
        rule = pair.country(journal.side).queue_rule(
            crossing=own.crossing, day=journal.clock.now().date())
        if rule is not None and keeps(journal, post=own.post):
            found.append(Gate(point=point.code, post=own.post, direction=direction,
                              target=rule.gate_target))
    return found


def _called(journal: Journal, *, pair: PairData, gate: Gate, silence_min: int) -> int:
    waiting = in_phases(Phase.WAITING, direction=gate.direction, point=gate.point, most=_MOST)
    switch = switched_of(side=journal.side, point=gate.point) if waiting else None
    if not waiting or (switch is not None and not switch.automatic):
        return 0
    standing = _standing(journal, pair=pair, gate=gate, silence_min=silence_min)
    if not may_call(standing, entry=pair.other(journal.side)):
        return 0
    room = gate.target - _at_gate(gate, side=journal.side)
    turn = _in_turn(waiting, journal=journal)
    mine = [each for number, each in enumerate(turn) if each.safety or number < room]
    return sum(_call(journal, gate=gate, reference=each.reference) for each in mine)


def _standing(
    journal: Journal, *, pair: PairData, gate: Gate, silence_min: int
) -> Standing:
    now = journal.clock.now()
    return standing_at(
        point=gate.point, direction=gate.direction, silence_min=silence_min, now=now,
        capacity=pair.strip_of(gate.point).capacity_vehicles, closed=closed_sides(
            point=gate.point, direction=gate.direction, vehicle_class=TRUCK, now=now))


def _at_gate(gate: Gate, *, side: str) -> int:
    """Vehicles between the call and the first control."""
    called = in_phases(Phase.CALLED, Phase.EXIT_CONTROLS, direction=gate.direction,
                       point=gate.point)
    here = [case.reference for case in called if case.state_at(side) in (SideState.EXPECTED, SideState.REGISTERED)]
    begun = {step.reference for step in steps_of(here) if step.started is not None}
    return len(set(here) - begun)


def _in_turn(cases: Sequence[CaseView], *, journal: Journal) -> list[Waiting]:
    """Who waits, first to be called first; not of whom a log has said what is not understood here."""
    unclear, references = undecided(journal), [case.reference for case in cases]
    bookings = bookings_of(references)
    courses = courses_of(references, side=journal.side)
    waiting = []
    for case in cases:
        booking, course = bookings.get(case.reference), courses.get(case.reference)
        if case.reference in unclear:
            continue
        booked = booking if booking and booking.state in ACTIVE else None
        waiting.append(Waiting(
            reference=case.reference, slot=booked.slot if booked else None,
            arrived=(course and course.arrived) or case.since,
            safety=booked is not None and booked.why == SAFETY))
    return turns(waiting, now=journal.clock.now())


def _call(journal: Journal, *, gate: Gate, reference: str) -> bool:
    with begin(journal, actor=journal.itself(post=gate.post), keys=[f"case:{reference}"]) as tx:
        case = by_reference(reference)
        if case.phase is not Phase.WAITING:
            return False  # somebody called or registered it since the list was made
        operations.call(tx, reference=reference, direction=case.direction, waiting=True,
                        phase=case.phase.value, because="turn")
        return True
