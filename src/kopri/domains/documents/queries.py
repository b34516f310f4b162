"""Reading documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.documents.models import Document
from kopri.domains.documents.rules import IsThere
from kopri.domains.documents.states import DocumentState
from kopri.kernel.errors import Ground, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A file of a case."""

    document: str
    reference: str
    type: str
    number: str
    sha256: str
    size: int
    media_type: str
    state: DocumentState
    time: datetime


def documents_of(references: Sequence[str]) -> list[DocumentView]:
    """The documents of these cases, oldest first."""
    rows = Document.objects.filter(reference__in=list(references)).order_by("time", "document")
    return [_view(row) for row in rows]


def by_id(document: str) -> DocumentView:
    """The document, or a Refusal that there is none."""
    row = Document.objects.filter(document=document).first() if document.isprintable() else None
    if row is None:
        raise Refusal([IsThere.fault()], ground=Ground.MISSING)
    return _view(row)


def _view(row: Document) -> DocumentView:
    return DocumentView(
        document=row.document, reference=row.reference, type=row.type, number=row.number,
        sha256=row.sha256, size=row.size or 0, media_type=row.media_type,
        state=DocumentState(row.state), time=row.time,
    )
