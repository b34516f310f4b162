"""The report, on journals that were written by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kopri.demo.report.books import record
from kopri.demo.report.cases import Story, events_of, stories
from kopri.demo.report.fates import Fate, fate_of
from kopri.demo.report.minutes import attribution
from kopri.demo.report.stages import passages
from kopri.demo.report.summary import Report, as_json, make_report
from kopri.demo.report.text import report_text
from kopri.demo.report.verdicts import (
    all_stages_timed,
    cosigned,
    everyone_accounted,
    everything_followed,
    nothing_twice,
    same_tables,
    within_capacity,
)
from kopri.demo.scenario import Kind, Scenario
from tests.unit.demo.entries import DIRECTION, START, Log, books, whole_passage

NAMES = {("xa", Kind.WAITING): "Q", ("xa", Kind.GATE): "G", ("xb", Kind.GATE): "H",
         ("xa", Kind.EXIT): "E", ("xb", Kind.EXIT): "F", ("", Kind.STRIP): "N"}


def _told(*logs: Log) -> list[Story]:
    return stories(books=list(books(*logs)))


def test_a_story_is_told_from_both_journals_in_order() -> None:
    (story,) = _told(*whole_passage())
    assert story.direction == DIRECTION
    assert (story.exit_side, story.entry_side) == ("xa", "xb")
    assert [event.time for event in story.events] == sorted(e.time for e in story.events)
    assert fate_of(story=story) is Fate.ENTERED


def test_the_two_halves_of_an_entry_are_one_event() -> None:
    log = Log("xa")
    log.write("control.finding_recorded", 0, event="e1", side="xa", outcome="held")
    log.write("control.finding_recorded.own", 0, event="e1", audience=(), reason="private")
    log.write("control.finding_recorded", 5, event="e2", side="xa", outcome="cleared")
    first, second = events_of(records=log.records, side="xa")
    assert (first.says("outcome"), first.says("reason")) == ("held", "private")
    assert second.says("outcome") == "cleared"


def test_times_are_measured_per_stage() -> None:
    (story,) = _told(*whole_passage())
    measured = {
        (row.side, row.stage): (row.waited, row.served)
        for row in passages(story=story, codes=NAMES)
    }
    assert measured == {
        ("xa", "Q"): (0, 30), ("xa", "G"): (0, 5), ("xa", "X1"): (5, 8), ("xa", "X2"): (4, 8),
        ("xa", "E"): (5, 5), ("", "N"): (0, 10),
        ("xb", "H"): (0, 5), ("xb", "X1"): (5, 8), ("xb", "X2"): (4, 8), ("xb", "F"): (5, 5),
    }


def test_the_minutes_add_up() -> None:
    found = attribution(told=_told(*whole_passage()), until=START + timedelta(hours=20))
    assert found.verdict().holds
    assert sum(found.by_whom.values()) == 120
    assert found.by_whom["queue"] == 28
    assert found.by_whom["service"] == 32
    assert found.by_whom["strip"] == 10
    assert found.by_whom["side"] == 2 * (30 - 16) + 2 * 5
    assert found.by_whom["driver"] == 2 + 2 * 5
    assert found.by_whom["unattributed"] == 0


def test_a_hold_is_not_service_time() -> None:
    leaving, entering = Log("xa"), Log("xb")
    leaving.write("crossing.opened", -1, direction=DIRECTION)
    leaving.write("gate.arrived", 0, side="xa", place="gate", plate="1")
    leaving.write("gate.registered", 5, side="xa", direction=DIRECTION)
    step = {"side": "xa", "step": "X1", "service": "S1"}
    leaving.write("control.step_started", 5, audience=(), **step)
    leaving.write("control.finding_recorded", 15, side="xa", service="S1", outcome="held")
    leaving.write("control.finding_recorded", 75, side="xa", service="S1", outcome="cleared")
    leaving.write("control.released", 75, side="xa")
    told = _told(leaving, entering)
    found = attribution(told=told, until=START + timedelta(minutes=80))
    assert (found.by_whom["service"], found.by_whom["hold"]) == (10, 60)
    assert found.off == 0


@pytest.mark.parametrize(
    ("kinds", "fate"),
    [
        (["crossing.opened"], Fate.WITHOUT_SLOT),
        (["crossing.opened", "queue.slot_granted"], Fate.AWAITED),
        (["crossing.opened", "queue.slot_granted", "queue.no_show"], Fate.NO_SHOW),
        (["crossing.opened", "queue.slot_granted", "queue.no_show", "gate.arrived"], Fate.INSIDE),
        (["crossing.opened", "queue.slot_granted", "queue.slot_cancelled"], Fate.CANCELLED),
        (["crossing.opened", "queue.slot_granted", "queue.slot_cancelled", "queue.slot_granted"],
         Fate.AWAITED),
        (["crossing.opened", "gate.registered", "gate.turned_back"], Fate.TURNED_BACK),
        (["crossing.opened", "queue.lapsed"], Fate.LAPSED),
        (["gate.registered"], Fate.UNKNOWN),
    ],
)
def test_every_case_has_one_fate(kinds: list[str], fate: Fate) -> None:
    log = Log("xa")
    for minute, kind in enumerate(kinds):
        log.write(kind, minute, direction=DIRECTION)
    (story,) = _told(log, Log("xb"))
    assert fate_of(story=story) is fate
    assert everyone_accounted(fates={"x": fate}).holds == (fate is not Fate.UNKNOWN)


def _grant(log: Log, subject: str, minute: float, revision: int = 1) -> None:
    log.write("crossing.opened", minute, subject=subject, direction=DIRECTION)
    log.write("queue.slot_granted", minute, subject=subject, direction=DIRECTION,
              slot="2026-01-15T06:00:00Z", exit_revision=revision, entry_revision=1)


def test_a_grant_above_capacity_is_found() -> None:
    leaving, entering = whole_passage()
    assert within_capacity(told=_told(leaving, entering), books=list(books(leaving, entering))).holds
    _grant(leaving, "second", -60)
    found = within_capacity(told=_told(leaving, entering), books=list(books(leaving, entering)))
    assert not found.holds
    assert "1 above" in found.numbers


def test_a_place_given_back_can_be_granted_again() -> None:
    leaving, entering = whole_passage()
    leaving.write("queue.slot_cancelled", -100, direction=DIRECTION, reason="r")
    _grant(leaving, "second", -60)
    assert within_capacity(told=_told(leaving, entering), books=list(books(leaving, entering))).holds


def test_a_grant_must_cite_a_revision_that_was_published() -> None:
    leaving, entering = whole_passage()
    _grant(leaving, "second", -60, revision=9)
    found = within_capacity(told=_told(leaving, entering), books=list(books(leaving, entering)))
    assert "1 cite an unknown revision" in found.numbers


def test_shared_tables_must_be_equal() -> None:
    leaving, entering = whole_passage()
    here = leaving.book(other=entering)
    there = entering.book(other=leaving)
    assert same_tables(books=[here, there]).holds
    assert not same_tables(books=[here, replace(there, tables={"shared_status": "bb"})]).holds
    assert not same_tables(books=[replace(here, tables={}), replace(there, tables={})]).holds


def test_an_entry_twice_is_found() -> None:
    leaving, entering = whole_passage()
    assert nothing_twice(books=list(books(leaving, entering))).holds
    again = leaving.records[-1]
    leaving.records.append(replace(again, index=again.index + 1))
    assert not nothing_twice(books=list(books(leaving, entering))).holds


def test_a_copy_that_differs_is_found() -> None:
    leaving, entering = whole_passage()
    here, there = books(leaving, entering)
    first, *rest = there.logs[here.own]
    bent = record(origin=here.own, index=first.index, entry={**first.entry, "subject": "other"})
    wrong = replace(there, logs={**there.logs, here.own: (bent, *rest)})
    assert not nothing_twice(books=[here, wrong]).holds


def test_an_entry_that_has_not_arrived_is_found() -> None:
    leaving, entering = whole_passage()
    here, there = books(leaving, entering)
    assert everything_followed(books=[here, there]).holds
    short = replace(there, logs={**there.logs, here.own: there.logs[here.own][:-1]})
    found = everything_followed(books=[here, short])
    assert not found.holds
    assert "1 missing" in found.numbers


def test_a_bare_checkpoint_is_found() -> None:
    leaving, entering = whole_passage()
    here, there = books(leaving, entering)
    assert cosigned(books=[here, there]).holds
    bare = replace(there, checkpoint=there.checkpoint.rpartition("\u2014")[0])
    assert not cosigned(books=[here, bare]).holds


def test_a_step_without_an_end_is_found() -> None:
    leaving, entering = whole_passage()
    assert all_stages_timed(told=_told(leaving, entering)).holds
    leaving.write("control.step_started", 50, side="xa", step="X9", service="S1", audience=())
    assert not all_stages_timed(told=_told(leaving, entering)).holds


def _report(scenario: Scenario) -> Report:
    return make_report(
        books=list(books(*whole_passage())), scenario=scenario, seed=1,
        now=START + timedelta(hours=18),
        cut=(START + timedelta(minutes=10), START + timedelta(minutes=75)),
    )


def test_the_report_is_the_same_bytes_each_time(scenario: Scenario) -> None:
    assert as_json(_report(scenario)) == as_json(_report(scenario))


def test_the_report_counts_what_waited_for_the_line(scenario: Scenario) -> None:
    # called, gate, registered, planned, 2 findings, released, exit gate, exited; own steps stay
    assert _report(scenario).cut == {"xa": 9, "xb": 0}


def test_the_report_says_that_it_is_simulated(scenario: Scenario) -> None:
    text = report_text(report=_report(scenario))
    assert "simulated" in text
    assert "assumption" in text
    assert "FAILS" not in text
    assert all(len(line) < 130 for line in text.splitlines())
