"""The page that shows every component in every state, with samples that say so.

It needs no data and no sign-in: it is for those who build pages and those who check them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopri.interfaces.web import figures, show
from kopri.interfaces.web.examining.sample import examined
from kopri.interfaces.web.needs import NeedLine, NeedList
from kopri.interfaces.web.pages import Components, Finder, Lede, Section
from kopri.interfaces.web.words import STATUS_WORDS, Text, say

# Codes and names of no state: ISO 3166 leaves AA and ZZ to whoever needs them.
EXIT, ENTRY = "aa", "zz"
NOW = datetime(2026, 1, 15, 4, 36, tzinfo=UTC)
ZONE = timezone(timedelta(hours=5))
REFERENCE, PLATE = "K7Q2-9MXD-4T", "123ABC12"


def ago(minutes: int) -> datetime:
    """A moment ``minutes`` before the sample's now; negative for after."""
    return NOW - timedelta(minutes=minutes)


def components(request: HttpRequest) -> HttpResponse:
    """GET: all components in all states."""
    page = Components(
        lede=Lede(
            title=_("Components"),
            turn=_("Samples: nothing on this page is real."),
            marks=[show.Mark(kind="simulated")],
        ),
        parts=[
            (_("First line"), [lede()]),
            (_("Bridge line"), bridges()),
            (_("States"), [show.Status(code=code) for code in STATUS_WORDS]),
            (_("Marks"), marks()),
            (_("Facts"), [facts()]),
            (_("Table"), [table(), table(empty=True)]),
            (_("Forms"), [form(), form(wrong=True), *decisions()]),
            (_("Worklist"), [finder(), worklist(), worklist(empty=True)]),
            (_("Readiness"), [readiness(), readiness(ready=True)]),
            (_("Papers before the journey"), [examined(now=ago(20))]),
            (_("Two-lane timeline"), [timeline()]),
            (_("Figure"), [figure()]),
            (_("Slots"), [slots()]),
            (_("Messages"), toasts()),
            (_("Nothing to show"), blanks()),
        ],
    )
    return render(request, page.template, {"page": page, "frame": sample_frame(request)})


def sample_frame(request: HttpRequest) -> show.Frame:
    """A frame of a post that does not exist."""
    return show.Frame(
        language=get_language() or "en",
        side=EXIT,
        country=_("Sample country"),
        post=_("Sample post"),
        role=_("Inspector"),
        now=NOW,
        zone=ZONE,
        path=request.get_full_path(),
        language_action="/language",
        places=[
            show.Link(href="#", label=_("Worklist"), current=True),
            show.Link(href="#", label=_("Board")),
            show.Link(href="#", label=_("Journal")),
        ],
        sign_out="#",
        simulated=True,
    )


def lede() -> Lede:
    return Lede(
        title=_("truck"),
        code=REFERENCE,
        plate=PLATE,
        status=show.Status(code="in_control"),
        turn=say("Waiting for {service}", service=_("customs")),
        waited=22,
        usual=(15, 60),
        after=_("exit gate"),
    )


def bank(
    side: str, status: str, states: Sequence[str], *, here: bool = False, start: int = 40
) -> show.Bank:
    labels = (_("gate"), _("weighing"), _("passport control"), _("customs"), _("exit gate"))
    return show.Bank(
        side=side,
        place=_("Sample post"),
        status=show.Status(code=status),
        here=here,
        stations=[
            show.Station(
                label=label,
                state=state,
                at=ago(start - 6 * step) if state in {"done", "refused"} else None,
                expected=(ago(-30 - 10 * step), ago(-65 - 10 * step)) if state == "ahead" else None,
                since=14 if state in {"now", "held"} else None,
                usual=(8, 18) if state == "now" else None,
            )
            for step, (label, state) in enumerate(zip(labels, states, strict=True))
        ],
    )


def bridges() -> list[object]:
    done, ahead = ["done"] * 5, ["ahead"] * 5
    confirmed = [show.Mark(kind="not_confirmed")]
    return [
        show.Bridge(
            exit=bank(EXIT, "in_control", ["done", "done", "done", "now", "ahead"], here=True),
            entry=bank(ENTRY, "announced", ahead),
            km=2,
        ),
        show.Bridge(
            exit=bank(EXIT, "gone", done, start=70),
            entry=bank(ENTRY, "strip", ahead, here=True),
            span_state="now", since=6, km=2, marks=confirmed,
        ),
        show.Bridge(
            exit=bank(EXIT, "gone", done, start=140),
            entry=bank(ENTRY, "held", ["done", "done", "held", "ahead", "ahead"]),
            span_state="done", km=2,
        ),
        show.Bridge(
            exit=bank(EXIT, "gone", done, start=140),
            entry=bank(ENTRY, "refused", ["done", "done", "refused", "ahead", "ahead"]),
            span_state="done", km=2,
        ),
    ]  # fmt: skip


