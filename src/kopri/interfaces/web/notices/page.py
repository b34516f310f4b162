"""What every page of a notice has in common: its first line, why it is frozen, the ways on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from kopri.domains.notice.states import NoticeState
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.notices.sheet import Sheet, weight
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Form, Link, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_notice import NoticeSheet
from kopri.kernel.actor import Actor, Role
from kopri.kernel.text import render_fault


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """A page about one notice. ``frozen``: why it can no longer be changed, and what to do."""

    template: ClassVar[str] = "pages/notice.html"
    lede: Lede
    links: Sequence[Link] = ()
    frozen: Blank | None = None
    sheets: Sequence[Sheet] = ()
    tables: Sequence[Table] = ()
    forms: Sequence[Form] = ()


def lede(sheet: NoticeSheet, *, title: Text, turn: Text = "") -> Lede:
    """What it is, in which state, what it is about."""
    return Lede(title=title, code=sheet.notice.reference, plate=sheet.case.plate,
                status=Status(code=sheet.notice.state.value), turn=turn or _about(sheet))


def _about(sheet: NoticeSheet) -> str:
    known = sheet.notice.consignments
    gross = cldr.number(float(weight(known)), language=names.language())
    return say("Version {version}: consignments {number}, gross weight {weight} kg.",
               version=sheet.notice.version, number=len(known), weight=gross)


def frozen(sheet: NoticeSheet, *, actor: Actor) -> Blank | None:
    """Why nobody may change it; for those alone who otherwise might."""
    if sheet.frozen is None or actor.role not in (
            Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD):
        return None
    if sheet.notice.state is NoticeState.CANCELLED:
        return Blank(kind="empty", title=_("This notice was withdrawn."),
                     text=_("Announce the truck again if it comes all the same."),
                     href=f"/announce?like={sheet.notice.notice}"
                     if actor.role is Role.CARRIER else "", action=_("Again, like this one"))
    text = render_fault(sheet.frozen, language=names.language())
    return Blank(kind="denied", title=text.message, text=text.remedy)


def links(sheet: NoticeSheet, *, actor: Actor, here: str = "") -> list[Link]:
    """Where to go from here."""
    notice, where = sheet.notice, f"/notices/{sheet.notice.notice}"
    found = [
        (f"/cases/{notice.reference}", _("The truck")), (where, _("The notice")),
        (f"{where}/versions", say("Versions: {number}", number=len(sheet.versions))),
        (f"{where}/waybill.pdf", _("Waybill to print (PDF)")),
        (f"{where}/formats", _("Other formats")),
    ]
    if notice.format != "form":
        found.append((f"{where}/document", say("The document as it was sent ({format})",
                                               format=notice.format)))
    if sheet.changeable:
        found += [(f"{where}/amend", _("Change")), (f"{where}/cancel", _("Withdraw"))]
    if actor.role is Role.CARRIER:
        found.append((f"/announce?like={notice.notice}", _("Again, like this one")))
    return [Link(href=href, label=label, current=href == here) for href, label in found]
