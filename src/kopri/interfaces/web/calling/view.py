"""The shift head's page of calls: by itself or by hand, and who was let out of a held gate."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kopri.domains.calling.types import Hold
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Cell, Form, Link, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_calling import HeadSheet, SwitchSheet, show_switches
from kopri.journeys.switch_calling import switch_calling
from kopri.kernel.actor import Actor, Role

HOLDS: dict[str, Text] = {
    Hold.CLOSED.value: gettext_lazy("entry side closed"),
    Hold.SILENT.value: gettext_lazy("entry side silent"),
    Hold.FULL.value: gettext_lazy("neutral strip full"),
    Hold.AT_EXIT_SIDE.value: gettext_lazy("exit side has not let it out"),
    Hold.ELSEWHERE.value: gettext_lazy("inside under another case"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One crossing point: what holds, who said so, the form to change it, its screen."""

    title: Text
    state: Text
    screen: Link
    form: Form | None
    note: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """The page."""

    template: ClassVar[str] = "pages/calls.html"
    lede: Lede
    points: list[Point]
    overrides: Table


@require_http_methods(["GET", "HEAD", "POST"])
@view(Role.SHIFT_HEAD)
def calls(request: HttpRequest) -> HttpResponse:
    """See, and switch."""
    house, who = house_of(request), actor(request)
    if request.method != "POST":
        return draw(request, _page(house, actor=who))
    sent = values(request)
    _result, refusal = attempt(lambda: switch_calling(
        journal=house.journal, pair=house.pair, actor=who, point=sent.get("point", ""),
        automatic=sent.get("automatic") == "yes", reason=sent.get("reason", "")[:500],
        request=form_key(request)))
    if refusal is not None:
        page = _page(house, actor=who, sent=Sent(
            form=f"calls-{sent.get('point', '')}", values=sent, faults=refusal.faults))
        return draw(request, page, status=STATUS[refusal.ground])
    return go(request, "/calling", done="calls")


def _page(house: House, *, actor: Actor, sent: Sent = NOTHING) -> Calls:
    sheet = show_switches(journal=house.journal, pair=house.pair, actor=actor)
    return Calls(
        lede=Lede(title=_("Calls to the gate"), turn=_(
            "The node calls by itself, by slot and arrival, while there is room at the gate.")),
        points=[_point(each, house=house, sent=sent) for each in sheet.switches],
        overrides=_overrides(sheet))


def _point(sheet: SwitchSheet, *, house: House, sent: Sent) -> Point:
    automatic = sheet.switched is None or sheet.switched.automatic
    post = house.pair.post_at(sheet.point, side=house.side)
    filling = Filling(form=f"calls-{sheet.point}", sent=sent)
    form = filling.done(
        action="/calling", tone="held" if automatic else "action",
        submit=_("From now on call by hand") if automatic else _("Let the node call again"),
        fields=[filling.field("reason", _("Reason"))],
        hidden={"point": sheet.point, "automatic": "no" if automatic else "yes"})
    return Point(
        title=names.place(house.pair, side=house.side, point=sheet.point),
        state=_("The node calls by itself.") if automatic else _("Officers call by hand."),
        screen=Link(href=f"/calling/{post}", label=_("The screen at the waiting area")),
        form=form if sheet.here else None,
        note=say("Because: {reason}", reason=sheet.switched.reason) if sheet.switched else "")


def _overrides(sheet: HeadSheet) -> Table:
    return Table(
        caption=_("Let out although the exit gate was held"),
        columns=[(_("Truck"), "code"), (_("Held because"), "text"), (_("Reason"), "text"),
                 (_("Time"), "moment")],
        rows=[[Cell(value=each.reference, kind="code", href=f"/cases/{each.reference}"),
               Cell(value=", ".join(str(HOLDS.get(hold, hold)) for hold in each.holds)),
               Cell(value=each.reason), Cell(value=each.time, kind="moment")]
              for each in sheet.overrides],
        blank=Blank(kind="empty", title=_("Nobody was.")))
