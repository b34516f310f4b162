"""What other nodes tell this one, each time under a signature and once."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kopri.interfaces.api.answers import answer, too_large
from kopri.interfaces.api.signed import caller_once, refused_caller
from kopri.interfaces.house import house_of
from kopri.journal.complaining import Complaints, hear
from kopri.kernel.errors import Ground, Refusal, refuse
from kopri.kernel.shapes import read


@csrf_exempt
@require_POST
def complaint(request: HttpRequest) -> HttpResponse:
    """What the caller, who signs the request once, finds wrong with the own log now: all of it."""
    try:
        by = caller_once(request)
        said = read(request.body, Complaints)
        house = house_of(request)
        if said.log != house.name:
            raise refuse(
                code="complaint.other_log", ground=Ground.INVALID, path="/log",
                rule="Köpri, docs/reference/journal", message="This node does not write that log.",
                remedy="Tell the node that writes it.")
        hear(said, by=by, locks=house.journal.locks, now=house.journal.clock.now())
    except Refusal as refusal:
        return refused_caller(request, refusal)
    except RequestDataTooBig:
        return too_large(request)
    return answer({"heard": len(said.charges)})


urls = [path("complaint", complaint)]
