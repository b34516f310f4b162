"""The driver's card by its link, and the way to it for those who are signed in."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from kopri.crossing.queries import find
from kopri.crossing.rules import KnownCase
from kopri.domains.links.queries import holds
from kopri.interfaces import links
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, throttle
from kopri.interfaces.web.answers import go, view
from kopri.interfaces.web.driver.card import card
from kopri.interfaces.web.driver.page import Card, NoCard
from kopri.interfaces.web.filling import attempt
from kopri.interfaces.web.frame import frame_of
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.words import Text
from kopri.journeys.mind_needs import note_need
from kopri.journeys.share_case import share_case
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.ids import candidates
from kopri.kernel.text import LANGUAGES

# whoever has the address has the card: no search engine, no other site and no shared cache gets it
PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}
KEPT = ("driver.css", "driver.js", "kopri.svg")


@csrf_exempt  # it is not a cookie that lets him ask, but the address, which no other site knows
@require_http_methods(["GET", "HEAD", "POST"])
@gzip_page
@cache_control(private=True, no_cache=True)
def driver(request: HttpRequest, *, reference: str, code: str) -> HttpResponse:
    """The card, for whoever has its link; a driver who waits may ask for what he needs."""
    link = links.read(reference, code=code)
    if link is None:
        return _wrong(request)
    if not holds(link):
        return _none(request, status=410, text=_(
            "The carrier has given out a new link. Ask for it."))
    if not find(link.reference):
        return _none(request, status=410, text=_("This case is over. Open a new one."))
    if request.method == "POST":
        attempt(lambda: note_need(journal=house_of(request).journal, actor=None,
                                  reference=link.reference, need=request.POST.get("need", "")))
        return go(request, request.path)
    return _drawn(request, card(house_of(request), reference=link.reference,
                                languages=_languages(request)))


def _wrong(request: HttpRequest) -> HttpResponse:
    """Guesses are counted; a link that this node has made is never held up by them."""
    if throttle.guessed(request):
        return _none(request, status=429, text=_("Too many wrong links came from here."))
    return _none(request, status=404, text=_(
        "There is no card at this address. Scan the code again, or ask the carrier for the link."))


def _none(request: HttpRequest, *, status: int, text: Text) -> HttpResponse:
    page = NoCard(word=_("Stop"), text=text, languages=_languages(request),
                  simulated=house_of(request).demo is not None)
    return _drawn(request, page, status=status)


def _drawn(request: HttpRequest, page: Card | NoCard, *, status: int = 200) -> HttpResponse:
    frame = frame_of(request, bare=True)
    answer = render(request, page.template, {"page": page, "frame": frame}, status=status)
    for name, value in PRIVATE.items():
        answer[name] = value
    return answer


def _languages(request: HttpRequest) -> list[Link]:
    """The page's address in each language, by its own name."""
    return [Link(label=name, current=code == names.language(),
                 href=f"/language?{urlencode({'language': code, 'next': request.path})}")
            for code, name in LANGUAGES.items()]


@require_safe
@cache_control(max_age=3600)
def keeper(request: HttpRequest) -> HttpResponse:
    """The script that keeps the last card on the phone; its address lets it see cards alone."""
    return render(request, "driver/keeper.js", {"files": [static(name) for name in KEPT]},
                  content_type="text/javascript; charset=utf-8")


@require_safe
@view()
def of_case(request: HttpRequest, *, reference: str) -> HttpResponse:
    """To the card, for those at work who may hand out its link."""
    who, spelt = actor(request), candidates(reference)
    known = find(spelt[0]) if spelt else []
    link = share_case(actor=who, reference=known[0].reference) if known else None
    if link is None:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    return go(request, links.address(link))
