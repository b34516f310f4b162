"""The parts of the capacity page: tables, the form of hours, copying."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from kopri.domains.queue.types import Capacity as Published
from kopri.engines.countrydata.duty import holidays_without_date
from kopri.interfaces.house import House
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.board.parts import CLASSES
from kopri.interfaces.web.capacity.page import Capacity, Chosen, Lasting
from kopri.interfaces.web.capacity.words import GOODS, missing, service, taken, why
from kopri.interfaces.web.filling import Filling, Sent
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Cell, Field, Form, Link, Table
from kopri.interfaces.web.words import Text, say
from kopri.journal.types import CENTRE
from kopri.journeys.show_capacity import CapacitySheet, HourSheet
from kopri.kernel.lines import GOODS_CLASSES, Line

DAYS = 7  # to choose from
COPIES = (1, 2, 3, 6, 13)
HOURS = 24


def page(
    house: House, *, chosen: Chosen, sheet: CapacitySheet, sent: Sent,
    closures: Sequence[Lasting], close: Form,
) -> Capacity:
    """The whole page; a post closes itself, publishes nothing, but is shown what was refused."""
    publishes = house.journal.role == CENTRE or bool(sent.faults)
    return Capacity(
        lede=Lede(
            title=_("Capacity"), after=missing(house, sheet=sheet),
            turn=f"{standing(house, chosen=chosen)}. {published(house, sheet=sheet)}"),
        chosen=links(house, chosen=chosen), closures=closures,
        tables=[table(sheet, house=house, goods=chosen.goods),
                *([] if chosen.goods else [free_by_goods(sheet, house=house)])],
        form=hours_form(house, sheet=sheet, chosen=chosen, sent=sent) if publishes else None,
        others=[copy_form(chosen=chosen, sent=sent), close] if publishes else [close],
    )


def standing(house: House, *, chosen: Chosen) -> str:
    """Where, when and of which vehicles."""
    way = names.way(house.pair, direction=chosen.line.direction, point=chosen.line.point)
    zone, language = house.pair.country(house.side).zone, names.language()
    hours = [f"{day_text(at.astimezone(zone).date())} {cldr.hour(at, zone=zone, language=language)}"
             for at in (chosen.start, chosen.start + timedelta(days=1))]
    return ", ".join([way, "–".join(hours), str(CLASSES[chosen.line.vehicle_class]).lower()])


def published(house: House, *, sheet: CapacitySheet) -> str:
    """What each side has published of the day, and until when that holds."""
    now, zone = house.journal.clock.now(), house.pair.country(house.side).zone

    def said(side: str, own: Published) -> str:
        if own.valid_until is None:
            return say("{side}: nothing published.", side=side.upper())
        until = cldr.clock(own.valid_until, now=now, zone=zone, language=names.language())
        if own.expired(now):
            return say("{side}: published, held until {time}.", side=side.upper(), time=until)
        return say("{side}: published, holds until {time}.", side=side.upper(), time=until)

    return " ".join(said(side, own) for side, own in sheet.known.items())


def day_text(day: date) -> str:
    """``Thu 15 Jan``."""
    return cldr.day(day, language=names.language())


def today(house: House) -> date:
    """The day that it is at the post: its hours begin at midnight UTC."""
    return house.journal.clock.now().astimezone(house.pair.country(house.side).zone).date()


def hour_text(house: House, *, slot: datetime) -> str:
    """An hour at the post; with its day from midnight there on."""
    zone, language = house.pair.country(house.side).zone, names.language()
    hour = cldr.hour(slot, zone=zone, language=language)
    start = slot.replace(hour=0).astimezone(zone).date()
    day = slot.astimezone(zone).date()
    return hour if day == start else f"{hour} {day_text(day)}"


def links(house: House, *, chosen: Chosen) -> list[tuple[Text, list[Link]]]:
    """Other directions, days, vehicles and goods."""
    now, line = house.journal.clock.now(), chosen.line
    first = min(now.date(), today(house))  # whose hours run, even if the post's day is another

    def link(label: Text, *, point: str = line.point, direction: str = line.direction, day: date = chosen.day,
             vehicle_class: str = line.vehicle_class, goods: str = chosen.goods) -> Link:
        other = Chosen(day=day, goods=goods, line=Line(
            point=point, direction=direction, vehicle_class=vehicle_class))
        return Link(href=other.href(), label=label, current=other == chosen)

    points = [each.code for each in house.pair.pair.facts.points]
    days = [first + timedelta(days=ahead) for ahead in range(DAYS)]
    return [
        *([(_("Crossing points"), [link(names.place(house.pair, side=house.side, point=each), point=each)
                                   for each in points])] if len(points) > 1 else []),
        (_("Directions"), [link(names.way_short(each), direction=each)
                           for each in house.pair.directions]),
        (_("Days"), [link(day_text(each), day=each) for each in days]),
        (_("Vehicles"), [link(label, vehicle_class=name) for name, label in CLASSES.items()]),
        (_("Loads"), [link(label, goods=name) for name, label in GOODS.items()]),
    ]


def table(sheet: CapacitySheet, *, house: House, goods: str) -> Table:
    """Each hour: both sides' numbers, what results, and why."""
    leaving, entering = names.way_short(sheet.line.direction).split(" → ")
    columns: list[tuple[Text, str]] = [
        (_("Hour"), "text"), (_("Free"), "number"), (leaving, "number"), (entering, "number"),
        *([] if goods else [(_("Granted"), "number")]), (_("Why"), "text")]
    caption = (say("What both sides take, and what results: {goods}", goods=str(GOODS[goods]).lower())
               if goods else _("What both sides take, and what results"))
    return Table(caption=caption, columns=columns,
                 rows=[_row(hour, house=house, goods=goods) for hour in sheet.hours])


