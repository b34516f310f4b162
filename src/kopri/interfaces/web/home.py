"""The first page: for visitors the ways to go, for those at work their own place."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.interfaces.house import house_of
from kopri.interfaces.requests import account_of
from kopri.interfaces.web import names
from kopri.interfaces.web.answers import draw, go, view
from kopri.interfaces.web.frame import HOMES
from kopri.interfaces.web.pages import Home, Lede
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.words import Text
from kopri.kernel.actor import Role


@require_safe
@view()
def home(request: HttpRequest) -> HttpResponse:
    """Where to go."""
    account, house = account_of(request), house_of(request)
    if account is not None:
        return go(request, HOMES[Role(account.role)])
    links: list[tuple[Link, Text]] = [
        (Link(href="/board", label=_("Board")),
         _("How long trucks wait now, and which slots are free.")),
        (Link(href="/queue", label=_("The queue")),
         _("How slots are given, and how anybody can compute a draw again.")),
        (Link(href="/sign-in", label=_("Sign in")),
         _("For carriers and for those who work at the border.")),
        (Link(href="/journal", label=_("Journal")),
         _("How anybody can check that nothing was changed afterwards.")),
    ]
    if house.demo is not None and house.demo.control_url:
        links.insert(0, (Link(href="/tour", label=_("Tour")),
                         _("Bring a truck over the border yourself: both sides on one page.")))
    way = house.pair.pair.facts.names.said_in(names.language())
    return draw(request, Home(
        lede=Lede(title="Köpri", turn=_("Two neighbouring states run their border together.") +
                  f" {way}"), links=links))
