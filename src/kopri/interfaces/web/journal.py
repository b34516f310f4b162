"""The node's record as a verifier sees it: checkpoint, cosignatures, what it follows, complaints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.interfaces.house import house_of
from kopri.interfaces.requests import account_of, actor
from kopri.interfaces.web import news
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.pages import Followed, Journal, Lede, Trouble
from kopri.interfaces.web.show import Blank, Cell, Facts, Link, Status, Table
from kopri.interfaces.web.warnings import troubles_of
from kopri.interfaces.web.words import Text, say
from kopri.journal.charges import CHARGES, Weight
from kopri.journal.queries import ComplaintLine, EntryLine, IncidentLine, LogLine
from kopri.journeys.show_journal import JournalSheet, show_evidence, show_journal
from kopri.kernel.actor import Role

SILENT = timedelta(minutes=5)
READERS = (Role.AUDITOR, Role.OPERATOR)  # kinds alone would tell of risk


@require_safe
@view()
def journal(request: HttpRequest) -> HttpResponse:
    """For everybody; the newest entries for auditors and the operator."""
    house, account = house_of(request), account_of(request)
    sheet = show_journal(journal=house.journal, shared=house.shared, with_tables=False)
    now = datetime.now(UTC)
    may = account is not None and account.role in {role.value for role in READERS}
    own = next(log for log in sheet.logs if log.own)
    ages = Ages(wall=now, border=sheet.now, latest=news.latest())
    followed = [_followed(log, ages=ages, incidents=sheet.incidents, may=may)
                for log in sheet.logs if not log.own]
    ours = troubles_of(own, sheet.incidents)
    page = Journal(
        lede=Lede(title=_("Journal"), status=Status(code="stopped") if ours else _whole(followed),
                  turn=" ".join(map(str, ours)) or _sentence(followed, own=own)),
        facts=_facts(own), followed=followed, cosigned=_cosigned(own),
        checkpoint=sheet.checkpoint, recent=_recent(sheet.recent if may else (), may=may),
        accused=_accused(sheet.complaints), links=_links(sheet, own=own), live="/journal",
    )
    return draw(request, page, now=now)


@require_safe
@view(*READERS)
def evidence(request: HttpRequest, number: int) -> HttpResponse:
    """The evidence file of a proof, to be judged on any machine."""
    file = show_evidence(actor=actor(request), number=number)
    if file is None:
        raise Http404
    return HttpResponse(file.data, content_type="application/json", headers={
        "Content-Disposition": f'attachment; filename="{file.name}"'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """When a log was heard is real time; its newest entry bears the time of the border."""

    wall: datetime
    border: datetime
    latest: Mapping[str, datetime | None]

    def silent(self, log: LogLine) -> bool:
        """Not heard of lately, or only through a copy that nothing new reaches."""
        newest = self.latest.get(log.origin)  # None on an observer, which reads no entry
        unheard = log.heard is None or self.wall - log.heard > SILENT
        return unheard or (newest is not None and news.is_silent(newest, now=self.border))


def _followed(
    log: LogLine, *, ages: Ages, incidents: Sequence[IncidentLine], may: bool
) -> Followed:
    """How a followed log stands; what is wrong with it, in words, and what to do."""
    wrong = [each for each in incidents if each.origin == log.origin]
    return Followed(
        origin=log.origin, status=Status(code=_standing(log, wrong=wrong, ages=ages)),
        size=log.size, applied=log.applied, heard=log.heard, since=log.since, parked=log.parked,
        latest=ages.latest.get(log.origin),
        troubles=[_trouble(each, may=may) for each in wrong],
    )


def _standing(log: LogLine, *, wrong: Sequence[IncidentLine], ages: Ages) -> str:
    weights = {CHARGES[each.code].weight for each in wrong if each.code in CHARGES}
    if log.stopped:
        return "stopped"
    if Weight.TREE in weights:
        return "rejected"
    if log.since is not None:
        return "incomplete"
    if ages.silent(log):
        return "cut_off"
    return "behind" if log.size > log.applied else "well"


def _trouble(incident: IncidentLine, *, may: bool) -> Trouble:
    charge = CHARGES.get(incident.code)
    return Trouble(
        code=incident.code, proof=incident.proof, message=say(charge.message) if charge else "",
        remedy=say(charge.remedy) if charge else "",
        where="" if incident.index is None else say("entry {index}", index=incident.index),
        evidence=f"/journal/evidence/{incident.number}" if incident.proof and may else "",
    )


def _whole(followed: Sequence[Followed]) -> Status:
    order = ("stopped", "rejected", "incomplete", "cut_off", "behind")
    codes = {log.status.code for log in followed}
    return Status(code=next((code for code in order if code in codes), "well"))


def _sentence(followed: Sequence[Followed], *, own: LogLine) -> Text:
    """One sentence that says whether all is well."""
    code = _whole(followed).code
    names = ", ".join(log.origin for log in followed if log.status.code == code)
    if code == "stopped":
        return say("{log} has broken its word, which the evidence proves: nothing more of it is "
                   "taken over.", log=names)
    if code == "incomplete":
        return say("{log} has not shown all that it addressed to this node: it is asked for again.",
                   log=names)
    if code == "rejected":
        return say("What {log} shows does not fit what it signed: it is not believed.", log=names)
    if code == "cut_off":
        return say("{log} has not been heard of lately; work goes on with what was last heard.",
                   log=names)
    if code == "behind":
        return say("{behind} verified entries wait to be taken over.",
                   behind=sum(log.behind for log in followed))
    if not own.cosigned:
        return _("This log is signed; no other node has cosigned it yet.")
    return _("This log is signed and cosigned; everything heard is verified and taken over.")


def _facts(own: LogLine) -> Facts:
    return Facts(items=[
        (_("Log"), Cell(value=own.origin, kind="code")),
        (_("Published entries"), Cell(value=own.size, kind="number")),
        (_("Written entries"), Cell(value=own.applied, kind="number")),
        (_("Root"), Cell(value=own.root, kind="code")),
    ])


def _cosigned(own: LogLine) -> Table:
    return Table(
        caption=_("Cosigned by"),
        columns=[(_("Witness"), "code"), (_("Size"), "number"), (_("Time"), "moment")],
        rows=[[Cell(value=witness, kind="code"), Cell(value=size, kind="number"),
               Cell(value=made, kind="moment")] for witness, size, made in own.cosigned],
        blank=Blank(kind="empty", title=_("Nobody has cosigned this log yet.")),
    )


def _accused(complaints: Sequence[ComplaintLine]) -> Table | None:
    """What neighbours find wrong with the own log; nothing where they find nothing."""
    if not complaints:
        return None
    return Table(
        caption=_("The neighbour complains of this log"),
        columns=[(_("Log"), "code"), (_("Complaint"), "code"), (_("Number"), "number"),
                 (_("Time"), "moment")],
        rows=[[Cell(value=each.by, kind="code"), Cell(value=each.code, kind="code"),
               Cell(value=each.index, kind="number"), Cell(value=each.since, kind="moment")]
              for each in complaints],
    )


def _recent(entries: Sequence[EntryLine], *, may: bool) -> Table:
    title = _("No entry yet.") if may else _("Entries are shown to auditors.")
    return Table(
        caption=_("Newest entries"),
        columns=[(_("Log"), "code"), (_("Number"), "number"), (_("Kind"), "code"),
                 (_("About"), "code"), (_("Written"), "moment")],
        rows=[[Cell(value=each.log, kind="code"), Cell(value=each.index, kind="number"),
               Cell(value=each.kind or _("forgotten"), kind="code"),
               Cell(value=each.subject, kind="code"),
               Cell(value=each.recorded if each.kind else None, kind="moment")]
              for each in entries],
        blank=Blank(kind="empty", title=title),
    )


def _links(sheet: JournalSheet, *, own: LogLine) -> list[Link]:
    return [Link(href="/log/checkpoint", label=_("The checkpoint as a file"))] \
        if sheet.checkpoint else []
