"""queue.* and the gate's registration -> capacity, requests, bookings."""

from collections.abc import Callable, Sequence

from kopri.domains.queue.models import SharedBooking, SharedCapacity, SharedRequest
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
        SharedBooking.objects.update_or_create(reference=entry.subject, defaults={
            **entry.only("point", "direction", "vehicle_class"),
            "slot": from_text(entry.payload["slot"]), "state": BookingState.GRANTED.value,
            "changed": entry.time, "reason": "",
        })


def moves_to(state: BookingState) -> Projection:
    """The projection that puts a booking into ``state``."""

    def apply(entries: Sequence[Entry]) -> None:
        for entry in entries:
            SharedBooking.objects.update_or_create(reference=entry.subject, defaults={
                **entry.only("direction", "reason"), "state": state.value, "changed": entry.time,
            })

    return apply


called: Callable[[Sequence[Entry]], None] = moves_to(BookingState.CALLED)
no_show = moves_to(BookingState.NO_SHOW)
cancelled = moves_to(BookingState.CANCELLED)
declined = moves_to(BookingState.DECLINED)
lapsed = moves_to(BookingState.LAPSED)


def used(entries: Sequence[Entry]) -> None:
    """gate.registered by the exit side uses the booking up, a no-show's too."""
    for entry in entries:
        if entry.side == exit_side(entry.payload.get("direction", "")):
            SharedBooking.objects.filter(reference=entry.subject).update(
                state=BookingState.USED.value, changed=entry.time
            )
