"""What the board's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kopri.interfaces.web.figures import Slots
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Facts, Link, Mark, Status, Table
from kopri.interfaces.web.tour.picture import Courses
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """A closure. ``until``: when it is expected to end; ``ahead``: it has not begun."""

    text: Text
    since: datetime
    until: datetime
    ahead: bool = False
    more: str = ""  # in the side's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One direction on the board. ``measured``: p50 and p90 of minutes that ``measured_of`` vehicles
    waited, the last of them taken in at ``measured_at``. ``longest``: of those who wait now."""

    exit_side: str
    entry_side: str
    title: Text
    status: Status
    waiting: int
    listed: int
    called: int
    in_control: int
    slots: Sequence[Slots]
    takes: Text  # what both sides take in the hours to come
    hours: Table
    facts: Facts
    vehicles: Table
    measured: tuple[int, int] | None = None
    measured_at: datetime | None = None
    measured_of: int = 0
    longest: int | None = None
    closures: Sequence[Shut] = ()
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The public board of the crossing points, both directions side by side.

    ``wall``: for a screen that people stand before; without what only a reader at a desk needs.
    """

    template: ClassVar[str] = "pages/board.html"
    lede: Lede
    ways: Sequence[Way]
    data: Sequence[Link] = ()  # the same as open data
    links: Sequence[Link] = ()
    picture: Courses | None = None  # the demonstration of a stressed border
    live: str = ""
    wall: bool = False

    @property
    def main(self) -> str:
        """Its classes of the style sheet."""
        return "board wall" if self.wall else "board"
