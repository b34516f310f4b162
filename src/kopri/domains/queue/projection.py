"""queue.* and the gate's registration -> capacity, closures, requests, bookings, allocations."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from kopri.domains.queue.models import (
    SharedAllocation,
    SharedBooking,
    SharedCapacity,
    SharedChange,
    SharedClosure,
    SharedLimits,
    SharedRequest,
    SharedUse,
)
from kopri.domains.queue.states import REBOOKED, STANDBY, BookingState
from kopri.journal.authority import exit_side
from kopri.journal.rows import insert_rows, keep_row, put_row, rows_with, upsert_rows
from kopri.journal.types import Entry, Projection
from kopri.kernel.clock import from_text
from kopri.kernel.lines import LOADED

_CAPACITY_KEY = ("side", "point", "direction", "vehicle_class", "day")
_LINE = ("point", "direction", "vehicle_class")
# what an older request does not say
_REQUEST: dict[str, Any] = {"wishes": [], "goods": LOADED, "services": [], "stands_until": "",
                            "proven": False, "claim": ""}

# the reason of these is not that of a move
_BY_AN_ACT = frozenset(state.value for state in (
    BookingState.CANCELLED, BookingState.DECLINED, BookingState.LAPSED))


def capacity(entries: Sequence[Entry]) -> None:
    """queue.capacity_published: a later revision replaces an earlier one."""
    for entry in entries:
        _revise(SharedCapacity, entry, uid=entry.uid, daily=entry.payload.get("daily", {}),
                **entry.only("hours", "revision", "valid_until"))


def limits(entries: Sequence[Entry]) -> None:
    """queue.limits_published: a later revision replaces an earlier one."""
    for entry in entries:
        _revise(SharedLimits, entry, **entry.only("limits", "off_duty", "revision"))


def _revise(
    table: type[SharedCapacity] | type[SharedLimits], entry: Entry, **fields: Any
) -> None:
    key = entry.only(*_CAPACITY_KEY)
    known = table.objects.filter(**key).first()
    if known is None or known.revision < fields["revision"]:
        put_row(table, key=key, values=fields)


def closed(entries: Sequence[Entry]) -> None:
    """queue.point_closed: a side names its closures after itself, so that none takes another's."""
    for entry in entries:
        if not entry.payload["closure"].startswith(f"{entry.side}-"):
            continue
        keep_row(SharedClosure, key={"closure": entry.payload["closure"]}, values={
            **entry.only("side", "point", "direction", "vehicle_classes", "reason"),
            "log": entry.log, "text": entry.payload.get("text", ""), "since": from_text(entry.payload["since"]),
            "until": from_text(entry.payload["until"]),
        })


def closure_changed(entries: Sequence[Entry]) -> None:
    """queue.closure_changed: by the log that closed alone, so that its order is the only one."""
    for entry in entries:
        until = _moment(entry, "until")
        changes: dict[str, Any] = {"until": until}
        if entry.payload.get("ended"):
            changes["ended"] = until
        SharedClosure.objects.filter(
            closure=entry.payload["closure"], log=entry.log, ended=None).update(**changes)


def request(entries: Sequence[Entry]) -> None:
    """queue.slot_requested."""
    rows = [{**_REQUEST, "uid": entry.uid, "reference": entry.subject, "time": entry.time,
             **entry.only(*_LINE, *_REQUEST)} for entry in entries]
    columns = ("uid", "reference", "time", *_LINE, *_REQUEST)
    insert_rows(SharedRequest, columns=columns, ignore_conflicts=True,
                rows=[[row[name] for name in columns] for row in rows])


def listed(entries: Sequence[Entry]) -> None:
    """queue.request_listed."""
    for entry in entries:
        _give(entry, BookingState.WAITING, slot=None, first_slot=None, hours=[], reason="",
              held_until=None,
              vehicle=entry.payload.get("vehicle", ""), **entry.only(*_LINE, "draw", "tag"),
              public_class=_public(entry))


def granted(entries: Sequence[Entry]) -> None:
    """queue.slot_granted: held while it is to be paid for."""
    for entry in entries:
        held = entry.payload.get("held_until", "")
        _give(entry, BookingState.HELD if held else BookingState.GRANTED, reason="",
              hours=[_hour(entry, why="")], fault="",
              held_until=from_text(held) if held else None,
              goods=entry.payload.get("goods", LOADED),
              services=entry.payload.get("services", []), public_class=_public(entry),
              **{name: entry.payload.get(name, "") for name in ("tag", "why", "draw", "rule", "vehicle")},
              **entry.only(*_LINE))


def confirmed(entries: Sequence[Entry]) -> None:
    """queue.slot_confirmed."""
    for entry in entries:
        _give(entry, BookingState.GRANTED, held_until=None, **entry.only("direction"))


def moved(entries: Sequence[Entry]) -> None:
    """queue.slot_moved: another hour; what it is (held, granted) stays.

    What the carrier wished for is no move of the state's: it begins a count of its own.
    """
    for entry in entries:
        reason = entry.payload.get("reason", "")
        if reason == REBOOKED:
            _answer_change(entry)
        row = SharedBooking.objects.filter(key=_key(entry)).first()
        if row is not None:
            row.hours = [*row.hours, _hour(entry, why=reason)]
            _settle(row, use=SharedUse.objects.filter(key=row.key).first())
            row.save()


def _answer_change(entry: Entry) -> None:
    change, _made = SharedChange.objects.get_or_create(
        uid=entry.payload.get("cause", ""),
        defaults={"reference": entry.subject, **entry.only("direction")})
    if change.direction == entry.payload["direction"]:  # else it is not its writer's to answer
        change.answered = True
        change.save()


