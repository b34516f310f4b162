"""What the page needs, as one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from kopri.interfaces.web.figures import Slots
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Facts, Form, Link, Table
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPage:
    """``says``: what has become of it, one sentence a line. ``bound``: what may be changed of it."""

    template: ClassVar[str] = "pages/booking.html"
    lede: Lede
    links: Sequence[Link]
    says: Sequence[Text]
    vehicle: Facts
    fees: Table
    checks: Table
    bound: Sequence[Text]
    forms: Sequence[Form] = ()
    slots: Slots | None = None
    blank: Blank | None = None
    fee_note: Text = ""
    checks_note: Text = ""
