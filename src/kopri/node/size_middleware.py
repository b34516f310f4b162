"""Keeps out what is larger than any request may be; an observer, which takes nothing in, has none."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kopri.interfaces.api.answers import too_large

MOST_BYTES = 64 * 1024 * 1024
Answer = Callable[[HttpRequest], HttpResponseBase]


class SizeMiddleware:
    """Refuses what is larger than any form with its files, before a byte of it is kept."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go by the length that the request states; without one nothing is read."""
        stated = request.META.get("CONTENT_LENGTH") or "0"
        if not stated.isdecimal() or int(stated) > MOST_BYTES:
            return too_large(request)
        return self._get_response(request)
