"""Hands each request the node it came to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kopri.node.wiring import house


class HouseMiddleware:
    """``request.house``: the wiring that views may use and must not make."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Attach and go on."""
        request.house = house()  # type: ignore[attr-defined]
        return self._get_response(request)
