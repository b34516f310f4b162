"""The screen at a waiting area: who is called, who is next, in four languages side by side.

It needs no sign-in, nothing but this node's own files, and shows no more than the public board.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kopri.interfaces.house import House, house_of
from kopri.interfaces.web import names
from kopri.interfaces.web.answers import view
from kopri.interfaces.web.frame import frame_of
from kopri.interfaces.web.words import Text
from kopri.journal.queries import heard_of_post
from kopri.journeys.show_calling import CallSheet, show_calls
from kopri.kernel.text import LANGUAGES

OLD = timedelta(minutes=3)  # what the post's node tells each minute is no news any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A word in one language."""

    language: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A row of the screen. ``minutes``: since it was called."""

    plate: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The whole screen. ``old``: the post has not been heard of lately; ``shut``: nobody is called."""

    template: ClassVar[str] = "calling/screen.html"
    title: Text
    now: datetime
    old: bool
    shut: bool
    called: Sequence[Plate]
    following: Sequence[Plate]
    waiting: int
    go: Sequence[Said]
    ready: Sequence[Said]
    closed: Sequence[Said]
    stale: Sequence[Said]


@require_safe
@view()
def screen(request: HttpRequest, *, post: str) -> HttpResponse:
    """The screen of a post of this side."""
    house = house_of(request)
    sheet = show_calls(journal=house.journal, pair=house.pair, post=post)
    answer = render(request, Screen.template, {
        "page": _screen(sheet, house=house, post=post), "frame": frame_of(request, bare=True)})
    answer["Cache-Control"] = "no-store"
    return answer


def _screen(sheet: CallSheet, *, house: House, post: str) -> Screen:
    heard = heard_of_post(house.journal, post=post)
    return Screen(
        title=names.place(house.pair, side=sheet.side, point=sheet.point), now=sheet.now,
        old=heard is None or sheet.now - heard > OLD, shut=bool(sheet.closed),
        called=[Plate(plate=row.plate, minutes=int(
            (sheet.now - row.called).total_seconds() // 60) if row.called else None)
            for row in sheet.called],
        following=[Plate(plate=row.plate) for row in sheet.following], waiting=sheet.waiting,
        go=_everywhere(lambda: _("Called: drive to the gate")),
        ready=_everywhere(lambda: _("Next: be ready")),
        closed=_everywhere(lambda: _("The border is closed. Nobody is called.")),
        stale=_everywhere(lambda: _("This screen is out of date. Ask the officer at the gate.")),
    )


def _everywhere(text: Callable[[], str]) -> list[Said]:
    """A text in each language, in the order in which pages offer them."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(Said(language=language, text=text()))
    return found
