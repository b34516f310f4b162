"""The form, drawn: what is needed is asked first, the rest folds away."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kopri.interfaces.web import answers, wishes
from kopri.interfaces.web.announcing import cargo, vehicle
from kopri.interfaces.web.announcing.reading import CONSIGNMENT
from kopri.interfaces.web.announcing.sheet import pack
from kopri.interfaces.web.announcing.shown import Button, Entry, EntryPage, Group
from kopri.interfaces.web.announcing.work import Desk, Work
from kopri.interfaces.web.figures import Slots
from kopri.interfaces.web.filling import Filling, Sent, new_key
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import FaultLine, Link, Table
from kopri.interfaces.web.words import say
from kopri.kernel.errors import Fault

FORM = "announce"
KEPT = ("kept", "source", "draft", *(f"d{row}-kept" for row in range(6)))


def page(work: Work, *, desk: Desk, changes: Table | None = None) -> EntryPage:
    """The form with what was typed and what is wrong, and the slots beside it."""
    amending = work.amends is not None
    return EntryPage(
        lede=_lede(work), form=entry(work, desk=desk, changes=changes),
        slots=[] if amending else _slots(desk),
        links=[] if amending else [Link(href="/announce/drafts", label=_("Your drafts"))],
    )


def _lede(work: Work) -> Lede:
    if work.amends is None:
        return Lede(title=_("Announce a truck"), turn=_("Told once, for both sides."))
    return Lede(
        title=_("Change the notice"), code=work.amends.reference,
        turn=say("Version {number} stands; what you send becomes the next.",
                 number=work.amends.version))


def entry(work: Work, *, desk: Desk, changes: Table | None = None) -> Entry:
    """The form itself."""
    here = [fault for fault in work.faults if not CONSIGNMENT.match(fault.path)]
    sent = Sent(form=FORM, values=work.texts, faults=here)
    filling = Filling(form=FORM, sent=sent)
    groups = _groups(work, filling, desk=desk)
    known = {each.name: each.id for group in groups
             for each in (*group.fields, *(part for row in group.rows
                                           for part in (*row.fields, *row.more)))}
    action = f"/notices/{work.amends.notice}/amend" if work.amends else "/announce"
    return Entry(
        action=action, key=work.text("key") or new_key(), groups=groups, changes=changes,
        buttons=_buttons(work, compared=bool(changes and changes.rows)), notes=work.notes,
        hidden=_hidden(work), faults=[_line(fault, known) for fault in work.faults],
        doubts=[_line(fault, known) for fault in work.doubts], saves=True)


def _line(fault: Fault, known: dict[str, str]) -> FaultLine:
    """A line of the summary; of a consignment that is not open, with its number."""
    other = CONSIGNMENT.match(fault.path)
    (line,) = answers.lines([fault], fields={} if other else known)
    if not other:
        return line
    number = int(other[1]) + 1
    return FaultLine(message=f"{say('Consignment {number}:', number=number)} {line.message}",
                     remedy=line.remedy, rule=line.rule)


def _groups(work: Work, filling: Filling, *, desk: Desk) -> list[Group]:
    groups = [cargo.file(work, filling, desk=desk)]
    if work.amends is None:
        groups += [vehicle.way(filling, desk=desk), vehicle.vehicle(filling)]
    else:
        groups += [vehicle.expected(filling)]
    groups += [
        *cargo.consignments(work), cargo.waybill(work, filling), cargo.goods(work, filling),
        cargo.places(filling), cargo.equipment(work, filling)]
    if work.amends is None:
        groups += [vehicle.crew(filling), cargo.documents(work, filling, desk=desk),
                   vehicle.slot(filling, desk=desk)]
    return groups


def _buttons(work: Work, *, compared: bool) -> list[Button]:
    if work.amends is None:
        return [Button(do="send", label=_("Announce the truck"), tone="action"),
                Button(do="save", label=_("Save as a draft"))]
    send = Button(do="send", tone="action",
                  label=say("Send version {number}", number=work.amends.version + 1))
    look = Button(do="compare", label=_("Show what changes"), tone="quiet" if compared else "action")
    save = Button(do="save", label=_("Save as a draft"))
    return [send, look, save] if compared else [look, save]


def _hidden(work: Work) -> dict[str, str]:
    sheet = work.sheet
    return {
        "held": pack(sheet.consignments), "at": str(sheet.at), "start": str(sheet.start),
        **({"version": work.text("version")} if work.amends else {}),
        **{name: work.text(name) for name in KEPT if work.text(name) or name == "draft"},
    }


def _slots(desk: Desk) -> Sequence[Slots]:
    point = desk.house.pair.pair.facts.points[0].code
    return [wishes.slots(wishes.next_hours(desk.house, direction=direction, point=point),
                         direction=direction, point=point, pair=desk.house.pair)
            for direction in desk.house.pair.directions]
