"""queue.slot_moved, queue.no_show -> moves and absences, none of which a later booking covers."""

from collections.abc import Sequence

from kopri.domains.attendance.models import SharedAbsence, SharedMove
from kopri.journal.rows import keep_row
from kopri.journal.types import Entry
from kopri.kernel.clock import from_text


def moved(entries: Sequence[Entry]) -> None:
    """queue.slot_moved."""
    for entry in entries:
        keep_row(SharedMove, key={"uid": entry.uid}, values={
            "reference": entry.subject, "time": entry.time,
            "was": from_text(entry.payload["was"]), "slot": from_text(entry.payload["slot"]),
            "cause": entry.payload.get("cause", ""), **entry.only("direction", "reason")})


def absent(entries: Sequence[Entry]) -> None:
    """queue.no_show."""
    for entry in entries:
        keep_row(SharedAbsence, key={"uid": entry.uid}, values={
            "reference": entry.subject, "time": entry.time,
            "slot": from_text(entry.payload["slot"]), "tag": entry.payload.get("tag", ""),
            "fault": entry.payload.get("fault", "driver"),
            "because": entry.payload.get("because", ""), **entry.only("direction")})
