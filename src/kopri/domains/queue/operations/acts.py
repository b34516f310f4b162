"""What becomes of a booking without its carrier: call, no-show, lapse."""

from collections.abc import Sequence
from datetime import datetime

from kopri.domains.queue import permissions
from kopri.domains.queue.operations.booking import exit_side_only
from kopri.domains.queue.rules import PlausibleTime, WaitsForCall
from kopri.domains.queue.rules.acts import RoadIsOpen
from kopri.domains.queue.rules.faults import DRIVER, STATE, Circumstances, fault_of_state
from kopri.domains.queue.types import Called, Lapsed, NoShow
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.rules import refuse_if, require

SAFETY = "safety"


def call(
    tx: Writing, *, reference: str, direction: str, waiting: bool, phase: str,
    time: datetime | None = None, because: str = "officer", closed: Sequence[str] = (),
) -> Recorded:
    """Call a waiting vehicle to the gate. ``closed``: sides that take nobody now."""
    require(permissions.may_call(tx.actor))
    exit_side_only(tx, direction)
    refuse_if([] if waiting else [WaitsForCall.fault(phase=phase)])
    if because != SAFETY:
        refuse_if([RoadIsOpen.fault(sides=", ".join(closed).upper())] if closed else [])
    refuse_if([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])
    return tx.append(Draft(subject=reference, time=time, payload=Called(
        direction=direction, because=because)))


def no_show(
    tx: Writing, *, reference: str, direction: str, around: Circumstances, tag: str = ""
) -> Recorded:
    """The vehicle did not come within the grace time: by whose fault says what was around its hour."""
    require(permissions.may_expire(tx.actor))
    exit_side_only(tx, direction)
    states = next((fault.code for fault in fault_of_state(around)), "")
    return tx.append(Draft(subject=reference, payload=NoShow(
        direction=direction, slot=to_text(around.slot), fault=STATE if states else DRIVER,
        because=states, tag=tag)))


def lapse(tx: Writing, *, reference: str, direction: str) -> Recorded:
    """The case is over because nothing happened."""
    require(permissions.may_expire(tx.actor))
    exit_side_only(tx, direction)
    return tx.append(Draft(subject=reference, payload=Lapsed(direction=direction)))
