"""The desk of a service: its worklist, the most urgent first."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.crossing.queries import find
from kopri.crossing.states import ENDS
from kopri.domains.control.rules import Because
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, names, news, turns
from kopri.interfaces.web.answers import draw, go, view
from kopri.interfaces.web.pages import Desk, Finder, Lede, Section
from kopri.interfaces.web.priorities.flags import claims_link
from kopri.interfaces.web.readiness.flags import GOODS, Flagged, papers_flags
from kopri.interfaces.web.released import looks_link
from kopri.interfaces.web.show import Blank, Row, Status
from kopri.interfaces.web.warnings import warnings
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_worklist import WorkRow, show_worklist
from kopri.kernel.actor import Role

MOST = 80
FIRST = (Because.SIGN, Because.PROMISED, Because.ANIMALS, Because.PERISHABLE)


@require_safe
@view(Role.INSPECTOR)
def desk(request: HttpRequest) -> HttpResponse:
    """The worklist; what the finder finds alone is opened at once."""
    who, house = actor(request), house_of(request)
    text = request.GET.get("find", "").strip()
    found = _found(text, house=house) if text else []
    if len(found) == 1:
        return go(request, found[0].href)
    rows = show_worklist(journal=house.journal, pair=house.pair, actor=who)
    now = house.journal.clock.now()
    service = str(names.service(house.pair, side=house.side, code=who.service))
    flags = papers_flags(house, references=[row.reference for row in rows[:MOST]],
                         service=who.service)
    held = [row for row in rows if row.held]
    waiting = [row for row in rows if not row.held]
    return draw(request, Desk(
        lede=Lede(
            title=say("{service}, {place}", service=service[:1].upper() + service[1:], place=names.place_and_side(
                house.pair, side=house.side)),
            turn=say("Waiting for you: {waiting}. Held by you: {held}.", waiting=len(waiting),
                     held=len(held)),
            marks=news.silence(house)),
        note=news.elsewhere(house, actor=who),
        links=[link for link in [
            claims_link(house, actor=who), looks_link(house, who=who)] if link],
        finder=Finder(action="/desk", label=_("Plate or reference"), value=text), found=found,
        found_blank=Blank(kind="empty", title=say("No open case is known for {text}.", text=text))
        if text and not found else None,
        sections=[
            _section(_("Waiting for you"), rows=waiting, now=now, pair=house.pair,
                     side=house.side, flags=flags),
            _section(_("Held by you"), rows=held, now=now, pair=house.pair, side=house.side,
                     flags=flags),
        ],
        live="" if text else "/desk", warnings=[*news.alone(house), *warnings()],
    ))


def _found(text: str, *, house: House) -> list[Row]:
    now = house.journal.clock.now()
    return [
        Row(reference=case.reference, plate=case.plate, href=f"/cases/{case.reference}",
            waits_for=turns.sentence(turns.Standing(case=case, pair=house.pair)),
            waited=turns.minutes(case.since, now=now), status=turns.status(case))
        for case in find(text) if case.phase not in ENDS
    ]


def _section(
    title: str, *, rows: Sequence[WorkRow], now: datetime, pair: PairData, side: str, flags: Flagged
) -> Section:
    return Section(
        title=title, number=len(rows),
        rows=[_row(row, now=now, pair=pair, side=side, flags=flags) for row in rows[:MOST]],
        order=_("Most urgent first: to be signed, begun, promised for now, live animals, goods that "
                "spoil, then the longest against the usual time."),
        blank=Blank(kind="empty", title=_("Nobody waits for you.") if title == _(
            "Waiting for you") else _("You hold nobody.")),
    )


def _row(
    row: WorkRow, *, now: datetime, pair: PairData, side: str, flags: Flagged
) -> Row:
    waited, usual = turns.minutes(row.since, now=now), row.usual or (0, 0)
    because = _because(row, now=now, zone=pair.country(side).zone)
    urgency = ("over" if waited > usual[1] else
               "soon" if waited > usual[0] or row.because in FIRST else "calm")
    code = "held" if row.held else "under_way" if row.under_way else "pending"
    others = [each for each in flags.get(row.reference, ()) if each not in because]
    return Row(
        reference=row.reference, plate=row.plate, href=f"/cases/{row.reference}#desk",
        waits_for=names.step(pair, side=side, code=row.waits_for), waited=waited,
        usual=row.usual, status=Status(code=code), urgency=urgency, because=because,
        flags=[*others, *([_("papers accepted")] if row.papers else [])],
    )


def _because(row: WorkRow, *, now: datetime, zone: tzinfo) -> list[Text]:
    """Why it stands where it stands, where that is not how long it waits; with the hours that near."""
    def at(moment: datetime) -> str:
        return cldr.clock(moment, now=now, zone=zone, language=names.language())

    found: list[Text] = []
    if row.because is Because.SIGN:
        found.append(_("a second officer signs"))
    if row.appointed:
        found.append(say("inspection at {moment}", moment=at(row.appointed)))
    if row.spoils_by:
        found.append(say("must have arrived by {moment}", moment=at(row.spoils_by)))
    return [*found, *(GOODS[each] for each in row.goods_classes if each in GOODS)]
