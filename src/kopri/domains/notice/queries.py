"""Reading notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from kopri.domains.notice.models import Notice
from kopri.domains.notice.rules import StillThere
from kopri.domains.notice.states import NoticeState
from kopri.domains.notice.types import Lodged
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Ground, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A notice in its newest version."""

    notice: str
    reference: str
    version: int
    state: NoticeState
    eta: str
    format: str
    document_sha256: str
    consignments: tuple[Consignment, ...]
    changed: datetime

    @property
    def chapters(self) -> frozenset[str]:
        """HS chapters of the goods."""
        codes = [
            code for whole in self.consignments
            for code in (whole.cargo_commodity_code, *(item.commodity_code for item in whole.items))
        ]
        return frozenset(code[:2] for code in codes if code)


def chapters_of(reference: str) -> frozenset[str]:
    """HS chapters of everything that is announced for a case."""
    return frozenset().union(*(notice.chapters for notice in notices_of(reference)))


def by_id(notice: str) -> NoticeView:
    """The notice, or a Refusal that there is none."""
    row = Notice.objects.filter(notice=notice).first() if notice.isprintable() else None
    if row is None:
        raise Refusal([StillThere.fault(path="/notice")], ground=Ground.MISSING)
    return _view(row)


def notices_of(reference: str) -> list[NoticeView]:
    """Every notice of a case that stands, oldest first."""
    rows = Notice.objects.filter(reference=reference, state=NoticeState.LODGED.value)
    return [_view(row) for row in rows.order_by("changed", "notice")]


def lodged_from(
    documents: Sequence[str], *, references: Sequence[str]
) -> dict[tuple[str, str], Lodged]:
    """Standing notices of these cases read from these documents, by (reference, SHA-256)."""
    rows = Notice.objects.filter(
        document_sha256__in=list(documents), reference__in=list(references),
        state=NoticeState.LODGED.value,
    )
    return {
        (row.reference, row.document_sha256):
            Lodged(reference=row.reference, notice=row.notice, version=row.version)
        for row in rows
    }


def _view(row: Notice) -> NoticeView:
    return NoticeView(
        notice=row.notice, reference=row.reference, version=row.version,
        state=NoticeState(row.state), eta=row.eta, format=row.format,
        document_sha256=row.document_sha256,
        consignments=tuple(msgspec.convert(row.consignments, list[Consignment], strict=False)),
        changed=row.changed,
    )
