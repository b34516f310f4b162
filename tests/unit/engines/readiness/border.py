"""A border of two made-up sides, its papers and its cases, for tests of readiness."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from kopri.engines.readiness import (
    Case,
    Evidence,
    Kind,
    Match,
    Need,
    Paper,
    Part,
    Readiness,
    Side,
    Verdict,
    readiness,
)

NOW = datetime(2026, 1, 15, 4, 0, tzinfo=UTC)
ZONE = timezone(timedelta(hours=5))
TRUCK = Part(id="123ABC12", kind=Kind.VEHICLE)
DRIVER = Part(id="d1", kind=Kind.PERSON, citizenship="XA")


def paper(when: str = "loaded", **change: Any) -> Paper:
    """A paper ``P`` of side xa, asked by ``CUS``."""
    fields: dict[str, Any] = {
        "side": "xa", "id": "P", "when": when, "modes": frozenset({"road"}), "services": ("CUS",),
        "matches": (Match(names=frozenset({"P", "un_1001:730"})),), **change}
    return Paper(**fields)


def part(name: str = "W1", **change: Any) -> Part:
    return Part(id=name, kind=Kind.CONSIGNMENT, told=True, **change)


def case(*parts: Part, **change: Any) -> Case:
    fields: dict[str, Any] = {
        "mode": "road", "now": NOW, "parts": (TRUCK, *parts), "expected": NOW + timedelta(hours=6),
        "sides": (Side(code="xa", zone=ZONE), Side(code="xb", zone=ZONE)), **change}
    return Case(**fields)


def shown(*names: str, **change: Any) -> Evidence:
    return Evidence(names=frozenset(names or ("P",)), document="d", **change)


def verdict(accepted: bool = True, **change: Any) -> Verdict:
    return Verdict(accepted=accepted, **{"side": "xa", "service": "CUS", **change})


def needs(made: Case, *papers: Paper) -> Readiness:
    return readiness(made, papers or (paper(),))


def only(made: Case, *papers: Paper) -> Need:
    """The one need that there is."""
    (need,) = needs(made, *papers).needs
    return need


def moved(made: Case, **change: Any) -> Case:
    return replace(made, **change)
