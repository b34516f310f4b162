"""Reading the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.gate.models import Passage
from kopri.journal.rows import rows_with


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """One case at one side's gates."""

    reference: str
    side: str
    plate: str
    weight_kg: int | None
    waiting_area: datetime | None
    gate: datetime | None
    registered: datetime | None
    exit_gate: datetime | None
    exited: datetime | None
    turned_back: datetime | None


def passages_of(references: Sequence[str]) -> dict[tuple[str, str], PassageView]:
    """Passages by (reference, side)."""
    return {
        (row.reference, row.side): _view(row)
        for row in rows_with(Passage, column="reference", values=references)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """Minutes from the waiting area to the registration, and when that was."""

    registered: datetime
    minutes: float


def waited(*, side: str, since: datetime) -> dict[str, Waited]:
    """How long those have waited whom a side has registered since, by reference."""
    rows = Passage.objects.filter(side=side, registered__gte=since, waiting_area__isnull=False)
    return {
        row.reference: Waited(
            registered=row.registered,
            minutes=(row.registered - row.waiting_area).total_seconds() / 60)
        for row in rows if row.registered is not None and row.waiting_area is not None
    }


def _view(row: Passage) -> PassageView:
    return PassageView(
        reference=row.reference, side=row.side, plate=row.plate, weight_kg=row.weight_kg,
        waiting_area=row.waiting_area, gate=row.gate, registered=row.registered,
        exit_gate=row.exit_gate, exited=row.exited, turned_back=row.turned_back,
    )