def marks() -> list[object]:
    return [
        show.Mark(kind="simulated"),
        show.Mark(kind="assumption"),
        show.Mark(kind="as_of", at=ago(12)),
        show.Mark(kind="not_confirmed"),
        show.Mark(kind="silent", of="AA", at=ago(312)),
    ]


def facts() -> show.Facts:
    cell = show.Cell
    return show.Facts(
        items=[
            (_("Plate"), cell(value=PLATE, kind="plate")),
            (_("Weight"), cell(value=36000, kind="number", unit=_("kg"))),
            (_("Slot"), cell(value=ago(-120), kind="moment")),
            (_("Waited"), cell(value=95, kind="minutes", mark=show.Mark(kind="assumption"))),
            (_("Chassis number"), cell(value="")),
        ]
    )


def table(*, empty: bool = False) -> show.Table:
    cell = show.Cell
    row = [
        cell(value=PLATE, kind="plate"),
        cell(value=ago(30), kind="moment"),
        cell(value=1250, kind="number"),
        cell(value=show.Status(code="called"), kind="status"),
    ]
    return show.Table(
        caption=_("Vehicles"),
        columns=[(_("Plate"), "plate"), (_("Hour"), "moment"), (_("Weight"), "number"),
                 (_("State"), "status")],
        rows=[] if empty else [row] * 3,
        blank=show.Blank(kind="empty", title=_("No vehicle is waiting.")),
    )  # fmt: skip


def form(*, wrong: bool = False) -> show.Form:
    mark = "b" if wrong else "a"
    error = _("This is not a plate.") if wrong else ""
    lines = [show.FaultLine(message=_("This is not a plate."), field=f"{mark}-plate",
                            remedy=_("Write it as on the vehicle."))]  # fmt: skip
    field = show.Field
    ways = [show.Choice(value="1", label=f"{EXIT.upper()} → {ENTRY.upper()}"),
            show.Choice(value="2", label=f"{ENTRY.upper()} → {EXIT.upper()}")]  # fmt: skip
    return show.Form(
        action="#",
        key="sample",
        submit=_("Announce the truck"),
        faults=lines if wrong else (),
        groups=[
            (_("Vehicle"), [
                field(form=mark, name="plate", label=_("Plate"), kind="code", error=error,
                      hint=_("As on the vehicle; spaces do not matter."),
                      value="12" if wrong else PLATE),
                field(form=mark, name="weight", label=_("Weight"), kind="number", unit=_("kg"),
                      required=False),
            ]),
            (_("Way"), [
                field(form=mark, name="way", label=_("Direction"), kind="radio", choices=ways),
                field(form=mark, name="eta", label=_("Expected at the border"), kind="moment"),
                field(form=mark, name="hour", label=_("Slot"), kind="select", choices=ways),
                field(form=mark, name="loaded", label=_("The truck is loaded"), kind="check"),
                field(form=mark, name="note", label=_("Reason"), kind="lines", required=False),
                field(form=mark, name="file", label=_("File"), kind="file", required=False),
            ]),
        ],
    )  # fmt: skip


def decisions() -> list[object]:
    service = _("customs")
    reason = show.Field(form="hold", name="reason", label=_("Reason"), kind="lines")
    return [
        show.Form(action="#", key="1", submit=say("Clear for {service}", service=service),
                  tone="cleared"),
        show.Form(action="#", key="2", submit=say("Hold for {service}", service=service),
                  tone="held", fields=[reason], fold=_("Hold")),
        show.Form(action="#", key="3", submit=say("Refuse for {service}", service=service),
                  tone="refused"),
    ]  # fmt: skip


def finder() -> Finder:
    return Finder(action="#", label=_("Plate or reference"))


