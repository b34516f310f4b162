"""What the components of a page show: one dataclass for each, drawn by ``{% show it %}``.

Texts are in the reader's language already. Moments are aware datetimes, durations whole minutes.
``href`` and ``action`` are addresses on this node: no template knows how they are built.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import ClassVar

from kopri.interfaces.web.words import SHAPES, STATUS_WORDS, Text

MOST_UNDER_DOTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A state as a word and a shape; ``code`` is a key of ``words.STATUS_WORDS``."""

    template: ClassVar[str] = "components/status.html"
    code: str

    @property
    def word(self) -> Text:
        """The state in the reader's language; an unknown code stands for itself."""
        return STATUS_WORDS[self.code].word if self.code in STATUS_WORDS else self.code

    @property
    def tone(self) -> str:
        """The colour that repeats the word: a class of the style sheet."""
        return STATUS_WORDS[self.code].tone if self.code in STATUS_WORDS else "ahead"

    @property
    def path(self) -> str:
        """The shape as SVG path data in a box of 16 by 16."""
        return SHAPES[STATUS_WORDS[self.code].shape if self.code in STATUS_WORDS else "ring"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a value must admit: ``kind`` is simulated, assumption, as_of, not_confirmed or silent."""

    template: ClassVar[str] = "components/mark.html"
    kind: str
    at: datetime | None = None  # for as_of, and silent: since when; None there means never heard
    of: Text = ""  # who is silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One step on a bank. ``state``: done, now, ahead, held or refused.

    ``at``: when it ended or began; ``expected``: two moments between which it is expected.
    ``since`` and ``usual`` (p50, p90) are minutes of a step that is under way.
    """

    label: Text
    state: str
    at: datetime | None = None
    expected: tuple[datetime, datetime] | None = None
    since: int | None = None
    usual: tuple[int, int] | None = None

    @property
    def path(self) -> str:
        """The shape of the state, as SVG path data."""
        return SHAPES[
            {"done": "dot", "now": "target", "held": "pause", "refused": "stop"}.get(
                self.state, "ring"
            )
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """One side of the bridge: ``side`` is the country's code, ``place`` the crossing point."""

    side: str
    place: Text
    status: Status
    stations: Sequence[Station] = ()
    here: bool = False  # the reader stands on this bank


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A case as a bridge. ``span_state``: ahead, now or done; ``km``: length of the strip."""

    template: ClassVar[str] = "components/bridge.html"
    exit: Bank
    entry: Bank
    span_state: str = "ahead"
    km: float | None = None
    since: int | None = None
    marks: Sequence[Mark] = ()

    @property
    def many(self) -> bool:
        """More stations than words fit under in every language."""
        return max(len(self.exit.stations), len(self.entry.stations)) > MOST_UNDER_DOTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value in a table or a facts list. ``kind``: text, number, code, moment, minutes, status."""

    template: ClassVar[str] = "components/cell.html"
    value: object
    kind: str = "text"
    href: str = ""
    unit: Text = ""
    mark: Mark | None = None

    @property
    def said(self) -> bool:
        """Whether there is anything to draw."""
        return self.value not in (None, "") or self.mark is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A list of label and value; a value that is missing is said to be missing."""

    template: ClassVar[str] = "components/facts.html"
    items: Sequence[tuple[Text, Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A designed nothing. ``kind``: empty, error, offline or denied."""

    template: ClassVar[str] = "components/blank.html"
    kind: str
    title: Text
    text: Text = ""
    href: str = ""
    action: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``columns``: heading and kind (as of ``Cell``) of each; ``blank`` stands for no rows."""

    template: ClassVar[str] = "components/table.html"
    caption: Text
    columns: Sequence[tuple[Text, str]]
    rows: Sequence[Sequence[Cell]]
    blank: Blank | None = None

    @property
    def many(self) -> bool:
        """More columns than a phone has room for: there each row is a list of its own."""
        return len(self.columns) > 3

    @property
    def cells(self) -> Sequence[Sequence[tuple[Text, Cell]]]:
        """Each cell with its heading."""
        headings = [heading for heading, _kind in self.columns]
        return [list(zip(headings, row, strict=False)) for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a field."""

    value: str
    label: Text
    chosen: bool = False
    hint: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A form field. ``kind``: text, code (plates, references), number, moment, date, password,
    email, select, radio, check, file or lines (several lines of text)."""

    template: ClassVar[str] = "components/field.html"
    name: str
    label: Text
    kind: str = "text"
    value: str = ""
    hint: Text = ""
    error: Text = ""
    unit: Text = ""
    required: bool = True
    autocomplete: str = "off"
    choices: Sequence[Choice] = ()
    form: str = ""  # tells fields of one name in several forms of a page apart

    @property
    def id(self) -> str:
        """The element's id, to which faults link."""
        return f"{self.form}-{self.name}" if self.form else self.name

    @property
    def described_by(self) -> str:
        """Ids of hint and error, for ``aria-describedby``."""
        parts = [("hint", self.hint), ("error", self.error)]
        return " ".join(f"{self.id}-{part}" for part, text in parts if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """A line of the error summary: linked to ``field`` (its id), or at its ``place`` in a file."""

    message: str
    remedy: str = ""
    rule: str = ""
    field: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The error summary: all faults at once, on top of what they are about."""

    template: ClassVar[str] = "components/faults.html"
    lines: Sequence[FaultLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One column of fields and a button that names its consequence.

    ``key``: the idempotency key, made when the form is first shown and kept over failed submits.
    ``tone`` of the button: action, cleared, held or refused. ``fold``: the summary under which it
    is folded. ``title``: a heading above it.
    """

    template: ClassVar[str] = "components/form.html"
    action: str
    submit: Text
    key: str
    fields: Sequence[Field] = ()
    groups: Sequence[tuple[Text, Sequence[Field]]] = ()  # legend and fields
    hidden: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[FaultLine] = ()
    tone: str = "action"
    upload: bool = False
    note: Text = ""
    fold: Text = ""
    title: Text = ""

    @property
    def as_faults(self) -> Faults:
        """The faults as the summary that stands on top of the form."""
        return Faults(lines=self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A vehicle in a worklist. ``waited`` against ``usual`` (p50, p90), all minutes.

    ``because``: what puts it first. ``urgency``: over (longer than usual), soon (a promised time nears) or calm.
    """

    template: ClassVar[str] = "components/row.html"
    reference: str
    plate: str
    href: str
    waits_for: Text
    waited: int
    status: Status
    usual: tuple[int, int] | None = None
    because: Sequence[Text] = ()
    flags: Sequence[Text] = ()
    urgency: str = "calm"
    mine: bool = True  # the reader's service has the next word
    forms: Sequence[Form] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on the ``exit`` or the ``entry`` bank (``lane``).

    ``recorded`` is given where it was written more than 15 minutes after it happened.
    """

    lane: str
    side: str
    at: datetime
    text: Text
    detail: Text = ""
    by: Text = ""
    tone: str = ""
    recorded: datetime | None = None
    proof: str = ""  # log and index, as ``kopri.example/kz 123``


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Both sides' events in one order of time, each on its own lane."""

    template: ClassVar[str] = "components/timeline.html"
    exit_side: str
    entry_side: str
    events: Sequence[Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """What has just been done; it stays in the page. ``tone``: cleared, held or refused."""

    template: ClassVar[str] = "components/toast.html"
    text: Text
    tone: str = "cleared"
    href: str = ""
    action: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go; ``current`` where the reader is there."""

    href: str
    label: Text
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page: where the reader stands, who he is, the clock and the zone.

    ``language_action``: where the language switch sends ``language`` and ``next`` (by GET: a page
    that is public holds no token, and is the same for everybody).
    ``bare``: without header and navigation (wall board). ``base``: of links to be opened elsewhere.
    """

    language: str
    side: str
    country: Text
    now: datetime
    zone: tzinfo
    path: str
    language_action: str
    home: str = "/"
    post: Text = ""
    person: Text = ""
    role: Text = ""
    places: Sequence[Link] = ()
    sign_in: str = ""
    sign_out: str = ""
    simulated: bool = False
    bare: bool = False
    base: str = ""
    toasts: Sequence[Toast] = ()
