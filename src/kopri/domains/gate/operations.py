"""Arrive, register, exit, turn back: check, then append."""

from datetime import datetime

from kopri.domains.gate import permissions
from kopri.domains.gate.rules import (
    PlausibleTime,
    RefusedBeforeTurningBack,
    ReleasedBeforeExit,
    broken_registration,
)
from kopri.domains.gate.types import Arrived, Exited, Place, Registered, TurnedBack
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Payload, Recorded
from kopri.kernel.rules import refuse_if, require


def arrive(
    tx: Writing, *, reference: str, place: Place, plate: str, time: datetime | None = None,
    source: str = "device",
) -> Recorded:
    """The vehicle was seen at a place of this side. ``source``: ``paper`` where it was written."""
    require(permissions.may_note_arrival(tx.actor))
    return _write(tx, reference=reference, time=time, source=source, payload=Arrived(
        side=tx.journal.side, place=place.value, plate=plate))


def register(
    tx: Writing, *, reference: str, direction: str, point: str, plate: str, state: str,
    exit_state: str, over: str, source: str = "device", weight_kg: int | None = None, time: datetime | None = None, hour_from: str = "",
) -> Recorded:
    """Take the vehicle in; ``state`` is what this side has done with the case so far."""
    require(permissions.may_work_gate(tx.actor))
    refuse_if(broken_registration(state=state, exit_state=exit_state, over=over))
    return _write(tx, reference=reference, time=time, source=source, payload=Registered(
        side=tx.journal.side, direction=direction, point=point, plate=plate, weight_kg=weight_kg,
        hour_from=hour_from))


def leave(
    tx: Writing, *, reference: str, state: str, release: Recorded | None = None,
    time: datetime | None = None,
) -> Recorded:
    """Let a released vehicle through this side's exit gate."""
    require(permissions.may_work_gate(tx.actor))
    refuse_if([] if state == "released" else [ReleasedBeforeExit.fault()])
    return _write(tx, reference=reference, time=time, basis=release,
                  payload=Exited(side=tx.journal.side))


def turn_back(
    tx: Writing, *, reference: str, state: str, time: datetime | None = None
) -> Recorded:
    """A refused vehicle leaves the way it came."""
    require(permissions.may_work_gate(tx.actor))
    refuse_if([] if state == "refused" else [RefusedBeforeTurningBack.fault()])
    return _write(tx, reference=reference, time=time, payload=TurnedBack(side=tx.journal.side))


def _write(
    tx: Writing, *, reference: str, time: datetime | None, payload: Payload,
    basis: Recorded | None = None, source: str = "device",
) -> Recorded:
    refuse_if([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])
    return tx.append(Draft(subject=reference, time=time, payload=payload, source=source,
                           basis=[basis.ref] if basis else []))
