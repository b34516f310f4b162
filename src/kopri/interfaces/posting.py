"""Answers with the one edition that all readers of a public page share: tag, 304, packed or not."""

import re
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from kopri.interfaces.editions import Edition
from kopri.interfaces.house import House, house_of
from kopri.journal.queries import standing

FRESH_SECONDS = 5  # a cache on the way may hand it on so long without asking


def minute_of(house: House) -> datetime:
    """The minute that a public page speaks of, so that it is the same for as long on every process."""
    return house.journal.clock.now().replace(second=0, microsecond=0)


def posted(
    request: HttpRequest, *, name: str, media_type: str, make: Callable[[], bytes],
    also: Hashable = None, open_data: bool = False,
) -> HttpResponse:
    """The page called ``name``, made anew where the journal has said more or the minute is another.

    In production at most once in ``PAUSE_SECONDS``, so that a busy border does not slow its board.
    ``also``: what else it depends on. ``open_data``: pages of others may read it.
    """
    house = house_of(request)
    edition = house.editions.get(
        name, make=make, mark=lambda: (standing(house.journal), minute_of(house), also))
    packed = bool(edition.packed) and takes_gzip(request.headers.get("Accept-Encoding", ""))
    answer = HttpResponse(edition.packed if packed else edition.body, content_type=media_type)
    if packed:
        answer["Content-Encoding"] = "gzip"
    answer["ETag"] = _tag(edition, packed=packed)
    answer["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    patch_vary_headers(answer, ["Accept-Encoding"])
    found = cast(HttpResponse, get_conditional_response(
        request, etag=answer["ETag"], response=answer))
    if open_data:
        found["Access-Control-Allow-Origin"] = "*"
        found["Access-Control-Expose-Headers"] = "ETag"
    return found


def _tag(edition: Edition, *, packed: bool) -> str:
    """Strong: other bytes, other tag."""
    return f'"{edition.tag}{"-gzip" if packed else ""}"'


def takes_gzip(accepted: str) -> bool:
    """Whether an ``Accept-Encoding`` (RFC 9110, 12.5.3) allows gzip by name."""
    for each in accepted.lower().split(","):
        name, _, weight = each.partition(";")
        if name.strip() == "gzip":
            return re.fullmatch(r"\s*q=0(\.0*)?\s*", weight) is None
    return False
