"""What a notice announces, and what it is held against: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from kopri.crossing.types import Conveyance
from kopri.engines.countrydata import Country, PairData, entry_side
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.checks import NO_LISTS, CodeLists

ANY = "*"  # a bound for whatever has none of its own
PER_MODE = {"sea": "1", "rail": "2", "road": "3", "air": "4"}  # Recommendation 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What is usual of a measure, from ``least`` to ``most``; an assumption, never a law."""

    least: Decimal
    most: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """``bounds``: by measure and what is measured, such as ``("value_per_kg", "07")``."""

    pair: PairData
    lists: CodeLists = NO_LISTS
    bounds: Mapping[tuple[str, str], Bound] = field(default_factory=dict)

    def bound(self, measure: str, subject: str) -> Bound | None:
        """What is usual of this subject, or of any; None: nothing is said."""
        return self.bounds.get((measure, subject)) or self.bounds.get((measure, ANY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A notice as it is looked at. ``eta``: at the crossing point. ``mode``: road, rail, sea."""

    direction: str
    eta: datetime
    consignments: tuple[Consignment, ...]
    conveyance: Conveyance | None = None
    mode: str = "road"

    def entered(self, pair: PairData) -> Country:
        """The country that the goods come into."""
        return pair.country(entry_side(self.direction))

    def day_in(self, country: Country) -> date:
        """The local day of the arrival."""
        return self.eta.astimezone(country.zone).date()

    def shows(self, names: frozenset[str]) -> bool:
        """Whether a consignment refers to a document that goes by one of these names."""
        return any(
            paper.type_code in names or f"un_1001:{paper.type_code}" in names
            for whole in self.consignments for paper in whole.documents
        )
