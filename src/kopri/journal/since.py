"""What a node has come to know of a subject since somebody looked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from kopri.journal.exchange import OWN_SUFFIX
from kopri.journal.models import Entry, State
from kopri.journal.queries import EntryLine

SEPARATOR = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """An event with all of it that is known here; ``payload`` may lack what others alone read."""

    kind: str
    payload: Mapping[str, Any]


def mark_of(entries: Sequence[EntryLine]) -> str:
    """How far a subject is known that has these entries, in the order of applying; empty for none.

    The number too: an entry may come to stand before one that was seen already.
    """
    return f"{len(entries)}{SEPARATOR}{entries[-1].uid}" if entries else ""


def learned_since(subject: str, *, mark: str) -> list[Learned] | None:
    """What was applied after the mark was made; None where this node cannot tell."""
    number, _, uid = mark.partition(SEPARATOR)
    rows = list(Entry.objects.filter(subject=subject).order_by("pk")
                .values_list("commitment", "state", "entry"))
    seen = int(number) if number.isdecimal() else 0
    if not 0 < seen <= len(rows) or bytes(rows[seen - 1][0]).hex() != uid:
        return None
    return _events(bytes(entry) for _, state, entry in rows[seen:]
                   if entry and state == State.APPLIED)


def _events(entries: Iterable[bytes]) -> list[Learned]:
    """One for each event, whatever audiences its parts were written for."""
    found: dict[str, Learned] = {}
    for number, text in enumerate(entries):
        entry = msgspec.json.decode(text)
        kind = entry["kind"].partition("/")[0].removesuffix(OWN_SUFFIX)
        name = entry.get("event") or str(number)
        known = found.get(name)
        found[name] = Learned(kind=kind, payload={
            **(known.payload if known else {}), **entry["payload"]})
    return list(found.values())