def worklist(*, empty: bool = False) -> Section:
    def row(status: str, waited: int, urgency: str, *flags: Text) -> show.Row:
        return show.Row(
            reference=REFERENCE, plate=PLATE, href="#", waited=waited, usual=(15, 60),
            waits_for=say("Waiting for {service}", service=_("customs")), flags=flags,
            status=show.Status(code=status), urgency=urgency,
        )  # fmt: skip

    rows = [
        row("held", 95, "over", _("perishable")),
        row("in_control", 48, "soon", _("live animals"), _("promised time")),
        row("in_control", 12, "calm"),
    ]
    return Section(
        title=_("Waiting for you"),
        number=0 if empty else len(rows),
        rows=[] if empty else rows,
        order=_("Most urgent first: longest against the usual time."),
        blank=show.Blank(kind="empty", title=_("Nobody waits for you.")),
    )


def readiness(*, ready: bool = False) -> NeedList:
    def line(document: Text, status: str, **more: Any) -> NeedLine:
        return NeedLine(document=document, who=f"{EXIT.upper()} {_('customs')}",
                        status=show.Status(code=status), why=_("Goods are carried."), **more)

    waiting = [
        line(_("Waybill"), "missing", do=_("Attach it, or name it in the notice."), until=ago(20),
             late=True, parts=say("{missing} of {all}: {parts}", missing=2, all=30,
                                  parts="W-3, W-17")),
        line(_("Goods declaration"), "number_missing", until=ago(-95), said="X-1",
             mark=show.Mark(kind="assumption")),
    ]
    accepted = line(_("Invoice"), "accepted")
    if ready:
        return NeedList(status=show.Status(code="ready"), open=[], others=[accepted],
                        summary=_("Nothing is left to do before the border."),
                        folded=say("All other papers: {number}", number=1))
    return NeedList(
        status=show.Status(code="not_ready"), open=waiting, others=[accepted], until=ago(20),
        late=True, folded=say("All other papers: {number}", number=1),
        summary=say("Papers that wait for somebody to act: {number}.", number=2),
    )


def timeline() -> show.Timeline:
    def event(lane: str, minutes: int, text: Text, **more: Any) -> show.Event:
        side = EXIT if lane == "exit" else ENTRY
        return show.Event(lane=lane, side=side, at=ago(minutes), text=text, **more)

    return show.Timeline(
        exit_side=EXIT,
        entry_side=ENTRY,
        events=[
            event("exit", 180, _("booked"), by=_("carrier")),
            event("exit", 60, _("registered"), by=_("Gate officer"), proof="sample/log 41"),
            event("exit", 40, _("cleared"), by=_("customs"), tone="cleared"),
            show.Event(lane="entry", side=ENTRY, at=ago(20), text=_("registered"),
                       recorded=ago(2), by=_("Gate officer")),
            event("entry", 8, _("held"), by=_("customs"), tone="held",
                  detail=_("The seal number differs from the waybill.")),
        ],
    )  # fmt: skip


def figure() -> figures.Figure:
    return figures.Figure(
        caption=_("Minutes per stage"),
        source=_("Strip: from the tenth to the ninetieth of a hundred vehicles; mark: the middle."),
        marks=[show.Mark(kind="assumption")],
        strips=[
            figures.Strip(label=_("gate"), low=1, middle=2, high=5, top=70),
            figures.Strip(label=_("customs"), low=12, middle=25, high=70, top=70, href="#"),
        ],
    )


def slots() -> figures.Slots:
    taken = (6, 5, 6, 2, 0, 0, 0, 1)
    return figures.Slots(
        caption=_("Slots of the next hours"),
        hours=[
            figures.Hour(at=ago(36 - 60 * step), capacity=0 if step == 5 else 6, taken=number)
            for step, number in enumerate(taken)
        ],
    )


def toasts() -> list[object]:
    return [
        show.Toast(text=_("Stored."), tone="cleared", href="#", action=_("Undo")),
        show.Toast(text=_("Stored here; the other side has not followed yet."), tone="held"),
        show.Toast(text=_("Nothing has been stored."), tone="refused"),
    ]


def blanks() -> list[object]:
    return [
        show.Blank(kind="empty", title=_("Nobody waits for you.")),
        show.Blank(kind="error", title=_("Something failed on our side."),
                   text=_("Nothing is lost. Try again in a minute."), href="#",
                   action=_("Try again")),
        show.Blank(kind="offline", title=_("The line to the other side is down."),
                   text=_("Work goes on; what it did since then will appear when it returns.")),
        show.Blank(kind="denied", title=_("This page is not for your role."),
                   text=_("Sign in with another role to see it."), href="#", action=_("Sign in")),
    ]  # fmt: skip
