"""A direction of the board in the reader's words."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopri.domains.calling.types import Stage
from kopri.domains.queue.queries.jumps import SAFETY
from kopri.domains.queue.types import Closure, Offer
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House
from kopri.interfaces.web import names
from kopri.interfaces.web.board.page import Shut
from kopri.interfaces.web.board.page import Way as Shown
from kopri.interfaces.web.figures import Hour, Slots
from kopri.interfaces.web.show import Blank, Cell, Facts, Mark, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journal.authority import entry_side, exit_side
from kopri.journeys.show_board import ClassLine, Way
from kopri.kernel.lines import CAR, COACH, DANGEROUS, LIVE_ANIMALS, PAID, POST, PRIORITY, TRUCK

REASONS: dict[str, Text] = {
    "weather": gettext_lazy("bad weather"), "works": gettext_lazy("works on the road"),
    "security": gettext_lazy("security"), "system": gettext_lazy("a system is down"),
    "other": gettext_lazy("another reason"),
}
CLASSES: dict[str, Text] = {
    TRUCK: gettext_lazy("Trucks"), CAR: gettext_lazy("Cars"), COACH: gettext_lazy("Coaches"),
}
JUMPS: dict[str, Text] = {
    POST: gettext_lazy("post"), PAID: gettext_lazy("paid passage"),
    PRIORITY: gettext_lazy("priority by law"), SAFETY: gettext_lazy("called for safety"),
}
STAGES: dict[Stage, Text] = {
    Stage.CALL: gettext_lazy("until the call"), Stage.GATE: gettext_lazy("until the gate"),
    Stage.PASSAGE: gettext_lazy("through the controls"),
}
DAILY: dict[str, Text] = {
    DANGEROUS: gettext_lazy("dangerous goods"), LIVE_ANIMALS: gettext_lazy("live animals"),
}


def way(found: Way, *, house: House) -> Shown:
    """One direction."""
    pair = house.pair
    return Shown(
        exit_side=exit_side(found.direction), entry_side=entry_side(found.direction),
        title=_title(found, pair=pair), status=Status(code="open" if found.is_open else "shut"),
        closures=[shut(each, pair=pair, now=house.journal.clock.now()) for each in found.closures],
        waiting=found.waiting, listed=found.listed, called=found.called,
        in_control=found.in_control, longest=found.longest,
        measured=(found.measured.p50, found.measured.p90) if found.measured else None,
        measured_of=found.measured.vehicles if found.measured else 0,
        measured_at=found.measured.at if found.measured else None,
        slots=[_slots(each) for each in found.lines], takes=_takes(found),
        hours=_hours(found), facts=_facts(found), vehicles=_vehicles(found),
        marks=[Mark(kind="simulated")] if house.demo is not None else [],
    )


def _title(found: Way, *, pair: PairData) -> str:
    ends = exit_side(found.direction), entry_side(found.direction)
    return " → ".join(names.place(pair, side=side, point=found.point) for side in ends)


def shut(each: Closure, *, pair: PairData, now: datetime) -> Shut:
    """``KZ Temirbaba is shut: bad weather``, or will be; of which vehicles, where not of all."""
    place = names.place_and_side(pair, side=each.side, point=each.point)
    reason = str(REASONS.get(each.reason, REASONS["other"]))
    classes = ", ".join(str(CLASSES.get(one, one)) for one in each.vehicle_classes)
    ahead = each.since > now
    if classes:
        shape = _("{place} will be shut for {vehicles}: {reason}") if ahead else _(
            "{place} is shut for {vehicles}: {reason}")
    else:
        shape = _("{place} will be shut: {reason}") if ahead else _("{place} is shut: {reason}")
    return Shut(text=shape.format(place=place, reason=reason, vehicles=classes.lower()),
                since=each.since, until=each.until, ahead=ahead, more=each.text)


def _slots(line: ClassLine) -> Slots:
    name = CLASSES.get(line.vehicle_class, line.vehicle_class)
    return Slots(
        caption=say("{vehicles}: slots of the next hours", vehicles=str(name)),
        hours=[Hour(at=each.slot, capacity=each.supply, taken=each.granted)
               for each in line.hours])


def _takes(found: Way) -> str:
    """What both sides take of trucks in the hours to come, and how much of it is given."""
    hours = found.slots
    return say(
        "Trucks in the next {hours} hours: {exit} takes {first}, {entry} takes {second}, "
        "{given} slots are given.", hours=len(hours), given=sum(each.granted for each in hours),
        exit=exit_side(found.direction).upper(), entry=entry_side(found.direction).upper(),
        first=sum(each.exit_capacity for each in hours),
        second=sum(each.entry_capacity for each in hours))


def _hours(found: Way) -> Table:
    sides = [side(found.direction).upper() for side in (exit_side, entry_side)]
    return Table(
        caption=_("What each side takes"),
        columns=[(_("Vehicles"), "text"), (_("Hour"), "moment"), (sides[0], "number"),
                 (sides[1], "number"), (_("given"), "number"), (_("free"), "number")],
        rows=[_hour(each, line=line) for line in found.lines for each in line.hours])


def _hour(each: Offer, *, line: ClassLine) -> list[Cell]:
    """A side that is shut takes nobody, whatever it has published."""
    return [
        Cell(value=CLASSES.get(line.vehicle_class, line.vehicle_class)),
        Cell(value=each.slot, kind="moment"),
        Cell(value=each.exit_capacity, kind="number"),
        Cell(value=each.entry_capacity, kind="number"),
        Cell(value=each.granted, kind="number"), Cell(value=each.free, kind="number"),
    ]


def _facts(found: Way) -> Facts:
    sums = [f"{side.upper()}: {DAILY[name]} {number}" for line in found.lines
            for side, each in line.daily.items() for name, number in each.items()]
    items: list[tuple[Text, Cell]] = [
        (_("Given out of turn today"), Cell(value=_jumps(found) or _("none"))),
        (_("Moved to another hour today"), Cell(value=found.told.moves, kind="number")),
        (_("Given above what both sides now take"), Cell(value=found.excess, kind="number")),
        *_estimates(found),
    ]
    if sums:
        items.append((_("Taken at most in the day"), Cell(value=", ".join(sums))))
    return Facts(items=items)


def _jumps(found: Way) -> str:
    """``post: 1 of 2 at most``, of each class that the law names or that was given."""
    parts = []
    for name in sorted(found.told.jumps | found.ceilings):
        given, most = found.told.jumps.get(name, 0), found.ceilings.get(name)
        word = str(JUMPS.get(name, name))
        parts.append(f"{word}: {given}" if most is None else say(
            "{jumps}: {given} of {most} at most", jumps=word, given=given, most=most))
    return ", ".join(parts)


def _estimates(found: Way) -> list[tuple[Text, Cell]]:
    """How many of the ranges that were told held, against what they promise."""
    none: tuple[Text, Cell] = (_("Our own estimates so far"), Cell(value=_("not measured yet")))
    return [
        (say("Our own estimates, {side}: {stage}", side=each.side.upper(),
             stage=str(STAGES[each.stage])),
         Cell(value=say("{half} per cent ended by the first figure (50 promised), {nine} per cent by the second "
                        "(90 promised), of {told}", told=each.told,
                        half=round(100 * each.below_p50 / each.told),
                        nine=round(100 * each.below_p90 / each.told))))
        for each in found.estimates if each.told
    ] or [none]


def _vehicles(found: Way) -> Table:
    return Table(
        caption=_("Trucks here now"),
        columns=[(_("Plate"), "plate"), (_("Slot"), "moment"), (_("State"), "status")],
        rows=[[Cell(value=row.plate, kind="plate"), Cell(value=row.slot, kind="moment"),
               Cell(value=Status(code=row.phase.value), kind="status")] for row in found.vehicles],
        blank=Blank(kind="empty", title=_("No truck is here now.")),
    )


def crossing(house: House) -> str:
    """The name of the crossing, as its first point is called."""
    points = house.pair.pair.facts.points
    return ", ".join(point.names.said_in(names.language()) for point in points)


def silent(marks: Sequence[Mark], *, at: datetime) -> list[Mark]:
    """How old the page is, and who has not been heard."""
    return [Mark(kind="as_of", at=at), *marks]
