"""The clock of a case: twelve histories worked out by hand, and what holds of every history."""

import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.engines.clockwork import (
    NOBODY,
    PRECEDENCE,
    Cause,
    History,
    Mark,
    Reading,
    Span,
    What,
    Whose,
    added_up,
    read_clock,
)

WORKED = tomllib.loads(
    (Path(__file__).parent / "histories.toml").read_text(encoding="utf-8"))["history"]
SIDES = ("kz", "tm")


def minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * (60 * int(hours) + int(minutes))


def history(worked: dict[str, Any]) -> History:
    return History(
        exit_side="kz", entry_side="tm", slot=minute(worked["slot"]) if "slot" in worked else None,
        marks=tuple(Mark(at=minute(at), side=side, what=What(what), service=service)
                    for at, side, what, service in worked["marks"]),
        spans=tuple(Span(start=minute(start), end=minute(end) if end else None,
                         whose=Whose(cause=Cause(cause), side=side, service=service))
                    for start, end, cause, side, service in worked["spans"]))


@pytest.mark.parametrize("worked", WORKED, ids=[each["name"] for each in WORKED])
def test_worked_out_by_hand(worked: dict[str, Any]) -> None:
    found = read_clock(history(worked), now=minute(worked.get("now", "23:00")))
    assert [(each.start, each.end, each.whose) for each in found.stretches] == [
        (minute(start), minute(end), Whose(cause=Cause(cause), side=side, service=service))
        for start, end, cause, side, service in worked["whose"]]


def test_the_oracle_has_twelve_and_knows_every_cause() -> None:
    assert len(WORKED) == 12
    known = {cause for each in WORKED for _from, _to, cause, *_whose in each["whose"]}
    assert known == {cause.value for cause, _why in PRECEDENCE}


def test_of_two_holds_that_name_no_service_the_first_end_ends_one() -> None:
    """Held 10-40 and 20-60: what is lifted at 40 leaves the other standing."""
    told = ((0, What.REGISTERED), (10, What.HELD), (20, What.HELD), (40, What.DECIDED),
            (60, What.DECIDED))
    found = read_clock(now=70, history=History(exit_side="kz", entry_side="tm", marks=tuple(
        Mark(at=at, side="kz", what=what) for at, what in told)))
    assert found.seconds == {Whose(cause=Cause.SIDE, side="kz"): 20,
                             Whose(cause=Cause.HOLD, side="kz"): 50}


MOMENTS = st.integers(0, 90)
MARKS = st.lists(st.builds(
    Mark, at=MOMENTS, side=st.sampled_from(SIDES), what=st.sampled_from(What),
    service=st.sampled_from(("", "A", "B"))), max_size=14)
SPANS = st.lists(st.builds(
    Span, start=MOMENTS, end=st.none() | MOMENTS, shut=st.booleans(), whose=st.builds(
        Whose, cause=st.sampled_from((Cause.SERVICE, Cause.SERVICE, Cause.OUTAGE, Cause.CLOSURE,
                                      Cause.NEIGHBOUR)),
        side=st.sampled_from(SIDES), service=st.sampled_from(("A", "B", "C")))), max_size=8)


def assert_whole(found: Reading, *, start: int, end: int) -> None:
    """No gap, no overlap, no empty stretch, and the parts are the whole."""
    assert found.total == sum(found.seconds.values()) == end - start
    if start < end:
        assert (found.stretches[0].start, found.stretches[-1].end) == (start, end)
    assert all(each.start < each.end for each in found.stretches)
    assert all(one.end == two.start and one.whose != two.whose
               for one, two in pairwise(found.stretches))


