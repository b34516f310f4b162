"""The states of a notice: from, by whom, to."""

from datetime import datetime
from enum import Enum


class NoticeState(Enum):
    """What became of a notice."""

    LODGED = "lodged"
    CANCELLED = "cancelled"
    PRESENTED = "presented"  # the goods are at the gate: frozen


TRANSITIONS: dict[NoticeState, tuple[tuple[str, NoticeState], ...]] = {
    NoticeState.LODGED: (
        ("carrier", NoticeState.LODGED), ("carrier", NoticeState.CANCELLED),
        ("gate_officer", NoticeState.PRESENTED),
    ),
}
ENDS = frozenset({NoticeState.CANCELLED, NoticeState.PRESENTED})
STANDING = frozenset({NoticeState.LODGED, NoticeState.PRESENTED})


def fold(*, cancelled: datetime | None, presented: datetime | None) -> NoticeState:
    """What became of a notice. Goods that were at the gate first are not cancelled afterwards, by
    somebody who had not heard of it."""
    if cancelled is not None and (presented is None or cancelled < presented):
        return NoticeState.CANCELLED
    return NoticeState.LODGED if presented is None else NoticeState.PRESENTED
