"""Attach a file to a case, or take one back."""

from dataclasses import replace

from kopri.crossing.queries import CaseView, by_reference
from kopri.domains.documents import operations
from kopri.domains.documents.operations import Place
from kopri.domains.documents.ports import BlobStore
from kopri.domains.documents.queries import by_id
from kopri.domains.documents.types import Told
from kopri.domains.notice.queries import notices_of
from kopri.domains.notice.types import parts_of
from kopri.engines.countrydata import PairData
from kopri.engines.readiness import of_the_vehicle
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor


def attach_document(
    *, journal: Journal, pair: PairData, actor: Actor, blobs: BlobStore, reference: str,
    data: bytes, told: Told, request: RequestKey | None = None,
) -> str:
    """Attach bytes as a document of a type that the country knows; the document's id.

    A paper of the vehicle covers the vehicle that it was attached for, not the next one that pulls
    the trailer.
    """
    types = [each.id for country in pair.countries for each in country.documents]
    file = operations.keep(
        actor, carrier=by_reference(reference).carrier, data=data, number=told.number,
        document_type=told.type, types=types, blobs=blobs)
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        case = by_reference(reference)
        consignments = [each for notice in notices_of(reference) for each in notice.consignments]
        return tx.answer(operations.attach(
            tx, file=file, told=_of_the_vehicle(told, pair=pair, case=case), place=Place(
                reference=reference, carrier=case.carrier,
                parts=[*case.parts, *parts_of(consignments)])))


def _of_the_vehicle(told: Told, *, pair: PairData, case: CaseView) -> Told:
    whens = {row.when for country in pair.countries for row in country.documents
             if row.id == told.type}
    own = of_the_vehicle(whens) and not told.covers
    return replace(told, covers=(case.vehicle,)) if own else told


def withdraw_document(
    *, journal: Journal, actor: Actor, document: str, reason: str,
    request: RequestKey | None = None,
) -> str:
    """Mark a document as attached in error; its id."""
    keys = [f"case:{by_id(document).reference}"]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        standing = by_id(document)
        case = by_reference(standing.reference)
        operations.withdraw(tx, document=standing, carrier=case.carrier, reason=reason)
        return tx.answer(document)
