"""handover.* -> handovers."""

from collections.abc import Sequence

from kopri.domains.handover.models import Handover
from kopri.journal.rows import keep_row
from kopri.journal.types import Entry


def given(entries: Sequence[Entry]) -> None:
    """handover.given."""
    for entry in entries:
        before = Handover.objects.filter(**entry.only("side", "point")).count()
        keep_row(Handover, key={"handover": entry.payload["handover"]}, values={
            "number": before + 1, **entry.only("side", "point", "items", "waiting"), "uid": entry.uid,
            "given": entry.time, "given_by": entry.actor.get("person", ""),
            "note": entry.payload.get("note", "")})


def taken(entries: Sequence[Entry]) -> None:
    """handover.taken: once."""
    for entry in entries:
        Handover.objects.filter(handover=entry.payload["handover"], taken=None).update(
            taken=entry.time, taken_by=entry.actor.get("person", ""),
            taken_items=entry.payload.get("items", []), taken_note=entry.payload.get("note", ""))
