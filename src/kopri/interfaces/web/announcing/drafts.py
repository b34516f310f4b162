"""Drafts: kept by a button or by themselves, listed, opened again, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopri.domains.drafts import rules
from kopri.domains.drafts.operations import discard, keep
from kopri.domains.drafts.queries import drafts_of
from kopri.domains.drafts.types import DraftView, Fields
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.announcing.sheet import pack
from kopri.interfaces.web.announcing.work import Desk, Work
from kopri.interfaces.web.answers import STATUS, draw, go, lines, view
from kopri.interfaces.web.filling import attempt, new_key
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Form, Link
from kopri.interfaces.web.words import Text, say
from kopri.kernel.actor import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A draft in the list."""

    title: Text
    href: str
    saved: datetime
    delete: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """A person's drafts."""

    template: ClassVar[str] = "pages/drafts.html"
    lede: Lede
    drafts: Sequence[Line]
    blank: Blank
    announce: Link


@require_safe
@view(Role.CARRIER)
def listed(request: HttpRequest) -> HttpResponse:
    """The person's drafts, the last first."""
    who = actor(request)
    own = drafts_of(who)
    return draw(request, Drafts(
        lede=Lede(title=_("Your drafts"), turn=say(
            "Nobody else sees them. They are kept for {days} days.", days=rules.KEPT.days)),
        drafts=[_line(each) for each in own],
        blank=Blank(kind="empty", title=_("No draft yet.")),
        announce=Link(href="/announce", label=_("Announce a truck"))))


def _line(draft: DraftView) -> Line:
    where = f"/notices/{draft.amends}/amend" if draft.amends else "/announce"
    return Line(
        title=draft.title or _("without a plate"), saved=draft.saved,
        href=f"{where}?draft={draft.draft}",
        delete=Form(action=f"/announce/drafts/{draft.draft}/delete", key=new_key(),
                    submit=_("Delete"), tone="quiet"))


@require_POST
@view(Role.CARRIER)
def deleted(request: HttpRequest, *, draft: str) -> HttpResponse:
    """One draft less."""
    discard(actor=actor(request), draft=draft)
    return go(request, "/announce/drafts", done="draft-deleted")


def saved(request: HttpRequest, work: Work, *, desk: Desk) -> HttpResponse:
    """Keep the form as it stands, then go on with it; to the page itself only its id is told."""
    now = house_of(request).journal.clock.now()
    texts = {**work.texts, "held": pack(work.sheet.consignments)}
    texts.pop("key", None)  # each sending is its own
    result, refusal = attempt(lambda: keep(
        actor=desk.actor, now=now, random=desk.house.journal.random, draft=work.text("draft"),
        fields=Fields(title=_title(work), texts=texts,
                      amends=work.amends.notice if work.amends else "")))
    by_itself = "X-Autosave" in request.headers
    if refusal is not None and by_itself:
        return JsonResponse({"text": " ".join(line.message for line in lines(refusal.faults))},
                            status=STATUS[refusal.ground])
    if refusal is not None:
        raise refusal
    if by_itself:
        zone = desk.house.pair.country(desk.house.side).zone
        hour = cldr.clock(now, now=now, zone=zone, language=names.language())
        return JsonResponse({"draft": result, "text": say("Draft saved {time}.", time=hour)})
    where = f"/notices/{work.amends.notice}/amend" if work.amends else "/announce"
    return go(request, f"{where}?draft={result}", done="draft")


def _title(work: Work) -> str:
    """By what its owner knows it: the plate, the waybill, the goods."""
    first = work.sheet.open
    parts = [work.text("plate").upper(), first.waybill.identifier if first.waybill else "",
             first.consignor.name if first.consignor else "",
             next((item.description for item in first.items if item.description), "")]
    return ", ".join(part for part in parts if part)
