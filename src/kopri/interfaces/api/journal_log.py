"""The published journal: checkpoints, tiles, bundles, mirrors; openings for the audience."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import path

from kopri.interfaces.api.signed import caller, refused_caller
from kopri.interfaces.house import house_of
from kopri.journal import serve
from kopri.journal.serve import MirroredLog
from kopri.journal.verifying import labels_of
from kopri.kernel.errors import Refusal

OCTETS, TEXT, LINES = "application/octet-stream", "text/plain; charset=utf-8", "application/jsonl"
FOREVER = "public, max-age=31536000, immutable"


def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint."""
    return _note(serve.checkpoint_note(serve.own_log()))


def cosigned(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint that the neighbour has cosigned."""
    return _note(serve.cosigned_note(serve.own_log()))


def tile(request: HttpRequest, rest: str) -> HttpResponse:
    """A hash tile or entry bundle of the own log."""
    return _tile(request, serve.own_log(), rest)


def mirror_checkpoint(request: HttpRequest, name: str) -> HttpResponse:
    """The newest verified checkpoint of a log that is followed here."""
    return _note(serve.checkpoint_note(_mirrored(name)))


def mirror_tile(request: HttpRequest, name: str, rest: str) -> HttpResponse:
    """A tile of a log that is followed here."""
    return _tile(request, _mirrored(name), rest)


def openings(request: HttpRequest) -> HttpResponseBase:
    """Openings of the own log for the caller, who signs the request (RFC 9421)."""
    return _openings(request, serve.own_log())


def mirror_openings(request: HttpRequest, name: str) -> HttpResponseBase:
    """Openings of a log that is followed here, for the caller, as far as they are for its labels."""
    return _openings(request, _mirrored(name))


def _openings(request: HttpRequest, log: MirroredLog) -> HttpResponseBase:
    try:
        reader = caller(request)
    except Refusal as refusal:
        return refused_caller(request, refusal)
    start = request.GET.get("from", "0")
    if not start.isdigit():
        return HttpResponse("from: an index\n", status=400, content_type=TEXT)
    lines = serve.openings(log, labels=labels_of(reader), start=int(start))
    return StreamingHttpResponse(lines, content_type=LINES)


def _mirrored(name: str) -> MirroredLog:
    log = serve.log_by_hash(name)
    if log is None:
        raise Http404
    return log


def _note(note: bytes) -> HttpResponse:
    if not note:
        raise Http404
    answer = HttpResponse(note, content_type=TEXT)
    answer["Cache-Control"] = "no-cache"
    return answer


def _tile(request: HttpRequest, log: MirroredLog, rest: str) -> HttpResponse:
    try:
        data = serve.tile(house_of(request).press.tiles, log=log, path=f"tile/{rest}")
    except ValueError as error:
        raise Http404 from error
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type=OCTETS)
    answer["Cache-Control"] = FOREVER
    return answer


urls = [
    path("checkpoint", checkpoint),
    path("checkpoint/cosigned", cosigned),
    path("tile/<path:rest>", tile),
    path("open", openings),
    path("mirror/<str:name>/checkpoint", mirror_checkpoint),
    path("mirror/<str:name>/tile/<path:rest>", mirror_tile),
    path("mirror/<str:name>/open", mirror_openings),
]
