"""How a check of rows against rows says what it found.

A fault's path is ``<file>:<key of the row>:<column>``.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from kopri.engines.countrydata.tables import fault
from kopri.kernel.errors import Fault

Ordered = TypeVar("Ordered", int, str)


def unknown(*, path: str, value: str, where: str) -> Fault:
    """An id that leads nowhere."""
    return fault(
        code="reference_unknown", message="{value} is not in {where}", path=path,
        remedy="Correct it, or add what it names", value=value, where=where,
    )


def wrong(*, path: str, message: str, remedy: str, **params: str | int) -> Fault:
    """Rows that contradict each other."""
    return fault(code="rows_disagree", message=message, path=path, remedy=remedy, **params)


def known(
    *, path: str, values: Iterable[str], among: Iterable[str], where: str
) -> Iterator[Fault]:
    """Every value that is not among those of another table."""
    there = set(among)
    for value in values:
        if value not in there:
            yield unknown(path=path, value=value, where=where)


def ordered(*, path: str, low: Ordered, high: Ordered) -> Iterator[Fault]:
    """What should not be above another."""
    if low > high:
        yield wrong(
            path=path, message="{low} is above {high}", remedy="Exchange or correct them",
            low=str(low), high=str(high),
        )
