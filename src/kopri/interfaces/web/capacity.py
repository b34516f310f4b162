"""The shift head's page: what this side takes in each hour, what the other takes, what results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from babel.dates import format_date
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopri.domains.queue.queries import NO_CAPACITY, capacity_of, offers
from kopri.domains.queue.types import Offer
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, names, pages
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.show import Cell, Field, Form, Link, Table
from kopri.interfaces.web.words import Text, say
from kopri.journal.types import CENTRE
from kopri.journeys.publish_capacity import Told, publish_capacity
from kopri.kernel.actor import Role
from kopri.kernel.errors import Fault, Refusal
from kopri.kernel.lines import TRUCK, Line

DAYS, KEPT = 3, 2  # days to choose from; days that a publication holds on after its own
HOURS = 24
NUMBER = "This is not a number of trucks."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A day of 24 hours in UTC, in a direction."""

    line: Line
    day: date

    @property
    def start(self) -> datetime:
        """Its first hour."""
        return datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)

    @property
    def href(self) -> str:
        """Its address."""
        return "/capacity?" + urlencode({"direction": self.line.direction, "day": str(self.day)})


@require_http_methods(["GET", "HEAD", "POST"])
@view(Role.SHIFT_HEAD)
def capacity(request: HttpRequest) -> HttpResponse:
    """See and publish."""
    house, chosen = house_of(request), _chosen(request)
    if request.method != "POST":
        return draw(request, _page(house, chosen=chosen))
    sent = values(request)
    _result, refusal = attempt(lambda: publish_capacity(
        journal=house.journal, pair=house.pair, actor=actor(request), line=chosen.line,
        told=Told(day=str(chosen.day), hours=_numbers(sent),
                  valid_until=chosen.start + timedelta(days=1 + KEPT)),
        request=form_key(request)))
    if refusal is None:
        return go(request, chosen.href, done="capacity")
    again = Sent(form="capacity", values=sent, faults=_placed(refusal))
    return draw(request, _page(house, chosen=chosen, sent=again), status=STATUS[refusal.ground])


def _chosen(request: HttpRequest) -> Chosen:
    house = house_of(request)
    given = request.GET
    direction = given.get("direction", "")
    if direction not in house.pair.directions:
        direction = f"{house.side}-{house.pair.other(house.side)}"
    try:
        day = date.fromisoformat(given.get("day", ""))
    except ValueError:
        day = house.journal.clock.now().date()
    point = house.pair.pair.facts.points[0].code
    return Chosen(day=day, line=Line(point=point, direction=direction, vehicle_class=TRUCK))


def _numbers(sent: dict[str, str]) -> list[int]:
    """24 numbers; a Refusal that names every hour that is none."""
    texts = [sent.get(f"hour_{hour}", "") for hour in range(HOURS)]
    faults = [
        Fault(code="form.capacity", path=f"/hour_{hour}", message=NUMBER,
              rule="Köpri, docs/reference/rules", remedy="Write digits only; 0 is closed.")
        for hour, text in enumerate(texts) if not (text.isdecimal() and len(text) < 6)
    ]
    if faults:
        raise Refusal(faults)
    return [int(text) for text in texts]


def _placed(refusal: Refusal) -> list[Fault]:
    """``/hours/3`` of the journey is the field ``hour_3`` here."""
    return [
        Fault(code=each.code, message=each.message, rule=each.rule, remedy=each.remedy,
              params=each.params, path=each.path.replace("/hours/", "/hour_"))
        for each in refusal.faults
    ]


def _page(house: House, *, chosen: Chosen, sent: Sent = NOTHING) -> pages.Capacity:
    found = offers(line=chosen.line, start=chosen.start, hours=HOURS,
                   now=house.journal.clock.now())
    own = capacity_of(side=house.side, line=chosen.line, day=str(chosen.day))
    return pages.Capacity(
        lede=pages.Lede(
            title=_("Capacity"),
            turn=say("{way}, {day}", way=names.way(
                house.pair, direction=chosen.line.direction, point=chosen.line.point),
                day=_day(chosen.day)),
            after=_after(house, published=own is not NO_CAPACITY),
        ),
        chosen=_others(house, chosen=chosen), table=_table(found, house=house, chosen=chosen),
        form=_form(found, house=house, chosen=chosen, sent=sent)
        if house.journal.role == CENTRE or sent.faults else None,
    )


def _after(house: House, *, published: bool) -> Text:
    if house.journal.role != CENTRE:
        return _("publish it at the centre of the state")
    return "" if published else _("nothing is published for this day yet: no slot can be granted")


def _day(day: date) -> str:
    return format_date(day, "EEE d MMM", locale=names.language())


def _others(house: House, *, chosen: Chosen) -> list[Link]:
    today = house.journal.clock.now().date()
    found = []
    for direction in house.pair.directions:
        line = Line(point=chosen.line.point, direction=direction, vehicle_class=TRUCK)
        for ahead in range(DAYS):
            each = Chosen(line=line, day=today + timedelta(days=ahead))
            found.append(Link(href=each.href, current=each == chosen,
                              label=f"{names.way_short(direction)} {_day(each.day)}"))
    return found


def _own(offer: Offer, *, house: House, chosen: Chosen) -> int:
    leaving = chosen.line.direction.startswith(f"{house.side}-")
    return offer.exit_capacity if leaving else offer.entry_capacity


def _form(found: Sequence[Offer], *, house: House, chosen: Chosen, sent: Sent) -> Form:
    filling, zone = Filling(form="capacity", sent=sent), house.pair.country(house.side).zone
    fields: list[Field] = [
        filling.field(
            f"hour_{number}", cldr.hour(offer.slot, zone=zone, language=names.language()),
            kind="number", value=str(_own(offer, house=house, chosen=chosen)))
        for number, offer in enumerate(found)
    ]
    return filling.done(
        action=chosen.href, fields=fields,
        submit=say("Publish for {side}", side=house.side.upper()),
        note=_("Trucks in each hour that this side takes. Slots that were granted stay."))


def _table(found: Sequence[Offer], *, house: House, chosen: Chosen) -> Table:
    leaving, entering = (names.way_short(chosen.line.direction).split(" → "))
    columns: list[tuple[Text, str]] = [
        (_("Hour"), "moment"), (leaving, "number"), (entering, "number"),
        (_("Slots"), "number"), (_("Granted"), "number"), (_("Free"), "number"),
    ]
    return Table(
        caption=_("What both sides take, and what results"), columns=columns,
        rows=[
            [Cell(value=each.slot, kind="moment"), Cell(value=each.exit_capacity, kind="number"),
             Cell(value=each.entry_capacity, kind="number"),
             Cell(value=each.supply, kind="number"), Cell(value=each.granted, kind="number"),
             Cell(value=each.free, kind="number")]
            for each in found
        ],
    )
