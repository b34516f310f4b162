"""What a weighing shows against both sides' limits and against what was announced.

``weight_limits.csv`` has it all as data: gross limits, ``axle_load`` by the number of axles that bear
together, and ``notice_tolerance``, how many percent a weight may differ from the one that was told.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from kopri.engines.countrydata.country import WeightLimit
from kopri.engines.countrydata.pair import PairData
from kopri.engines.countrydata.state import Country
from kopri.engines.countrydata.weights import Combination, overweight

# an assumption: what a tractor with its trailer weighs, where nobody has weighed it
OWN_WEIGHT_KG = 14_000
GROSS, AXLES, NOTICE = "gross", "axles", "notice"


def gross_kg(*, weighed: Sequence[int], told_kg: Decimal | int) -> Decimal | int:
    """What a vehicle weighs: as weighed last, else its goods and the assumed own weight; 0 where
    neither is known."""
    return weighed[-1] if weighed else told_kg + OWN_WEIGHT_KG if told_kg else 0


class Weight(Struct, frozen=True, kw_only=True):
    """What scales said. ``groups``: (axles, kg) of each axle group; ``told_kg``: of the goods, as
    announced, 0 where nothing was."""

    gross_kg: int
    groups: Sequence[tuple[int, int]] = ()
    told_kg: int = 0
    vehicle: Combination = Combination()


class Found(Struct, frozen=True, kw_only=True):
    """One thing that does not fit. ``side``: by whose data; ``limit_kg``: what would have fitted.

    ``off_kg``: how far beyond it; below zero where it weighs less than was told. ``certain``: not
    where unknown axles decide, or the vehicle's own weight is assumed. ``axles``: of the group.
    """

    what: str
    side: str
    limit_kg: int
    off_kg: int
    certain: bool
    source: tuple[str, ...]
    axles: int = 0


def weigh_against(data: PairData, *, weight: Weight, day: date) -> tuple[Found, ...]:
    """Everything that does not fit, in the order of the sides."""
    return tuple(_found(data, weight=weight, day=day))


def _found(data: PairData, *, weight: Weight, day: date) -> Iterator[Found]:
    for each in overweight(data, vehicle=weight.vehicle, gross_kg=weight.gross_kg, day=day):
        yield Found(what=GROSS, side=each.side, limit_kg=each.limit_kg, off_kg=int(each.over_kg),
                    certain=each.certain, source=each.source)
    for country in data.countries:
        rows = [row for row in country.weight_limits if row.holds_on(day)]
        yield from _axles(country, weight=weight, rows=rows)
        yield from _notice(country, weight=weight, rows=rows)


def _axles(country: Country, *, weight: Weight, rows: Sequence[WeightLimit]) -> Iterator[Found]:
    limits = {row.axles: row for row in rows if row.code == "axle_load" and row.unit == "kg"}
    for axles, load_kg in weight.groups:
        row = limits.get(str(axles))
        if row is not None and load_kg > row.value:
            yield Found(what=AXLES, side=country.code, limit_kg=row.value, axles=axles,
                        off_kg=load_kg - row.value, certain=True, source=row.source)


def _notice(country: Country, *, weight: Weight, rows: Sequence[WeightLimit]) -> Iterator[Found]:
    told = weight.told_kg + OWN_WEIGHT_KG
    for row in rows:
        off = weight.gross_kg - told
        if row.code == "notice_tolerance" and weight.told_kg and (
            abs(off) * 100 > row.value * told
        ):
            yield Found(what=NOTICE, side=country.code, limit_kg=told, off_kg=off, certain=False,
                        source=row.source)
