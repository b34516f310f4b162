"""How slots are given, for everybody: in words, with the figures of the last draws."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kopri.interfaces.house import House, house_of
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.queue.page import Part, Queue
from kopri.interfaces.web.show import Blank, Cell, Link, Mark, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_draws import DrawFigures, DrawSheet, show_draws
from kopri.kernel.lines import CAR, COACH, TRUCK

CLASSES: dict[str, Text] = {
    TRUCK: gettext_lazy("trucks"), CAR: gettext_lazy("cars"), COACH: gettext_lazy("coaches")}
SHOWN_DAYS = 7


@require_safe
@view()
def queue(request: HttpRequest) -> HttpResponse:
    """Public, and the same for everybody."""
    house, sheet = house_of(request), show_draws()
    return draw(request, Queue(
        lede=Lede(title=_("How slots are given"), turn=_turn(sheet),
                  marks=[Mark(kind="simulated")] if house.demo is not None else []),
        how=_how(), draws=_draws(sheet, house=house), gaming=_gaming(sheet), check=_check(sheet)))


def _turn(sheet: DrawSheet) -> Text:
    settled = [each for each in sheet.draws if each.settled]
    if not settled:
        return _("By lot among all who asked in time. It makes no difference who asked first.")
    last = settled[0]
    return say("By lot among all who asked in time: {slots} of {vehicles} vehicles got a slot in the "
               "last draw. It made no difference who asked first.",
               slots=last.tally.placed, vehicles=last.tally.listed)


def _how() -> Part:
    return Part(title=_("From the request to the slot"), points=[
        _("Both states say how many vehicles they take in each hour. The smaller number is what can "
          "be given, so that nobody is sent to a closed barrier."),
        _("Whoever wants to cross asks, at home, whenever it suits, and names the hours that suit. "
          "At a stated time the list is closed. Each vehicle is on it once, however often it asked."),
        _("Then each state opens a number that it had locked away at the beginning of the quarter, "
          "and so does a third party. The three numbers together decide the order, so no one of them "
          "could choose it."),
        _("In that order each vehicle gets the best of its hours that is left. Who lost an earlier draw "
          "and has had no slot since comes first."),
        _("What is given back goes to the next in the same order, never to the fastest. Only what nobody "
          "waits for is given at once."),
        _("Priorities by law are counted: each slot given out of turn is a public row with its rule."),
    ])


def _draws(sheet: DrawSheet, *, house: House) -> Table:
    return Table(
        caption=_("The last draws"),
        columns=[(_("Slots of"), "text"), (_("Direction"), "text"), (_("Requests"), "number"),
                 (_("Slots"), "number"), (_("Given"), "number"), (_("Not proven"), "text"),
                 (_("Late shares"), "text"), (_("Third party"), "text"), (_("State"), "status")],
        rows=[_row(each, house=house) for each in sheet.draws],
        blank=Blank(kind="empty", title=_("No draw has been held yet.")),
    )


def _row(each: DrawFigures, *, house: House) -> list[Cell]:
    way = names.way(house.pair, direction=each.line.direction, point=each.line.point)
    tally, kind = each.tally, CLASSES.get(each.line.vehicle_class, each.line.vehicle_class)
    late = [f"{side.upper()}{_said(each.objected.get(side, ''))}" for side in each.late]
    return [
        Cell(value=cldr.day_said(each.day, language=names.language()),
             href=f"/queue/days/{each.day}.json"),
        Cell(value=f"{way}, {kind}"), Cell(value=tally.listed, kind="number"),
        Cell(value=each.slots, kind="number"),
        Cell(value=tally.placed if each.settled else None, kind="number"),
        Cell(value=say("{placed} of {asked}, at most {most}", placed=tally.placed_unproven,
                       asked=tally.unproven, most=min(each.unproven_most, each.slots))),
        Cell(value=", ".join(late) or (_("none") if each.settled else "")),
        Cell(value=each.third or (_("nobody") if each.settled else "")),
        Cell(value=Status(code="finished" if each.settled else "under_way"), kind="status"),
    ]


def _said(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _gaming(sheet: DrawSheet) -> Part:
    return Part(title=_("What can still be gamed"), points=[
        _("Asking a thousand times, or first, or by robot: nothing is won. A vehicle has one ticket, and "
          "it is made of its number, which nobody can choose to suit the draw."),
        _invented(sheet),
        _("A state may keep its number back. The draw then goes on without it, which everybody sees above. "
          "Only with the third party's help, or without a third party, could it know first which of the "
          "two outcomes it likes: one favourite among 1,000 would then win 18 draws of 100 instead of 10. "
          "Its next number shows that it had the one it kept."),
        _("A state may leave a request off the list. Whoever asked holds a receipt from the journal, and the "
          "neighbour does not open its number while a request that it knows of is missing."),
        _("A slot cannot be sold: it is bound to the vehicle, and a slot given back goes to the next in order."),
        _("From outside nobody can see that a tag is a real vehicle, nor the papers behind a row of class "
          "priority. Both states can, and either would object."),
    ])


def _invented(sheet: DrawSheet) -> Text:
    """What holds invented vehicles back; where no deposit can be paid, nothing yet does."""
    if any(each.slots and each.unproven_most >= each.slots for each in sheet.draws):
        return _("Invented vehicles: no deposit can be paid here yet, so newcomers stand in the draw like all "
                 "others, and an invented vehicle takes a chance from a real one. Its slot is of no use to "
                 "anybody: no vehicle bears its number.")
    return _("Invented vehicles: a vehicle needs a deposit or an earlier crossing. Those that have neither "
             "share a few slots of each draw: the table says how many at most.")


def _check(sheet: DrawSheet) -> Part:
    days = [Link(href=f"/queue/days/{day}.{kind}", label=f"{cldr.day_said(day, language=names.language())}, {kind.upper()}")
            for day in sheet.days[:SHOWN_DAYS] for kind in ("json", "csv")]
    return Part(
        title=_("Check it yourself"),
        points=[
            _("One file of Python, without anything else, computes a day anew and names the first row that "
              "is wrong. It is short enough to be read first. It says what it cannot check."),
            _("Take the same day from the other state's node too: what one of the two has altered shows."),
        ],
        links=[Link(href="/queue/verify.py", label="verify_queue.py"),
               Link(href="/queue/days.json", label=_("All days")), *days],
    )
