"""A third's two addresses: what it has fixed for a quarter, and its share of a draw after its deadline.

Nobody signs in: what it says is signed, and the same for all.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from kopri.interfaces.api.mirror import TEXT, note_answer
from kopri.interfaces.house import house_of
from kopri.journeys.tell_third import NotYet, tell_anchor, tell_share
from kopri.kernel.clock import from_text
from kopri.kernel.lines import Line

TOO_EARLY = 425


@require_GET
def anchor(
    request: HttpRequest, *, quarter: str, direction: str, point: str, vehicle_class: str
) -> HttpResponse:
    """The anchor of a line's chain of a quarter, signed."""
    house = house_of(request)
    return note_answer(tell_anchor(
        pair=house.pair, press=house.press, secret=house.draw_secret, quarter=quarter,
        line=Line(direction=direction, point=point, vehicle_class=vehicle_class)))


@require_GET
def share(
    request: HttpRequest, *, day: str, direction: str, point: str, vehicle_class: str
) -> HttpResponse:
    """The share of a draw, signed; 425 before its time."""
    house = house_of(request)
    try:
        note = tell_share(
            pair=house.pair, press=house.press, secret=house.draw_secret, day=day,
            line=Line(direction=direction, point=point, vehicle_class=vehicle_class),
            told=_told(request) if house.is_told_the_time else None)
    except NotYet as when:
        return HttpResponse(f"not before {when}\n", status=TOO_EARLY, content_type=TEXT)
    return note_answer(note)


def _told(request: HttpRequest) -> datetime | None:
    """The border's time in a demo, by whoever asks."""
    try:
        return from_text(request.GET.get("now", ""))
    except ValueError:
        return None


_LINE = "<str:direction>/<str:point>/<str:vehicle_class>"
urls = [
    path(f"anchor/<str:quarter>/{_LINE}", anchor),
    path(f"share/<str:day>/{_LINE}", share),
]
