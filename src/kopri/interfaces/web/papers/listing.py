"""The papers of a service: the announced cases that it must see, the most urgent first."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.engines.countrydata import PairData
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, names, news, turns
from kopri.interfaces.web.answers import draw, go, view
from kopri.interfaces.web.pages import Desk, Finder, Lede, Section
from kopri.interfaces.web.papers import view as one
from kopri.interfaces.web.show import Blank, Row, Status
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_papers import PaperRow, show_papers
from kopri.kernel.actor import Role
from kopri.kernel.ids import plate_key

MOST = 80
SOON = timedelta(hours=3)


@require_safe
@view(Role.INSPECTOR)
def papers(request: HttpRequest) -> HttpResponse:
    """The list; what the finder finds alone is opened at once."""
    who, house = actor(request), house_of(request)
    rows = show_papers(journal=house.journal, pair=house.pair, actor=who)
    text = request.GET.get("find", "").strip()
    found = [row for row in rows if _fits(row, text)] if text else []
    if len(found) == 1:
        return go(request, f"/papers/{found[0].reference}")
    now = house.journal.clock.now()
    mine = sum(row.group in ("again", "new") for row in rows)
    service = names.service(house.pair, side=house.side, code=who.service)
    return draw(request, Desk(
        lede=Lede(
            title=say("Papers, {service}", service=str(service)),
            turn=say("Waiting for you: {waiting}. Accepted: {accepted}.", waiting=mine,
                     accepted=sum(row.group == "accepted" for row in rows)),
            marks=news.silence(house)),
        note=one.elsewhere(house),
        finder=Finder(action="/papers", label=_("Plate or reference"), value=text),
        found=[_row(row, now=now, pair=house.pair, side=house.side) for row in found],
        found_blank=Blank(kind="empty", title=say(
            "No papers are known for {text}.", text=text)) if text and not found else None,
        sections=[_section(title, group=group, rows=rows, now=now, pair=house.pair,
                           side=house.side) for group, title in _titles()],
        live="" if text else "/papers",
    ))


def _fits(row: PaperRow, text: str) -> bool:
    key = plate_key(text)
    return bool(key) and key in (plate_key(row.plate), plate_key(row.reference))


def _titles() -> list[tuple[str, Text]]:
    return [
        ("again", _("Answered, or changed since you looked")), ("new", _("To be looked at")),
        ("waiting", _("The carrier's turn")), ("accepted", _("Accepted unless facts differ")),
    ]


def _section(
    title: Text, *, group: str, rows: Sequence[PaperRow], now: datetime, pair: PairData, side: str
) -> Section:
    mine = [row for row in rows if row.group == group]
    return Section(
        title=title, number=len(mine),
        rows=[_row(row, now=now, pair=pair, side=side) for row in mine[:MOST]],
        order=_("Live animals first, then perishable goods, then by when they come."),
        blank=Blank(kind="empty", title=_("No papers.")))


def _row(row: PaperRow, *, now: datetime, pair: PairData, side: str) -> Row:
    soon = row.due is not None and row.due - now < SOON
    return Row(
        reference=row.reference, plate=row.plate, href=f"/papers/{row.reference}",
        waits_for=", ".join(row.goods[:3]) + (" …" if len(row.goods) > 3 else ""),
        waited=turns.minutes(row.since, now=now), status=Status(code=row.state.value),
        urgency="soon" if soon and row.group in ("again", "new") else "calm",
        flags=_flags(row, now=now, pair=pair, side=side), mine=row.group in ("again", "new"),
    )


def _flags(row: PaperRow, *, now: datetime, pair: PairData, side: str) -> list[Text]:
    kinds = {"live_animals": _("live animals"), "perishable": _("perishable")}
    found: list[Text] = [kinds[row.goods_class]] if row.goods_class in kinds else []
    if row.due is not None:
        found.append(say("comes {time}", time=cldr.clock(
            row.due, now=now, zone=pair.country(side).zone, language=names.language())))
    if row.changes:
        found.append(say("changes: {number}", number=row.changes))
    return found
