"""Closures on the capacity page: to close, to expect another end, to open."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from kopri.domains.queue.operations.capacity import Closing
from kopri.domains.queue.types import Closure
from kopri.domains.queue.types.capacity import REASONS
from kopri.interfaces.house import House
from kopri.interfaces.web import names
from kopri.interfaces.web.board.parts import CLASSES, shut
from kopri.interfaces.web.board.parts import REASONS as WORDS
from kopri.interfaces.web.capacity.page import Chosen, Lasting
from kopri.interfaces.web.filling import Filling, Sent
from kopri.interfaces.web.show import Form
from kopri.interfaces.web.words import say
from kopri.journeys.close_point import would_move_by_change
from kopri.kernel.errors import Fault, Refusal

LONGEST = 200
NO_TIME = Fault(
    code="form.no_time", path="/until", rule="Köpri, docs/reference/rules",
    message="The expected end is missing.", remedy="Give the day and the time, as the clock here shows it.",
)
CLOSED_FOR = timedelta(hours=2)


def lasting(
    house: House, found: Sequence[Closure], *, chosen: Chosen, sent: Sent
) -> list[Lasting]:
    """Each closure; with buttons where it is this side's."""
    return [
        Lasting(shut=shut(each, pair=house.pair, now=house.journal.clock.now()), forms=_forms(
            house, each, chosen=chosen, sent=sent) if each.log == house.journal.origin else ())
        for each in found
    ]


def _forms(house: House, closure: Closure, *, chosen: Chosen, sent: Sent) -> list[Form]:
    name = f"closure-{closure.closure}"
    now, later = house.journal.clock.now(), closure.until + CLOSED_FOR
    here: dict[str, Any] = {"journal": house.journal, "closure": closure.closure}
    at_its_end, at_once = (would_move_by_change(**here, until=each)
                           for each in (max(closure.until, now + CLOSED_FOR), None))
    filling, action = Filling(form=name, sent=sent), chosen.href(f"/capacity/closures/{closure.closure}")
    at_this_side = house.side.upper()
    return [
        filling.done(
            action=action, submit=_("Expect another end"), fold=_("Expect another end"),
            note=_("Sooner frees hours, later shuts more: bookings in shut hours are moved, free of "
                   "charge."),
            fields=[filling.field("until", _("Expected end"), kind="moment",
                                  value=local(house, later))]),
        Filling(form=f"{name}-end", sent=sent).done(
            action=action, tone="cleared", hidden={"end": "1"},
            submit=say("Open {side} now, move {number}", side=at_this_side, number=at_once)
            if at_once else say("Open {side} now, move nobody", side=at_this_side),
            note=say("Hours are offered again at once. Bookings that would have to move: "
                     "{now} now, {then} if it stays shut.", now=at_once, then=at_its_end)),
    ]


def close_form(house: House, *, chosen: Chosen, sent: Sent) -> Form:
    """Take nobody for a while."""
    filling, now = Filling(form="close", sent=sent), house.journal.clock.now()
    return filling.done(
        action=chosen.href("/capacity/close"), tone="refused",
        submit=say("Close {side}", side=house.side.upper()),
        fold=say("Close {side} in this direction", side=house.side.upper()),
        note=_("How many bookings would be moved is shown before anything is done."),
        fields=[
            filling.choice("reason", _("Reason"), kind="select",
                           choices=[(name, WORDS[name]) for name in REASONS]),
            filling.field("until", _("Expected end"), kind="moment",
                          value=local(house, now + CLOSED_FOR)),
            filling.field("since", _("Begins"), kind="moment", required=False,
                          hint=_("empty: now")),
            filling.choice("vehicles", _("Vehicles"), kind="select",
                           choices=[("", _("all")), *CLASSES.items()]),
            filling.field("text", _("What drivers should know"), required=False),
        ])


def said(house: House, sent: dict[str, str], *, chosen: Chosen) -> str:
    """What is about to be closed, for whom, why and until when."""
    way = names.way(house.pair, direction=chosen.line.direction, point=chosen.line.point)
    vehicles = str(CLASSES.get(sent.get("vehicles", ""), _("all vehicles"))).lower()
    reason = str(WORDS.get(sent.get("reason", ""), ""))
    since, until = (sent.get(name, "").replace("T", " ") for name in ("since", "until"))
    if since:
        return say("{way}: {vehicles}, {reason}, from {since} until {until}", way=way,
                   vehicles=vehicles, reason=reason, since=since, until=until)
    return say("{way}: {vehicles}, {reason}, until {until}", way=way, vehicles=vehicles,
               reason=reason, until=until)


def open_now(house: House) -> str:
    """What the act of ending a closure is called."""
    return say("Open {side} now", side=house.side.upper())


def local(house: House, moment: datetime) -> str:
    """A moment as the browser's field takes it, in the post's time."""
    return moment.astimezone(house.pair.country(house.side).zone).strftime("%Y-%m-%dT%H:%M")


def moment_of(house: House, text: str) -> datetime | None:
    """A moment from the browser's field; None for none. A Refusal for what is no time."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(
            tzinfo=house.pair.country(house.side).zone)
    except ValueError as error:
        raise Refusal([NO_TIME]) from error


def end_of(house: House, sent: dict[str, str]) -> datetime:
    """The expected end; a Refusal where there is none."""
    until = moment_of(house, sent.get("until", ""))
    if until is None:
        raise Refusal([NO_TIME])
    return until


def closing_of(house: House, sent: dict[str, str]) -> Closing:
    """The closure that is asked for."""
    vehicles = sent.get("vehicles", "")
    return Closing(
        until=end_of(house, sent), since=moment_of(house, sent.get("since", "")),
        reason=sent.get("reason", ""), text=sent.get("text", "")[:LONGEST],
        vehicle_classes=[vehicles] if vehicles else [])
