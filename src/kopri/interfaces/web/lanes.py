"""The lanes of the post: which are open, and the shift head's forms to close and open them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopri.domains.accounts.queries import names_of
from kopri.domains.lanes.permissions import may_set_lane
from kopri.domains.lanes.queries import ClosedLane
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, news
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Blank, Cell, Facts, Form, Link, Mark
from kopri.interfaces.web.words import Text, say
from kopri.journeys.set_lane import Lanes, set_lane, show_lanes
from kopri.kernel.actor import Actor, Role

POST = (Role.GATE_OFFICER, Role.SHIFT_HEAD, Role.INSPECTOR)


@require_safe
@view(*POST)
def lanes(request: HttpRequest) -> HttpResponse:
    """Every lane of the post, closed ones first."""
    return draw(request, _page(house_of(request), who=actor(request)))


@require_POST
@view(*POST)
def change(request: HttpRequest, *, point: str, lane: int) -> HttpResponse:
    """Close it, or open it."""
    house, who, sent = house_of(request), actor(request), values(request)
    _done, refusal = attempt(lambda: set_lane(
        journal=house.journal, pair=house.pair, actor=who, point=point, lane=lane,
        is_open=sent.get("open") == "yes", reason=sent.get("reason", "")[:500],
        request=form_key(request)))
    if refusal is None:
        return go(request, "/lanes", done="lane")
    back = Sent(form=f"lane-{point}-{lane}", values=sent, faults=refusal.faults)
    return draw(request, _page(house, who=who, sent=back), status=STATUS[refusal.ground])


def summary(house: House, *, who: Actor) -> list[Link]:
    """One line for the gate: how many are open."""
    posts = show_lanes(journal=house.journal, pair=house.pair, actor=who)
    return [Link(href="/lanes", label=_open_of(post)) for post in posts]


def _open_of(post: Lanes) -> Text:
    closed = ", ".join(str(each.lane) for each in post.closed)
    fields = {"open": post.number - len(post.closed), "all": post.number}
    return (say("Lanes open: {open} of {all}; closed: {closed}", closed=closed, **fields)
            if closed else say("Lanes open: {open} of {all}", **fields))


def _page(house: House, *, who: Actor, sent: Sent = NOTHING) -> Priorities:
    posts = show_lanes(journal=house.journal, pair=house.pair, actor=who)
    sets = may_set_lane(who) and news.decides(house, actor=who)
    return Priorities(
        lede=Lede(
            title=say("Lanes, {place}", place=names.place_and_side(house.pair, side=house.side)),
            turn=" ".join(str(_open_of(post)) for post in posts),
            marks=[Mark(kind="assumption")] if any(post.assumed for post in posts) else ()),
        links=[Link(href="/gate", label=_("Gate"))],
        parts=[part for post in posts for part in _parts(post, sets=sets, sent=sent)])


def _parts(post: Lanes, *, sets: bool, sent: Sent) -> list[Part]:
    closed = {each.lane: each for each in post.closed}
    called = names_of([each.by for each in post.closed])
    found = [Part(
        title=say("Lane {number}: closed", number=each.lane),
        blocks=[_why(each, name=called.get(each.by, "")),
                *([_form(post.point, each.lane, opens=True, sent=sent)] if sets else [])])
        for each in post.closed]
    found += [Part(
        title=say("Lane {number}: open", number=lane),
        blocks=[_form(post.point, lane, opens=False, sent=sent)] if sets else [])
        for lane in range(1, post.number + 1) if lane not in closed]
    if not sets:
        found.append(Part(title=_("Who closes lanes"), blocks=[
            Blank(kind="denied", title=_("The shift head closes and opens lanes."))]))
    return found


def _why(closed: ClosedLane, *, name: str) -> Facts:
    return Facts(items=[
        (_("Reason"), Cell(value=closed.reason)),
        (_("Closed since"), Cell(value=closed.time, kind="moment")),
        (_("By"), Cell(value=name) if name else Cell(value=closed.by, kind="code"))])


def _form(point: str, lane: int, *, opens: bool, sent: Sent) -> Form:
    filling = Filling(form=f"lane-{point}-{lane}", sent=sent)
    return filling.done(
        action=f"/lanes/{point}/{lane}", hidden={"open": "yes" if opens else ""},
        submit=say("Open lane {number}", number=lane) if opens else say(
            "Close lane {number}", number=lane),
        fold="" if opens or filling.mine else say("Close lane {number}", number=lane),
        tone="action" if opens else "held", fields=[filling.field("reason", _("Reason"))])
