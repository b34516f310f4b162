"""Acts that were recorded long after they happened: listed, not hidden."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.journal.models import Entry, Log

LATE = timedelta(minutes=15)
LOOKED_AT = 20_000  # entries of a log, the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """An entry of the own side: what, of whom, when it happened, when it was written."""

    kind: str
    subject: str
    time: datetime
    recorded: datetime


def recorded_late(*, side: str, since: datetime, most: int = 50) -> list[LateLine]:
    """Of what this side's nodes have written since, what happened long before; the newest first.

    One event that was written in two parts is one line.
    """
    found: dict[tuple[str, str, datetime], LateLine] = {}
    for log in Log.objects.filter(side=side):
        rows = Entry.objects.filter(log=log).order_by("-pk").values_list(
            "kind", "subject", "time", "recorded")
        for kind, subject, time, recorded in rows[:LOOKED_AT].iterator(chunk_size=500):
            if recorded < since:  # a log is written in the order of time
                break
            if recorded - time > LATE:
                line = LateLine(kind=kind.partition("/")[0].removesuffix(".own"), subject=subject,
                                time=time, recorded=recorded)
                found.setdefault((line.kind, subject, time), line)
    return sorted(found.values(), key=lambda line: (line.recorded, line.time), reverse=True)[:most]
