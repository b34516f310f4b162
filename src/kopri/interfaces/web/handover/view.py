"""The handover page of a post: what is open, who signed, the form to sign."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kopri.crossing.queries import views_of
from kopri.crossing.states import Phase
from kopri.domains.calling.types import Need
from kopri.domains.handover.queries import HandoverView
from kopri.domains.handover.types import Item, What
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, news
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.calling.needs import WORDS as NEEDS
from kopri.interfaces.web.case.outcomes import kind_of
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Blank, Cell, Link, Status, Table
from kopri.interfaces.web.signers import signers
from kopri.interfaces.web.words import Text, say
from kopri.journeys.hand_over import HandoverSheet, give_shift, show_handover, take_shift
from kopri.kernel.actor import Actor, Role
from kopri.kernel.clock import from_text

WHAT: dict[str, Text] = {
    What.PROPOSAL.value: gettext_lazy("Waits for a second officer"),
    What.RETURN.value: gettext_lazy("To go back"),
    What.HOLD.value: gettext_lazy("Held"), What.SAMPLE.value: gettext_lazy("Sample"),
    What.SEAL.value: gettext_lazy("Seal"), What.REGIME.value: gettext_lazy("Fallback regime"),
    What.SECOND_LOOK.value: gettext_lazy("To be looked at again"),
    What.NEED.value: gettext_lazy("Need"),
}
_OF_A_PART = (What.HOLD.value, What.RETURN.value)


@require_safe
@view(Role.SHIFT_HEAD)
def handover(request: HttpRequest) -> HttpResponse:
    """What is open now, and who signed before."""
    house = house_of(request)
    point = request.GET.get("point") or house.pair.pair.facts.points[0].code
    return draw(request, _page(house, who=actor(request), point=point))


@require_POST
@view(Role.SHIFT_HEAD)
def give(request: HttpRequest, *, point: str) -> HttpResponse:
    """The one who leaves signs."""
    return _sign(request, point=point, taking=False)


@require_POST
@view(Role.SHIFT_HEAD)
def take(request: HttpRequest, *, point: str) -> HttpResponse:
    """The one who comes signs."""
    return _sign(request, point=point, taking=True)


def _sign(request: HttpRequest, *, point: str, taking: bool) -> HttpResponse:
    house, who, given = house_of(request), actor(request), values(request)
    form, journey = ("take", take_shift) if taking else ("give", give_shift)
    _result, refusal = attempt(lambda: journey(
        journal=house.journal, pair=house.pair, actor=who, point=point,
        seen=given.get("seen", ""), note=given.get("note", ""), request=form_key(request)))
    if refusal is None:
        return go(request, f"/handover?point={point}", done=f"handover-{form}")
    # the list may have changed: what is sent next is another request
    kept = {name: value for name, value in given.items() if name != "key"}
    sent = Sent(form=form, values=kept, faults=refusal.faults)
    return draw(request, _page(house, who=who, point=point, sent=sent),
                status=STATUS[refusal.ground])


def _page(house: House, *, who: Actor, point: str, sent: Sent = NOTHING) -> Priorities:
    sheet = show_handover(journal=house.journal, pair=house.pair, actor=who, point=point)
    others = [each.code for each in house.pair.pair.facts.points if each.code != point]
    return Priorities(
        lede=Lede(title=say("Handover, {place}", place=names.place_and_side(
            house.pair, side=house.side, point=point)), marks=news.silence(house),
            turn=_turn(sheet)),
        links=[Link(href="/fallback", label=_("Fallback")), Link(href="/gate", label=_("Gate")),
               *(Link(href=f"/handover?point={each}", label=names.place(
                   house.pair, side=house.side, point=each)) for each in others)],
        parts=[Part(title=_("Open now"), blocks=[
                   _items(sheet.items, house=house), _waiting(sheet, house=house)]),
               Part(title=_("Signature"), blocks=[
                   *_signature(sheet, house=house, sent=sent), _past(sheet.past)])])


def _turn(sheet: HandoverSheet) -> Text:
    if sheet.given is None:
        return say("Open: {number}. Who leaves signs first, then who comes.",
                   number=len(sheet.items))
    return _("You have signed. Now the shift head who comes signs.") if sheet.mine else _(
        "The shift was given. Look at what is open, then take it.")


def _signature(sheet: HandoverSheet, *, house: House, sent: Sent) -> list[object]:
    if not sheet.here:
        return [Blank(kind="empty", title=_("This post has a node of its own: it is signed there."))]
    if sheet.given is None:
        return [_form("give", sheet, submit=say("Give the shift with {number} open",
                                                number=len(sheet.items)), sent=sent)]
    if sheet.mine:
        return [Blank(kind="denied", title=_("Another person takes it."),
                      text=_("The shift head who comes signs in with his own account."))]
    blocks: list[object] = [_form("take", sheet, submit=say(
        "Take the shift with {number} open", number=len(sheet.items)), sent=sent)]
    changed = sheet.given.items != tuple(sheet.items)
    if changed:
        blocks.insert(0, _items(sheet.given.items, house=house,
                                caption=_("As it was given; something has changed since")))
    return blocks


def _form(name: str, sheet: HandoverSheet, *, submit: Text, sent: Sent) -> object:
    filling = Filling(form=name, sent=sent)
    return filling.done(
        action=f"/handover/{sheet.point}/{name}", submit=submit, hidden={"seen": sheet.seen},
        fields=[filling.field("note", _("Note"), kind="lines", required=False,
                              hint=_("What the list does not say."))],
        note=say("Note of who leaves: {note}", note=sheet.given.note)
        if sheet.given and sheet.given.note else "")


def _items(items: Sequence[Item], *, house: House, caption: Text = "") -> Table:
    plates = {case.reference: case.plate for case in views_of(
        [item.reference for item in items if item.reference])}
    return Table(
        caption=caption or _("Holds, seals, samples and the like"),
        columns=[(_("What"), "text"), (_("Truck"), "plate"), (_("Case"), "code"), (_("Of"), "text"),
                 (_("Since"), "moment")],
        rows=[[Cell(value=WHAT.get(item.what, item.what)),
               Cell(value=plates[item.reference], kind="plate") if plates.get(item.reference)
               else Cell(value=""),
               Cell(value=item.reference, kind="code",
                    href=f"/cases/{item.reference}" if item.reference else ""),
               Cell(value=_of(item, house=house)),
               Cell(value=from_text(item.since), kind="moment")] for item in items],
        blank=Blank(kind="empty", title=_("Nothing is open.")))


def _of(item: Item, *, house: House) -> str:
    """The services, the need, the part, or the number on a seal or a sample."""
    if item.what == What.NEED.value:
        return str(NEEDS.get(Need(item.of), item.of))
    known = {service.id for service in house.pair.country(house.side).services}
    said = [str(names.service(house.pair, side=house.side, code=each)) if each in known else each
            for each in item.of.split(";") if each]
    which = str(kind_of(item.number)) if item.what in _OF_A_PART else item.number
    return ", ".join(filter(None, [*said, which]))


def _waiting(sheet: HandoverSheet, *, house: House) -> Table:
    rows = []
    for key, number in sheet.waiting.items():
        direction, phase = key.split(" ")
        rows.append([Cell(value=names.way_short(direction)),
                     Cell(value=Status(code=Phase(phase).value), kind="status"),
                     Cell(value=number, kind="number")])
    return Table(caption=_("Vehicles"), rows=rows,
                 columns=[(_("Direction"), "text"), (_("State"), "status"), (_("How many"), "number")],
                 blank=Blank(kind="empty", title=_("Nobody waits.")))


def _past(rows: Sequence[HandoverView]) -> Table:
    by = signers(person for row in rows for person in (row.given_by, row.taken_by))
    return Table(
        caption=_("Handovers before"),
        columns=[(_("Handed over"), "moment"), (_("By"), "text"), (_("Open then"), "number"),
                 (_("Taken"), "moment"), (_("By"), "text"), (_("Note"), "text")],
        rows=[[Cell(value=row.given, kind="moment"), by(row.given_by),
               Cell(value=len(row.items), kind="number"), Cell(value=row.taken, kind="moment"),
               by(row.taken_by),
               Cell(value=" ".join(part for part in (row.note, row.taken_note) if part))]
              for row in rows],
        blank=Blank(kind="empty", title=_("None yet.")))
