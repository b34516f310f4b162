"""documents.* -> documents."""

from collections.abc import Sequence

from kopri.domains.documents.models import Document
from kopri.domains.documents.states import DocumentState
from kopri.journal.types import Entry


def attached(entries: Sequence[Entry]) -> None:
    """documents.attached."""
    for entry in entries:
        if "document" in entry.payload:
            Document.objects.update_or_create(document=entry.payload["document"], defaults={
                "reference": entry.subject, "state": DocumentState.ATTACHED.value,
                "time": entry.time,
                **entry.only("type", "number", "sha256", "size", "media_type"),
            })


def withdrawn(entries: Sequence[Entry]) -> None:
    """documents.withdrawn."""
    for entry in entries:
        Document.objects.filter(document=entry.payload.get("document", "")).update(
            state=DocumentState.WITHDRAWN.value
        )
