"""Reading documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.documents.models import Document, DocumentStatement
from kopri.domains.documents.rules import IsThere
from kopri.domains.documents.states import DocumentState
from kopri.journal.rows import rows_with
from kopri.kernel.errors import Ground, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemNumber:
    """The number under which a side's system has a document; by carrier, officer or system."""

    side: str
    system: str
    number: str
    stated_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a service of a side, or its system, has said last; ``state`` accepted or rejected."""

    side: str
    service: str
    system: str
    state: DocumentState
    reason: str
    time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document of a case: a file, or one that is known by its number alone (no ``sha256``).

    ``numbers`` and ``judgements``: the last of each system and service.
    """

    document: str
    reference: str
    type: str
    number: str
    sha256: str
    size: int
    media_type: str
    state: DocumentState
    time: datetime
    covers: tuple[str, ...] = ()
    valid_to: str = ""
    numbers: tuple[SystemNumber, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def standing(self) -> bool:
        """Whether it was not withdrawn."""
        return self.state is not DocumentState.WITHDRAWN

    def before(self, *, side: str, service: str) -> DocumentState:
        """What it is to a service: judged by it, lodged with its side, or attached."""
        if self.state is DocumentState.WITHDRAWN:
            return self.state
        said = [each for each in self.judgements if (each.side, each.service) == (side, service)]
        if said:
            return said[-1].state
        lodged = any(each.side == side for each in self.numbers)
        return DocumentState.LODGED if lodged else DocumentState.ATTACHED


def documents_of(references: Sequence[str]) -> list[DocumentView]:
    """The documents of these cases, oldest first."""
    rows = rows_with(Document, column="reference", values=references, order="time, document")
    said: dict[str, list[DocumentStatement]] = {}
    for each in _said("reference", [row.reference for row in rows]):
        said.setdefault(each.document, []).append(each)
    return [_view(row, said.get(row.document, [])) for row in rows]


def by_id(document: str) -> DocumentView:
    """The document, or a Refusal that there is none."""
    row = Document.objects.filter(document=document).first() if document.isprintable() else None
    if row is None:
        raise Refusal([IsThere.fault()], ground=Ground.MISSING)
    return _view(row, _said("document", [document]))


def _said(column: str, values: Sequence[str]) -> list[DocumentStatement]:
    """In the order in which it was said, whatever log was heard first."""
    return rows_with(DocumentStatement, column=column, values=values,
                     order="time, recorded, log, place")


def _view(row: Document, said: Sequence[DocumentStatement]) -> DocumentView:
    numbers = {(each.side, each.system): SystemNumber(
        side=each.side, system=each.system, number=each.number, stated_by=each.stated_by)
        for each in said if each.state == DocumentState.LODGED.value}
    judgements = {(each.side, each.service, each.system): Judgement(
        side=each.side, service=each.service, system=each.system, reason=each.reason,
        state=DocumentState(each.state), time=each.time)
        for each in said if each.state != DocumentState.LODGED.value}
    return DocumentView(
        document=row.document, reference=row.reference, type=row.type, number=row.number,
        sha256=row.sha256, size=row.size or 0, media_type=row.media_type,
        state=DocumentState(row.state), time=row.time, covers=tuple(row.covers),
        valid_to=row.valid_to, numbers=tuple(numbers.values()),
        judgements=tuple(judgements.values()),
    )
