"""Attach, lodge, accept, reject, withdraw: check, then append."""

from collections.abc import Collection
from dataclasses import dataclass

from kopri.domains.documents import permissions
from kopri.domains.documents.ports import BlobStore
from kopri.domains.documents.queries import DocumentView
from kopri.domains.documents.rules import (
    AskedForHere,
    IsThere,
    JudgedOnce,
    LodgedWithASystem,
    SaysWhy,
    broken_file,
    broken_number,
    broken_telling,
)
from kopri.domains.documents.states import DocumentState
from kopri.domains.documents.types import (
    Covers,
    DocumentAccepted,
    DocumentAttached,
    DocumentLodged,
    DocumentRejected,
    DocumentWithdrawn,
    KeptFile,
    LodgingSystem,
    Told,
)
from kopri.engines.files import kind_of
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Payload, Recorded
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A case as documents see it. ``carrier``: who opened it; ``parts``: what may be covered."""

    reference: str
    carrier: str
    parts: Collection[str] = ()


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


def attach(tx: Writing, *, place: Place, file: KeptFile, told: Told) -> str:
    """Attach a kept file; its document id."""
    require(permissions.may_attach(tx.actor, carrier=place.carrier))
    _sound(place, told)
    document = new_id(random=tx.random)
    tx.append(Draft(subject=place.reference, blobs=[file.sha256], payload=DocumentAttached(
        document=document, type=told.type, number=told.number, sha256=file.sha256, size=file.size,
        media_type=file.media_type, covers=_covers(told), valid_to=told.valid_to or None)))
    return document


def lodge(
    tx: Writing, *, place: Place, document: DocumentView | None, told: Told, number: str,
    system: LodgingSystem | None, named: str = "",
) -> str:
    """State the number that a system gave; the document's id.

    ``document``: one that is attached; without, one that is known by this number alone.
    ``system``: None where the one that was ``named`` does not take such documents.
    """
    require(permissions.may_state(tx.actor, carrier=place.carrier))
    if document is None:
        _sound(place, told)
    if system is None:
        raise Refusal([LodgedWithASystem.fault(path="/system", system=named[:40] or "-")])
    refuse_if(broken_number(number=number, system=system.name, form=system.form,
                            example=system.example), ground=Ground.INVALID)
    _stands(document)
    by = {Role.CARRIER: "carrier", Role.SYSTEM: "system"}.get(tx.actor.role, "officer")
    name = document.document if document else new_id(random=tx.random)
    tx.append(Draft(subject=place.reference, payload=DocumentLodged(
        document=name, type=told.type, side=system.side, system=system.name, number=number,
        stated_by=by, covers=_covers(told), valid_to=told.valid_to or None)))
    return name


def accept(
    tx: Writing, *, place: Place, document: DocumentView | None, told: Told,
    services: Collection[str],
) -> str:
    """A service accepts a document; without ``document``, a paper that was shown at its desk."""
    _may_judge(tx, document=document, services=services, state=DocumentState.ACCEPTED)
    if document is None:
        _sound(place, told)
    name = document.document if document else new_id(random=tx.random)
    tx.append(Draft(subject=place.reference, payload=DocumentAccepted(
        document=name, type=told.type, service=tx.actor.service, number=told.number,
        covers=_covers(told), valid_to=told.valid_to or None)))
    return name


def reject(
    tx: Writing, *, document: DocumentView, services: Collection[str], reason: str
) -> str:
    """A service does not accept a document, and says why."""
    _may_judge(tx, document=document, services=services, state=DocumentState.REJECTED)
    refuse_if([] if reason.strip() else [SaysWhy.fault(path="/reason")], ground=Ground.INVALID)
    tx.append(Draft(subject=document.reference, payload=DocumentRejected(
        document=document.document, type=document.type, service=tx.actor.service, reason=reason)))
    return document.document


def answer(
    tx: Writing, *, document: DocumentView, system: LodgingSystem, accepted: bool, reason: str = ""
) -> str:
    """Record what the competent system of this side has answered of a document lodged with it."""
    require(permissions.may_answer_for_system(tx.actor))
    _stands(document)
    lodged = any((each.side, each.system) == (system.side, system.name)
                 for each in document.numbers)
    refuse_if([] if lodged and system.side == tx.actor.side else
              [LodgedWithASystem.fault(system=system.name)])
    payload: Payload = DocumentAccepted(
        document=document.document, type=document.type, service="", system=system.name,
    ) if accepted else DocumentRejected(
        document=document.document, type=document.type, service="", system=system.name,
        reason=reason or "-")
    tx.append(Draft(subject=document.reference, payload=payload))
    return document.document


def withdraw(tx: Writing, *, document: DocumentView, carrier: str, reason: str) -> Recorded:
    """Mark a document as attached in error."""
    require(permissions.may_attach(tx.actor, carrier=carrier))
    _stands(document)
    return tx.append(Draft(subject=document.reference, payload=DocumentWithdrawn(
        document=document.document, reason=reason)))


def _sound(place: Place, told: Told) -> None:
    refuse_if(broken_telling(number=told.number, covers=told.covers, parts=place.parts,
                             valid_to=told.valid_to), ground=Ground.INVALID)


def _covers(told: Told) -> Covers | None:
    """Each part once."""
    return list(dict.fromkeys(told.covers)) or None


def _stands(document: DocumentView | None) -> None:
    gone = document is not None and document.state is DocumentState.WITHDRAWN
    refuse_if([IsThere.fault()] if gone else [], ground=Ground.MISSING)


def _may_judge(
    tx: Writing, *, document: DocumentView | None, services: Collection[str], state: DocumentState
) -> None:
    """An inspector, of a service that asks for it, of a document that stands, and not twice."""
    require(tx.actor.role is Role.INSPECTOR)
    refuse_if([] if permissions.may_judge(tx.actor, services=services) else
              [AskedForHere.fault()], ground=Ground.DENIED)
    _stands(document)
    said = document.before(side=tx.actor.side, service=tx.actor.service) if document else None
    refuse_if([JudgedOnce.fault()] if said is state else [])
