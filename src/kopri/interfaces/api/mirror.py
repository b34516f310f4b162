"""Logs that are followed here, as anyone may read them: checkpoint, tiles, bundles."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from kopri.interfaces.house import house_of
from kopri.journal import serve
from kopri.journal.serve import MirroredLog

OCTETS, TEXT = "application/octet-stream", "text/plain; charset=utf-8"
FOREVER = "public, max-age=31536000, immutable"


def checkpoint(request: HttpRequest, name: str) -> HttpResponse:
    """The newest verified checkpoint of a log that is followed here."""
    return note_answer(serve.checkpoint_note(mirrored(name)))


def tile(request: HttpRequest, name: str, rest: str) -> HttpResponse:
    """A tile of a log that is followed here."""
    return tile_answer(request, mirrored(name), rest)


def mirrored(name: str) -> MirroredLog:
    """The log with this hash; 404 where it is not known."""
    log = serve.log_by_hash(name)
    if log is None:
        raise Http404
    return log


def note_answer(note: bytes) -> HttpResponse:
    """A signed checkpoint, which is not to be cached; 404 where there is none."""
    if not note:
        raise Http404
    answer = HttpResponse(note, content_type=TEXT)
    answer["Cache-Control"] = "no-cache"
    return answer


def tile_answer(request: HttpRequest, log: MirroredLog, rest: str) -> HttpResponse:
    """A hash tile or entry bundle of a log, which never changes."""
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
    path("<str:name>/checkpoint", checkpoint),
    path("<str:name>/tile/<path:rest>", tile),
]
