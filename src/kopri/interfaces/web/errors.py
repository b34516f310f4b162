"""What is shown when no view answers: no such address, a form that is not ours, our own failure."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kopri.interfaces.web.answers import draw, lines, wrong
from kopri.interfaces.web.pages import Wrong
from kopri.interfaces.web.show import Blank
from kopri.kernel.errors import Fault, Ground


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the way back is shown."""
    return draw(request, wrong(Ground.MISSING), status=404)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token has run out: what was typed is kept by the browser."""
    return draw(request, Wrong(number=403, blank=Blank(
        kind="error", title=_("This form is too old, or came from elsewhere."),
        text=_("Go back, load the page again and send it once more."))), status=403)


def unable(request: HttpRequest, fault: Fault, *, status: int) -> HttpResponse:
    """The node cannot do this now; nothing is wrong with what was asked."""
    line, = lines([fault])
    return draw(request, Wrong(number=status, blank=Blank(
        kind="offline", title=line.message,
        text=_("Nothing is lost. Try again in a minute."))), status=status)


def failed(request: HttpRequest) -> HttpResponse:
    """500: as little as can fail again."""
    return draw(request, Wrong(number=500, blank=Blank(
        kind="error", title=_("Something failed on our side."),
        text=_("Nothing is lost. Try again in a minute."))), status=500)
