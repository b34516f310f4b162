"""What is drawn to scale: distributions as strips, an hour's slots as bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kopri.interfaces.web.show import Mark
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A distribution as a strip of quantiles (p10, p50, p90), in minutes on a scale up to ``top``."""

    label: Text
    low: float
    middle: float
    high: float
    top: float
    href: str = ""

    @property
    def x(self) -> float:
        """Where the strip begins, in percent of the scale."""
        return round(100 * self.low / self.top, 2)

    @property
    def width(self) -> float:
        """How wide it is, in percent."""
        return round(100 * (self.high - self.low) / self.top, 2)

    @property
    def mid(self) -> float:
        """Where the median stands, in percent."""
        return round(100 * self.middle / self.top, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Strips under a caption that says what, of how many, from where."""

    template: ClassVar[str] = "components/figure.html"
    caption: Text
    strips: Sequence[Strip]
    source: Text = ""
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """An hour's slots: ``taken`` of ``capacity``; closed where capacity is nought."""

    at: datetime
    capacity: int
    taken: int

    @property
    def free(self) -> int:
        """Slots that are left, never less than nought."""
        return max(0, self.capacity - self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """The next hours as bars; the tallest bar is the largest capacity."""

    template: ClassVar[str] = "components/slots.html"
    caption: Text
    hours: Sequence[Hour]

    @property
    def bars(self) -> Sequence[tuple[Hour, float, float]]:
        """Each hour with the heights of its frame and of its filled part, of 100."""
        top = max((max(hour.capacity, hour.taken) for hour in self.hours), default=0) or 1
        return [
            (hour, round(100 * hour.capacity / top, 1), round(100 * hour.taken / top, 1))
            for hour in self.hours
        ]
