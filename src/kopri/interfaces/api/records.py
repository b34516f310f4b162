"""Worklists, the public board, and the journal as auditors read it."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from kopri.interfaces.api.answers import answer
from kopri.interfaces.house import house_of
from kopri.interfaces.opendata import as_json
from kopri.interfaces.posting import minute_of, posted
from kopri.interfaces.requests import actor
from kopri.journeys.show_board import show_board
from kopri.journeys.show_journal import show_entries, show_state
from kopri.journeys.show_worklist import show_worklist

router = Router()


@router.get("/worklist", tags=["desk"])
def worklist(request: HttpRequest) -> HttpResponse:
    """What waits for the caller's service or gate, the most urgent first."""
    house = house_of(request)
    return answer({"rows": show_worklist(journal=house.journal, pair=house.pair,
                                         actor=actor(request))})


@router.get("/board", tags=["public"], auth=None)
def board(request: HttpRequest) -> HttpResponse:
    """The public board, as at ``/board.json``: no names, no goods."""
    house = house_of(request)
    return posted(request, name="/board.json", media_type="application/json", open_data=True,
                  make=lambda: as_json(show_board(
                      journal=house.journal, pair=house.pair, now=minute_of(house))))


class EntriesQuery(Schema):
    """``log``: origin; ``from``: the first index; ``limit``: at most so many."""

    log: str = Field(pattern=r"^[\x21-\x7e]{1,200}$")
    start: int = Field(0, alias="from", ge=0)
    limit: int = Field(1000, ge=1, le=5000)


@router.get("/journal/entries", tags=["journal"])
def entries(request: HttpRequest, asked: Query[EntriesQuery]) -> HttpResponse:
    """Entries that this node holds of a log, in order (auditors)."""
    return HttpResponse(
        show_entries(actor=actor(request), log=asked.log, start=asked.start, limit=asked.limit),
        content_type="application/json",
    )


@router.get("/journal/state", tags=["journal"])
def state(request: HttpRequest) -> HttpResponse:
    """Sizes, cosignatures, incidents, and a digest of each shared table (auditors)."""
    house = house_of(request)
    return answer(show_state(actor=actor(request), journal=house.journal, shared=house.shared))
