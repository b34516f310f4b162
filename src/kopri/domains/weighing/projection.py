"""gate.weighed -> weighings."""

from collections.abc import Sequence

from kopri.domains.weighing.models import SharedWeighing
from kopri.journal.rows import insert_rows
from kopri.journal.types import Entry

_COLUMNS = ("uid", "reference", "side", "gross_kg", "axle_groups", "device", "time")


def weighed(entries: Sequence[Entry]) -> None:
    """Each is kept once."""
    insert_rows(SharedWeighing, columns=_COLUMNS, ignore_conflicts=True, rows=[
        [entry.uid, entry.subject, entry.payload.get("side", entry.side),
         entry.payload["gross_kg"], entry.payload.get("axle_groups", []),
         entry.payload.get("device", ""), entry.time]
        for entry in entries if "gross_kg" in entry.payload])
