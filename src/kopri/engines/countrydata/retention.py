"""How long a country's nodes keep what: the rows of ``retention.csv`` and how one is found."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.engines.countrydata.cells import Row

EVERY = ".*"
SHORTEST = 30  # days: what is younger nobody forgets (docs/decisions/0022)
NEVER = frozenset({"log", "journal"})  # the record itself: kinds that are never forgotten


class Retention(Row, frozen=True, kw_only=True):
    """``retention.csv``: after how many days an entry of a kind may be forgotten; empty: never.

    A kind, or all of a family as ``crossing.*``; the longest that fits counts. A kind without a row
    is kept.
    """

    unique: ClassVar = ("kind",)

    kind: Annotated[str, Meta(pattern=r"^[a-z]+\.([a-z_]+|\*)$", description="kind, or family.*")]
    days: Annotated[int, Meta(ge=SHORTEST, description="days after a case's last entry")] | None = None
    legal_basis: Annotated[str, Meta(min_length=1, description="law or agreement, or: to be agreed")]
    why: str = ""

    def covers(self, kind: str) -> bool:
        """Whether this row speaks of a kind (without its version)."""
        return kind == self.kind or (
            self.kind.endswith(EVERY) and kind.startswith(self.kind.removesuffix("*")))


def retention_of(rows: Iterable[Retention], *, kind: str) -> Retention | None:
    """The row that counts for a kind; None where it is kept because nothing is said of it."""
    fits = [row for row in rows if row.covers(kind)]
    return max(fits, key=lambda row: (not row.kind.endswith(EVERY), len(row.kind)), default=None)
