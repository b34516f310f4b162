"""Fees of a day: what is due, of what it is a multiple, since when, and who says so."""

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from kopri.engines.countrydata.cells import Confidence, Names, in_force
from kopri.engines.countrydata.queueing import Fee
from kopri.engines.countrydata.state import Country

BOOKING, REBOOKING, DEPOSIT = "booking", "rebooking", "deposit"
OUT_OF_TURN, ACCELERATED = "out_of_turn", "accelerated"


class Due(Struct, frozen=True, kw_only=True):
    """A fee on a day, in minor units. ``multiple`` of ``base``, both None where it is an amount.

    ``valid_from``: the day from which the younger of the two rows holds; ``source``: of both.
    """

    code: str
    names: Names
    amount_minor: int
    currency: str
    day: date
    source: tuple[str, ...]
    confidence: Confidence
    base: Names | None = None
    multiple: int | None = None
    valid_from: date | None = None
    announced: bool = False


def said_of(due: Due) -> str:
    """What a fee rests on, for the books: what it is a multiple of, of which day, by which source."""
    text = f"{due.multiple} x {due.base.en}, " if due.base else ""
    return f"{text}{due.day.isoformat()}, {';'.join(due.source)}"


_TRUST: tuple[Confidence, ...] = ("high", "medium", "low", "assumption", "none", "fictional")


def fee_due(
    country: Country, *, code: str, day: date, announced: Collection[str] = ()
) -> Due | None:
    """A fee as it stands on a local day; None where none holds.

    A multiple is of the fee that it names, as of the same day. ``announced``: codes of fees that are
    to be taken as in force although they are only announced.
    """
    row = _row(country, code=code, day=day)
    if row is None or (row.status == "announced" and code not in announced):
        return None
    if row.amount_minor is not None:
        return Due(code=code, names=row.names, amount_minor=row.amount_minor, currency=row.currency,
                   day=day, source=row.source, confidence=row.confidence, valid_from=row.valid_from,
                   announced=row.status == "announced")
    base = _row(country, code=row.multiple_of, day=day)
    if base is None or base.amount_minor is None:
        return None
    dates = [each for each in (row.valid_from, base.valid_from) if each]
    return Due(
        code=code, names=row.names, amount_minor=base.amount_minor * (row.multiple or 1),
        currency=base.currency, day=day, base=base.names, multiple=row.multiple,
        source=tuple(dict.fromkeys((*row.source, *base.source))),
        confidence=max(row.confidence, base.confidence, key=_TRUST.index),
        valid_from=max(dates, default=None), announced=row.status == "announced")


def _row(country: Country, *, code: str, day: date) -> Fee | None:
    """Of rows that meet the last wins."""
    return next((row for row in reversed(country.fees) if row.code == code and in_force(
        valid_from=row.valid_from, valid_to=row.valid_to, day=day)), None)
