"""The case as a bridge: stations of the exit side, the strip, stations of the entry side.

It is drawn from what both sides share, so it never tells of risk.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from kopri.crossing.states import Phase, SideState
from kopri.domains.calling.types import Stage as Told
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.country import Stage
from kopri.interfaces.web import names, turns
from kopri.interfaces.web.case import looking
from kopri.interfaces.web.show import Bank, Bridge, Mark, Station, Status
from kopri.journeys.show_case import CaseSheet

INSIDE = (SideState.REGISTERED, SideState.HELD, SideState.RELEASED, SideState.REFUSED)
WORDS = {SideState.REGISTERED: "in_control"}
SLOT = timedelta(hours=1)


def bridge(
    sheet: CaseSheet, *, pair: PairData, here: str, marks: tuple[Mark, ...] = ()
) -> Bridge:
    """``here``: the side on which the reader stands."""
    phase = sheet.case.phase
    over = sheet.case.entry_state is not SideState.EXPECTED
    left = _when(sheet, "exited", side=sheet.exit_side)
    state = "done" if over else "now" if phase is Phase.STRIP else "ahead"
    return Bridge(
        exit=_bank(sheet, side=sheet.exit_side, pair=pair, here=here),
        entry=_bank(sheet, side=sheet.entry_side, pair=pair, here=here),
        span_state=state, marks=marks,
        since=turns.minutes(left, now=sheet.now) if state == "now" and left else None,
        km=pair.strip_of(sheet.case.point).length_m / 1000 if sheet.case.point else None,
    )


def _bank(sheet: CaseSheet, *, side: str, pair: PairData, here: str) -> Bank:
    state = looking.state_of(sheet, side=side)
    waiting = [_waiting(sheet, pair=pair)] if side == sheet.exit_side else []
    services = looking.services_of(sheet, side=side, pair=pair)
    open_ones = looking.pending(sheet, side=side, pair=pair)
    return Bank(
        side=side, place=names.place(pair, side=side, point=sheet.case.point), here=side == here,
        status=Status(code=WORDS.get(state, state.value)),
        stations=[
            *waiting,
            _gate(sheet, side=side),
            *(_service(sheet, service=each, side=side, pair=pair, first=each in open_ones[:1])
              for each in services),
            _exit_gate(sheet, side=side),
        ],
    )


def _when(sheet: CaseSheet, name: str, *, side: str, detail: str = "") -> datetime | None:
    """When something last happened on a side."""
    found = [stone.time for stone in sheet.milestones
             if (stone.name, stone.side) == (name, side) and (not detail or stone.detail == detail)]
    return found[-1] if found else None


def _waiting(sheet: CaseSheet, *, pair: PairData) -> Station:
    """Where trucks wait for the exit side's gate."""
    label, phase = _("waiting area"), sheet.case.phase
    arrived = _when(sheet, "arrived", side=sheet.exit_side, detail="waiting_area")
    if phase is Phase.WAITING and arrived:
        stage = next((each for each in pair.country(sheet.exit_side).way(flow="exit")
                      if each.kind == "waiting"), None)
        return Station(label=label, state="now", usual=_usual(stage),
                       since=turns.minutes(arrived, now=sheet.now))
    if arrived or sheet.case.exit_state is not SideState.EXPECTED:
        return Station(label=label, state="done", at=arrived)
    slot = sheet.booking.slot if sheet.booking else None
    return Station(label=label, state="ahead", expected=(slot, slot + SLOT) if slot else None)


def _gate(sheet: CaseSheet, *, side: str) -> Station:
    label = _("gate")
    done = _when(sheet, "registered", side=side)
    if done:
        return Station(label=label, state="done", at=done)
    called = side == sheet.exit_side and sheet.case.phase is Phase.CALLED
    coming = side == sheet.exit_side and sheet.case.phase is Phase.WAITING
    since = turns.minutes(sheet.case.since, now=sheet.now)
    return Station(label=label, state="now" if called else "ahead",
                   since=since if called else None, expected=_told(sheet) if coming else None)


def _told(sheet: CaseSheet) -> tuple[datetime, datetime] | None:
    """The range that this side has told for the stage that runs now."""
    return (sheet.told.p50, sheet.told.p90) if sheet.told else None


def _service(
    sheet: CaseSheet, *, service: str, side: str, pair: PairData, first: bool
) -> Station:
    """A service's work. ``first``: of those that are open, the first by the plan."""
    label = names.service(pair, side=side, code=service)
    state = looking.state_of(sheet, side=side)
    finding = looking.findings_at(sheet, side=side).get(service)
    if finding is not None:
        word = {"cleared": "done", "held": "held", "refused": "refused"}[finding.outcome]
        held = turns.minutes(finding.time, now=sheet.now) if word == "held" else None
        return Station(label=label, state=word, at=finding.time, since=held)
    if state not in INSIDE or not first:
        return Station(label=label, state="ahead")
    stage = _stage(pair, side=side, flow=looking.flow_of(sheet, side=side), service=service)
    return Station(label=label, state="now", usual=_usual(stage),
                   since=turns.minutes(_open_since(sheet, side=side), now=sheet.now))


def _open_since(sheet: CaseSheet, *, side: str) -> datetime:
    """Since when the next service is waited for: the last decision, or the registration."""
    times = [finding.time for finding in looking.findings_at(sheet, side=side).values()]
    registered = _when(sheet, "registered", side=side)
    return max([*times, registered or sheet.case.since])


def _stage(pair: PairData, *, side: str, flow: str, service: str) -> Stage | None:
    """The service's usual stage: the first corridor stands for all, so that none is told."""
    usual = pair.country(side).corridors()[:1]
    return next(
        (stage for stage in pair.country(side).way(flow=flow)
         if stage.kind == "control" and service in stage.services
         and stage.condition != "share" and (not stage.corridor or stage.corridor in usual)), None)


def _usual(stage: Stage | None) -> tuple[int, int] | None:
    return (stage.p50_min, stage.p90_min) if stage else None


def _exit_gate(sheet: CaseSheet, *, side: str) -> Station:
    label, state = _("exit gate"), looking.state_of(sheet, side=side)
    if state is SideState.GONE:
        return Station(label=label, state="done", at=_when(sheet, "exited", side=side))
    if state is SideState.RELEASED:
        released = _when(sheet, "released", side=side) or sheet.case.since
        return Station(label=label, state="now", since=turns.minutes(released, now=sheet.now))
    if state is SideState.TURNED_BACK:
        return Station(label=label, state="refused",
                       at=_when(sheet, "turned_back", side=side))
    inside = sheet.told is not None and sheet.told.side == side and (
        sheet.told.stage is Told.PASSAGE)
    return Station(label=label, state="ahead", expected=_told(sheet) if inside else None)
