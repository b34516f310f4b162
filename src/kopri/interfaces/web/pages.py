"""What each page needs, as one value: a view fills it, ``render(page, frame)`` draws it.

Every template sees exactly two names: ``frame`` (``show.Frame``) and ``page`` (one of these).
A page never asks for more while it is drawn. Units and languages are those of ``show``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kopri.interfaces.web.needs import NeedList
from kopri.interfaces.web.show import (
    Blank,
    Bridge,
    Event,
    Facts,
    FaultLine,
    Faults,
    Form,
    Link,
    Mark,
    Row,
    Status,
    Table,
    Timeline,
)
from kopri.interfaces.web.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Lede:
    """The first line of every screen: what, in which state, whose turn, since when, what next."""

    template: ClassVar[str] = "components/lede.html"
    title: Text
    code: str = ""  # a reference, in large letters
    plate: str = ""
    status: Status | None = None
    turn: Text = ""
    waited: int | None = None
    usual: tuple[int, int] | None = None
    after: Text = ""
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Find by plate or reference; GET ``action?find=``. A scanner's input lands here."""

    template: ClassVar[str] = "components/finder.html"
    action: str
    label: Text
    value: str = ""
    hint: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a worklist. ``order`` says by what it is sorted."""

    template: ClassVar[str] = "components/section.html"
    title: Text
    rows: Sequence[Row]
    blank: Blank
    order: Text = ""
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Name and password; on demo nodes also one click per role (``demo``)."""

    template: ClassVar[str] = "pages/sign_in.html"
    form: Form
    demo: Sequence[Form] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in the carrier's list. ``turn``: the sentence that says what is to be done."""

    reference: str
    plate: str
    way: Text  # "KZ Temirbaba - TM Garabogaz"
    status: Status
    href: str
    turn: Text = ""
    slot: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """A carrier's cases, the nearest first, with what is to be done for each."""

    template: ClassVar[str] = "pages/cases.html"
    lede: Lede
    cases: Sequence[CaseLine]
    blank: Blank
    announce: Link
    finder: Finder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideControls:
    """A side's plan: ``steps`` (step, service, state, when) in order. ``said``: of the whole."""

    side: str
    place: Text
    steps: Table
    status: Status
    said: Sequence[Text] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A refusal whose form is no longer there; ``written``: the text that was in it."""

    template: ClassVar[str] = "components/unplaced.html"
    faults: Faults
    written: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. ``desk``: forms of the reader's own service or gate, in the first screen;
    ``desk_title`` names the desk; ``desk_blank`` says why there is nothing to decide."""

    template: ClassVar[str] = "pages/case.html"
    lede: Lede
    bridge: Bridge
    facts: Facts
    timeline: Timeline
    desk_title: Text = ""
    desk: Sequence[Form] = ()
    desk_blank: Blank | None = None
    wanted: Facts | None = None  # by the reader's service, before all else
    wanted_title: Text = ""
    finder: Finder | None = None
    controls: Sequence[SideControls] = ()
    notices: Table | None = None
    documents: Table | None = None
    attach: Form | None = None
    needs: NeedList | None = None
    examined: object | None = None  # what services have said of the papers before the journey
    owner: Sequence[Form] = ()  # the carrier's own: book, cancel, amend
    weighings: Table | None = None  # what scales said, and what does not fit
    minutes: Table | None = None  # whose time it was
    proof: Table | None = None
    driver: object | None = None  # the link to the driver's card, for those who may hand it out
    declarations: object | None = None  # to the customs of both sides
    booking: Link | None = None  # hours, fee, checks; another date
    vehicle: Link | None = None  # where driver and trailer are changed
    outcomes: Sequence[object] = ()  # of parts, what goes back
    untold: Sequence[Text] = ()  # who holds without saying why; for the own services
    refusal: Link | None = None  # on paper: by which rule, and where one may appeal
    inspection: Link | None = None  # place and record of what is unloaded
    before_others: Link | None = None  # a claim of the carrier's; a call for safety of the gate's
    unplaced: Unplaced | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The desk of a gate or of a service. ``found``: what the finder found."""

    template: ClassVar[str] = "pages/desk.html"
    lede: Lede
    finder: Finder
    sections: Sequence[Section]
    found: Sequence[Row] = ()
    found_blank: Blank | None = None
    faults: Sequence[FaultLine] = ()
    unknown: Form | None = None  # for a vehicle that nobody has announced
    note: Blank | None = None  # why nothing can be done here
    live: str = ""  # address to fetch again, every 20 seconds
    warnings: Sequence[Text] = ()  # of other nodes' logs, as far as they are not complete here
    links: Sequence[Link] = ()  # what else waits for this desk

    @property
    def as_faults(self) -> Faults:
        """The faults as their summary."""
        return Faults(lines=self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong with a log, and what to do. ``evidence``: address of the file that proves it."""

    code: str
    message: Text
    remedy: Text
    where: Text = ""
    proof: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A log that this node follows. ``size``: last verified; ``applied``: entries taken over.

    ``since``: from which entry on openings are missing. ``parked``: kept and not applied.
    """

    origin: str
    status: Status
    size: int
    applied: int
    heard: datetime | None
    since: int | None = None
    latest: datetime | None = None  # when the newest entry that is known of it was written
    parked: int = 0
    troubles: Sequence[Trouble] = ()

    @property
    def behind(self) -> int:
        """Entries that are verified and not yet applied."""
        return max(0, self.size - self.applied)

    @property
    def percent(self) -> float:
        """What part is applied, in percent."""
        return 100.0 if not self.size else round(100 * min(self.applied, self.size) / self.size, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The node's record as a verifier sees it; ``lede.turn`` says in one sentence if all is well."""

    template: ClassVar[str] = "pages/journal.html"
    lede: Lede
    facts: Facts
    followed: Sequence[Followed]
    cosigned: Table
    checkpoint: str
    recent: Table
    accused: Table | None = None
    links: Sequence[Link] = ()
    live: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TourBank:
    """A node in the tour: ``src`` is shown in the frame called ``name``, ``roles`` and ``sights`` sign in
    there."""

    name: str
    side: str
    title: Text
    src: str
    roles: Sequence[Link]
    sights: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """*Follow this truck*: ``role`` is to press ``button``; ``href`` opens it in frame ``target``.

    ``driving``: nobody's button just now, it drives on by itself. ``again``: to the next truck.
    """

    reference: str
    plate: str
    status: Status
    done: Sequence[Text] = ()
    role: Text = ""
    button: Text = ""
    href: str = ""
    target: str = ""
    finished: bool = False
    driving: bool = False
    again: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """Both nodes side by side, on demo nodes only. ``log``: what the last buttons did."""

    template: ClassVar[str] = "pages/tour.html"
    banks: tuple[TourBank, TourBank]
    follow: Follow | None
    line: Status
    line_form: Form
    tamper_form: Form
    tampered: Text = ""
    tampered_status: Status | None = None
    log: Sequence[Event] = ()
    report: Link | None = None
    picture: object | None = None  # where vehicles wait, where the demo is about that
    live: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """An error page: ``number`` is the HTTP status."""

    template: ClassVar[str] = "pages/wrong.html"
    number: int
    blank: Blank
    faults: Sequence[FaultLine] = ()

    @property
    def as_faults(self) -> Faults:
        """The faults as their summary."""
        return Faults(lines=self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Every component in every state, with sample data."""

    template: ClassVar[str] = "pages/components.html"
    lede: Lede
    parts: Sequence[tuple[Text, Sequence[object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The front page for those who are not signed in: ways to go."""

    template: ClassVar[str] = "pages/home.html"
    lede: Lede
    links: Sequence[tuple[Link, Text]]
