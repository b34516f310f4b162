"""Releases without a service, as they are said on other pages: of a case, and of the worklist."""

from django.utils.translation import gettext as _

from kopri.interfaces.house import House
from kopri.interfaces.web import names
from kopri.interfaces.web.show import Cell, Link
from kopri.interfaces.web.words import Text, say
from kopri.journeys.fall_back import released_under, to_look_at
from kopri.kernel.actor import Actor, Role


def looks_link(house: House, *, who: Actor) -> Link | None:
    """To what was released without this inspector's service, where something waits."""
    waiting = to_look_at(journal=house.journal, actor=who)
    return Link(href="/fallback", label=say(
        "Released without your service, to be looked at: {number}",
        number=len(waiting))) if waiting else None


def without(reference: str, *, house: House, who: Actor) -> list[tuple[Text, Cell]]:
    """For staff: whom a side released it without."""
    return [] if who.role is Role.CARRIER else [(_("Released without"), Cell(value=", ".join(
        str(names.service(house.pair, side=row.side, code=each)) for each in row.missed)))
        for row in released_under(reference)]
