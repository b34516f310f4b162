"""The witness's two addresses (C2SP tlog-witness): logs bring checkpoints, monitors read them.

Nobody signs in: what counts is the log's signature on the checkpoint.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kopri.interfaces.api.mirror import mirrored, note_answer
from kopri.interfaces.house import house_of
from kopri.journal.witness.witnessing import TEXT, add_checkpoint, cosigned_note

LARGEST = 256 * 1024  # 63 hashes, and 16 signatures of 5 kB, as signed-note asks for, and then some
TOO_LARGE = 413


@csrf_exempt
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """A log brings its checkpoint; the cosignature, or why there is none."""
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return HttpResponse(f"at most {LARGEST} bytes\n", status=TOO_LARGE, content_type=TEXT)
    house = house_of(request)
    answer = add_checkpoint(body, journal=house.journal, press=house.press)
    return HttpResponse(answer.body, status=answer.status, content_type=answer.media_type)


@require_GET
def checkpoint(request: HttpRequest, name: str) -> HttpResponse:
    """The newest checkpoint of a log that was cosigned here, with both signatures."""
    return note_answer(cosigned_note(mirrored(name)))


urls = [
    path("add-checkpoint", add),
    path("<str:name>/checkpoint", checkpoint),
]
