"""The parts of the capacity page: tables, the form of hours, copying."""

from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.translation import gettext as _

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
    """The whole page; a post's has no forms, but shows what was refused."""
    publishes = house.journal.role == CENTRE or bool(sent.faults)
    return Capacity(
        lede=Lede(
            title=_("Capacity"), after=missing(house, sheet=sheet),
            turn=standing(house, chosen=chosen)),
        chosen=links(house, chosen=chosen), closures=closures,
        tables=[table(sheet, goods=chosen.goods), *([] if chosen.goods else [free_by_goods(sheet)])],
        form=hours_form(house, sheet=sheet, chosen=chosen, sent=sent) if publishes else None,
        others=[copy_form(chosen=chosen, sent=sent), close] if publishes else (),
    )


def standing(house: House, *, chosen: Chosen) -> str:
    """Where, when and of which vehicles."""
    way = names.way(house.pair, direction=chosen.line.direction, point=chosen.line.point)
    return ", ".join([way, day_text(chosen.day),
                      str(CLASSES[chosen.line.vehicle_class]).lower()])


def day_text(day: date) -> str:
    """``Thu 15 Jan``."""
    return format_date(day, "EEE d MMM", locale=names.language())


def links(house: House, *, chosen: Chosen) -> list[tuple[Text, list[Link]]]:
    """Other directions, days, vehicles and goods."""
    today, line = house.journal.clock.now().date(), chosen.line

    def link(label: Text, *, direction: str = line.direction, day: date = chosen.day,
             vehicle_class: str = line.vehicle_class, goods: str = chosen.goods) -> Link:
        other = Chosen(day=day, goods=goods, line=Line(
            point=line.point, direction=direction, vehicle_class=vehicle_class))
        return Link(href=other.href(), label=label, current=other == chosen)

    days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    return [
        (_("Directions"), [link(names.way_short(each), direction=each)
                           for each in house.pair.directions]),
        (_("Days"), [link(day_text(each), day=each) for each in days]),
        (_("Vehicles"), [link(label, vehicle_class=name) for name, label in CLASSES.items()]),
        (_("Loads"), [link(label, goods=name) for name, label in GOODS.items()]),
    ]


def table(sheet: CapacitySheet, *, goods: str) -> Table:
    """Each hour: both sides' numbers, what results, and why."""
    leaving, entering = names.way_short(sheet.line.direction).split(" → ")
    columns: list[tuple[Text, str]] = [
        (_("Hour"), "moment"), (leaving, "number"), (entering, "number"), (_("Free"), "number"),
        (_("Why"), "text"), *([] if goods else [(_("Granted"), "number")])]
    caption = (say("What both sides take, and what results: {goods}", goods=str(GOODS[goods]).lower())
               if goods else _("What both sides take, and what results"))
    return Table(caption=caption, columns=columns,
                 rows=[_row(hour, goods=goods) for hour in sheet.hours])


def _row(hour: HourSheet, *, goods: str) -> list[Cell]:
    free = hour.goods[goods].free if goods else hour.all.free
    return [
        Cell(value=hour.all.slot, kind="moment"),
        *(Cell(value=each, kind="number") for each in (*taken(hour, goods=goods), free)),
        Cell(value=why(hour, goods=goods)),
        *([] if goods else [Cell(value=hour.all.granted, kind="number")]),
    ]


def free_by_goods(sheet: CapacitySheet) -> Table:
    """What is free for each class of goods."""
    return Table(
        caption=_("Free, by load"),
        columns=[(_("Hour"), "moment"), *((GOODS[goods], "number") for goods in GOODS_CLASSES)],
        rows=[[Cell(value=hour.all.slot, kind="moment"),
               *(Cell(value=hour.goods[goods].free, kind="number") for goods in GOODS_CLASSES)]
              for hour in sheet.hours])


def hours_form(house: House, *, sheet: CapacitySheet, chosen: Chosen, sent: Sent) -> Form:
    """24 numbers of this side: vehicles in all, or those of a class of goods."""
    filling, zone = Filling(form="capacity", sent=sent), house.pair.country(house.side).zone
    own = sheet.known[house.side]
    numbers: Sequence[int | str] = own.hours if not chosen.goods else own.limits.get(
        chosen.goods, [""] * HOURS)
    fields = [
        filling.field(f"hour_{at}", cldr.hour(hour.all.slot, zone=zone, language=names.language()),
                      kind="number", value=str(numbers[at]), required=True)
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
        submit=say("Publish for {side}", side=house.side.upper()))


def _absent(
    house: House, *, sheet: CapacitySheet, filling: Filling
) -> tuple[Text, list[Field]]:
    """Services that are not there that day; by its duty hours each is known already."""
    country, own = house.pair.country(house.side), sheet.known[house.side]
    movable = ", ".join(holidays_without_date(country))
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
