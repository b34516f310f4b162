"""Reading inspections."""

from collections.abc import Sequence

from kopri.domains.inspection.models import OwnAppointmentAct, SharedInspectionAct
from kopri.domains.inspection.rules import records_of, state_of
from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import Record, Written
from kopri.journal.rows import rows_with


def inspections_of(reference: str) -> list[Record]:
    """The inspections of a case, the first first."""
    return records_of(_written([reference]))


def inspections_of_all(references: Sequence[str]) -> dict[str, list[Record]]:
    """The inspections of each of these cases that has any, the first first."""
    return {reference: records_of(acts) for reference, acts in _by_case(references).items()}


def appointed_for(references: Sequence[str], *, side: str, service: str) -> dict[str, Record]:
    """Of each of these cases the first appointment that this service takes part in and that has not
    begun."""
    found: dict[str, Record] = {}
    for reference, records in inspections_of_all(references).items():
        mine = [each for each in records
                if each.head.starts and state_of(each) is InspectionState.APPOINTED
                and (side, service) in {(one.side, one.service) for one in each.head.services}]
        if mine:
            found[reference] = min(mine, key=lambda each: str(each.head.starts))
    return found


def recognised_of(reference: str) -> list[Written]:
    """What services have taken on of the other side's results, with an inspection or without."""
    return [act for act in _written([reference]) if act.act == "recognised"]


def _by_case(references: Sequence[str]) -> dict[str, list[Written]]:
    known: dict[str, list[Written]] = {}
    for act in _written(references):
        known.setdefault(act.reference, []).append(act)
    return known


def _written(references: Sequence[str]) -> list[Written]:
    rows = [*rows_with(OwnAppointmentAct, column="reference", values=references),
            *rows_with(SharedInspectionAct, column="reference", values=references)]
    return [Written(
        uid=row.uid, reference=row.reference, inspection=row.inspection, act=row.act, side=row.side,
        service=row.service, time=row.time, recorded=row.recorded, log=row.log, number=row.number,
        person=row.person, said=row.said) for row in rows]
