"""Where vehicles wait, hour by hour, with and without two-sided slots: drawn on the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from kopri.interfaces.house import House
from kopri.interfaces.web.show import Mark
from kopri.interfaces.web.tour import control
from kopri.interfaces.web.words import Text, say

HEIGHT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One way to give slots. ``standing`` at the barrier, ``home``: vehicles at the end of each hour;
    ``top``: of the scale, the same for all that stand beside it."""

    title: Text
    standing: Sequence[int]
    home: Sequence[int]
    top: int

    @property
    def width(self) -> int:
        """One unit an hour."""
        return len(self.standing)

    @property
    def at_barrier(self) -> str:
        """The area from the ground up to those who stand."""
        return self._area([0] * self.width, self.standing)

    @property
    def at_home(self) -> str:
        """The area on top of it: those who wait at home."""
        both = [one + other for one, other in zip(self.standing, self.home, strict=True)]
        return self._area(self.standing, both)

    def _area(self, low: Sequence[int], high: Sequence[int]) -> str:
        there = [f"{hour + 0.5:g},{self._y(value)}" for hour, value in enumerate(high)]
        back = [f"{hour + 0.5:g},{self._y(value)}" for hour, value in enumerate(low)]
        return " ".join([*there, *reversed(back)])

    def _y(self, value: int) -> str:
        return f"{HEIGHT - HEIGHT * value / (self.top or 1):.1f}"

    @property
    def last_standing(self) -> int:
        """How many stand at the barrier in the end."""
        return self.standing[-1] if self.standing else 0

    @property
    def last_home(self) -> int:
        """How many wait at home in the end."""
        return self.home[-1] if self.home else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """Several ways side by side on one scale, with a table of the same."""

    template: ClassVar[str] = "components/courses.html"
    caption: Text
    courses: Sequence[Course]
    days: int
    marks: Sequence[Mark] = ()


def picture(house: House) -> Courses | None:
    """The stress of the demonstration that this node takes part in; None where there is none."""
    state = control.state(house) if house.demo is not None and house.demo.control_url else None
    return drawn(state.stress) if state is not None and state.stress is not None else None


def drawn(stress: control.Stress) -> Courses:
    """Both ways on one scale."""
    top = max((one + other for line in (stress.both, stress.alone)
               for one, other in zip(line.standing, line.home, strict=True)), default=0)
    return Courses(
        caption=say("Where vehicles wait over {days} days", days=len(stress.both.standing) // 24),
        days=len(stress.both.standing) // 24, marks=[Mark(kind="simulated")], courses=[
            Course(title=_("Each side's own slots alone"), top=top,
                   standing=stress.alone.standing, home=stress.alone.home),
            Course(title=_("Slots that both sides take"), top=top,
                   standing=stress.both.standing, home=stress.both.home)])
