"""Hands each request the node it came to, and tells browsers what a page of it may do."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase

from kopri.node.wiring import house

Answer = Callable[[HttpRequest], HttpResponseBase]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-src {frames}; frame-ancestors {frames}"
)


class HouseMiddleware:
    """``request.house``: the wiring that views may use and must not make."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Attach and go on."""
        request.house = house()  # type: ignore[attr-defined]
        return self._get_response(request)


class PolicyMiddleware:
    """Content-Security-Policy: our own files alone, no inline code, no frames.

    On a demo node the other node, which answers on another port of the same machine, may be shown
    in a frame and may show this one: the tour has both side by side.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then say what the answer may do."""
        answer = self._get_response(request)
        demo = getattr(request, "house", None) and house().demo is not None
        frames = _same_machine(request) if demo else "'none'"
        answer.headers.setdefault("Content-Security-Policy", POLICY.format(frames=frames))
        return answer


def _same_machine(request: HttpRequest) -> str:
    host = urlsplit(f"//{request.get_host()}").hostname or "127.0.0.1"
    return f"'self' http://{host}:*"
