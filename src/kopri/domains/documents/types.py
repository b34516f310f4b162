"""Payloads of documents."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Payload

DocumentId = Annotated[str, Meta(description="opaque id")]
DocumentType = Annotated[str, Meta(max_length=16, description="code in documents.csv")]
Covers = Annotated[list[str], Meta(description="parts that it is for; empty: the whole case")]
LastDay = Annotated[str, Meta(max_length=10, description="last day on which it holds, ISO 8601")]


class DocumentAttached(Payload, frozen=True, kw_only=True):
    """This file belongs to the case."""

    KIND: ClassVar[str] = "documents.attached"

    document: DocumentId
    type: DocumentType
    number: Annotated[str, Meta(max_length=80)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=1)]
    media_type: str
    covers: Covers | None = None
    valid_to: LastDay | None = None


class DocumentLodged(Payload, frozen=True, kw_only=True):
    """The competent system has it, under this number, as somebody says.

    ``document``: one that was attached, or a new one that is known by its number alone.
    """

    KIND: ClassVar[str] = "documents.lodged"

    document: DocumentId
    type: DocumentType
    side: Annotated[str, Meta(description="whose system it is, ISO 3166-1 alpha-2 in lower case")]
    system: Annotated[str, Meta(min_length=1, max_length=40)]
    number: Annotated[str, Meta(min_length=1, max_length=80)]
    stated_by: Annotated[str, Meta(description="carrier, officer or system")]
    covers: Covers | None = None
    valid_to: LastDay | None = None


class DocumentAccepted(Payload, frozen=True, kw_only=True):
    """A service of the writing side, or the competent system, accepts it.

    The side is that of the log that says so: nobody speaks for the other side's services.
    """

    KIND: ClassVar[str] = "documents.accepted"

    document: DocumentId
    type: DocumentType
    service: Annotated[str, Meta(description="id in services.csv; empty: the system's answer")]
    system: Annotated[str, Meta(max_length=40)] = ""
    number: Annotated[str, Meta(max_length=80)] = ""
    covers: Covers | None = None
    valid_to: LastDay | None = None


class DocumentRejected(Payload, frozen=True, kw_only=True):
    """A service of the writing side, or the competent system, does not accept it."""

    KIND: ClassVar[str] = "documents.rejected"

    document: DocumentId
    type: DocumentType
    service: Annotated[str, Meta(description="id in services.csv; empty: the system's answer")]
    system: Annotated[str, Meta(max_length=40)] = ""
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class DocumentWithdrawn(Payload, frozen=True, kw_only=True):
    """The file was attached in error; it stays in the record."""

    KIND: ClassVar[str] = "documents.withdrawn"

    document: str
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


KINDS: tuple[type[Payload], ...] = (
    DocumentAttached, DocumentLodged, DocumentAccepted, DocumentRejected, DocumentWithdrawn,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of a document beside its bytes.

    ``type``: code in documents.csv. ``covers``: parts of the case; empty: the whole of it.
    ``valid_to``: last day, ISO 8601.
    """

    type: str
    number: str = ""
    covers: tuple[str, ...] = ()
    valid_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LodgingSystem:
    """A system with which a document is lodged: ``form`` of its numbers as a regular expression."""

    side: str
    name: str
    form: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A checked file whose bytes are durable in the blob store. ``size`` in bytes."""

    sha256: str
    size: int
    media_type: str
