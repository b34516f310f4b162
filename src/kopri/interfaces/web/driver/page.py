"""What the driver's card shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kopri.interfaces.web.show import Choice, Link, Status
from kopri.interfaces.web.words import SHAPES, Text

SHAPES_OF = {"cleared": "play", "held": "pause", "refused": "stop"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The hour was moved: from, to, and why."""

    was: datetime
    slot: datetime
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What comes next, and between which moments it is expected."""

    text: Text
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a driver who waits may ask for; ``asked``: what nobody has seen to yet."""

    needs: Sequence[Choice]
    asked: Sequence[Text] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The driver's card. ``word``: go, wait or stop, in the reader's language; ``tone``: cleared,
    held or refused. ``slot``: the hour; ``turn``: when what comes next is expected.

    ``due``: when the first of the papers must be there, or is no longer good.
    """

    template: ClassVar[str] = "driver/card.html"
    word: Text
    tone: str
    reference: str
    plate: str
    where: Text
    text: Text = ""
    more: Sequence[Text] = ()  # what changes the plan: a closure, a draw to come
    slot: tuple[datetime, datetime] | None = None
    turn: Turn | None = None
    moved: Moved | None = None
    missing: Sequence[Text] = ()
    papers: Status | None = None
    due: datetime | None = None
    asking: Asking | None = None
    languages: Sequence[Link] = ()
    simulated: bool = False

    @property
    def path(self) -> str:
        """The shape that says the word again."""
        return SHAPES[SHAPES_OF[self.tone]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCard:
    """There is no card at this address."""

    template: ClassVar[str] = "driver/none.html"
    tone: ClassVar[str] = "refused"
    word: Text
    text: Text
    languages: Sequence[Link] = ()
    simulated: bool = False
