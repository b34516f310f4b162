"""Every minute, for each label: so many entries so far. Silence gets an age, a withheld tail shows."""

from datetime import datetime, timedelta

from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.models import Entry, Log
from kopri.journal.types import PUBLIC, Draft, Tick
from kopri.kernel.actor import Actor

EVERY = timedelta(minutes=1)


def last_tick(*, journal: Journal) -> datetime | None:
    """When this node last told how much there is: until then it was at work.

    By the clock's own time: `recorded` never goes back, and would silence a clock set back.
    """
    row = Entry.objects.filter(  # by subject, of which there is an index
        subject=journal.origin, kind=f"{Tick.KIND}/{Tick.VERSION}").order_by("-pk").first()
    return row.time if row else None


def tick(*, journal: Journal, actor: Actor) -> int:
    """Write the ticks that are due; how many. One label's tick goes to that label alone.

    The own side's label gets one where the side has other nodes to read it.
    """
    now = journal.clock.now()
    last = last_tick(journal=journal)
    if last is not None and abs(now - last) < EVERY:
        return 0
    fellows = Log.objects.filter(side=journal.side, own=False).exists()
    labels = sorted({*journal.sides, PUBLIC} - ({journal.side} if not fellows else set()))
    with begin(journal, actor=actor, keys=["tick"]) as tx:
        counts = Log.objects.get(own=True).counts
        tx.append_many([
            Draft(subject=journal.origin, audience=(label,), time=now,
                  payload=Tick(label=label, count=counts.get(label, 0)))
            for label in labels
        ])
    return len(labels)
