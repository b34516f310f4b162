"""An observer's start page: what it is, and which logs it holds at which size."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from kopri.interfaces.api.mirror import TEXT
from kopri.interfaces.house import house_of
from kopri.journal.queries import LogLine, logs


def start(request: HttpRequest) -> HttpResponse:
    """Plain text, for whoever comes by."""
    name = house_of(request).name
    lines = [
        gettext("%(name)s is an observer of Köpri.") % {"name": name},
        gettext("It holds the hashes of other nodes' journals and cosigns their checkpoints; it "
                "cannot read what they record."),
        "", *map(_line, logs()),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing else is here."""
    return HttpResponse(gettext("There is nothing here.") + "\n", status=404, content_type=TEXT)


def _line(log: LogLine) -> str:
    said = gettext("%(log)s: %(count)d entries") % {"log": log.origin, "count": log.size}
    if log.stopped:
        said += " — " + gettext("stopped: %(reason)s") % {"reason": log.stopped}
    return said
