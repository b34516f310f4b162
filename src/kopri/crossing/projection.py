"""Entries of every kind that moves a case -> its rows. Idempotent, and blind to order."""

from collections.abc import Mapping, Sequence
from typing import Any

from kopri.crossing.models import Case, SharedCrossing, SharedMilestone
from kopri.crossing.states import MILESTONES, Status, fold
from kopri.crossing.types import Milestone
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.rows import insert_rows, rows_with, upsert_rows
from kopri.journal.types import Entry
from kopri.kernel.ids import plate_key

_CASE = ("reference", "direction", "point", "mode", "loaded", "plate", "plate_key", "trailer_key",
         "vin", "conveyance", "carrier", "crew", "parts")
_FIXED = ("direction", "point", "mode", "carrier")
_STONE = ("uid", "reference", "name", "side", "time", "recorded", "detail", "log", "number")
_SHARED = ("reference", "direction", "point", "phase", "since", "held", "exit_state",
           "entry_state", "turn")


def case(entries: Sequence[Entry]) -> None:
    """crossing.opened, crossing.amended: merge what there is to know of the case.

    Where it goes and whose it is nobody can change afterwards.
    """
    rows = _cases(entries)
    for entry in entries:
        row = rows[entry.subject]
        for name, value in _columns(entry).items():
            setattr(row, name, getattr(row, name) or value if name in _FIXED else value)
    _keep(rows)


def _cases(entries: Sequence[Entry]) -> dict[str, Case]:
    """The rows of these entries' cases, new ones where there are none."""
    known = {row.reference: row for row in rows_with(
        Case, column="reference", values=[entry.subject for entry in entries])}
    return {entry.subject: known.get(entry.subject) or Case(reference=entry.subject)
            for entry in entries}


def _keep(rows: Mapping[str, Case]) -> None:
    upsert_rows(Case, key="reference", columns=_CASE, rows=[
        [getattr(row, name) for name in _CASE] for row in rows.values()
    ])


def _columns(entry: Entry) -> dict[str, Any]:
    columns = entry.only("direction", "point", "mode", "loaded", "carrier", "crew", "parts")
    if "conveyance" in entry.payload:
        conveyance = entry.payload["conveyance"]
        columns |= {
            "conveyance": conveyance, "plate": conveyance["plate"],
            "plate_key": plate_key(conveyance["plate"]),
            "trailer_key": plate_key(conveyance.get("trailer_plate", "")),
            "vin": conveyance.get("vin", ""),
        }
    return columns


def seen_at_gate(entries: Sequence[Entry]) -> None:
    """gate.registered: a vehicle that nobody announced makes a stub with its plate."""
    rows = _cases(entries)
    for entry in entries:
        found, row = entry.only("direction", "point", "plate"), rows[entry.subject]
        row.direction = row.direction or found.get("direction", "")
        row.point = row.point or found.get("point", "")
        if not row.plate:
            row.plate = found.get("plate", "")
            row.plate_key = plate_key(row.plate)
    _keep(rows)


def milestones(entries: Sequence[Entry]) -> None:
    """Keep what moves the status and fold it again."""
    stones: dict[str, list[Milestone]] = {entry.subject: [] for entry in entries}
    known = set()
    for row in rows_with(SharedMilestone, column="reference", values=stones):
        known.add(row.uid)
        stones[row.reference].append(_milestone(row))
    fresh = []
    for entry in entries:
        if entry.uid not in known:
            row = _stone(entry, before=stones[entry.subject])
            fresh.append([getattr(row, name) for name in _STONE])
            stones[entry.subject].append(_milestone(row))
    insert_rows(SharedMilestone, columns=_STONE, rows=fresh)
    directions: dict[str, tuple[str, str]] = {}
    for entry in entries:
        direction, point = directions.get(entry.subject, ("", ""))
        directions[entry.subject] = (direction or entry.payload.get("direction", ""),
                                     point or entry.payload.get("point", ""))
    _refold(stones, directions=directions)


def _stone(entry: Entry, *, before: Sequence[Milestone]) -> SharedMilestone:
    """``number``: the order within its log, which every node applies in the same order."""
    return SharedMilestone(
        uid=entry.uid, reference=entry.subject, name=MILESTONES[entry.kind], side=entry.side,
        time=entry.time, recorded=entry.recorded, detail=_detail(entry), log=entry.log,
        number=sum(1 for stone in before if stone.log == entry.log),
    )


def _milestone(row: SharedMilestone) -> Milestone:
    return Milestone(name=row.name, side=row.side, time=row.time, recorded=row.recorded,
                     uid=row.uid, detail=row.detail, log=row.log, number=row.number)


def _detail(entry: Entry) -> str:
    payload = entry.payload
    if entry.kind == "gate.arrived":
        return str(payload.get("place", ""))
    if entry.kind == "queue.slot_moved":
        return str(payload.get("slot", ""))
    if entry.kind in ("notice.lodged", "notice.cancelled"):
        return str(payload.get("notice", ""))
    if entry.kind == "control.finding_recorded":
        return f"{payload.get('service', '')} {payload.get('outcome', '')}"
    if entry.kind in ("control.reversed", "control.refused"):
        return str(payload.get("service", ""))
    return ""


def _refold(
    stones: Mapping[str, Sequence[Milestone]], *, directions: Mapping[str, tuple[str, str]]
) -> None:
    """Compute the status of these cases from their milestones."""
    known = {row.reference: row for row in rows_with(
        SharedCrossing, column="reference", values=stones)}
    rows = []
    for reference, own in stones.items():
        row = known.get(reference) or SharedCrossing(reference=reference)
        direction, point = directions.get(reference, ("", ""))
        row.direction, row.point = row.direction or direction, row.point or point
        _put(row, fold(own, exit_side=exit_side(row.direction),
                       entry_side=entry_side(row.direction)))
        rows.append(row)
    _store(rows)


def _put(row: SharedCrossing, status: Status) -> None:
    row.phase, row.since, row.held = status.phase.value, status.since, status.held
    row.exit_state, row.entry_state = status.exit_state.value, status.entry_state.value
    row.turn = status.turn.value


def _store(rows: Sequence[SharedCrossing]) -> None:
    upsert_rows(SharedCrossing, key="reference", columns=_SHARED, rows=[
        [getattr(row, name) for name in _SHARED] for row in rows
    ])
