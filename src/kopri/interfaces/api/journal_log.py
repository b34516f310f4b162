"""The published journal: checkpoints, tiles, bundles; openings for the audience."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import path

from kopri.interfaces.api.mirror import OCTETS, TEXT, mirrored, note_answer, tile_answer
from kopri.interfaces.api.signed import caller, refused_caller
from kopri.interfaces.house import house_of
from kopri.journal import serve
from kopri.journal.apply.verifying import labels_of
from kopri.journal.blobs import may_read
from kopri.journal.prove.trusting import policy_of
from kopri.journal.serve import MirroredLog
from kopri.kernel.errors import Refusal

LINES = "application/jsonl"


def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint."""
    return note_answer(serve.checkpoint_note(serve.own_log()))


def cosigned(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint with the quorum of this node's policy: proofs are built on it."""
    house, log = house_of(request), serve.own_log()
    policy = policy_of(log, at=house.press.wall(), quorum=house.quorum)
    return note_answer(serve.cosigned_note(log, policy=policy))


def tile(request: HttpRequest, rest: str) -> HttpResponse:
    """A hash tile or entry bundle of the own log."""
    return tile_answer(request, serve.own_log(), rest)


def openings(request: HttpRequest) -> HttpResponseBase:
    """Openings of the own log for the caller, who signs the request (RFC 9421).

    503 while this node is not sure of its log: what it lost is not to be taken for left out.
    """
    log = serve.own_log()
    if log.unsure:
        return HttpResponse("asking the witnesses\n", status=503, content_type=TEXT)
    return _openings(request, log)


def mirror_openings(request: HttpRequest, name: str) -> HttpResponseBase:
    """Openings of a log that is followed here, for the caller's labels; for its author, all."""
    return _openings(request, mirrored(name))


def _openings(request: HttpRequest, log: MirroredLog) -> HttpResponseBase:
    try:
        reader = caller(request)
    except Refusal as refusal:
        return refused_caller(request, refusal)
    start = request.GET.get("from", "0")
    if not (start.isdecimal() and len(start) < 19):
        return HttpResponse("from: an index\n", status=400, content_type=TEXT)
    labels = None if reader.origin == log.origin else labels_of(reader)
    lines = serve.openings(log, labels=labels, start=int(start))
    return StreamingHttpResponse(lines, content_type=LINES)


def blob(request: HttpRequest, name: str) -> HttpResponse:
    """A file, for a caller who may read an entry that names it; who signs as for openings."""
    try:
        reader = caller(request)
    except Refusal as refusal:
        return refused_caller(request, refusal)
    readable = may_read(name, labels=labels_of(reader))
    data = house_of(request).blobs.get(name) if readable else None
    if data is None:
        raise Http404
    return HttpResponse(data, content_type=OCTETS)


urls = [
    path("checkpoint", checkpoint),
    path("checkpoint/cosigned", cosigned),
    path("tile/<path:rest>", tile),
    path("open", openings),
    path("blob/<str:name>", blob),
    path("mirror/<str:name>/open", mirror_openings),
]
