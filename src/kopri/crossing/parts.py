"""What is on board by the case itself: its parts, its persons, its trailer."""

from collections.abc import Mapping
from dataclasses import dataclass

from kopri.crossing.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBoard:
    """``named``: each with ``kind`` and ``part``; persons by their pseudonymous ids."""

    named: tuple[Mapping[str, str], ...]
    trailer: str


def on_board(reference: str) -> OnBoard:
    """What a case names as on board; nothing where it is not known here."""
    row = Case.objects.filter(reference=reference).first()
    if row is None:
        return OnBoard(named=(), trailer="")
    persons = [{"kind": "person", "part": str(each.get("person", ""))} for each in row.crew]
    named = [{"kind": str(each.get("kind", "")), "part": str(each.get("part", ""))}
             for each in row.parts]
    return OnBoard(named=tuple(each for each in (*named, *persons) if each["part"]),
                   trailer=str(row.conveyance.get("trailer_plate", "")))
