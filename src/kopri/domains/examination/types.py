"""Payloads and values of examinations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from kopri.journal.types import Authority, Payload

Side = Annotated[str, Meta(description="of the service, ISO 3166-1 alpha-2 in lower case")]
Service = Annotated[str, Meta(description="id in the country's services.csv")]
QuestionId = Annotated[str, Meta(description="opaque id, made where it was asked")]
Words = Annotated[str, Meta(min_length=1, max_length=1000)]


class SeenNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice in the version that was read.

    ``entry``: which told it; two of one number can have been written in ignorance of each other.
    """

    notice: str
    version: int
    entry: str


class SeenDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it was read, by its hash."""

    document: str
    sha256: str


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly what a service had before it when it signed."""

    notices: Annotated[list[SeenNotice], Meta(description="every notice of the case that stood")]
    documents: Annotated[list[SeenDocument], Meta(
        description="documents that the service asks for, and those of answers to its questions")]
    types: Annotated[list[str], Meta(
        description="document types that the service asks for: another such document is a change")]
    vehicle: Annotated[int, Meta(
        ge=0, description="how many times vehicle or crew had been changed")]
    ended: Annotated[int, Meta(
        ge=0, description="how many notices and such documents had been withdrawn")]


class Looked(Payload, frozen=True, kw_only=True):
    """A service has taken note of the papers, and decided nothing. It never leaves the side."""

    KIND: ClassVar[str] = "examination.looked"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: Side
    service: Service
    seen: Seen


class Accepted(Payload, frozen=True, kw_only=True):
    """The papers are accepted unless facts differ: at the post only the physical check remains."""

    KIND: ClassVar[str] = "examination.accepted"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: Side
    service: Service
    seen: Seen


class NotAccepted(Payload, frozen=True, kw_only=True):
    """The papers are not in order: why, and what would mend it."""

    KIND: ClassVar[str] = "examination.not_accepted"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: Side
    service: Service
    seen: Seen
    reason: Words
    remedy: Words


class Withdrawn(Payload, frozen=True, kw_only=True):
    """A service takes its acceptance back, with a reason."""

    KIND: ClassVar[str] = "examination.withdrawn"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: Side
    service: Service
    reason: Words


class Asked(Payload, frozen=True, kw_only=True):
    """A service asks whoever announced the case."""

    KIND: ClassVar[str] = "examination.asked"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: Side
    service: Service
    seen: Seen
    question: QuestionId
    text: Words


class Answered(Payload, frozen=True, kw_only=True):
    """The carrier or forwarder answers a question; for the service that asked."""

    KIND: ClassVar[str] = "examination.answered"

    side: Annotated[str, Meta(description="of the service that asked")]
    service: Annotated[str, Meta(description="that asked")]
    question: QuestionId
    text: Words
    documents: Annotated[list[str], Meta(description="ids of documents that belong to the answer")]


KINDS: tuple[type[Payload], ...] = (Looked, Accepted, NotAccepted, Withdrawn, Asked, Answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of the case, that stands or was withdrawn."""

    document: str
    type: str
    sha256: str
    standing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What there is in a case now: the notices that stand, how many were withdrawn, and its
    documents."""

    notices: Sequence[SeenNotice] = ()
    withdrawn: int = 0
    documents: Sequence[Paper] = ()


class Move(Enum):
    """What has changed since a service looked."""

    NOTICE_ADDED = "notice_added"
    NOTICE_AMENDED = "notice_amended"
    NOTICE_WITHDRAWN = "notice_withdrawn"
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_WITHDRAWN = "document_withdrawn"
    VEHICLE_CHANGED = "vehicle_changed"
    CAME_AND_WENT = "came_and_went"  # a notice or document that was withdrawn unseen


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. ``what``: the notice's or the document's id; ``entry``: the version seen."""

    move: Move
    what: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What an officer had before him as he pressed: it is signed as it stands now or not at all.

    ``acts``: how many acts of the service and answers to it he had seen.
    """

    seen: Seen
    acts: int


class Act(Enum):
    """What a service or a carrier did; in the order of a service's own log."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    ASKED = "asked"
    ANSWERED = "answered"


DECISIONS = frozenset({Act.ACCEPTED, Act.NOT_ACCEPTED, Act.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and what became of it. ``settled``: a decision came before an answer."""

    question: str
    text: str
    asked: datetime
    by: str
    answer: str = ""
    answered: datetime | None = None
    documents: tuple[str, ...] = ()
    settled: bool = False
    since_decision: bool = True

    @property
    def open(self) -> bool:
        """Whether it waits for the carrier."""
        return self.answered is None and not self.settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """When a service last had the papers before it, who of it, and what it saw."""

    time: datetime
    by: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What one service of one side has said of a case's papers.

    ``decision``: its last one, or None. ``by``: the pseudonymous id of who signed. ``last``: its
    last look; for the own side only. ``acts``: how many there are, answers among them.
    """

    reference: str
    side: str
    service: str
    decision: Act | None = None
    decided: datetime | None = None
    by: str = ""
    uid: str = ""
    seen: Seen | None = None
    reason: str = ""
    remedy: str = ""
    questions: tuple[Question, ...] = ()
    last: Look | None = None
    acts: int = 0

    @property
    def answers(self) -> frozenset[str]:
        """Documents that came as answers."""
        return frozenset(each for question in self.questions for each in question.documents)
