"""Change what was announced: amend a notice or cancel it, until the goods are presented."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from kopri.crossing.queries import by_reference
from kopri.crossing.rules import BEFORE_GATE
from kopri.domains.documents.ports import BlobStore
from kopri.domains.notice import operations
from kopri.domains.notice.permissions import may_lodge
from kopri.domains.notice.queries import by_id
from kopri.domains.notice.rules import wrong_with
from kopri.domains.notice.types import Lodged, Lodging
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.consignment import Consignment
from kopri.kernel.consignment.checks import NO_LISTS, CodeLists
from kopri.kernel.errors import Fault


def amend_notice(
    *, journal: Journal, actor: Actor, notice: str, eta: datetime, document_format: str,
    document_sha256: str, consignments: Sequence[Consignment], document: bytes = b"",
    blobs: BlobStore | None = None, lists: CodeLists = NO_LISTS,
    where: Callable[[str], str] = str, after: int | None = None, request: RequestKey | None = None,
) -> Lodged:
    """Put the next version in the place of the last; with ``blobs`` its document is kept there.

    ``lists``: code lists that the goods and places must be in; ``where``: leads from a path into
    the consignments to one into what was sent. ``after``: the version that its author has seen.
    """
    goods = tuple(consignments)
    kept = bool(blobs and document and may_lodge(actor))
    if blobs and kept:
        blobs.put(document)
    keys = [f"notice:{notice}", f"case:{by_id(notice).reference}"]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        standing = by_id(notice)
        case = by_reference(standing.reference)
        return tx.answer(operations.amend(
            tx, notice=standing, carrier=case.carrier, presented=case.phase not in BEFORE_GATE,
            after=after, lodging=Lodging(reference=standing.reference, eta=eta, format=document_format,
                            document_sha256=document_sha256, consignments=goods,
                            kept=kept, wrong=_wrong(goods, lists=lists, where=where))))


def _wrong(
    goods: tuple[Consignment, ...], *, lists: CodeLists, where: Callable[[str], str]
) -> tuple[Fault, ...]:
    return tuple(replace(fault, path=where(fault.path))
                 for fault in wrong_with(goods, lists=lists))


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
