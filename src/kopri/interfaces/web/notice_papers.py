"""GET the papers of a notice: the waybill to print and sign, the document as it was sent."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kopri.interfaces import waybills
from kopri.interfaces.files import handed_out, told
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web.answers import view
from kopri.journeys.read_notice import read_notice
from kopri.kernel.text import language_of


@require_safe
@view()
def waybill(request: HttpRequest, *, notice: str) -> HttpResponse:
    """In the reader's language and a second one (``?second=tk``)."""
    house = house_of(request)
    found = read_notice(actor=actor(request), notice=notice)
    wanted = f"{language_of(get_language() or '')},{request.GET.get('second', '')}"
    spoken = waybills.languages(house.pair, side=house.side, wanted=wanted)
    link = request.build_absolute_uri(f"/cases/{found.reference}")
    made = waybills.of_notice(found, spoken=spoken, link=link, simulated=house.demo is not None)
    return handed_out(made, name=f"{found.reference}-{found.version}.pdf",
                      media_type=waybills.PDF, inline=True)


@require_safe
@view()
def document(request: HttpRequest, *, notice: str) -> HttpResponse:
    """The document that the newest version was read from."""
    return told(read_notice(actor=actor(request), notice=notice), house=house_of(request))
