"""Change what was announced: amend a notice or cancel it, until the goods are presented."""

from collections.abc import Sequence
from datetime import datetime

from kopri.crossing.queries import by_reference
from kopri.crossing.rules import BEFORE_GATE
from kopri.domains.documents.ports import BlobStore
from kopri.domains.notice import operations
from kopri.domains.notice.permissions import may_lodge
from kopri.domains.notice.queries import by_id
from kopri.domains.notice.types import Lodged, Lodging
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.consignment import Consignment


def amend_notice(
    *, journal: Journal, actor: Actor, notice: str, eta: datetime, document_format: str,
    document_sha256: str, consignments: Sequence[Consignment], document: bytes = b"",
    blobs: BlobStore | None = None, request: RequestKey | None = None,
) -> Lodged:
    """Put the next version in the place of the last; with ``blobs`` its document is kept there."""
    kept = bool(blobs and document and may_lodge(actor))
    if blobs and kept:
        blobs.put(document)
    keys = [f"notice:{notice}", f"case:{by_id(notice).reference}"]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        standing = by_id(notice)
        case = by_reference(standing.reference)
        return tx.answer(operations.amend(
            tx, notice=standing, carrier=case.carrier, presented=case.phase not in BEFORE_GATE,
            lodging=Lodging(reference=standing.reference, eta=eta, format=document_format,
                            document_sha256=document_sha256, consignments=tuple(consignments),
                            kept=kept)))


def cancel_notice(
    *, journal: Journal, actor: Actor, notice: str, reason: str, request: RequestKey | None = None
) -> Lodged:
    """Withdraw a notice."""
    keys = [f"notice:{notice}", f"case:{by_id(notice).reference}"]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        standing = by_id(notice)
        case = by_reference(standing.reference)
        operations.cancel(tx, notice=standing, carrier=case.carrier, reason=reason,
                          presented=case.phase not in BEFORE_GATE)
        return tx.answer(Lodged(reference=standing.reference, notice=notice,
                                version=standing.version))
