"""Who may read which field of which kind: the audience is filled from this table and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

OWN_SUFFIX = ".own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """One row of a pair's ``exchange.csv``. ``audience``: ``both``, ``own`` or ``*``."""

    kind: str
    field: str
    audience: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """True while the row is in force (both days included)."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one audience may read of one event."""

    kind: str
    audience: tuple[str, ...]
    payload: Mapping[str, Any]


@dataclass(slots=True)
class Exchange:
    """The pair's table, asked for one side's log."""

    permits: Sequence[Permit]
    side: str
    sides: tuple[str, ...]
    _cache: dict[tuple[str, date], dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def split(self, *, kind: str, payload: Mapping[str, Any], day: date) -> list[Part]:
        """The parts of an event: one for each audience, what nobody is listed for last.

        A kind of which nothing is listed stays whole and leaves to nobody.
        """
        audiences = self._audiences(kind, day)
        groups: dict[tuple[str, ...], dict[str, Any]] = {}
        for name, value in payload.items():
            groups.setdefault(audiences.get(name, ()), {})[name] = value
        rest = groups.pop((), None)
        parts = [
            Part(kind=kind, audience=labels, payload=fields)
            for labels, fields in sorted(groups.items())
        ]
        if rest is not None or not parts:
            own_kind = kind + OWN_SUFFIX if parts else kind
            parts.append(Part(kind=own_kind, audience=(), payload=rest or {}))
        return parts

    def _audiences(self, kind: str, day: date) -> dict[str, tuple[str, ...]]:
        key = (kind, day)
        if key not in self._cache:
            self._cache[key] = {
                permit.field: self._labels(permit.audience)
                for permit in self.permits
                if permit.kind == kind and permit.holds(day)
            }
        return self._cache[key]

    def _labels(self, audience: str) -> tuple[str, ...]:
        if audience == "both":
            return tuple(sorted(self.sides))
        if audience == "own":
            return (self.side,)
        return (audience,)
