"""Wish for another hour, and keep the one that is booked until the other is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import by_reference
from kopri.crossing.states import Phase
from kopri.domains.queue import operations
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor

_NOT_ARRIVED = frozenset({Phase.EXPECTED, Phase.OPENED, Phase.BOOKED, Phase.ANNOUNCED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``state``: change_requested, or change_withdrawn."""

    reference: str
    state: str


def move_booking(
    *, journal: Journal, actor: Actor, reference: str, wishes: Sequence[datetime],
    request: RequestKey | None = None,
) -> Asked:
    """Tell the exit side; it answers as soon as one of the hours is free. No wishes: never mind."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        case = by_reference(reference)
        operations.request_change(
            tx, reference=reference, direction=case.direction, wishes=wishes,
            carrier=case.carrier, arrived=case.phase not in _NOT_ARRIVED)
        return tx.answer(Asked(reference=reference, state="change_requested" if wishes
                               else "change_withdrawn"))