def change_requested(entries: Sequence[Entry]) -> None:
    """queue.change_requested. It may have been answered before it is heard of here."""
    for entry in entries:
        own = SharedChange.objects.filter(reference=entry.subject, log=entry.log)
        if own.filter(uid=entry.uid).exists():
            continue
        row = SharedChange.objects.filter(uid=entry.uid).first() or SharedChange(uid=entry.uid)
        row.answered = row.answered and row.direction == entry.payload["direction"]
        row.reference, row.time, row.log = entry.subject, entry.time, entry.log
        row.number, row.wishes = own.count(), entry.payload["wishes"]
        row.direction = entry.payload["direction"]
        row.save()


def allocated(entries: Sequence[Entry]) -> None:
    """queue.allocated: what the public may know."""
    columns = ("uid", "draw", "direction", "tag", "why", "time", "rule", "public_class", "slot", "was")
    insert_rows(SharedAllocation, columns=columns, ignore_conflicts=True, rows=[
        [entry.uid, *(entry.payload[name] for name in ("draw", "direction", "tag", "why")),
         entry.time, entry.payload.get("rule", ""), _public(entry), _moment(entry, "slot"),
         _moment(entry, "was")] for entry in entries if _is_its_own(entry)])


def moves_to(state: BookingState) -> Projection:
    """The projection of an act by which the exit side's centre puts a booking into ``state``."""

    def apply(entries: Sequence[Entry]) -> None:
        for entry in entries:
            _give(entry, state, held_until=None, reason=entry.payload.get("reason", ""),
                  **entry.only("direction"))

    return apply


cancelled: Callable[[Sequence[Entry]], None] = moves_to(BookingState.CANCELLED)
declined = moves_to(BookingState.DECLINED)
lapsed = moves_to(BookingState.LAPSED)


def no_show(entries: Sequence[Entry]) -> None:
    """queue.no_show, and whose fault it is."""
    for entry in entries:
        _give(entry, BookingState.NO_SHOW, fault=entry.payload.get("fault", "driver"),
              **entry.only("direction"))


def called(entries: Sequence[Entry]) -> None:
    """queue.called."""
    for entry in entries:
        _use(entry, BookingState.CALLED)


def used(entries: Sequence[Entry]) -> None:
    """gate.registered by the exit side uses the booking up, a no-show's too, at the hour known there."""
    for entry in entries:
        if entry.side == exit_side(entry.payload.get("direction", "")):
            _use(entry, BookingState.USED, hour_from=entry.payload.get("hour_from", ""))


def _is_its_own(entry: Entry) -> bool:
    """The direction gave its writer the authority: it has none over a draw of the other one."""
    return bool(entry.payload["draw"].split("/")[1:2] == [entry.payload["direction"]])


def _moment(entry: Entry, name: str) -> datetime | None:
    text = entry.payload.get(name, "")
    return from_text(text) if text else None


def _public(entry: Entry) -> str:
    return str(entry.payload.get("public_class", "ordinary"))


def _give(entry: Entry, state: BookingState, **fields: Any) -> None:
    key: dict[str, Any] = {"column": "key", "values": [_key(entry)]}
    use = next(iter(rows_with(SharedUse, **key)), None)
    row = next(iter(rows_with(SharedBooking, **key)),
               SharedBooking(key=_key(entry), reference=entry.subject))
    row.given, row.given_at = state.value, entry.time
    for name, value in fields.items():
        setattr(row, name, value)
    _settle(row, use=use)
    _store(row)


def _store(row: SharedBooking) -> None:
    columns = [field.attname for field in SharedBooking._meta.concrete_fields]
    upsert_rows(SharedBooking, key="key", columns=columns,
                rows=[[getattr(row, name) for name in columns]])


def _key(entry: Entry) -> str:
    """A case's booking in the direction that gave the entry's writer the authority."""
    return f"{entry.subject}/{entry.payload['direction']}"


def _use(entry: Entry, state: BookingState, **told: str) -> None:
    """In two tables, so that it does not matter which of the two logs is heard first."""
    key = _key(entry)
    put_row(SharedUse, key={"key": key}, values={
        "reference": entry.subject, "state": state.value, "changed": entry.time, **told})
    use, = rows_with(SharedUse, column="key", values=[key])
    for row in rows_with(SharedBooking, column="key", values=[key]):
        _settle(row, use=use)
        _store(row)


def _hour(entry: Entry, *, why: str) -> list[str]:
    return [entry.uid, entry.payload["slot"], why]


def _settle(row: SharedBooking, *, use: SharedUse | None) -> None:
    """What the centre has given and the post has used, put together: blind to which came first.

    Hours that were given without the gate's knowledge do not count: it had let the vehicle in.
    """
    row.state, row.changed = (use.state, use.changed) if use else (row.given, row.given_at)
    hours = row.hours
    known = [number for number, (uid, _slot, _why) in enumerate(hours, start=1)
             if use and uid and uid == use.hour_from]
    hours = hours[:known[-1]] if known else hours
    if not hours:
        return
    first = max(number for number, (_uid, _slot, why) in enumerate(hours)
                if not number or why == REBOOKED)
    row.slot, row.first_slot = from_text(hours[-1][1]), from_text(hours[first][1])
    row.moved = sum(why != STANDBY for _uid, _slot, why in hours[first + 1:])
    if row.given not in _BY_AN_ACT:
        row.reason = hours[-1][2]
