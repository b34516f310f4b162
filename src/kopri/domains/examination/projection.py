"""examination.* -> acts and looks; crossing.amended -> that there was a change."""

from collections.abc import Sequence

from kopri.domains.examination.models import OwnLook, SharedExaminationAct, SharedVehicleChange
from kopri.journal.rows import insert_rows
from kopri.journal.types import Entry


def acts(entries: Sequence[Entry]) -> None:
    """examination.accepted, not_accepted, withdrawn, asked, answered.

    ``number``: the order within its log, which every node applies in the same order.
    """
    for entry in entries:
        if SharedExaminationAct.objects.filter(uid=entry.uid).exists():
            continue
        get = entry.payload.get
        SharedExaminationAct.objects.create(
            uid=entry.uid, reference=entry.subject, side=get("side", ""),
            service=get("service", ""), act=entry.kind.partition(".")[2], time=entry.time,
            recorded=entry.recorded, log=entry.log, number=_written(entry),
            person=entry.actor.get("person", ""), seen=get("seen"),
            question=get("question", ""), text=get("text", get("reason", "")),
            remedy=get("remedy", ""), documents=get("documents", []),
        )


def _written(entry: Entry) -> int:
    return SharedExaminationAct.objects.filter(reference=entry.subject, log=entry.log).count()


def looked(entries: Sequence[Entry]) -> None:
    """examination.looked."""
    for entry in entries:
        if "seen" in entry.payload and not OwnLook.objects.filter(uid=entry.uid).exists():
            OwnLook.objects.create(
                uid=entry.uid, reference=entry.subject, side=entry.side,
                service=entry.payload.get("service", ""), time=entry.time,
                after=_written(entry), seen=entry.payload["seen"],
                number=OwnLook.objects.filter(reference=entry.subject).count(),
                person=entry.actor.get("person", ""),
            )


def vehicle_changed(entries: Sequence[Entry]) -> None:
    """crossing.amended."""
    insert_rows(SharedVehicleChange, columns=("uid", "reference"), ignore_conflicts=True,
                rows=[(entry.uid, entry.subject) for entry in entries])
