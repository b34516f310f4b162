"""Cases: open, amend, read, attach documents."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.crossing.rules import KnownCase
from kopri.crossing.types import Opening
from kopri.domains.documents.types import Told
from kopri.interfaces.api.answers import answer, body, done, named, takes
from kopri.interfaces.api.bodies import AmendCrossing, Nothing, OpenCrossing, Why
from kopri.interfaces.files import handed_out, load
from kopri.interfaces.house import house_of
from kopri.interfaces.links import address
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.attach_document import attach_document, withdraw_document
from kopri.journeys.open_crossing import amend_crossing, open_crossing
from kopri.journeys.open_document import open_document
from kopri.journeys.share_case import renew_link, share_case
from kopri.journeys.show_case import show_case
from kopri.journeys.show_cases import show_cases
from kopri.kernel.errors import Ground, Refusal

router = Router(tags=["crossings"])


@router.post("", openapi_extra=takes(OpenCrossing))
def open_(request: HttpRequest) -> HttpResponse:
    """Open a case for a vehicle that means to cross."""
    house, who, asked = house_of(request), actor(request), body(request, OpenCrossing)
    return done(lambda: open_crossing(
        journal=house.journal, pair=house.pair, actor=who, request=request_key(request),
        opening=Opening(
            direction=asked.direction, point=asked.point, mode="road", loaded=asked.loaded,
            conveyance=asked.conveyance, carrier=who.person, crew=tuple(asked.crew),
            parts=tuple(asked.parts)),
    ), status=201)


@router.get("")
def list_(request: HttpRequest) -> HttpResponse:
    """A carrier's own cases; for officers those that they await."""
    return answer({"crossings": show_cases(actor=actor(request))})


@router.get("/{reference}")
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """A case as the caller may see it."""
    house = house_of(request)
    return answer(show_case(journal=house.journal, pair=house.pair, actor=actor(request),
                            reference=reference))


@router.post("/{reference}/amend", openapi_extra=takes(AmendCrossing))
def amend(request: HttpRequest, reference: str) -> HttpResponse:
    """Change vehicle, trailer or crew before the gate; inside it its officers, but for the vehicle."""
    asked = body(request, AmendCrossing)
    return done(lambda: amend_crossing(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        conveyance=asked.conveyance, loaded=asked.loaded,
        crew=None if asked.crew is None else list(asked.crew),
        parts=None if asked.parts is None else list(asked.parts), request=request_key(request)))


@router.get("/{reference}/driver-link")
def driver_link(request: HttpRequest, reference: str) -> HttpResponse:
    """The link to the driver's card: for the case's own carrier, and for the gate."""
    link = share_case(actor=actor(request), reference=reference)
    if link is None:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    return answer({"href": address(link)})


@router.post("/{reference}/driver-link", openapi_extra=takes(Nothing))
def renew(request: HttpRequest, reference: str) -> HttpResponse:
    """A new link to the driver's card; those that were given out before open nothing any more."""
    body(request, Nothing)
    return answer({"href": address(renew_link(
        journal=house_of(request).journal, actor=actor(request), reference=reference))})


@router.post("/{reference}/documents")
def attach(request: HttpRequest, reference: str) -> HttpResponse:
    """Attach a file (multipart: ``file``, ``type``, ``number``, ``valid_to``, ``covers`` once for each part)."""
    house = house_of(request)
    who, file = actor(request), request.FILES.get("file")
    data = file.read() if file else b""
    told = Told(type=request.POST.get("type", ""), number=request.POST.get("number", ""),
                covers=tuple(request.POST.getlist("covers")),
                valid_to=request.POST.get("valid_to", ""))
    said = [told.type, told.number, told.valid_to, *told.covers]
    key = request_key(request, said="\n".join([*said, sha256(data).hexdigest()]).encode())
    return done(lambda: attach_document(
        journal=house.journal, pair=house.pair, actor=who, blobs=house.blobs, reference=reference,
        data=data, told=told, request=key), says=named("document"), status=201)


@router.post("/documents/{document}/withdraw", openapi_extra=takes(Why))
def withdraw(request: HttpRequest, document: str) -> HttpResponse:
    """Mark a document as attached in error."""
    return done(lambda: withdraw_document(
        journal=house_of(request).journal, actor=actor(request), document=document,
        reason=body(request, Why).reason, request=request_key(request)), says=named("document"))


@router.get("/documents/{document}/file")
def file(request: HttpRequest, document: str) -> HttpResponse:
    """The file of a document, for whoever may read it."""
    house, who = house_of(request), actor(request)
    opened = open_document(actor=who, document=document, load=lambda name: load(house, name))
    return handed_out(opened.data, name=opened.name, media_type=opened.media_type,
                      sha256=opened.sha256)
