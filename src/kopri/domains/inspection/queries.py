"""Reading inspections."""

from kopri.domains.inspection.models import OwnAppointmentAct, SharedInspectionAct
from kopri.domains.inspection.rules import records_of
from kopri.domains.inspection.types import Record, Written
from kopri.journal.rows import rows_with


def inspections_of(reference: str) -> list[Record]:
    """The inspections of a case, the first first."""
    return records_of(_written(reference))


def recognised_of(reference: str) -> list[Written]:
    """What services have taken on of the other side's results, with an inspection or without."""
    return [act for act in _written(reference) if act.act == "recognised"]


def _written(reference: str) -> list[Written]:
    rows = [*rows_with(OwnAppointmentAct, column="reference", values=[reference]),
            *rows_with(SharedInspectionAct, column="reference", values=[reference])]
    return [Written(
        uid=row.uid, reference=row.reference, inspection=row.inspection, act=row.act, side=row.side,
        service=row.service, time=row.time, recorded=row.recorded, log=row.log, number=row.number,
        person=row.person, said=row.said) for row in rows]
