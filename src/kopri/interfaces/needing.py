"""Readiness as plain values for interfaces: needs with the words of the country data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kopri.engines.countrydata import Document, PairData
from kopri.engines.readiness import Line, Need, Readiness


@dataclass(frozen=True, slots=True, kw_only=True)
class StillNeeded:
    """Something that somebody has to do, in short. ``system``: where it is lodged; empty: shown."""

    side: str
    document: str
    name: str
    services: tuple[str, ...]
    parts: tuple[str, ...]
    step: str
    system: str
    number_example: str
    until: datetime | None


def row_of(pair: PairData, *, side: str, document: str) -> Document:
    """The row of ``documents.csv`` behind a need. Raises KeyError."""
    return next(row for row in pair.country(side).documents if row.id == document)


def still_needed(found: Readiness, *, pair: PairData, language: str) -> list[StillNeeded]:
    """What keeps a case from being ready, one for each paper of a side."""
    return [_still(line.first, line.open, pair=pair, language=language)
            for line in found.lines() if line.first.open]


def _still(first: Need, todo: Sequence[Need], *, pair: PairData, language: str) -> StillNeeded:
    return StillNeeded(
        side=first.paper.side, document=first.paper.id,
        name=_name(first, pair=pair, language=language), services=first.paper.services,
        parts=tuple(need.part.id for need in todo), step=first.step.value,
        system=first.paper.system, number_example=_example(first, pair=pair),
        until=min((need.until for need in todo if need.until), default=None))


def told(found: Readiness, *, pair: PairData, language: str) -> dict[str, Any]:
    """The whole list: in short, line by line, and every need."""
    first = found.expires_first
    return {
        "ready": found.ready, "expected": found.expected, "open": len(found.open),
        "next_until": found.next_until,
        "still_needed": still_needed(found, pair=pair, language=language),
        "expires_first": _need(first, pair=pair, language=language) if first else None,
        "lines": [_line(line, pair=pair, language=language) for line in found.lines()],
    }


def _line(line: Line, *, pair: PairData, language: str) -> dict[str, Any]:
    first = line.first
    row = row_of(pair, side=first.paper.side, document=first.paper.id)
    return {
        "side": first.paper.side, "document": first.paper.id,
        "name": row.names.said_in(language), "services": first.paper.services,
        "rule": first.rule.code, "basis": row.basis, "deadline": row.deadline,
        "source": row.source, "confidence": row.confidence, "sourced": row.sourced,
        "system": first.paper.system, "number_example": _example(first, pair=pair),
        "needs": [_need(need, pair=pair, language=language) for need in line.needs],
    }


def _need(need: Need, *, pair: PairData, language: str) -> dict[str, Any]:
    shown = need.evidence
    return {
        "side": need.paper.side, "document": need.paper.id,
        "name": _name(need, pair=pair, language=language),
        "part": need.part.id, "kind": need.part.kind.value, "obligation": need.answer.value,
        "state": need.state.value, "open": need.open, "step": need.step.value,
        "by_service": {service: state.value for service, state in need.by_service.items()},
        "until": need.until, "late": need.late, "reason": need.reason,
        "shown": {"document": shown.document, "number": shown.number, "valid_to": shown.valid_to,
                  "stated_by": shown.stated_by,
                  "lodged": [{"side": side, "system": system, "number": number}
                             for (side, system), number in shown.lodged.items()]}
        if shown else None,
    }


def _example(need: Need, *, pair: PairData) -> str:
    system = pair.country(need.paper.side).system_of(need.paper.id)
    return system.number_example if system else ""


def _name(need: Need, *, pair: PairData, language: str) -> str:
    row = row_of(pair, side=need.paper.side, document=need.paper.id)
    return row.names.said_in(language)
