"""Attach and withdraw: check, store the bytes, then append."""

from collections.abc import Collection

from kopri.domains.documents import permissions
from kopri.domains.documents.ports import BlobStore
from kopri.domains.documents.queries import DocumentView
from kopri.domains.documents.rules import IsThere, broken_file
from kopri.domains.documents.states import DocumentState
from kopri.domains.documents.types import DocumentAttached, DocumentWithdrawn, KeptFile
from kopri.engines.files import kind_of
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require


def keep(
    actor: Actor, *, carrier: str, data: bytes, document_type: str, number: str,
    types: Collection[str], blobs: BlobStore,
) -> KeptFile:
    """Check a file and make its bytes durable, before an entry names them.

    Outside of any transaction: object storage may take its time. What is then not attached after
    all lies there unnamed, and nobody can read it.
    """
    require(permissions.may_attach(actor, carrier=carrier))
    refuse_if(broken_file(data=data, document_type=document_type, types=types, number=number),
              ground=Ground.INVALID)
    return KeptFile(sha256=blobs.put(data), size=len(data), media_type=kind_of(data))


def attach(
    tx: Writing, *, reference: str, carrier: str, file: KeptFile, document_type: str, number: str
) -> str:
    """Attach a kept file; its document id."""
    require(permissions.may_attach(tx.actor, carrier=carrier))
    document = new_id(random=tx.random)
    tx.append(Draft(subject=reference, blobs=[file.sha256], payload=DocumentAttached(
        document=document, type=document_type, number=number, sha256=file.sha256, size=file.size,
        media_type=file.media_type)))
    return document


def withdraw(tx: Writing, *, document: DocumentView, carrier: str, reason: str) -> Recorded:
    """Mark a document as attached in error."""
    require(permissions.may_attach(tx.actor, carrier=carrier))
    attached = document.state is DocumentState.ATTACHED
    refuse_if([] if attached else [IsThere.fault()], ground=Ground.MISSING)
    return tx.append(Draft(subject=document.reference, payload=DocumentWithdrawn(
        document=document.document, reason=reason)))