def _row(hour: HourSheet, *, house: House, goods: str) -> list[Cell]:
    free = hour.goods[goods].free if goods else hour.all.free
    return [
        Cell(value=hour_text(house, slot=hour.all.slot)),
        *(Cell(value=each, kind="number") for each in (free, *taken(hour, goods=goods))),
        *([] if goods else [Cell(value=hour.all.granted, kind="number")]),
        Cell(value=why(hour, goods=goods)),
    ]


def free_by_goods(sheet: CapacitySheet, *, house: House) -> Table:
    """What is free for each class of goods."""
    return Table(
        caption=_("Free, by load"),
        columns=[(_("Hour"), "text"), *((GOODS[goods], "number") for goods in GOODS_CLASSES)],
        rows=[[Cell(value=hour_text(house, slot=hour.all.slot)),
               *(Cell(value=hour.goods[goods].free, kind="number") for goods in GOODS_CLASSES)]
              for hour in sheet.hours])


def hours_form(house: House, *, sheet: CapacitySheet, chosen: Chosen, sent: Sent) -> Form:
    """24 numbers of this side: vehicles in all, or those of a class of goods."""
    filling = Filling(form="capacity", sent=sent)
    own = sheet.known[house.side]
    numbers: Sequence[int | str] = own.hours if not chosen.goods else own.limits.get(
        chosen.goods, [""] * HOURS)
    fields = [
        filling.field(f"hour_{at}", hour_text(house, slot=hour.all.slot), kind="number", value=str(numbers[at]), required=True)
        for at, hour in enumerate(sheet.hours)
    ]
    if chosen.goods:
        note = say("Of the vehicles of each hour, how many may carry this: {goods}. An empty field "
                   "sets no limit.", goods=str(GOODS[chosen.goods]).lower())
    else:
        note = _("Vehicles in each hour that this side takes. Slots that were granted stay, or are "
                 "moved free of charge.")
    return filling.done(
        action=chosen.href(), fields=fields, note=note,
        groups=[] if chosen.goods else [_absent(house, sheet=sheet, filling=filling)],
        title=say("What {side} takes: {what}", side=house.side.upper(),
                  what=", ".join([str(CLASSES[chosen.line.vehicle_class]).lower(),
                                  str(GOODS[chosen.goods]).lower()])),
        submit=say("Publish for {side}, {day}", side=house.side.upper(), day=day_text(chosen.day)))


def _absent(
    house: House, *, sheet: CapacitySheet, filling: Filling
) -> tuple[Text, list[Field]]:
    """Services that are not there that day; by its duty hours each is known already."""
    country, own = house.pair.country(house.side), sheet.known[house.side]
    movable = ", ".join(each.said_in(names.language()) for each in holidays_without_date(country))
    legend = (say("Not there all day, beside the duty hours (these holidays have no date in the "
                  "data: {holidays})", holidays=movable)
              if movable else _("Not there all day, beside the duty hours"))
    roles = dict.fromkeys(each.role for each in country.services_at_the_border())
    return legend, [
        filling.field(f"away_{role}", service(role), kind="check",
                      value="1" if len(own.off_duty.get(role, ())) == HOURS else "")
        for role in roles]


def copy_form(*, chosen: Chosen, sent: Sent) -> Form:
    """The same hours for the days that follow."""
    filling = Filling(form="copy", sent=sent)
    last = [chosen.day + timedelta(days=ahead) for ahead in COPIES]
    return filling.done(
        action=chosen.href("/capacity/copy"), submit=_("Copy this day"),
        fold=_("Copy this day to the next days"),
        note=_("Replaces what this side has published for them, limits too. Duty hours and holidays "
               "of each day are its own."),
        fields=[filling.choice("days", _("Up to and with"), kind="select", choices=[
            (str(ahead), day_text(day)) for ahead, day in zip(COPIES, last, strict=True)])])
