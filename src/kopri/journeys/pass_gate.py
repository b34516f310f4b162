"""Pass the gate: register a vehicle, let it out, turn it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing import operations as crossing
from kopri.crossing.queries import CaseView, by_reference, find, standing_inside, views_of
from kopri.crossing.rules import broken_on_opening
from kopri.crossing.states import ENDS, OVERTAKEN, SideState
from kopri.crossing.types import Opening
from kopri.domains.calling import operations as calling
from kopri.domains.calling.queries import standing_at
from kopri.domains.calling.rules import holds
from kopri.domains.calling.types import Hold
from kopri.domains.control import operations as control
from kopri.domains.control.rules import planned_steps
from kopri.domains.control.types import Because
from kopri.domains.gate import operations as gate
from kopri.domains.gate.permissions import may_work_gate
from kopri.domains.gate.queries import passages_of
from kopri.domains.gate.rules import (
    NotAnnounced,
    NotAtExitSide,
    NotElsewhere,
    Whereabouts,
    in_two_places,
    out_of_order,
)
from kopri.domains.notice.queries import commodities_of
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.queries.supply import closed_sides
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.journal.queries import news
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.ids import parse_reference, plate_key
from kopri.kernel.lines import TRUCK
from kopri.kernel.rules import refuse_if, require

SILENT = timedelta(minutes=3)  # every node writes each minute: so long is a line that is down
_HOLDS = {NotAtExitSide.code: Hold.AT_EXIT_SIDE, NotElsewhere.code: Hold.ELSEWHERE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """A vehicle at the gate. ``direction`` and ``point``: where the case is not known here.

    ``override``: why a shift head lets it out although the exit gate is held, or in although a record
    says that it is somewhere else. ``source``: ``paper``
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
        _take_in(tx, pair=pair, reference=reference, passing=passing)
        return tx.answer(reference)


def start_on_the_spot(
    *, journal: Journal, pair: PairData, actor: Actor, opening: Opening, passing: Passing,
    request: RequestKey | None = None,
) -> str:
    """A vehicle that nobody announced stands at the gate: its case is opened, it is registered and
    sent on its way through the controls, all at once; the reference."""
    plate = opening.conveyance.plate
    with begin(journal, actor=actor, keys=[f"read:{plate_key(plate)}"], request=request) as tx:
        require(may_work_gate(tx.actor))
        known = [case for case in find(plate) if case.may_come(tx.now)
                 and not case.has_left(journal.side) and case.direction in ("", opening.direction)]
        refuse_if([NotAnnounced.fault(path="/plate", plate=plate, references=", ".join(
            case.reference for case in known))] if known else [])
        reference = crossing.opened(
            tx, opening=opening, directions=pair.directions,
            points=[each.code for each in pair.pair.facts.points])
        with journal.locks.hold([f"case:{reference}"]):
            _take_in(tx, pair=pair, reference=reference, passing=passing)
        return tx.answer(reference)


def _take_in(tx: Writing, *, pair: PairData, reference: str, passing: Passing) -> None:
    """Register, and plan the controls where nobody has."""
    journal, known = tx.journal, views_of([reference])
    case = known[0] if known else None
    direction = (case and case.direction) or passing.direction or _unheard(
        reference, journal=journal)
    point = (case and case.point) or passing.point or pair.pair.facts.points[0].code
    refuse_if(broken_on_opening(
        direction=direction, point=point, directions=pair.directions,
        points=[each.code for each in pair.pair.facts.points]), ground=Ground.INVALID)
    plate = passing.plate or (case.plate if case else "")
    with journal.locks.hold([f"vehicle:{plate_key(plate)}"] if plate else []):
        if case is not None:
            _in_one_place(tx, case=case, plate=plate, passing=passing)
        gate.register(
            tx, reference=reference, direction=direction, point=point, plate=plate,
            weight_kg=passing.weight_kg, source=passing.source,
            state=_own_state(case, journal=journal, direction=direction),
            exit_state=case.exit_state.value if case else "expected",
            over=case.phase.value if case and case.phase in ENDS - OVERTAKEN else "",
            time=passing.time, hour_from=_hour_from(reference),
        )
    if not control.planned_of(reference):  # a mark alone is no plan
        flow = "exit" if exit_side(direction) == journal.side else "entry"
        control.plan(tx, reference=reference, because=Because.GATE, steps=planned_steps(
            country=pair.country(journal.side), flow=flow, chapters=commodities_of(reference)))


def _in_one_place(tx: Writing, *, case: CaseView, plate: str, passing: Passing) -> None:
    """No vehicle is taken in that is somewhere else; a shift head's word against a record that must
    be wrong is kept."""
    if _own_state(case, journal=tx.journal, direction=case.direction) != "expected":
        return  # it was here before: the rules of registering say the rest
    at = _whereabouts(tx, case=case, plate=plate, time=passing.time)
    refuse_if(out_of_order(at))
    reason, faults = passing.override.strip(), list(in_two_places(at))
    if faults and reason:
        calling.override(tx, reference=case.reference, point=case.point, reason=reason,
                         holds=[_HOLDS[fault.code] for fault in faults])
    else:
        refuse_if(faults)


def _whereabouts(
    tx: Writing, *, case: CaseView, plate: str, time: datetime | None
) -> Whereabouts:
    """Where the vehicle is, as far as both sides have told."""
    own, leaving = tx.journal.side, exit_side(case.direction) == tx.journal.side
    passages = passages_of([case.reference])
    there = passages.get((case.reference, entry_side(case.direction) if leaving
                          else exit_side(case.direction)))
    here = passages.get((case.reference, own))
    heard = _heard(exit_side(case.direction), now=tx.now)
    inside = standing_inside(plate=plate, vin=case.vin, but=case.reference)
    other = inside.get(own) or next(
        (each for side, each in inside.items() if _heard(side, now=tx.now)), None)
    stays = case.exit_state in (SideState.REGISTERED, SideState.HELD, SideState.RELEASED)
    return Whereabouts(
        time=time or tx.now, heard=heard, elsewhere=other.reference if other else "",
        taken_in=here.registered if here else None,
        entry_in=there.registered if there and leaving else None,
        exit_in=there.registered if there and stays and not leaving else None,
        exit_out=there.exited if there and not leaving else None)


def _heard(side: str, *, now: datetime) -> bool:
    """Whether a side tells what it does, or this is the side."""
    told = [each.latest for each in news() if each.side == side]
    return all(latest is not None and now - latest <= SILENT for latest in told)


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
        refuse_if(out_of_order(_whereabouts(tx, case=case, plate="", time=passing.time)))
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
        require(may_work_gate(tx.actor))
        case = by_reference(passing.reference)
        refuse_if(out_of_order(_whereabouts(tx, case=case, plate="", time=passing.time)))
        gate.turn_back(tx, reference=passing.reference, state=_state(tx, passing),
                       time=passing.time)
        return tx.answer(passing.reference)


def _state(tx: Writing, passing: Passing) -> str:
    case = by_reference(passing.reference)
    side = tx.journal.side
    own = {exit_side(case.direction): case.exit_state, entry_side(case.direction): case.entry_state}
    return own[side].value
