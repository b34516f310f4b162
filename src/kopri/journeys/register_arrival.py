"""Register an arrival: a plate or a reference was read at the waiting area, the gate or the exit."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kopri.crossing import operations as crossing
from kopri.crossing.queries import CaseView, find
from kopri.crossing.states import ENDS, SideState
from kopri.crossing.types import Conveyance, Opening
from kopri.domains.cameras import operations as cameras
from kopri.domains.cameras.permissions import may_report
from kopri.domains.cameras.rules import ONE_ARRIVAL, broken
from kopri.domains.cameras.types import Seen
from kopri.domains.gate import operations as gate
from kopri.domains.gate.permissions import may_work_gate
from kopri.domains.gate.queries import passages_of
from kopri.domains.gate.rules import SeveralCases, SomethingRead, VehicleKnown
from kopri.domains.gate.types import Place
from kopri.domains.queue.queries import bookings_of
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.ids import candidates, pieces, plate_key
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read, by a camera, a scanner or an officer.

    ``text``: a plate or a reference, however typed. ``unannounced``: for a vehicle that nobody
    knows, the case to open on the spot.
    """

    text: str
    place: Place
    time: datetime | None = None
    unannounced: Opening | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The case that was found or opened."""

    reference: str
    plate: str
    known: bool


def register_arrival(
    *, journal: Journal, pair: PairData, actor: Actor, read: Read,
    request: RequestKey | None = None,
) -> Arrival:
    """Find the vehicle's case and note the arrival; a reference alone is enough for a stub."""
    with begin(journal, actor=actor, keys=[f"read:{plate_key(read.text)}"], request=request) as tx:
        require(may_work_gate(tx.actor))
        refuse_if([] if plate_key(read.text) else [SomethingRead.fault(path="/plate")],
                  ground=Ground.INVALID)
        case = _expected(read, side=journal.side, zone=pair.country(journal.side).zone, now=tx.now)
        references = (case.reference,) if case else _spelt(read.text)
        plate = case.plate if case else ""
        if not references:
            references, plate = _on_the_spot(tx, pair=pair, read=read)
        with journal.locks.hold([f"case:{references[0]}"]):
            gate.arrive(tx, reference=references[0], place=read.place, plate=plate, time=read.time)
        return tx.answer(Arrival(reference=references[0], plate=plate, known=case is not None))


def report_plate(
    *, journal: Journal, pair: PairData, actor: Actor, seen: Seen,
    request: RequestKey | None = None,
) -> Arrival:
    """A camera has seen a plate: an arrival where it belongs to one case, once; else kept for an
    officer, who chooses where there are several.

    Events come late, twice and out of order: the earliest time at a place counts, and a vehicle
    that is read again within minutes has come once.
    """
    plate = plate_key(seen.plate)
    with begin(journal, actor=actor, keys=[f"read:{plate}"], request=request) as tx:
        require(may_report(tx.actor))
        refuse_if(broken(plate=plate, time=seen.time, now=tx.now), ground=Ground.INVALID)
        time = min(seen.time, tx.now)  # its clock is a little ahead
        read = Read(text=plate, place=Place(seen.place), time=time)
        case = _sure(read, side=journal.side, zone=pair.country(journal.side).zone, now=tx.now)
        if case is None:
            cameras.keep_stranger(replace(seen, plate=plate, time=time), now=tx.now)
            return tx.answer(Arrival(reference="", plate=plate, known=False))
        with journal.locks.hold([f"case:{case.reference}"]):
            if _is_news(case, read=read, side=journal.side):
                gate.arrive(tx, reference=case.reference, place=read.place, plate=case.plate,
                            time=time)
        cameras.let_go(plate)
        return tx.answer(Arrival(reference=case.reference, plate=case.plate, known=True))


def _spelt(text: str) -> tuple[str, ...]:
    return tuple(each for part in pieces(text) for each in candidates(part))


def _sure(read: Read, *, side: str, zone: ZoneInfo, now: datetime) -> CaseView | None:
    """The only case that is meant, or None: a camera cannot be asked which."""
    try:
        return _expected(read, side=side, zone=zone, now=now)
    except Refusal:
        return None


def _is_news(case: CaseView, *, read: Read, side: str) -> bool:
    """Whether it is another arrival than those that are known: the first at this place, or much
    earlier than the first, and not of a vehicle that has gone on since."""
    passage = passages_of([case.reference]).get((case.reference, side))
    if passage is None or read.time is None:
        return True
    known = {Place.WAITING_AREA: passage.waiting_area, Place.GATE: passage.gate,
             Place.EXIT_GATE: passage.exit_gate}[read.place]
    if known is None:
        done = passage.registered if read.place is not Place.EXIT_GATE else passage.exited
        return done is None or read.time <= done
    return read.time < known - ONE_ARRIVAL


def _expected(read: Read, *, side: str, zone: ZoneInfo, now: datetime) -> CaseView | None:
    """The case that the text means: of several of one plate the one that belongs to this place, of
    those the one whose tractor it is, then the one whose hour is today. A Refusal that names them where two are meant alike.

    A vehicle that comes in spite of a no-show, a lapse or a cancellation comes with that case, for
    a day; later it is another trip.
    """
    again = read.unannounced is not None  # what this side has let go comes on another trip
    found = [case for case in find(read.text)
             if case.may_come(now) and not (again and case.has_left(side))]
    slots = bookings_of([case.reference for case in found]) if len(found) > 1 else {}
    today = now.astimezone(zone).date()

    def rank(case: CaseView) -> tuple[bool, bool, bool, bool]:
        booked = slots.get(case.reference)
        slot = booked.slot if booked else None
        return (not _belongs(case, read.place, side=side), case.phase in ENDS,
                not case.is_named(read.text), slot is None or slot.astimezone(zone).date() != today)

    meant = sorted(found, key=rank)
    alike = [case for case in meant if rank(case) == rank(meant[0])]
    refuse_if([SeveralCases.fault(path="/plate", number=len(alike), references=", ".join(
        case.reference for case in alike))] if len(alike) > 1 else [])
    return meant[0] if meant else None


def _belongs(case: CaseView, place: Place, *, side: str) -> bool:
    """Whether a vehicle with this case has reason to be at this place of this side."""
    leaving, own = exit_side(case.direction) == side, case.state_at(side)
    if place is Place.EXIT_GATE:
        return own not in (SideState.EXPECTED, SideState.GONE)
    if own is not SideState.EXPECTED:
        return False
    return leaving or (place is Place.GATE and case.exit_state is SideState.GONE)


def _on_the_spot(tx: Writing, *, pair: PairData, read: Read) -> tuple[tuple[str, ...], str]:
    opening = read.unannounced
    if opening is None:
        refuse_if([VehicleKnown.fault(path="/plate", text=read.text)], ground=Ground.MISSING)
        raise AssertionError("unreachable")
    reference = crossing.opened(
        tx, opening=opening, directions=pair.directions,
        points=[point.code for point in pair.pair.facts.points],
    )
    return (reference,), opening.conveyance.plate


def unannounced(*, direction: str, point: str, plate: str, country: str, carrier: str) -> Opening:
    """The case of a vehicle of which no more is known than its plate."""
    return Opening(direction=direction, point=point, mode="road", loaded=False, carrier=carrier,
                   conveyance=Conveyance(plate=plate, country=country))
