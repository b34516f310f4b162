"""Appoint, change, begin, end: check, then append."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.inspection import permissions
from kopri.domains.inspection.rules import (
    LONGEST_LINE,
    Place,
    ReasonGiven,
    UnderWay,
    broken_beginning,
    broken_hosting,
    broken_party,
    broken_place,
    broken_time,
    broken_words,
    state_of,
)
from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import (
    Appointed,
    AppointmentChanged,
    Began,
    Ended,
    Guest,
    Invited,
    Record,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Payload, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for. ``starts``: None for now."""

    place: str
    services: Sequence[Invited]
    starts: datetime | None = None
    minutes: int | None = None


def appoint(tx: Writing, *, place: Place, records: Sequence[Record], asked: Asked) -> str:
    """One place and time for all who need the goods unloaded; the inspection's id."""
    require(permissions.may_arrange(tx.actor))
    refuse_if(broken_place(place, records=records))
    starts, minutes = asked.starts or tx.now, asked.minutes or 0
    refuse_if([*broken_party(place, services=asked.services, where=asked.place),
               *broken_time(starts=starts, minutes=minutes, now=tx.now)], ground=Ground.INVALID)
    inspection, services = new_id(random=tx.random), sorted(set(asked.services))
    _write(tx, place, Appointed(
        inspection=inspection, side=tx.journal.side, post=place.post, place=asked.place,
        starts=to_text(starts), minutes=minutes, services=services,
        guests=_guests(place, services=services)))
    return inspection


def _guests(place: Place, *, services: Sequence[Invited]) -> list[Guest]:
    """The joint steps on which those who were named come."""
    named = {(each.side, each.service) for each in services}
    return sorted(each for each in place.guests if (each.side, each.service) in named)


def change(
    tx: Writing, *, place: Place, record: Record, reason: str, where: str = "",
    starts: datetime | None = None, called_off: bool = False,
) -> Recorded:
    """Another time or place, or none; with a reason."""
    require(permissions.may_arrange(tx.actor))
    refuse_if(broken_hosting(record, side=tx.journal.side))
    refuse_if([*([] if reason.strip() else [ReasonGiven.fault(path="/reason")]),
               *broken_words(reason, path="/reason"),
               *broken_words(where, path="/place", most=LONGEST_LINE),
               *broken_time(starts=starts, minutes=None, now=tx.now)], ground=Ground.INVALID)
    return _write(tx, place, AppointmentChanged(
        inspection=record.head.inspection, side=tx.journal.side, called_off=called_off,
        reason=reason, place=where or None, starts=to_text(starts) if starts else None))


def begin(tx: Writing, *, place: Place, record: Record) -> Recorded:
    """The examination begins as it was appointed; guests as the law lets them in today."""
    require(permissions.may_arrange(tx.actor))
    refuse_if(broken_hosting(record, side=tx.journal.side))
    refuse_if(broken_beginning(place))
    return _begin(tx, place, inspection=record.head.inspection, where=record.head.place,
                  services=[each for each in record.head.services if each.side == place.side
                            or (each.side, each.service) in _let_in(place)])


def begin_at_once(
    tx: Writing, *, place: Place, records: Sequence[Record], asked: Asked
) -> str:
    """Without an appointment; the inspection's id."""
    require(permissions.may_arrange(tx.actor))
    refuse_if([*broken_place(place, records=records), *broken_beginning(place)])
    refuse_if(broken_party(place, services=asked.services, where=asked.place),
              ground=Ground.INVALID)
    inspection = new_id(random=tx.random)
    _begin(tx, place, inspection=inspection, where=asked.place, services=asked.services)
    return inspection


def _let_in(place: Place) -> set[tuple[str, str]]:
    return {(each.side, each.service) for each in place.guests}


def _begin(
    tx: Writing, place: Place, *, inspection: str, where: str, services: Sequence[Invited]
) -> Recorded:
    known = sorted(set(services))
    return _write(tx, place, Began(
        inspection=inspection, side=tx.journal.side, post=place.post, place=where, services=known,
        guests=_guests(place, services=known)))


def end(tx: Writing, *, place: Place, record: Record) -> Recorded:
    """The goods are loaded again."""
    require(permissions.may_arrange(tx.actor))
    refuse_if(broken_hosting(record, side=tx.journal.side, begun=True))
    under_way = state_of(record) is InspectionState.UNDER_WAY
    refuse_if([] if under_way else [UnderWay.fault()])
    return _write(tx, place, Ended(inspection=record.head.inspection, side=tx.journal.side))


def _write(tx: Writing, place: Place, payload: Payload) -> Recorded:
    return tx.append(Draft(subject=place.reference, payload=payload))
