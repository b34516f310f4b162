"""queue.* and the gate's registration -> capacity, requests, bookings."""

from collections.abc import Callable, Sequence
from typing import Any

from kopri.domains.queue.models import SharedBooking, SharedCapacity, SharedRequest, SharedUse
from kopri.domains.queue.states import BookingState
from kopri.journal.authority import exit_side
from kopri.journal.types import Entry, Projection
from kopri.kernel.clock import from_text

_CAPACITY_KEY = ("side", "point", "direction", "vehicle_class", "day")


def capacity(entries: Sequence[Entry]) -> None:
    """queue.capacity_published: a later revision replaces an earlier one."""
    for entry in entries:
        fields = entry.only(*_CAPACITY_KEY, "hours", "revision", "valid_until")
        key = {name: fields.pop(name) for name in _CAPACITY_KEY}
        known = SharedCapacity.objects.filter(**key).first()
        if known is None or known.revision < fields["revision"]:
            SharedCapacity.objects.update_or_create(**key, defaults={**fields, "uid": entry.uid})


def request(entries: Sequence[Entry]) -> None:
    """queue.slot_requested."""
    for entry in entries:
        SharedRequest.objects.get_or_create(uid=entry.uid, defaults={
            "reference": entry.subject, "time": entry.time,
            **entry.only("point", "direction", "vehicle_class", "wishes"),
        })


def granted(entries: Sequence[Entry]) -> None:
    """queue.slot_granted."""
    for entry in entries:
        _give(entry, BookingState.GRANTED, slot=from_text(entry.payload["slot"]), reason="",
              **entry.only("point", "direction", "vehicle_class"))


def moves_to(state: BookingState) -> Projection:
    """The projection of an act by which the exit side's centre puts a booking into ``state``."""

    def apply(entries: Sequence[Entry]) -> None:
        for entry in entries:
            _give(entry, state, **entry.only("direction", "reason"))

    return apply


no_show: Callable[[Sequence[Entry]], None] = moves_to(BookingState.NO_SHOW)
cancelled = moves_to(BookingState.CANCELLED)
declined = moves_to(BookingState.DECLINED)
lapsed = moves_to(BookingState.LAPSED)


def called(entries: Sequence[Entry]) -> None:
    """queue.called."""
    for entry in entries:
        _use(entry, BookingState.CALLED)


def used(entries: Sequence[Entry]) -> None:
    """gate.registered by the exit side uses the booking up, a no-show's too."""
    for entry in entries:
        if entry.side == exit_side(entry.payload.get("direction", "")):
            _use(entry, BookingState.USED)


def _give(entry: Entry, state: BookingState, **fields: Any) -> None:
    use = SharedUse.objects.filter(reference=entry.subject).first()
    SharedBooking.objects.update_or_create(reference=entry.subject, defaults={
        **fields, "given": state.value, "given_at": entry.time,
        "state": use.state if use else state.value, "changed": use.changed if use else entry.time,
    })


def _use(entry: Entry, state: BookingState) -> None:
    """In two tables, so that it does not matter which of the two logs is heard first."""
    now = {"state": state.value, "changed": entry.time}
    SharedUse.objects.update_or_create(reference=entry.subject, defaults=now)
    SharedBooking.objects.filter(reference=entry.subject).update(**now)
