"""Whose minutes they were, in words and as a table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kopri.engines.clockwork import Cause, Whose
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import names
from kopri.interfaces.web.show import Cell, Table
from kopri.interfaces.web.words import Text, say


def whose_minutes(seconds: Mapping[Whose, int], *, pair: PairData, point: str) -> list[
        tuple[Text, int]]:
    """Who, and seconds: the most first, what is nobody's last."""
    rows = sorted(seconds.items(), key=lambda row: (
        row[0].cause is Cause.UNATTRIBUTED, -row[1], row[0].cause.value, row[0].side,
        row[0].service))
    return [(party(whose, pair=pair, point=point), spent) for whose, spent in rows if spent]


def minutes_table(seconds: Mapping[Whose, int], *, pair: PairData, point: str) -> Table | None:
    """Adds up to the time passed, to the second; None of no time."""
    total = sum(seconds.values())
    if not total:
        return None
    rows = [*whose_minutes(seconds, pair=pair, point=point), (_("all together"), total)]
    return Table(
        caption=_("Whose time it was"), columns=[(_("Who"), "text"), (_("Time"), "minutes")],
        rows=[[Cell(value=name), Cell(value=spent / 60, kind="minutes")] for name, spent in rows])


def party(whose: Whose, *, pair: PairData, point: str) -> Text:
    """Who it is, in words; a service with its side, for both have customs. A hold whose reason is
    withheld names no service."""
    plain = {Cause.QUEUE: _("the queue"), Cause.DRIVER: _("the driver"),
             Cause.STRIP: _("neutral strip"), Cause.UNATTRIBUTED: _("not attributed")}
    if whose.cause in plain:
        return plain[whose.cause]
    place = str(names.place_and_side(pair, side=whose.side, point=point))
    known = {each.id for each in pair.country(whose.side).services}
    if whose.cause in (Cause.SERVICE, Cause.HOLD) and whose.service in known:
        service = f"{whose.side.upper()} {names.service(pair, side=whose.side, code=whose.service)}"
        return service if whose.cause is Cause.SERVICE else say("{service}, held", service=service)
    worded = {
        Cause.SIDE: say("{place}, between services", place=place),
        Cause.HOLD: say("{place}, held", place=place),
        Cause.CLOSURE: say("{place} closed", place=place),
        Cause.OUTAGE: say("{place}, a system is down", place=place),
        Cause.NEIGHBOUR: say("waiting for {place}", place=place),
    }
    return worded.get(whose.cause, whose.service)
