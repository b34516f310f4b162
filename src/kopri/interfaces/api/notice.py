"""Notices: lodge singly or in batches, amend, cancel."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.engines.codecs import Choice
from kopri.interfaces import waybills
from kopri.interfaces.api import documents
from kopri.interfaces.api.answers import body, done, instant, named, takes
from kopri.interfaces.api.bodies import LodgeNotice, LodgeNotices, Why
from kopri.interfaces.api.lodging import with_needs
from kopri.interfaces.documents import Said, announcement
from kopri.interfaces.files import handed_out, told
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.announce_arrival import Announcement, announce
from kopri.journeys.change_notice import amend_notice, cancel_notice
from kopri.journeys.read_notice import read_notice
from kopri.kernel.errors import Refusal

router = Router(tags=["notices"])
router.add_router("", documents.router)


@router.post("", openapi_extra=takes(LodgeNotice))
def lodge(request: HttpRequest) -> HttpResponse:
    """Lodge a notice; its case is opened or completed."""
    house, each = house_of(request), _announcement(body(request, LodgeNotice))
    return done(lambda: announce(
        journal=house.journal, pair=house.pair, actor=actor(request), announcements=[each],
        blobs=house.blobs, lists=house.yardstick.lists, request=request_key(request),
    ), says=lambda lodged: with_needs(request, lodged[0], each=each), status=201)


@router.post("/batch", openapi_extra=takes(LodgeNotices))
def lodge_batch(request: HttpRequest) -> HttpResponse:
    """Lodge many at once: all, or none."""
    house = house_of(request)
    return done(lambda: announce(
        journal=house.journal, pair=house.pair, actor=actor(request),
        announcements=_announcements(body(request, LodgeNotices).notices), blobs=house.blobs,
        lists=house.yardstick.lists, request=request_key(request),
    ), says=named("results"))


@router.post("/{notice}/amend", openapi_extra=takes(LodgeNotice))
def amend(request: HttpRequest, notice: str) -> HttpResponse:
    """Lodge the next version of a notice."""
    house, each = house_of(request), _announcement(body(request, LodgeNotice))
    return done(lambda: amend_notice(
        journal=house.journal, actor=actor(request), notice=notice, eta=each.eta,
        document_format=each.format, document_sha256=each.document_sha256,
        consignments=each.consignments, document=each.document, blobs=house.blobs,
        lists=house.yardstick.lists, where=each.where, request=request_key(request)))


@router.post("/{notice}/cancel", openapi_extra=takes(Why))
def cancel(request: HttpRequest, notice: str) -> HttpResponse:
    """Withdraw a notice."""
    return done(lambda: cancel_notice(
        journal=house_of(request).journal, actor=actor(request), notice=notice,
        reason=body(request, Why).reason, request=request_key(request)))


@router.get("/{notice}/document")
def document(request: HttpRequest, notice: str) -> HttpResponse:
    """The document that the newest version was read from, byte for byte; a form has none."""
    return told(read_notice(actor=actor(request), notice=notice), house=house_of(request))


@router.get("/{notice}/waybill.pdf")
def printed(request: HttpRequest, notice: str, languages: str = "en") -> HttpResponse:
    """The waybill in two languages (``ru,tk``), to print and sign."""
    house = house_of(request)
    found = read_notice(actor=actor(request), notice=notice)
    spoken = waybills.languages(house.pair, side=house.side, wanted=languages)
    link = request.build_absolute_uri(f"/cases/{found.reference}")
    made = waybills.of_notice(found, spoken=spoken, link=link, simulated=house.demo is not None)
    return handed_out(made, name=f"{found.reference}-{found.version}.pdf",
                      media_type=waybills.PDF, inline=True)


def _announcements(asked: Sequence[LodgeNotice]) -> list[Announcement]:
    """Every document of a batch read; a Refusal with the faults of all of them."""
    read, faults = [], []
    for number, each in enumerate(asked):
        path = f"/notices/{number}"
        try:
            read.append(replace(_announcement(each), path=path))
        except Refusal as refusal:
            faults += [replace(fault, path=path + fault.path) for fault in refusal.faults]
    if faults:
        raise Refusal(faults)
    return read


def _announcement(asked: LodgeNotice) -> Announcement:
    return announcement(documents.sent_bytes(asked.document), said=Said(
        direction=asked.direction, point=asked.point, eta=instant(asked.eta, path="/eta"),
        at="/document",
        crossing=asked.crossing or "", conveyance=asked.conveyance, crew=tuple(asked.crew),
        choice=Choice(leg=asked.leg, consignment=asked.consignment)))
