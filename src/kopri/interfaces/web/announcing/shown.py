"""What the form's page shows: groups that fold, rows that come and go, buttons that say what they do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from kopri.interfaces.web.figures import Slots
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Facts, FaultLine, Faults, Field, Link, Table
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Submits the form: ``do`` says what for, ``at`` is where the answer is to be looked at."""

    template: ClassVar[str] = "announcing/button.html"
    do: str
    label: Text
    tone: str = "quiet"
    at: str = ""
    hint: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of several of a kind. ``more`` is folded away; ``choices`` are offered in its place."""

    template: ClassVar[str] = "announcing/row.html"
    id: str
    title: Text
    fields: Sequence[Field]
    more: Sequence[Field] = ()
    more_title: Text = ""
    buttons: Sequence[Button] = ()
    choices: Sequence[Button] = ()
    choices_title: Text = ""
    alone: bool = True  # there are few rows beside it

    @property
    def more_open(self) -> bool:
        """Something in the folded part is wrong, or filled in and no long list hides it."""
        return any(each.error or (each.value and self.alone) for each in self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields under a legend. ``fold``: what is not always needed; open where it says something."""

    template: ClassVar[str] = "announcing/group.html"
    id: str
    title: Text
    fields: Sequence[Field] = ()
    rows: Sequence[Row] = ()
    buttons: Sequence[Button] = ()
    hint: Text = ""
    links: Sequence[Link] = ()
    facts: Facts | None = None
    fold: bool = False
    start_open: bool = False

    @property
    def open(self) -> bool:
        """Unfolded from the beginning."""
        known = [*self.fields, *(each for row in self.rows for each in (*row.fields, *row.more))]
        return self.start_open or any(each.error for each in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The form. ``default``: what the Enter key does, which sends nothing."""

    template: ClassVar[str] = "announcing/entry.html"
    action: str
    key: str
    groups: Sequence[Group]
    buttons: Sequence[Button]
    hidden: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[FaultLine] = ()
    doubts: Sequence[FaultLine] = ()
    notes: Sequence[Text] = ()
    changes: Table | None = None
    default: str = "check"
    saves: bool = False

    @property
    def as_faults(self) -> Faults:
        """The faults as the summary that stands on top of the form."""
        return Faults(lines=self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """The page of the form; ``slots`` are the next hours beside it."""

    template: ClassVar[str] = "pages/announce.html"
    lede: Lede
    form: Entry
    slots: Sequence[Slots] = ()
    links: Sequence[Link] = ()
