"""inspection.* -> acts."""

from collections.abc import Sequence

from kopri.domains.inspection.models import OwnAppointmentAct, SharedInspectionAct
from kopri.journal.types import Entry

_COLUMNS = ("inspection", "side", "service")
_Table = type[OwnAppointmentAct] | type[SharedInspectionAct]


def appointments(entries: Sequence[Entry]) -> None:
    """inspection.appointed, inspection.appointment_changed: the other side's too, where it tells."""
    for entry in entries:
        if "inspection" in entry.payload:
            _keep(OwnAppointmentAct, entry)


def acts(entries: Sequence[Entry]) -> None:
    """All that follows.

    ``number``: the order within its log, which every node applies in the same order.
    """
    for entry in entries:
        _keep(SharedInspectionAct, entry)


def _keep(table: _Table, entry: Entry) -> None:
    if table.objects.filter(uid=entry.uid).exists():
        return
    get = entry.payload.get
    table.objects.create(
        uid=entry.uid, reference=entry.subject, inspection=get("inspection", ""),
        act=entry.kind.partition(".")[2], side=get("side", entry.side), service=get("service", ""),
        time=entry.time, recorded=entry.recorded, log=entry.log,
        number=table.objects.filter(reference=entry.subject, log=entry.log).count(),
        person=entry.actor.get("person", ""),
        said={name: value for name, value in entry.payload.items() if name not in _COLUMNS})
