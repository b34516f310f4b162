"""The states of a notice: from, by whom, to."""

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
