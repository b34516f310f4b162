"""Begin a step and be done with it: check, then append."""

from datetime import datetime

from kopri.domains.control.operations.working import own_step
from kopri.domains.control.rules import StepNotDone
from kopri.domains.control.types import StepFinished, StepStarted
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.rules import refuse_if


def start_step(
    tx: Writing, *, reference: str, step: str, state: str, time: datetime | None = None
) -> Recorded:
    """Begin a step."""
    found = own_step(tx, reference=reference, step=step, state=state, time=time)
    refuse_if([StepNotDone.fault(step=step)] if found.finished else [])
    return tx.append(Draft(subject=reference, time=time, payload=StepStarted(
        side=tx.journal.side, step=step, service=found.service)))


def finish_step(
    tx: Writing, *, reference: str, step: str, state: str, time: datetime | None = None
) -> Recorded:
    """Be done with a step without deciding yet."""
    found = own_step(tx, reference=reference, step=step, state=state, time=time)
    refuse_if([StepNotDone.fault(step=step)] if found.finished else [])
    return tx.append(Draft(subject=reference, time=time, payload=StepFinished(
        side=tx.journal.side, step=step, service=found.service)))
