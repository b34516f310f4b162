"""A form as it lies on the desk: its texts, the consignments behind it, what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core import signing

from kopri.domains.notice.queries import NoticeView
from kopri.engines.tariff import Heading
from kopri.interfaces.house import House
from kopri.interfaces.web.announcing.fields import places, shown
from kopri.interfaces.web.announcing.sheet import ROWS, Sheet, opened, unpack
from kopri.interfaces.web.words import Text
from kopri.kernel.actor import Actor
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault

SALT = "kopri.announcing"
CREW, PAPERS = 2, 6  # rows at most
WORDS = frozenset({"do", "csrfmiddlewaretoken"})  # of a submit, not of what is filled in


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the work is done, and by whom."""

    house: House
    actor: Actor

    def sign(self, value: Mapping[str, Any]) -> str:
        """A token that gives the value back to the same person alone."""
        return signing.dumps({**value, "person": self.actor.person}, salt=SALT)

    def signed(self, token: str) -> dict[str, Any]:
        """What a token holds; nothing where it is not ours or another person's."""
        try:
            value: dict[str, Any] = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return {}
        return value if value.pop("person", "") == self.actor.person else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """``texts``: every field as it is to be shown. ``unreadable``: fields that are no value yet.

    ``faults``: what is to be mended before the form is sent. ``found``: headings that words may
    mean, by row. ``doubts``: what may be sent and is worth a look.
    """

    sheet: Sheet = field(default_factory=Sheet)
    texts: Mapping[str, str] = field(default_factory=dict)
    unreadable: Sequence[Fault] = ()
    faults: Sequence[Fault] = ()
    found: Mapping[int, Sequence[Heading]] = field(default_factory=dict)
    amends: NoticeView | None = None
    doubts: Sequence[Fault] = ()
    notes: Sequence[Text] = ()

    def text(self, name: str) -> str:
        """A field's text; empty where it was not sent."""
        return self.texts.get(name, "")

    def saying(self, **texts: str) -> "Work":
        """The same with other texts."""
        return replace(self, texts={**self.texts, **texts})

    def showing(self, sheet: Sheet) -> "Work":
        """The same with another sheet: its values are shown, and of the old one's nothing is."""
        gone = {name for place in places(self.sheet.open, start=self.sheet.start, rows=ROWS)
                for name in shown(self.sheet.open, place)}
        left = {name: text for name, text in self.texts.items() if name not in gone}
        return replace(self, sheet=sheet, texts={**left, **sheet.texts()}, unreadable=())

    def blaming(self, faults: Iterable[Fault]) -> "Work":
        """The same with what is wrong."""
        return replace(self, faults=tuple(faults))


def received(texts: Mapping[str, str], *, amends: NoticeView | None = None) -> Work:
    """What a form, or a draft of one, says. What can be read is shown as it was understood; a NUL,
    which nobody types and no table holds, is nothing."""
    texts = {name: text.replace("\0", "") for name, text in texts.items()}
    before = opened(unpack(texts.get("held", "")), at=_place(texts, "at"),
                    start=_place(texts, "start"))
    sheet, faults = before.overlaid(texts)
    wrong = {fault.path.lstrip("/") for fault in faults}
    known = {name: text for name, text in sheet.texts().items() if name not in wrong}
    left = {name: text for name, text in texts.items() if name not in WORDS}
    return Work(sheet=sheet, texts={**left, **known}, unreadable=tuple(faults), amends=amends)


def filled(consignments: Sequence[Consignment], texts: Mapping[str, str]) -> Work:
    """A form that begins with these."""
    sheet = opened(consignments)
    return Work(sheet=sheet, texts={**texts, **sheet.texts()})


def _place(texts: Mapping[str, str], name: str) -> int:
    text = texts.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else 0
