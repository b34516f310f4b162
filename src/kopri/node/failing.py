"""What is answered when a view fails: for programs as JSON, for people as a page."""

import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse

from kopri.interfaces.api.answers import unable
from kopri.interfaces.web import errors
from kopri.journal.rules import RoomToWrite
from kopri.journal.trouble import trouble_of
from kopri.kernel.rules import Rule

SOON = "60"  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """507 where there is no room, 503 where the database does not answer or takes nothing: both may
    have taken effect, and are asked again under the same key. 500 for anything else."""
    trouble = trouble_of(sys.exc_info()[1])
    if trouble is None:
        return errors.failed(request)
    status = 507 if trouble is RoomToWrite else 503
    answer = _said(request, trouble, status=status)
    answer["Retry-After"] = SOON
    return answer


def _said(request: HttpRequest, trouble: type[Rule], *, status: int) -> HttpResponse:
    if request.path.startswith(("/api/", "/log/")):
        return unable(request, trouble.fault(), status=status)
    try:
        return errors.unable(request, trouble.fault(), status=status)
    except Error:  # a page is drawn from the database, too
        return unable(request, trouble.fault(), status=status)
