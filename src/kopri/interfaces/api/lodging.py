"""Readiness: what is needed; a system's number; what a service accepts and what not."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.domains.documents.types import Told
from kopri.interfaces.api.answers import answer, body, done, fault_in_words, named, takes
from kopri.interfaces.api.bodies import AcceptDocument, LodgeDocument, Why
from kopri.interfaces.doubts import of_announcement
from kopri.interfaces.house import House, house_of
from kopri.interfaces.needing import still_needed, told
from kopri.interfaces.requests import actor, language_of, request_key
from kopri.journeys.announce_arrival import Announcement
from kopri.journeys.judge_document import (
    Named,
    accept_document,
    lodge_document,
    reject_document,
)
from kopri.journeys.show_readiness import show_readiness

router = Router(tags=["readiness"])


@router.get("/{reference}/readiness")
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """Which service of which side needs what, what is there, what is missing, until when."""
    house = house_of(request)
    found = show_readiness(journal=house.journal, pair=house.pair, actor=actor(request),
                           reference=reference)
    return answer({"reference": reference,
                   **told(found, pair=house.pair, language=language_of(request))})


@router.post("/{reference}/documents/lodge", openapi_extra=takes(LodgeDocument))
def lodge(request: HttpRequest, reference: str) -> HttpResponse:
    """State the number under which the competent system has a document."""
    house, asked = house_of(request), body(request, LodgeDocument)
    return done(lambda: lodge_document(
        journal=house.journal, pair=house.pair, actor=actor(request), number=asked.number,
        system=asked.system, request=request_key(request), named=Named(
            reference=reference, document=asked.document, told=Told(
                type=asked.type, covers=tuple(asked.covers), valid_to=asked.valid_to))),
        says=named("document"))


@router.post("/{reference}/documents/accept", openapi_extra=takes(AcceptDocument))
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """The caller's service accepts a document, or a paper that it was shown."""
    house, asked = house_of(request), body(request, AcceptDocument)
    return done(lambda: accept_document(
        journal=house.journal, pair=house.pair, actor=actor(request),
        request=request_key(request), named=Named(
            reference=reference, document=asked.document, told=Told(
                type=asked.type, number=asked.number, covers=tuple(asked.covers),
                valid_to=asked.valid_to))),
        says=named("document"))


@router.post("/documents/{document}/reject", openapi_extra=takes(Why))
def reject(request: HttpRequest, document: str) -> HttpResponse:
    """The caller's service does not accept a document."""
    house = house_of(request)
    return done(lambda: reject_document(
        journal=house.journal, pair=house.pair, actor=actor(request), document=document,
        reason=body(request, Why).reason, request=request_key(request)), says=named("document"))


def with_needs(request: HttpRequest, lodged: Any, *, each: Announcement) -> dict[str, Any]:
    """A notice's answer, with what should be looked at, what its case still needs, until when."""
    house: House = house_of(request)
    value = lodged if isinstance(lodged, dict) else {
        "reference": lodged.reference, "notice": lodged.notice, "version": lodged.version}
    found = show_readiness(journal=house.journal, pair=house.pair, actor=actor(request),
                           reference=str(value["reference"]))
    return {
        **value, "warnings": [fault_in_words(request, one)
                              for one in of_announcement(house, each).warnings],
        "still_needed": still_needed(found, pair=house.pair, language=language_of(request))}
