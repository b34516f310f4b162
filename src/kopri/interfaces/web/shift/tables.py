"""The tables of a shift: held, waited for, over the limit, recorded late; and whose minutes."""

from datetime import datetime

from django.utils.translation import gettext as _

from kopri.engines.countrydata import PairData
from kopri.interfaces.web import names
from kopri.interfaces.web.case.outcomes import kind_of
from kopri.interfaces.web.minutes import party, whose_minutes
from kopri.interfaces.web.show import Blank, Cell, Status, Table
from kopri.interfaces.web.words import Text
from kopri.journeys.show_shift import Awaited, Breach, ShiftSheet
from kopri.kernel.ids import candidates


def held(sheet: ShiftSheet, *, pair: PairData) -> Table:
    """Vehicles and parts of them that a service holds, of either side."""
    terms = any(each.until for each in sheet.held)
    until: list[tuple[str, str]] = [(_("At most until"), "moment")] if terms else []
    return Table(
        caption=_("Held now"), blank=_none(_("Nothing is held.")),
        columns=[(_("Truck"), "plate"), (_("Part"), "text"), (_("By"), "text"),
                 (_("State"), "status"), (_("How long"), "minutes"), *until,
                 (_("To be lifted"), "text")],
        rows=[[_truck(each.reference, each.plate),
               Cell(value=kind_of(each.part) if each.part else _("the vehicle")),
               Cell(value=_by(each.side, each.service, pair=pair, point=sheet.point)),
               Cell(value=Status(code="overdue" if each.overdue else "held"), kind="status"),
               _since(each.since.timestamp(), sheet=sheet),
               *([_until(each.until)] if terms else []),
               Cell(value=each.lifts or (
                   "" if each.service else _("held; the reason is withheld by law")))]
              for each in sheet.held])


def _until(moment: datetime | None) -> Cell:
    return Cell(value=moment, kind="moment") if moment else Cell(value="")


def awaited(sheet: ShiftSheet, *, pair: PairData) -> Table:
    """What the other side waits for from this one."""
    return Table(
        caption=_("The other side waits for us"), blank=_none(_("It waits for nothing from us.")),
        columns=[(_("What"), "text"), (_("Truck"), "plate"), (_("How long"), "minutes")],
        rows=[[Cell(value=_what(each), href="/capacity" if not each.reference else ""),
               _truck(each.reference, each.plate), _since(each.since.timestamp(), sheet=sheet)]
              for each in sheet.awaited])


def _what(each: Awaited) -> str:
    words = {
        "strip": _("It is on the neutral strip: our gate takes it in"),
        "return": _("They have refused it: answer, or take it back"),
        "closure": _("Our closure should be over: end it, or say until when"),
        "capacity": _("They have published their hours of a day, and we have not"),
    }
    if each.reference:
        return words[each.what]
    return ": ".join(part for part in (
        words[each.what], names.way_short(each.direction), each.day) if part)


def breaches(sheet: ShiftSheet, *, pair: PairData) -> Table:
    """Steps that take longer than nine tenths of all."""
    return Table(
        caption=_("Over the limit"), blank=_none(_("Every step kept within its limit.")),
        columns=[(_("Truck"), "plate"), (_("Step"), "text"), (_("State"), "status"), (_("Took"), "minutes"),
                 (_("Limit"), "minutes")],
        rows=[[_truck(each.reference, each.plate), Cell(value=_step(each, sheet=sheet, pair=pair)),
               Cell(value=Status(code="under_way" if each.running else "finished"), kind="status"),
               Cell(value=each.minutes, kind="minutes"), Cell(value=each.limit, kind="minutes")]
              for each in sheet.breaches])


def _step(each: Breach, *, sheet: ShiftSheet, pair: PairData) -> str:
    service = str(names.service(pair, side=sheet.side, code=each.service))
    if not each.step:
        return service
    return f"{names.step(pair, side=sheet.side, code=each.step)} ({service})"


def late(sheet: ShiftSheet) -> Table:
    """What was written down more than fifteen minutes after it had happened."""
    return Table(
        caption=_("Recorded late"), blank=_none(_("Everything was recorded within 15 minutes.")),
        columns=[(_("Of"), "code"), (_("Kind"), "code"), (_("Happened"), "moment"),
                 (_("Written"), "moment"), (_("Later by"), "minutes")],
        rows=[[_of(each.subject), Cell(value=each.kind, kind="code"),
               Cell(value=each.time, kind="moment"), Cell(value=each.recorded, kind="moment"),
               Cell(value=(each.recorded - each.time).total_seconds() / 60, kind="minutes")]
              for each in sheet.late])


def spent(sheet: ShiftSheet, *, pair: PairData) -> Table:
    """Whose the minutes of all vehicles were; they add up to the time passed."""
    total = sum(sheet.seconds.values())
    rows = [*whose_minutes(sheet.seconds, pair=pair, point=sheet.point)]
    rows += [(_("all together"), total)] if rows else []
    return Table(
        caption=_("Whose time it was"), blank=_none(_("No vehicle was here.")),
        columns=[(_("Who"), "text"), (_("Time"), "minutes"), (_("Share"), "number")],
        rows=[[Cell(value=name), Cell(value=seconds / 60, kind="minutes"),
               Cell(value=round(100 * seconds / total, 1), kind="number", unit="%")]
              for name, seconds in rows])


def longest(sheet: ShiftSheet, *, pair: PairData) -> Table:
    """Who has been here longest, and what most of it went into."""
    rows = []
    for reference, plate, clock in sheet.longest:
        whose, seconds = max(clock.seconds.items(), key=lambda row: row[1])
        rows.append([_truck(reference, plate), Cell(value=clock.total / 60, kind="minutes"),
                     Cell(value=seconds / 60, kind="minutes"),
                     Cell(value=party(whose, pair=pair, point=sheet.point))])
    return Table(
        caption=_("Here longest"), blank=_none(_("No vehicle is here.")), rows=rows,
        columns=[(_("Truck"), "plate"), (_("At the border"), "minutes"), (_("Most of it"), "minutes"),
                 (_("Who"), "text")])


def _truck(reference: str, plate: str) -> Cell:
    """By its plate; by its reference where no plate is known."""
    return Cell(value=plate or reference, kind="plate" if plate else "code" if reference else "text",
                href=f"/cases/{reference}" if reference else "")


def _of(subject: str) -> Cell:
    """What an entry is about; a case can be opened."""
    case = subject in candidates(subject)
    return Cell(value=subject, kind="code", href=f"/cases/{subject}" if case else "")


def _since(moment: float, *, sheet: ShiftSheet) -> Cell:
    return Cell(value=max(0.0, (sheet.now.timestamp() - moment) / 60), kind="minutes")


def _by(side: str, service: str, *, pair: PairData, point: str) -> Text:
    """The service; where the law withholds it, the side."""
    if service in {each.id for each in pair.country(side).services}:
        return f"{side.upper()} {names.service(pair, side=side, code=service)}"
    return names.place_and_side(pair, side=side, point=point)


def _none(title: Text) -> Blank:
    return Blank(kind="empty", title=title)
