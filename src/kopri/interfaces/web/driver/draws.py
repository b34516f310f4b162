"""Which draw a truck on the list waits for, and when it is held."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from kopri.domains.queue.queries import Booking
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.drawing import draw_times
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.words import Text, say
from kopri.journal.authority import exit_side


def awaited(booking: Booking, *, pair: PairData, now: datetime) -> Text:
    """``You wait for the draw of 16 Jan``, and when; after it, for what is given back."""
    day, zone = _day(booking), pair.country(exit_side(booking.direction)).zone
    held = None if day is None else held_at(booking, day=day, pair=pair)
    if day is None or held is None or held <= now:
        return _("You are on the list. A slot that is given back goes to the next on it.")
    moment = cldr.clock(held, now=now, zone=zone, language=names.language())
    return say("You are on the list for the draw of {day}. It is held at {moment}.",
               day=cldr.day(day, language=names.language()), moment=moment)


def _day(booking: Booking) -> date | None:
    try:
        return date.fromisoformat(booking.draw.partition("/")[0])
    except ValueError:
        return None


def held_at(booking: Booking, *, day: date, pair: PairData) -> datetime | None:
    """When the draw of a day's slots is held; None where none is."""
    times = draw_times(pair, line=booking.line, day=day.isoformat())
    return times.opens if times else None
