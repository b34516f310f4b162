"""The words of the capacity page: goods, services, and why an hour is as it is."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopri.domains.queue.queries.capacity import NO_CAPACITY
from kopri.interfaces.house import House
from kopri.interfaces.web import names
from kopri.interfaces.web.words import Text, say
from kopri.journal.types import CENTRE
from kopri.journeys.show_capacity import CapacitySheet, HourSheet
from kopri.kernel.lines import DANGEROUS, EMPTY, LIVE_ANIMALS, LOADED

GOODS: dict[str, Text] = {
    "": gettext_lazy("All loads"), EMPTY: gettext_lazy("Empty"), LOADED: gettext_lazy("Loaded"),
    DANGEROUS: gettext_lazy("Dangerous goods"), LIVE_ANIMALS: gettext_lazy("Live animals"),
}


def service(role: str) -> str:
    """A service by what it does."""
    return str(names.SERVICES.get(role, role))


def why(hour: HourSheet, *, goods: str) -> str:
    """Why no more is free, beside the numbers: who is closed, who is off duty, or all is given."""
    found = list(dict.fromkeys(_reasons(hour)))
    left = hour.goods[goods].free if goods else hour.all.free
    full = not left and min(taken(hour, goods=goods)) > 0
    return "; ".join(found) or (_("all granted") if full else "")


def _reasons(hour: HourSheet) -> Iterator[str]:
    for side in hour.all.closed:
        yield say("{side} is closed", side=side.upper())
    for side in hour.all.expired:
        yield say("what {side} published holds no more", side=side.upper())
    for each in hour.away:
        yield say("{side}: {service} off duty", side=each.side.upper(), service=service(each.role))


def taken(hour: HourSheet, *, goods: str) -> tuple[int, int]:
    """What the exit and the entry side take: of all, or of a goods class."""
    both = hour.all.exit_capacity, hour.all.entry_capacity
    if not goods:
        return both
    limits = hour.goods[goods].exit_limit, hour.goods[goods].entry_limit
    leaving, entering = (each if limit is None else min(each, limit)
                         for each, limit in zip(both, limits, strict=True))
    return leaving, entering


def missing(house: House, *, sheet: CapacitySheet) -> str:
    """What is not there yet, without which no slot can be granted."""
    silent = [side for side, each in sheet.known.items() if each is NO_CAPACITY]
    if house.journal.role != CENTRE:
        return _("publish it at the centre of the state")
    if house.side in silent:
        return _("nothing is published for this day yet: no slot can be granted")
    if silent:
        return say("{side} has published nothing for this day: no slot can be granted",
                   side=silent[0].upper())
    return ""
