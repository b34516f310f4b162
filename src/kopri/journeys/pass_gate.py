"""Pass the gate: register a vehicle, let it out, turn it back."""

from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import CaseView, by_reference, views_of
from kopri.crossing.rules import broken_on_opening
from kopri.crossing.states import ENDS, OVERTAKEN, SideState
from kopri.domains.calling import operations as calling
from kopri.domains.calling.queries import standing_at
from kopri.domains.calling.rules import holds
from kopri.domains.control import operations as control
from kopri.domains.control.queries import steps_of
from kopri.domains.control.rules import planned_steps
from kopri.domains.control.types import Because
from kopri.domains.gate import operations as gate
from kopri.domains.gate.permissions import may_work_gate
from kopri.domains.gate.queries import passages_of
from kopri.domains.notice.queries import commodities_of
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.queries.supply import closed_sides
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.ids import parse_reference
from kopri.kernel.lines import TRUCK
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """A vehicle at the gate. ``direction`` and ``point``: where the case is not known here.

    ``override``: why a shift head lets it out although the exit gate is held. ``source``: ``paper``
    where it was written by hand first.
    """

    reference: str
    plate: str = ""
    weight_kg: int | None = None
    direction: str = ""
    point: str = ""
    time: datetime | None = None
    override: str = ""
    source: str = "device"


def register_vehicle(
    *, journal: Journal, pair: PairData, actor: Actor, passing: Passing,
    request: RequestKey | None = None,
) -> str:
    """Take a vehicle into this side's controls; the reference.

    A reference that this node has not heard of yet (the line is down) is taken as it stands.
    """
    reference = parse_reference(passing.reference)
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        require(may_work_gate(tx.actor))
        known = views_of([reference])
        case = known[0] if known else None
        direction = (case and case.direction) or passing.direction or _unheard(
            reference, journal=journal)
        point = (case and case.point) or passing.point or pair.pair.facts.points[0].code
        refuse_if(broken_on_opening(
            direction=direction, point=point, directions=pair.directions,
            points=[each.code for each in pair.pair.facts.points]), ground=Ground.INVALID)
        over = case.phase.value if case and case.phase in ENDS - OVERTAKEN else ""
        gate.register(
            tx, reference=reference, direction=direction, point=point,
            plate=passing.plate or (case.plate if case else ""), weight_kg=passing.weight_kg, source=passing.source,
            state=_own_state(case, journal=journal, direction=direction),
            exit_state=case.exit_state.value if case else "expected", over=over,
            time=passing.time, hour_from=_hour_from(reference),
        )
        if not steps_of([reference]):
            flow = "exit" if exit_side(direction) == journal.side else "entry"
            control.plan(tx, reference=reference, because=Because.GATE, steps=planned_steps(
                country=pair.country(journal.side), flow=flow, chapters=commodities_of(reference)))
        return tx.answer(reference)


def _hour_from(reference: str) -> str:
    booking = booking_of(reference)
    return booking.hour_from if booking else ""


def _unheard(reference: str, *, journal: Journal) -> str:
    """Where a case goes that was not heard of: what has stood at this side's waiting area leaves
    here, and what has not comes over the strip."""
    side = journal.side
    other = next(each for each in journal.sides if each != side)
    seen = passages_of([reference]).get((reference, side))
    return f"{side}-{other}" if seen and seen.waiting_area else f"{other}-{side}"


def _own_state(case: CaseView | None, *, journal: Journal, direction: str) -> str:
    if case is None:
        return "expected"
    leaving = exit_side(direction) == journal.side
    return (case.exit_state if leaving else case.entry_state).value


def leave_side(
    *, journal: Journal, pair: PairData, actor: Actor, passing: Passing, silence_min: int,
    request: RequestKey | None = None,
) -> str:
    """Let a released vehicle through the exit gate; the reference.

    Onto the neutral strip nobody is let while the entry side is closed, or silent for more than
    ``silence_min`` minutes, or the strip is full, but by a shift head who says why.
    """
    with begin(journal, actor=actor, keys=[f"case:{passing.reference}"], request=request) as tx:
        require(may_work_gate(tx.actor))
        state, case = _state(tx, passing), by_reference(passing.reference)
        if state == SideState.RELEASED.value and exit_side(case.direction) == journal.side:
            _onto_the_strip(tx, pair=pair, case=case, silence_min=silence_min,
                            reason=passing.override.strip())
        gate.leave(tx, reference=passing.reference, state=state, time=passing.time)
        return tx.answer(passing.reference)


def _onto_the_strip(
    tx: Writing, *, pair: PairData, case: CaseView, silence_min: int, reason: str
) -> None:
    """Refuse while the exit gate is held; with a reason, have the shift head's word recorded."""
    standing = standing_at(
        point=case.point, direction=case.direction, silence_min=silence_min, now=tx.now,
        capacity=pair.strip_of(case.point).capacity_vehicles, closed=closed_sides(
            point=case.point, direction=case.direction, vehicle_class=TRUCK, now=tx.now))
    held = list(holds(standing, entry=entry_side(case.direction)))
    if held and reason:
        calling.override(tx, reference=case.reference, point=case.point, reason=reason,
                         holds=[hold for hold, _fault in held])
    elif held:
        refuse_if(fault for _hold, fault in held)


def turn_back(
    *, journal: Journal, actor: Actor, passing: Passing, request: RequestKey | None = None
) -> str:
    """A refused vehicle leaves the way it came; the reference."""
    with begin(journal, actor=actor, keys=[f"case:{passing.reference}"], request=request) as tx:
        gate.turn_back(tx, reference=passing.reference, state=_state(tx, passing),
                       time=passing.time)
        return tx.answer(passing.reference)


def _state(tx: Writing, passing: Passing) -> str:
    case = by_reference(passing.reference)
    side = tx.journal.side
    own = {exit_side(case.direction): case.exit_state, entry_side(case.direction): case.entry_state}
    return own[side].value
