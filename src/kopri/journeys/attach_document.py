"""Attach a file to a case, or take one back."""

from kopri.crossing.queries import by_reference
from kopri.domains.documents import operations
from kopri.domains.documents.ports import BlobStore
from kopri.domains.documents.queries import by_id
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor


def attach_document(
    *, journal: Journal, pair: PairData, actor: Actor, blobs: BlobStore, reference: str,
    data: bytes, document_type: str, number: str, request: RequestKey | None = None,
) -> str:
    """Attach bytes as a document of a type that the country knows; the document's id."""
    types = [each.id for country in pair.countries for each in country.documents]
    file = operations.keep(
        actor, carrier=by_reference(reference).carrier, data=data, number=number,
        document_type=document_type, types=types, blobs=blobs)
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        return tx.answer(operations.attach(
            tx, reference=reference, carrier=by_reference(reference).carrier, file=file,
            document_type=document_type, number=number))


def withdraw_document(
    *, journal: Journal, actor: Actor, document: str, reason: str,
    request: RequestKey | None = None,
) -> str:
    """Mark a document as attached in error; its id."""
    with begin(journal, actor=actor, keys=[f"document:{document}"], request=request) as tx:
        standing = by_id(document)
        case = by_reference(standing.reference)
        operations.withdraw(tx, document=standing, carrier=case.carrier, reason=reason)
        return tx.answer(document)
