"""What the capacity page and its question need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar
from urllib.parse import urlencode

from kopri.interfaces.web.board.page import Shut
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Form, Link, Table
from kopri.interfaces.web.words import Text
from kopri.kernel.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A day of 24 hours in UTC on a line; ``goods``: empty for all vehicles."""

    line: Line
    day: date
    goods: str = ""

    @property
    def start(self) -> datetime:
        """Its first hour."""
        return datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)

    def href(self, path: str = "/capacity") -> str:
        """Its address, or that of an act on it."""
        return f"{path}?" + urlencode({
            "point": self.line.point, "direction": self.line.direction, "day": str(self.day),
            "class": self.line.vehicle_class, "goods": self.goods})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """A closure that lasts; ``forms``: to extend and to end it, where it is the reader's side's."""

    shut: Shut
    forms: Sequence[Form] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Both sides' capacity of a day: ``chosen`` are rows of links (crossing point, direction, day,
    vehicles, goods), ``tables`` what both publish and what results; no forms where nothing is published."""

    template: ClassVar[str] = "pages/capacity.html"
    lede: Lede
    chosen: Sequence[tuple[Text, Sequence[Link]]]
    tables: Sequence[Table]
    closures: Sequence[Lasting] = ()
    form: Form | None = None
    others: Sequence[Form] = ()  # copy the day; close


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """What an act would do, asked before it is done."""

    template: ClassVar[str] = "pages/sure.html"
    lede: Lede
    text: Text
    form: Form
    back: Link
