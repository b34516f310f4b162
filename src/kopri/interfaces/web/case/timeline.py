"""What has happened, on two lanes: every milestone of both sides, with its place in the journal."""

from datetime import timedelta

from django.utils.translation import gettext as _

from kopri.crossing.types import Milestone
from kopri.domains.control.queries import FindingView
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.show import Event, Timeline
from kopri.interfaces.web.words import STATUS_WORDS, Text, say
from kopri.journal.queries import EntryLine
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.clock import from_text

LATE = timedelta(minutes=15)
TONES = {"withheld": "held", "released": "cleared", "refused": "refused", "turned_back": "refused",
         "no_show": "held", "entered": "cleared"}
GATE = ("arrived", "called", "registered", "exited", "turned_back")
CARRIER = ("opened", "announced", "notice_cancelled", "cancelled", "closed")


def timeline(sheet: CaseSheet, *, pair: PairData) -> Timeline:
    """Both sides' events, the newest first: what counts now is on top."""
    entries = {entry.uid: entry for entry in sheet.entries}
    findings = {finding.uid: finding for finding in sheet.findings}
    return Timeline(
        exit_side=sheet.exit_side, entry_side=sheet.entry_side,
        events=[
            _event(stone, sheet=sheet, pair=pair, entry=entries.get(stone.uid),
                   finding=findings.get(stone.uid))
            for stone in reversed(sheet.milestones)
        ],
    )


def _event(
    stone: Milestone, *, sheet: CaseSheet, pair: PairData, entry: EntryLine | None,
    finding: FindingView | None,
) -> Event:
    outcome = stone.detail.partition(" ")[2]
    return Event(
        lane="exit" if stone.side == sheet.exit_side else "entry", side=stone.side,
        at=stone.time, text=_text(stone), by=_by(stone, pair=pair),
        detail=_detail(finding) if finding else _hour(stone, sheet=sheet, pair=pair),
        tone=outcome if stone.name == "finding" else TONES.get(stone.name, ""),
        recorded=stone.recorded if stone.recorded - stone.time > LATE else None,
        proof=f"{entry.log} {'' if entry.index is None else entry.index}" if entry else "",
    )


def _text(stone: Milestone) -> Text:
    if stone.name == "finding":
        outcome = stone.detail.partition(" ")[2]
        return STATUS_WORDS[outcome].word if outcome in STATUS_WORDS else outcome
    if stone.name == "arrived":
        return {"waiting_area": _("at the waiting area"), "gate": _("at the gate"),
                "exit_gate": _("at the exit gate")}.get(stone.detail, stone.detail)
    texts: dict[str, Text] = {
        "exited": _("through the exit gate"), "reversed": _("decision taken back"),
        "withheld": _("held; the reason is withheld by law"),
        "withheld_lifted": _("no longer held"),
        "released": _("released: every service has cleared"),
        "refused": _("refused by this side"),
        "notice_cancelled": _("notice withdrawn"), "cancelled": _("booking given back"),
        "moved": _("booking moved to another hour"),
    }
    if stone.name in texts:
        return texts[stone.name]
    return STATUS_WORDS[stone.name].word if stone.name in STATUS_WORDS else stone.name


def _hour(stone: Milestone, *, sheet: CaseSheet, pair: PairData) -> str:
    """The hour that a booking was moved to."""
    if stone.name != "moved" or not stone.detail:
        return ""
    return cldr.clock(from_text(stone.detail), now=sheet.now, language=names.language(),
                      zone=pair.country(sheet.exit_side).zone)


def _by(stone: Milestone, *, pair: PairData) -> Text:
    if stone.name in ("finding", "reversed"):
        code = stone.detail.partition(" ")[0]
        return names.service(pair, side=stone.side, code=code)
    if stone.name in GATE:
        return _("gate")
    return _("carrier") if stone.name in CARRIER else ""


def _detail(finding: FindingView) -> str:
    """Why, by which rule, and what would lift it."""
    parts = [finding.reason]
    if finding.lifts:
        parts.append(say("To be lifted: {what}", what=finding.lifts))
    if finding.until:
        parts.append(say("At most until: {time} UTC", time=finding.until[:16].replace("T", " ")))
    if finding.rule:
        parts.append(say("By: {rule}", rule=finding.rule))
    return " · ".join(part for part in parts if part)
