"""Country data as the papers of a day: codes, stand-ins and regimes that are in force then."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from kopri.engines.countrydata import Country, Document, PairData
from kopri.engines.readiness import Match, Paper


def papers_of(pair: PairData, *, direction: tuple[str, str], day: date) -> tuple[Paper, ...]:
    """What both sides ask for on the way of a direction (exit side, entry side)."""
    return _put_together(_Loaded(pair), direction, day)


class _Loaded:
    """Country data as a key: the same loading is the same law, and to compare two takes long."""

    __slots__ = ("pair",)

    def __init__(self, pair: PairData) -> None:
        self.pair = pair

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Loaded) and self.pair is other.pair

    def __hash__(self) -> int:
        return id(self.pair)


@lru_cache(maxsize=128)
def _put_together(
    loaded: _Loaded, direction: tuple[str, str], day: date
) -> tuple[Paper, ...]:
    pair = loaded.pair
    return tuple(
        _paper(row, country=pair.country(side), pair=pair, day=day)
        for side, flow in zip(direction, ("exit", "entry"), strict=True)
        for row in pair.country(side).documents
        if row.flow in (flow, "both") and row.holds_on(day)
    )


def _paper(row: Document, *, country: Country, pair: PairData, day: date) -> Paper:
    system = country.system_of(row.id)
    return Paper(
        side=country.code, id=row.id, when=row.when, modes=frozenset(row.modes),
        matches=tuple(_matches(row, country=country, day=day)), services=row.consumed_by,
        sps_role=row.sps_role, due_at=row.due_at, offset=row.deadline_value or 0,
        unit=row.deadline_unit, at_border=row.got_at == "border", fact=row.fact,
        regime=bool(row.regime) and pair.regime_holds(row.regime, side=country.code, day=day),
        system=system.system if system else "",
    )


def _matches(row: Document, *, country: Country, day: date) -> Iterator[Match]:
    """The document itself, then what stands in for it."""
    yield Match(names=country.names_of(row.id), issue=row.issue)
    standing = {each.document for each in country.stand_ins
                if each.stands_for == row.id and each.holds_on(day)}
    for other in country.documents:
        if other.id in standing:
            yield Match(names=country.names_of(other.id), issue=other.issue)
