"""Attach and withdraw: check, store the bytes, then append."""

from collections.abc import Collection

from kopri.domains.documents import permissions
from kopri.domains.documents.ports import BlobStore
from kopri.domains.documents.queries import DocumentView
from kopri.domains.documents.rules import IsThere, broken_file, media_type_of
from kopri.domains.documents.states import DocumentState
from kopri.domains.documents.types import DocumentAttached, DocumentWithdrawn
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Ground
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require


def attach(
    tx: Writing, *, reference: str, carrier: str, data: bytes, document_type: str, number: str,
    types: Collection[str], blobs: BlobStore,
) -> str:
    """Attach a file; its document id. The bytes are durable before the entry names them."""
    require(permissions.may_attach(tx.actor, carrier=carrier))
    refuse_if(broken_file(data=data, document_type=document_type, types=types, number=number),
              ground=Ground.INVALID)
    sha256 = blobs.put(data)
    document = new_id(random=tx.random)
    tx.append(Draft(subject=reference, blobs=[sha256], payload=DocumentAttached(
        document=document, type=document_type, number=number, sha256=sha256, size=len(data),
        media_type=media_type_of(data))))
    return document


def withdraw(tx: Writing, *, document: DocumentView, carrier: str, reason: str) -> Recorded:
    """Mark a document as attached in error."""
    require(permissions.may_attach(tx.actor, carrier=carrier))
    attached = document.state is DocumentState.ATTACHED
    refuse_if([] if attached else [IsThere.fault()], ground=Ground.MISSING)
    return tx.append(Draft(subject=document.reference, payload=DocumentWithdrawn(
        document=document.document, reason=reason)))
