"""A document that was read, looked at closer: with code lists, law and what is usual. Needs no node."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kopri.domains.notice.rules import Coming, Yardstick, goods_looked_at, looked_at
from kopri.engines import codecs
from kopri.engines.codecs import Reading
from kopri.interfaces.conversions import meant
from kopri.kernel.clock import from_text
from kopri.kernel.consignment.checks import Checked


def of_reading(
    reading: Reading, *, yardstick: Yardstick, now: datetime, direction: str = "", eta: str = ""
) -> Checked:
    """Of a document that was read without faults; paths lead into it.

    ``direction`` and ``eta``: where the document does not say them. Where nobody says when and where
    the goods cross, the goods alone are looked at.
    """
    says, goods = codecs.announcement(reading), tuple(meant(reading))
    direction, arrives = direction or says.direction, _moment(eta or says.eta)
    if arrives is None or direction not in yardstick.pair.directions:
        found = goods_looked_at(goods, yardstick=yardstick)
    else:
        found = looked_at(Coming(direction=direction, eta=arrives, consignments=goods),
                          yardstick=yardstick, now=now)
    return led(found, into=where(reading))


def where(reading: Reading, *, at: str = "") -> Callable[[str], str]:
    """Leads from ``/consignments/<number>/...`` into the document, which stands ``at`` a path.

    The numbers are those of the consignments that are meant: of the chosen one, or of all.
    """
    first = reading.consignments.index(reading.consignment) if reading.consignment else 0

    def into(path: str) -> str:
        _, told, number, *tokens = f"{path}//".split("/")
        if told != "consignments" or not number.isdecimal():
            return path
        steps: list[str | int] = [int(one) if one.isdigit() else one for one in tokens if one]
        place, _line = reading.place(first + int(number), steps)
        return at + place if place else path

    return into


def led(found: Checked, *, into: Callable[[str], str]) -> Checked:
    """The same with every path led into what was sent."""
    return Checked(
        faults=tuple(replace(one, path=into(one.path)) for one in found.faults),
        warnings=tuple(replace(one, path=into(one.path)) for one in found.warnings))


def _moment(text: str) -> datetime | None:
    """A moment that a document or a caller names; None where it is none, or only a day."""
    try:
        return from_text(text)
    except ValueError:
        return None
