"""Answer the form: open or announce, then book; nothing is lost where something is refused."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kopri.crossing.types import Opening
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import wishes
from kopri.interfaces.web.announcing.form import FORM, page
from kopri.interfaces.web.announcing.reading import Filled, read
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.case.view import page as case_page
from kopri.interfaces.web.filling import Sent, attempt, contents, form_key, values
from kopri.journeys.announce_arrival import announce
from kopri.journeys.book_slot import book_slot
from kopri.journeys.open_crossing import open_crossing
from kopri.kernel.actor import Actor, Role

SALT = "kopri.announcing.kept"


@require_http_methods(["GET", "HEAD", "POST"])
@view(Role.CARRIER)
def announcing(request: HttpRequest) -> HttpResponse:
    """The empty form, or what becomes of a filled one."""
    house, who = house_of(request), actor(request)
    if request.method != "POST":
        return draw(request, page(house))
    sent = values(request)
    file, name = _file(request, house=house, actor=who)
    filled = Filled(values=sent, file=file, house=house, actor=who)
    result, refusal = attempt(lambda: _carry_out(request, filled))
    if refusal is not None:
        if file:
            sent["kept"] = _keep(file, name=name, house=house, actor=who)
        again = Sent(form=FORM, values=sent, faults=refusal.faults)
        return draw(request, page(house, sent=again, kept=name if file else ""),
                    status=STATUS[refusal.ground])
    return _book(request, filled, reference=_reference(result))


def _carry_out(request: HttpRequest, filled: Filled) -> object:
    """The case and its announcement, or the case of an empty truck."""
    house, told = filled.house, read(filled)
    if isinstance(told, Opening):
        return open_crossing(journal=house.journal, pair=house.pair, actor=filled.actor,
                             opening=told, request=form_key(request))
    return announce(journal=house.journal, pair=house.pair, actor=filled.actor,
                    announcements=[told], blobs=house.blobs, request=form_key(request))


def _reference(result: object) -> str:
    """Of what a journey gave, or gave the first time as plain values."""
    first = result[0] if isinstance(result, list) else result
    return str(first["reference"] if isinstance(first, dict) else getattr(first, "reference", ""))


def _book(request: HttpRequest, filled: Filled, *, reference: str) -> HttpResponse:
    """The wishes, if there are any; refused wishes are mended on the case's own page."""
    hours, house = wishes.wished(filled.values), filled.house
    where = f"/cases/{reference}"
    if not hours:
        return go(request, where, done="announced" if filled.text("loaded") or filled.file
                  else "opened")
    result, refusal = attempt(lambda: book_slot(
        journal=house.journal, actor=filled.actor, reference=reference, wishes=hours,
        request=form_key(request, part="/book")))
    if refusal is not None:
        again = Sent(form="book", faults=refusal.faults)
        return draw(request, case_page(house, actor=filled.actor, reference=reference,
                                       sent=again), status=STATUS[refusal.ground])
    state = result["state"] if isinstance(result, dict) else getattr(result, "state", "")
    return go(request, where, done=str(state))


def _file(request: HttpRequest, *, house: House, actor: Actor) -> tuple[bytes, str]:
    """The file of this submit, or the one that was kept of an earlier one; and its name."""
    sent, data = request.FILES.get("file"), contents(request, "file")
    if data and sent is not None and not isinstance(sent, list):
        return data, str(sent.name)
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT)
    except signing.BadSignature:
        return b"", ""
    if kept["person"] != actor.person:
        return b"", ""
    return house.blobs.get(kept["sha256"]) or b"", str(kept["name"])


def _keep(data: bytes, *, name: str, house: House, actor: Actor) -> str:
    """Kept by its hash; the token gives it back to the same person alone."""
    kept = {"sha256": house.blobs.put(data), "name": name, "person": actor.person}
    return signing.dumps(kept, salt=SALT)
