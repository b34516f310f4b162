"""Which consignments an identifier query means: a pure function over identifiers.

Law: Regulation (EU) 2020/1056 and its search identifiers (eFTI618, eFTI374, eFTI448); eDelivery
messages 0.5. A search knows no upper and lower case. Only the number itself is searched; country,
mode and the mark of dangerous goods narrow the search, and what a consignment leaves out is not
found by them. What is carried on other equipment has no country of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MEANS, EQUIPMENT, CARRIED = "means", "equipment", "carried"
KINDS = (MEANS, EQUIPMENT, CARRIED)
LONGEST = 70  # characters; an identifier of eFTI has 17 at most


@dataclass(frozen=True, slots=True)
class Identified:
    """One identifier of a consignment. ``mode`` and ``dangerous``: of the leg; empty: not said."""

    kind: str
    value: str
    country: str
    mode: str
    dangerous: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierQuery:
    """What is looked for. ``kinds``: in which roles; empty fields narrow nothing."""

    identifier: str
    kinds: frozenset[str] = frozenset(KINDS)
    country: str = ""
    mode: str = ""
    dangerous: str = ""


def comparable(text: str) -> str:
    """An identifier as it is searched: single blanks, one case."""
    return " ".join(text.split()).upper()


def matches(query: IdentifierQuery, one: Identified) -> bool:
    """True where the query means this identifier."""
    return (
        one.kind in query.kinds and one.value == comparable(query.identifier)
        and (one.kind == CARRIED or query.country in ("", one.country))
        and query.mode in ("", one.mode)
        and query.dangerous in ("", one.dangerous)
    )


def found(query: IdentifierQuery, identifiers: Iterable[Identified]) -> bool:
    """True where the query means a consignment with these identifiers."""
    return any(matches(query, one) for one in identifiers)


def identifiers(consignment: Mapping[str, Any]) -> list[Identified]:
    """The identifiers of a consignment in its JSON form, each once; equipment with every leg."""
    return list(dict.fromkeys(
        one for one in _identifiers(consignment) if 0 < len(one.value) <= LONGEST))


def _identifiers(consignment: Mapping[str, Any]) -> Iterator[Identified]:
    legs = _objects(consignment.get("main_carriage"))
    for leg in legs:
        means = leg.get("means")
        if isinstance(means, Mapping):
            yield _identified(MEANS, means, _of_leg(leg))
    ways = list(dict.fromkeys(map(_of_leg, legs))) or [("", "")]
    for unit in _objects(consignment.get("equipment")):
        for way in ways:
            yield _identified(EQUIPMENT, unit, way)
            for carried in _objects(unit.get("carried")):
                yield _identified(CARRIED, carried, way)


def _identified(kind: str, value: Mapping[str, Any], way: tuple[str, str]) -> Identified:
    country = "" if kind == CARRIED else str(value.get("country", "")).upper()
    return Identified(kind, comparable(str(value.get("identifier", ""))), country[:2], *way)


def _of_leg(leg: Mapping[str, Any]) -> tuple[str, str]:
    dangerous = leg.get("dangerous_goods")
    return (str(leg.get("mode_code", ""))[:4],
            str(dangerous).lower() if isinstance(dangerous, bool) else "")


def _objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; what is none says nothing."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(
        value, list | tuple) else []