@given(MARKS, SPANS, st.none() | MOMENTS, st.integers(0, 100), st.integers(0, 90))
@settings(max_examples=300)
def test_any_history_adds_up_to_the_second(
    marks: Sequence[Mark], spans: Sequence[Span], slot: int | None, now: int, cut: int
) -> None:
    told = History(exit_side="kz", entry_side="tm", marks=tuple(marks), spans=tuple(spans),
                   slot=slot)
    found = read_clock(told, now=now)
    if told.start is None:
        assert found.total == 0
        return
    end = max(told.start, now if told.end is None else told.end)
    assert_whole(found, start=told.start, end=end)
    # nobody works on it longer than was told, and no service of a side that has it no more
    worked = [span for span in spans if span.whose.cause is Cause.SERVICE]
    for each in found.stretches:
        if each.whose.cause is Cause.SERVICE:
            assert all(any(span.whose == each.whose and span.start <= second and
                           (span.end is None or second < span.end) for span in worked)
                       for second in range(each.start, each.end))
    # spans in another order, and a day cut in two, come to the same
    turned = History(exit_side="kz", entry_side="tm", marks=told.marks, slot=slot,
                     spans=tuple(reversed(spans)))
    assert read_clock(turned, now=now) == found
    halves = [found.within(start=0, end=cut), found.within(start=cut, end=1000)]
    assert added_up(halves) == dict(found.seconds)


WORK = st.lists(st.tuples(MOMENTS, st.none() | MOMENTS, st.sampled_from(SIDES),
                          st.sampled_from("ABC")), max_size=6)


@given(WORK)
def test_of_services_at_work_at_once_the_first_to_begin_has_the_second(
    work: Sequence[tuple[int, int | None, str, str]]
) -> None:
    """Second by second from the definition: who began first, then the exit side, then by code."""
    told = History(exit_side="kz", entry_side="tm", spans=tuple(
        Span(start=start, end=end, whose=Whose(cause=Cause.SERVICE, side=side, service=service))
        for start, end, side, service in work),
        marks=(Mark(at=0, side="kz", what=What.REGISTERED),))
    found = read_clock(told, now=100)
    shown = [each.whose for each in found.stretches for _ in range(each.start, each.end)]
    for second in range(100):
        at = [each for each in work if each[0] <= second and (each[1] is None or second < each[1])]
        first = min(at, key=lambda each: (each[0], each[2] != "kz", each[3]), default=None)
        assert shown[second] == (Whose(cause=Cause.SIDE, side="kz") if first is None else Whose(
            cause=Cause.SERVICE, side=first[2], service=first[3]))


@given(MOMENTS, MOMENTS, st.none() | MOMENTS, st.none() | st.tuples(MOMENTS, MOMENTS).map(sorted))
def test_before_the_call_only_what_lies_before_ones_own_hour_is_the_drivers(
    came: int, slot: int, called: int | None, closed: Sequence[int] | None
) -> None:
    call = None if called is None or called < came else called
    marks = [Mark(at=came, side="kz", what=What.ARRIVED)]
    marks += [] if call is None else [Mark(at=call, side="kz", what=What.CALLED)]
    shut = [] if closed is None else [Span(start=closed[0], end=closed[1], shut=True, whose=Whose(
        cause=Cause.CLOSURE, side="tm"))]
    found = read_clock(History(exit_side="kz", entry_side="tm", marks=tuple(marks),
                               spans=tuple(shut), slot=slot), now=100)
    for each in found.stretches:
        for second in range(each.start, each.end):
            if closed and closed[0] <= second < closed[1]:
                assert each.whose.cause is Cause.CLOSURE
            elif call is not None and second >= call:
                assert each.whose.cause is Cause.DRIVER
            else:
                assert each.whose.cause is (Cause.DRIVER if second < slot else Cause.QUEUE)


def test_who_is_at_work_has_every_second_of_it() -> None:
    """Beside the table: a service at work is never covered by anything else."""
    marks = (Mark(at=0, side="kz", what=What.REGISTERED),)
    work = Span(start=10, end=20, whose=Whose(cause=Cause.SERVICE, side="kz", service="A"))
    others = [Span(start=0, end=None, whose=Whose(cause=cause, side=side))
              for cause in (Cause.OUTAGE, Cause.CLOSURE, Cause.NEIGHBOUR) for side in SIDES]
    found = read_clock(History(exit_side="kz", entry_side="tm", marks=marks,
                               spans=(*others, work)), now=30)
    assert found.seconds[work.whose] == 10
    assert NOBODY not in found.seconds
