"""What a country's law makes of no-shows: how many in how many days, and what is then kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from kopri.engines.countrydata.pair import PairData
from kopri.engines.countrydata.priorities import NO_SHOWS, has_exact_date
from kopri.engines.countrydata.queueing import PriorityRule

WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowLaw:
    """``limit``: the row that says how many; ``deposit``: what is kept from then on, where the law
    has one. ``applied``: both are in force on the day, or this node's settings say so."""

    limit: PriorityRule | None = None
    deposit: PriorityRule | None = None
    applied: bool = False

    def keeps_deposit(self, own: int) -> bool:
        """Whether so many no-shows of a driver's own fault cost the deposit."""
        most = self.limit.value if self.limit else None
        return self.applied and self.deposit is not None and most is not None and own >= most


def no_show_law(data: PairData, *, side: str, day: date) -> NoShowLaw:
    """The exit side's rows, shown whether or not they are applied."""
    rows = [row for row in data.country(side).priority_rules
            if row.valid_to is None or day <= row.valid_to]
    limit = next((row for row in rows if (row.kind, row.goods_class) == ("limit", NO_SHOWS)), None)
    deposit = next((row for row in rows if row.kind == "deposit"), None)
    found = [row for row in (limit, deposit) if row is not None]
    return NoShowLaw(limit=limit, deposit=deposit, applied=bool(found) and all(
        (row.id in data.applied or has_exact_date(row))
        and (row.valid_from is None or row.valid_from <= day) for row in found))
