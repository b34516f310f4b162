"""The public page: who may go before others, how many, how many did; the same as JSON and CSV."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.priorities import Priority, Standing
from kopri.interfaces.house import House, house_of
from kopri.interfaces.posting import posted
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities import naming
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Blank, Cell, Link, Mark, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_priorities import Places, Preferred, PrioritySheet, show_priorities
from kopri.kernel.clock import to_text
from kopri.kernel.lines import PAID, POST, PRIORITY

COLUMNS = ("as_of", "direction", "point", "vehicle_class", "day", "public_class", "rule", "supply",
           "places", "taken", "left", "given", "safety")
STATES = {
    Standing.APPLIED: "in_force", Standing.ANNOUNCED: "announced_only",
    Standing.AHEAD: "not_yet_in_force", Standing.OVER: "no_longer_in_force",
    Standing.OUT_OF_SEASON: "out_of_season", Standing.NO_CEILING: "no_ceiling",
}


@require_safe
@view()
def priorities(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    house = house_of(request)
    sheet = show_priorities(journal=house.journal, pair=house.pair)
    marks = [Mark(kind="as_of", at=sheet.now)]
    return draw(request, Priorities(
        lede=Lede(title=_("Who goes before others"), turn=_turn(sheet), marks=[
            *marks, *([Mark(kind="simulated")] if house.demo is not None else [])]),
        links=[Link(href="/queue", label=_("How slots are given")),
               Link(href="/queue/priorities.json", label="JSON"),
               Link(href="/queue/priorities.csv", label="CSV")],
        parts=[part for way in sheet.ways for part in _way(way, house=house)],
    ))


def _turn(sheet: PrioritySheet) -> str:
    given = sum(sum(way.jumps[0].given.values()) for way in sheet.ways if way.jumps)
    safety = sum(way.jumps[0].safety for way in sheet.ways if way.jumps)
    return say("Today {given} slots were given out of turn, all under the ceilings of the law; calls "
               "because something was in danger: {safety}.", given=given, safety=safety)


def _way(way: Preferred, *, house: House) -> list[Part]:
    name = names.way(house.pair, direction=way.line.direction, point=way.line.point)
    classes = [_class(each, pair=house.pair) for each in way.classes]
    return [
        Part(title=name, says=[_(
            "A ceiling is a share of what both states take in the 24 hours of a day (UTC), rounded down. "
            "What was granted stays, also when less is published later.")],
            blocks=[_places(way.places), _jumps(way)]),
        Part(title=say("The law: {way}", way=name), blocks=[Table(
            caption=_("Classes"), rows=classes, columns=[
                (_("Class"), "text"), (_("State"), "status"), (_("Since"), "text"),
                (_("Counted as"), "text"), (_("Asks for"), "text"), (_("Says so"), "text")],
            blank=Blank(kind="empty", title=_("No class goes before others here.")))]),
    ]


def _places(places: Sequence[Places]) -> Table:
    return Table(
        caption=_("Places of the day"),
        columns=[(_("Day"), "text"), (_("Class"), "text"), (_("Rule"), "code"),
                 (_("Slots of both sides"), "number"), (_("Share"), "number"),
                 (_("Places"), "number"), (_("Given"), "number"), (_("Left"), "number"),
                 (_("Rounded off"), "number")],
        rows=[[
            Cell(value=cldr.day_said(each.day, language=names.language())), Cell(value=naming.PUBLIC[each.public_class]),
            Cell(value=each.rule, kind="code"), Cell(value=each.ceiling.supply, kind="number"),
            Cell(value=each.ceiling.share / 100, kind="number", unit="%"),
            Cell(value=each.ceiling.places, kind="number"),
            Cell(value=each.ceiling.taken, kind="number"),
            Cell(value=each.ceiling.left, kind="number"),
            Cell(value=each.ceiling.remainder / 10_000, kind="number"),
        ] for each in places],
        blank=Blank(kind="empty", title=_("No ceiling is in force here: nobody goes before others by law.")))


def _jumps(way: Preferred) -> Table:
    classes = (PRIORITY, POST, PAID)
    heads: list[tuple[Text, str]] = [(naming.PUBLIC[each], "number") for each in classes]
    return Table(
        caption=_("Slots given out of turn"),
        columns=[(_("Slots of"), "text"), *heads, (_("Called for safety"), "number")],
        rows=[[Cell(value=cldr.day_said(each.day, language=names.language())),
               *(Cell(value=each.given.get(name, 0), kind="number") for name in classes),
               Cell(value=each.safety, kind="number")] for each in way.jumps])


def _class(each: Priority, *, pair: PairData) -> list[Cell]:
    rule, ceiling = each.rule, each.ceiling
    state = "applied_by_setting" if each.applied and each.by_setting else STATES[each.standing]
    counted = say("{public}, at most {share} per cent of a day",
                  public=str(naming.PUBLIC[each.public_class]), share=f"{ceiling.value or 0:g}",
                  ) if ceiling else str(naming.PUBLIC[each.public_class])
    return [
        Cell(value=say("{name} ({rule})", name=str(naming.named(rule)), rule=rule.id)),
        Cell(value=Status(code=state), kind="status"), Cell(value=naming.since(rule)),
        Cell(value=counted, mark=None if ceiling is None or ceiling.sourced
             else Mark(kind="assumption")),
        Cell(value="; ".join(naming.asked(rule, pair=pair))),
        Cell(value=naming.source(rule), mark=None if rule.sourced else Mark(kind="assumption")),
    ]


def _data(sheet: PrioritySheet) -> dict[str, Any]:
    return {"format": "kopri/priorities/1", "as_of": to_text(sheet.now), "ways": [{
        "direction": way.line.direction, "point": way.line.point,
        "vehicle_class": way.line.vehicle_class,
        "classes": [_rule_data(each) for each in way.classes],
        "places": [_place_data(each) for each in way.places],
        "jumps": [{"day": each.day, "given": each.given, "safety": each.safety}
                  for each in way.jumps],
    } for way in sheet.ways]}


def _rule_data(each: Priority) -> dict[str, Any]:
    rule = each.rule
    return {
        "rule": rule.id, "class": rule.goods_class, "public_class": each.public_class,
        "state": each.standing.value, "by_setting": each.by_setting, "what": rule.what,
        "ceiling": each.ceiling.id if each.ceiling else "",
        "valid_from": str(rule.valid_from or ""), "precision": rule.valid_from_precision,
        "legal_basis": rule.legal_basis, "source": list(rule.source), "confidence": rule.confidence}


def _place_data(each: Places) -> dict[str, Any]:
    ceiling = each.ceiling
    return {"day": each.day, "public_class": each.public_class, "rule": each.rule,
            "supply": ceiling.supply, "share_of_10000": ceiling.share, "places": ceiling.places,
            "remainder_of_10000": ceiling.remainder, "taken": ceiling.taken, "left": ceiling.left}


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Rules, places and jumps; times in UTC."""
    return posted(request, name=request.path, media_type="application/json", open_data=True,
                  make=lambda: msgspec.json.encode(_data(_sheet(request))))


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """One row for each day and ceiling, and for each day's jumps (RFC 4180)."""
    return posted(request, name=request.path, media_type="text/csv; charset=utf-8", open_data=True,
                  make=lambda: _csv(_sheet(request)).encode())


def _sheet(request: HttpRequest) -> PrioritySheet:
    house = house_of(request)
    return show_priorities(journal=house.journal, pair=house.pair)


def _csv(sheet: PrioritySheet) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for way in sheet.ways:
        line = (to_text(sheet.now), way.line.direction, way.line.point, way.line.vehicle_class)
        rows.writerows([*line, each.day, each.public_class, each.rule, each.ceiling.supply,
                        each.ceiling.places, each.ceiling.taken, each.ceiling.left, "", ""]
                       for each in way.places)
        for jump in way.jumps:
            rows.writerows([*line, jump.day, name, "", "", "", "", "", number, ""]
                           for name, number in jump.given.items())
            rows.writerow([*line, jump.day, "", "", "", "", "", "", "", jump.safety])
    return out.getvalue()
