"""documents.* -> documents."""

from collections.abc import Sequence

from kopri.domains.documents.models import Document, DocumentStatement
from kopri.domains.documents.states import DocumentState
from kopri.journal.rows import keep_row, put_row
from kopri.journal.types import Entry


def attached(entries: Sequence[Entry]) -> None:
    """documents.attached."""
    for entry in entries:
        if "document" in entry.payload:
            put_row(Document, key={"document": entry.payload["document"]}, values={
                "reference": entry.subject, "state": DocumentState.ATTACHED.value,
                "time": entry.time,
                **entry.only("type", "number", "sha256", "size", "media_type", "covers",
                             "valid_to"),
            })


def lodged(entries: Sequence[Entry]) -> None:
    """documents.lodged."""
    for entry in entries:
        _state(entry, state=DocumentState.LODGED, side=entry.payload.get("side", ""))


def accepted(entries: Sequence[Entry]) -> None:
    """documents.accepted: the side is that of the log."""
    for entry in entries:
        _state(entry, state=DocumentState.ACCEPTED, side=entry.side)


def rejected(entries: Sequence[Entry]) -> None:
    """documents.rejected: the side is that of the log."""
    for entry in entries:
        _state(entry, state=DocumentState.REJECTED, side=entry.side)


def _state(entry: Entry, *, state: DocumentState, side: str) -> None:
    """What an entry says of a document, and the document itself where nobody has attached it."""
    if "document" not in entry.payload:
        return
    document = entry.payload["document"]
    keep_row(Document, key={"document": document}, values={
        "reference": entry.subject, "state": DocumentState.ATTACHED.value, "time": entry.time,
        **entry.only("type", "number", "covers", "valid_to")})
    before = DocumentStatement.objects.filter(document=document, log=entry.log).count()
    keep_row(DocumentStatement, key={"uid": entry.uid}, values={
        "reference": entry.subject, "document": document, "state": state.value, "side": side,
        "time": entry.time, "recorded": entry.recorded, "log": entry.log, "place": before + 1,
        **entry.only("service", "system", "number", "stated_by", "reason")})


def withdrawn(entries: Sequence[Entry]) -> None:
    """documents.withdrawn."""
    for entry in entries:
        Document.objects.filter(document=entry.payload.get("document", "")).update(
            state=DocumentState.WITHDRAWN.value
        )
