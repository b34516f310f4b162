"""The simulation of one side: order of events, counters, duty hours."""

from kopri.demo.lane import Counter, Lane, Process, Together, Turn, Until
from kopri.demo.scenario import Duty

HOUR = 3600


def _note(seen: list[tuple[int, str]], lane: Lane, name: str, *moments: int) -> Process:
    for moment in moments:
        yield Until(moment)
        seen.append((lane.now, name))


def test_events_come_in_order_of_time_and_then_of_making() -> None:
    lane = Lane(side="xa", start=0)
    seen: list[tuple[int, str]] = []
    lane.begin(process=_note(seen, lane, "a", 5, 9), when=0)
    lane.begin(process=_note(seen, lane, "b", 5, 7), when=0)
    lane.run(end=100)
    assert seen == [(5, "a"), (5, "b"), (7, "b"), (9, "a")]


def test_nothing_happens_after_the_end_of_a_window() -> None:
    lane = Lane(side="xa", start=0)
    seen: list[tuple[int, str]] = []
    lane.begin(process=_note(seen, lane, "a", 10, 11), when=0)
    lane.run(end=10)
    assert seen == [(10, "a")]
    assert lane.now == 10
    lane.run(end=20)
    assert seen[-1] == (11, "a")
    assert lane.idle


def test_the_past_means_now() -> None:
    lane = Lane(side="xa", start=50)
    seen: list[tuple[int, str]] = []
    lane.begin(process=_note(seen, lane, "a", 10), when=3)
    lane.run(end=60)
    assert seen == [(50, "a")]


def _served(lane: Lane, counter: Counter, log: list[tuple[int, str]], name: str) -> Process:
    yield Turn(counter)
    log.append((lane.now, name))
    yield Until(lane.now + 10)
    lane.leave(counter=counter)


def test_a_counter_serves_as_many_as_it_has_officers_in_order() -> None:
    lane, log = Lane(side="xa", start=0), list[tuple[int, str]]()
    counter = Counter(name="c", size=2)
    for name in "abcd":
        lane.begin(process=_served(lane, counter, log, name), when=0)
    lane.run(end=1000)
    assert log == [(0, "a"), (0, "b"), (10, "c"), (10, "d")]
    assert counter.free == 2


def test_nobody_begins_outside_duty_hours() -> None:
    lane, log = Lane(side="xa", start=0), list[tuple[int, str]]()
    counter = Counter(name="c", size=1, duty=Duty(opens=8 * 60, closes=20 * 60))
    lane.begin(process=_served(lane, counter, log, "early"), when=6 * HOUR)
    lane.begin(process=_served(lane, counter, log, "noon"), when=12 * HOUR)
    lane.begin(process=_served(lane, counter, log, "night"), when=23 * HOUR)
    lane.run(end=40 * HOUR)
    assert log == [(8 * HOUR, "early"), (12 * HOUR, "noon"), (32 * HOUR, "night")]


def test_together_waits_for_the_last() -> None:
    lane, seen = Lane(side="xa", start=0), list[tuple[int, str]]()

    def parent() -> Process:
        yield Together((_note(seen, lane, "a", 5), _note(seen, lane, "b", 30)))
        seen.append((lane.now, "parent"))
        yield Together(())
        seen.append((lane.now, "nothing to wait for"))

    lane.begin(process=parent(), when=0)
    lane.run(end=100)
    assert seen == [(5, "a"), (30, "b"), (30, "parent"), (30, "nothing to wait for")]
