"""Payloads of documents."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Payload


class DocumentAttached(Payload, frozen=True, kw_only=True):
    """This file belongs to the case."""

    KIND: ClassVar[str] = "documents.attached"

    document: Annotated[str, Meta(description="opaque id")]
    type: Annotated[str, Meta(max_length=16, description="code in documents.csv")]
    number: Annotated[str, Meta(max_length=80)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=1)]
    media_type: str


class DocumentWithdrawn(Payload, frozen=True, kw_only=True):
    """The file was attached in error; it stays in the record."""

    KIND: ClassVar[str] = "documents.withdrawn"

    document: str
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


KINDS: tuple[type[Payload], ...] = (DocumentAttached, DocumentWithdrawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A checked file whose bytes are durable in the blob store. ``size`` in bytes."""

    sha256: str
    size: int
    media_type: str
