"""Days of the queue as files: an index, each day as JSON and CSV, and the verifier."""

from pathlib import Path

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kopri.interfaces import queue_days, verify_queue
from kopri.interfaces.house import house_of
from kopri.interfaces.posting import posted
from kopri.journeys.show_queue_day import show_queue_day, show_queue_days

MEDIA = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
WRITE = {"json": queue_days.as_json, "csv": queue_days.as_csv}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every day of which there is data, the newest first."""
    def make() -> bytes:
        held_by = house_of(request).journal.origin
        return msgspec.json.encode({"format": "kopri/queue-days/1", "held_by": held_by, "days": [
            {"day": day, **{kind: f"/queue/days/{day}.{kind}" for kind in WRITE}}
            for day in show_queue_days()]})

    return posted(request, name=request.path, media_type=MEDIA["json"], make=make, open_data=True)


@require_safe
def day(request: HttpRequest, day: str, kind: str) -> HttpResponse:
    """All that the public may know of a day, for whoever wants to compute it anew."""
    house = house_of(request)
    if day not in show_queue_days():
        raise Http404
    return posted(
        request, name=request.path, media_type=MEDIA[kind], open_data=True,
        make=lambda: WRITE[kind](show_queue_day(journal=house.journal, pair=house.pair, day=day)))


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The file that checks a day: to be read first, then run on any machine."""
    return posted(request, name=request.path, media_type="text/x-python; charset=utf-8",
                  make=Path(verify_queue.__file__).read_bytes, open_data=True)
