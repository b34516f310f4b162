"""Operations of the queue: check, then append."""

from kopri.domains.queue.operations.acts import call, lapse, no_show
from kopri.domains.queue.operations.binding import identity, not_its_plate, unbound
from kopri.domains.queue.operations.booking import (
    NO_FREE_SLOT,
    Answer,
    Asking,
    Giving,
    answer,
    cancel,
    confirm,
    decline,
    give,
    give_back,
    grant,
    list_request,
    request_cancel,
    request_slot,
    tell,
    turn_down,
)
from kopri.domains.queue.operations.capacity import (
    DayOfHours,
    change_closure,
    close_point,
    publish_capacity,
)
from kopri.domains.queue.operations.changing import free_wish, move, rebook, request_change

__all__ = [
    "NO_FREE_SLOT",
    "Answer",
    "Asking",
    "DayOfHours",
    "Giving",
    "answer",
    "call",
    "cancel",
    "change_closure",
    "close_point",
    "confirm",
    "decline",
    "free_wish",
    "give",
    "give_back",
    "grant",
    "identity",
    "lapse",
    "list_request",
    "move",
    "no_show",
    "not_its_plate",
    "publish_capacity",
    "rebook",
    "request_cancel",
    "request_change",
    "request_slot",
    "tell",
    "turn_down",
    "unbound",
]
