"""What the pages of the queue show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Link, Table
from kopri.interfaces.web.tour.picture import Courses
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading and what is to be said under it, point by point."""

    title: Text
    points: Sequence[Text]
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How slots are given, the last draws, what is left to game, what checks it."""

    template: ClassVar[str] = "pages/queue.html"
    lede: Lede
    how: Part
    draws: Table
    gaming: Part
    check: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Stressed:
    """Where vehicles wait, with and without two-sided slots."""

    template: ClassVar[str] = "pages/stress.html"
    lede: Lede
    picture: Courses
    tables: Sequence[Table]
    note: Text
