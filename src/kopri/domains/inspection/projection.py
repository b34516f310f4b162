"""inspection.* -> acts.

The record is folded from whole entries: one that lacks a field, or says a word that there is not,
cannot be applied, so that it spoils no page of the case and no handover.
"""

from collections.abc import Sequence

import msgspec

from kopri.domains.inspection.models import OwnAppointmentAct, SharedInspectionAct
from kopri.domains.inspection.types import KINDS, Conclusion
from kopri.journal.types import Entry
from kopri.kernel.clock import require_moment

_PAYLOADS = {payload.KIND: payload for payload in KINDS}
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
    msgspec.convert(entry.payload, _PAYLOADS[entry.kind])
    require_moment(get("starts"))
    if entry.kind == "inspection.signed":
        Conclusion(get("conclusion"))
    table.objects.create(
        uid=entry.uid, reference=entry.subject, inspection=get("inspection", ""),
        act=entry.kind.partition(".")[2], side=get("side", entry.side), service=get("service", ""),
        time=entry.time, recorded=entry.recorded, log=entry.log,
        number=table.objects.filter(reference=entry.subject, log=entry.log).count(),
        person=entry.actor.get("person", ""),
        said={name: value for name, value in entry.payload.items() if name not in _COLUMNS})
