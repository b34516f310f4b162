"""State the number under which a system has a document; accept or reject it for a service."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from kopri.crossing.queries import by_reference
from kopri.domains.documents import operations
from kopri.domains.documents.operations import Place
from kopri.domains.documents.queries import DocumentView, by_id
from kopri.domains.documents.rules import IsThere, KnownType
from kopri.domains.documents.types import LodgingSystem, Told
from kopri.domains.notice.queries import notices_of
from kopri.domains.notice.types import parts_of
from kopri.engines.countrydata import PairData
from kopri.engines.readiness import of_the_vehicle
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal

NOTHING_SAID = Told(type="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Which document of a case: an attached one by its id, or another by what is said of it."""

    reference: str
    document: str = ""
    told: Told = NOTHING_SAID


def lodge_document(
    *, journal: Journal, pair: PairData, actor: Actor, named: Named, number: str, system: str = "",
    request: RequestKey | None = None,
) -> str:
    """State a system's number; ``system`` may be left out where only one takes such documents."""
    with begin(journal, actor=actor, keys=[f"case:{named.reference}"], request=request) as tx:
        document, told = _meant(named, pair=pair)
        return tx.answer(operations.lodge(
            tx, place=_place(named.reference), document=document, told=told, number=number,
            system=_system(pair, told=told, name=system), named=system))


def accept_document(
    *, journal: Journal, pair: PairData, actor: Actor, named: Named,
    request: RequestKey | None = None,
) -> str:
    """The actor's service accepts a document, or a paper that it was shown."""
    with begin(journal, actor=actor, keys=[f"case:{named.reference}"], request=request) as tx:
        document, told = _meant(named, pair=pair)
        return tx.answer(operations.accept(
            tx, place=_place(named.reference), document=document, told=told,
            services=_asking(pair, side=actor.side, document_type=told.type)))


def reject_document(
    *, journal: Journal, pair: PairData, actor: Actor, document: str, reason: str,
    request: RequestKey | None = None,
) -> str:
    """The actor's service does not accept a document."""
    keys = [f"case:{by_id(document).reference}"]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        standing = by_id(document)
        return tx.answer(operations.reject(
            tx, document=standing, reason=reason,
            services=_asking(pair, side=actor.side, document_type=standing.type)))


def answer_for_system(
    *, journal: Journal, pair: PairData, document: str, system: str, accepted: bool,
    reason: str = "",
) -> str:
    """What the competent system of this side has answered, as its port has heard it."""
    keys = [f"case:{by_id(document).reference}"]
    with begin(journal, actor=journal.itself(), keys=keys) as tx:
        standing = by_id(document)
        told = Told(type=standing.type)
        own = _system(pair, told=told, name=system, side=journal.side)
        if own is None:
            raise Refusal([IsThere.fault(path="/system")], ground=Ground.MISSING)
        return tx.answer(operations.answer(
            tx, document=standing, system=own, accepted=accepted, reason=reason))


def _meant(named: Named, *, pair: PairData) -> tuple[DocumentView | None, Told]:
    """The document, and what is said of it: of an attached one, what was said then."""
    if named.document:
        document = by_id(named.document)
        if document.reference != named.reference:
            raise Refusal([IsThere.fault(path="/document")], ground=Ground.MISSING)
        return document, Told(type=document.type, number=document.number, covers=document.covers,
                              valid_to=document.valid_to)
    told = named.told
    whens = {row.when for country in pair.countries for row in country.documents
             if row.id == told.type}
    if not whens:
        raise Refusal([KnownType.fault(path="/type", type=told.type[:16])])
    own = of_the_vehicle(whens) and not told.covers
    vehicle = by_reference(named.reference).vehicle
    return None, replace(told, covers=(vehicle,)) if own else told


def _place(reference: str) -> Place:
    case = by_reference(reference)
    consignments = [each for notice in notices_of(reference) for each in notice.consignments]
    return Place(reference=reference, carrier=case.carrier,
                 parts=[*case.parts, *parts_of(consignments)])


def _asking(pair: PairData, *, side: str, document_type: str) -> Collection[str]:
    """Services of a side that ask for such a document."""
    rows = pair.country(side).asking_for(pair.names_of(document_type))
    return {service for row in rows for service in row.consumed_by}


def _system(
    pair: PairData, *, told: Told, name: str, side: str = ""
) -> LodgingSystem | None:
    """The system of that name that takes such documents; of one country, the only one."""
    names = pair.names_of(told.type)
    found = {
        (country.code, system.system): LodgingSystem(
            side=country.code, name=system.system, form=system.number_form,
            example=system.number_example)
        for country in pair.countries if side in ("", country.code)
        for row in country.asking_for(names)
        if (system := country.system_of(row.id)) is not None and name in ("", system.system)
    }
    return next(iter(found.values())) if len(found) == 1 else None
