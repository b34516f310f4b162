"""The empty spreadsheet, to be filled in and sent."""

from django.http import HttpRequest, HttpResponse

from kopri.engines import codecs
from kopri.interfaces.files import handed_out
from kopri.interfaces.house import house_of
from kopri.interfaces.web.names import language
from kopri.kernel.text import language_of


def template(request: HttpRequest, name: str) -> HttpResponse:
    """``?lang=``: its language, else the reader's; the states of the pair stand first in its lists."""
    sides = [side.upper() for side in house_of(request).pair.sides]
    data = codecs.template(name, language=language_of(request.GET.get("lang") or language()),
                           near=sides)
    return handed_out(data, name=f"consignment.{name}", media_type=codecs.codec(name).media_type)
