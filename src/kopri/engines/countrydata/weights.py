"""Which side's gross weight limit a vehicle exceeds, and how sure that is.

A limit may depend on axles that nobody has told yet; axle loads are unknown until weighed.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from kopri.engines.countrydata.cells import Confidence
from kopri.engines.countrydata.country import WeightLimit
from kopri.engines.countrydata.pair import PairData
from kopri.engines.countrydata.state import Country

Coupling = Literal["", "single", "semitrailer", "trailer"]
_ANY = "gross"


class Combination(Struct, frozen=True, kw_only=True):
    """A vehicle as far as it is known: what it pulls (empty: not known) and its axles."""

    coupling: Coupling = ""
    axles: int | None = None
    trailer_axles: int | None = None

    @property
    def layout(self) -> str:
        """Axles as ``weight_limits.csv`` writes them, ``3+3`` or ``4``; empty where not known."""
        if self.coupling == "single":
            return "" if self.axles is None else str(self.axles)
        known = self.axles is not None and self.trailer_axles is not None
        return f"{self.axles}+{self.trailer_axles}" if known else ""


class Excess(Struct, frozen=True, kw_only=True):
    """One side's limit, exceeded.

    ``certain``: above every limit that may hold for this vehicle; else above the lowest of them,
    and its axles decide. ``limit``: the row, with its source and confidence.
    """

    side: str
    over_kg: Decimal
    certain: bool
    limit: WeightLimit

    @property
    def limit_kg(self) -> int:
        """The limit that is exceeded."""
        return self.limit.value

    @property
    def source(self) -> tuple[str, ...]:
        """Ids of ``reference/sources.csv``."""
        return self.limit.source

    @property
    def confidence(self) -> Confidence:
        """How far the limit can be trusted."""
        return self.limit.confidence


def overweight(
    data: PairData, *, vehicle: Combination, gross_kg: Decimal | int, day: date
) -> tuple[Excess, ...]:
    """What a gross weight (vehicle and goods, kg) exceeds on a day, in the order of the sides.

    A side without limits in its data is exceeded by nothing.
    """
    found = (_excess(country, vehicle, gross_kg=Decimal(gross_kg), day=day)
             for country in data.countries)
    return tuple(each for each in found if each is not None)


def gross_limits(
    country: Country, *, vehicle: Combination, day: date
) -> tuple[WeightLimit, ...]:
    """The limits one of which holds for the vehicle on a day, the lowest first.

    One row where the axles are known to the data; several where they are not.
    """
    rows = [row for row in country.weight_limits if row.unit == "kg" and row.holds_on(day)]
    for_all = [row for row in rows if row.code == _ANY]
    possible = list(_possible(rows, vehicle))
    if for_all:  # holds whatever the axles: no higher limit counts beside it
        ceiling = min(for_all, key=lambda row: row.value)
        possible = [row for row in possible if row.value < ceiling.value] + [ceiling]
    return tuple(sorted(possible, key=lambda row: row.value))


def _possible(rows: list[WeightLimit], vehicle: Combination) -> Iterator[WeightLimit]:
    prefix = f"{_ANY}_{vehicle.coupling}"
    family = [row for row in rows
              if row.code == prefix or (not vehicle.coupling and row.code.startswith(prefix))]
    exact = [row for row in family if _fits(row, vehicle)]
    yield from exact or family


def _fits(row: WeightLimit, vehicle: Combination) -> bool:
    """``3+3`` fits that layout, ``5+`` fits five axles and more, empty fits all."""
    if not row.axles:
        return True
    if row.axles.endswith("+") and vehicle.coupling == "single" and vehicle.axles is not None:
        return vehicle.axles >= int(row.axles[:-1])
    return row.axles == vehicle.layout


def _excess(
    country: Country, vehicle: Combination, *, gross_kg: Decimal, day: date
) -> Excess | None:
    limits = gross_limits(country, vehicle=vehicle, day=day)
    broken = [row for row in limits if gross_kg > row.value]
    if not broken:
        return None
    certain = len(broken) == len(limits)
    row = broken[-1] if certain else broken[0]
    return Excess(side=country.code, over_kg=gross_kg - row.value, certain=certain, limit=row)
