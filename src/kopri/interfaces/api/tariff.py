"""The Harmonized System, looked up by words or by the beginning of a code."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from kopri.interfaces.api.answers import answer
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import language_of
from kopri.kernel.text import language_of as spoken

router = Router(tags=["public"])


class LookUp(Schema):
    """``words``: in any of the four languages, or digits; ``lang``: of the names in the answer."""

    words: str = Field(min_length=1, max_length=200)
    lang: str = Field("", max_length=35)
    limit: int = Field(20, ge=1, le=100)


@router.get("", auth=None)
def look_up(request: HttpRequest, asked: Query[LookUp]) -> HttpResponse:
    """Headings and subheadings that the words may mean, the likeliest first.

    ``title`` is the nomenclature's; ``name`` an everyday word that decides nothing.
    """
    language = spoken(asked.lang) if asked.lang else language_of(request)
    found = house_of(request).tariff.search(
        words=asked.words, language=language, limit=asked.limit)
    return answer({"headings": found})
