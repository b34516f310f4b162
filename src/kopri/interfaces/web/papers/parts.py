"""The pages of the back office: one dataclass for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from kopri.interfaces.web.examining.parts import Examined
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Facts, FaultLine, Form, Link, Table
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A case before a service's back office. ``desk``: what it can do; ``blank``: why nothing."""

    template: ClassVar[str] = "pages/examination.html"
    lede: Lede
    examined: Examined
    desk_title: Text
    desk: Sequence[Form]
    blank: Blank | None
    vehicle: Facts
    consignments: Sequence[Facts]
    goods: Table
    documents: Table
    doubts: Sequence[FaultLine] = ()  # what the checks find in the notices
    case: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What examined papers are worth, for the shift head and the analyst."""

    template: ClassVar[str] = "pages/figures.html"
    lede: Lede
    facts: Facts
    steps: Table
    notes: Sequence[Text]
    note: Blank | None = None
