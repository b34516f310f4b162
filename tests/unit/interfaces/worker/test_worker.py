"""The worker's rounds: what is due by the clock, what entries start, the neighbour in and out."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from kopri.interfaces.house import House, Neighbour
from kopri.interfaces.worker.loop import settle, work
from kopri.journal.append.admitting import admit
from kopri.journal.ports import PeerUnreachable
from kopri.journal.queries import logs
from kopri.journal.types import Entry
from kopri.journeys.expire_bookings import expire_bookings
from tests.border import IN, OUT, POINT, THEIRS, Border
from tests.simulators.log import SimulatedLog


@pytest.fixture
def house(border: Border) -> House:
    """The node's house, following the neighbour in memory, its journeys on the hand's clock."""
    return replace(
        border.node.house,
        neighbours=[Neighbour(origin=border.log.origin, side="tm", sources=[border.peer])])


def size(border: Border, *, own: bool) -> tuple[int, int]:
    """(published or verified, appended or applied) of a log."""
    log = next(log for log in logs() if log.own == own)
    return log.size, log.applied


def test_a_round_publishes_follows_and_answers(border: Border, house: House) -> None:
    border.publish(6)
    border.tell("queue.capacity_published/1", {
        "side": "tm", "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "day": "2026-01-15", "hours": [6] * 24, "revision": 1,
        "valid_until": "2026-02-01T00:00:00Z"}, subject=POINT, audience=("*",))
    border.tell_open(THEIRS, direction=OUT)
    border.tell("queue.slot_requested/1", {
        "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "wishes": ["2026-01-15T07:00:00Z"]}, subject=THEIRS)
    border.log.publish()
    done = settle(house)
    assert done.applied == 3 and done.published > 0
    assert size(border, own=False) == (3, 3)
    assert len(border.entries("queue.slot_granted", THEIRS)) == 1
    published, appended = size(border, own=True)
    assert published == appended  # the answer is published in the same round


def test_idle_is_idle(border: Border, house: House) -> None:
    settle(house)
    done = settle(house)
    assert (done.published, done.applied) == (0, 0)


def test_the_clock_makes_ticks_and_no_shows(border: Border, house: House) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    settle(house)
    border.node.clock.move(hours=4)
    settle(house)
    assert border.view(reference).phase.value == "no_show"
    ticks = border.entries("journal.tick")
    assert ticks and {entry["subject"] for entry in ticks} == {border.node.journal.origin}


def test_a_cut_line_stops_nothing_at_home(border: Border, house: House) -> None:
    border.peer.down = True
    border.announce("070200")
    done = settle(house)
    assert done.applied == 0 and done.published > 0
    assert border.entries("control.planned")
    border.peer.down = False
    border.tell_open(THEIRS, direction=IN)
    border.log.publish()
    assert settle(house).applied == 1


def until(sure: Callable[[], bool], seconds: float = 60.0) -> Callable[[], bool]:
    """``pause`` of the loop: goes on until this is so, and fails where it never is."""
    end = time.monotonic() + seconds

    def pause() -> bool:
        assert time.monotonic() < end
        time.sleep(0.01)
        return not sure()

    return pause


def test_a_failing_round_is_told_and_tried_again(border: Border, house: House) -> None:
    told: list[Exception] = []

    def broken() -> bytes:
        raise ZeroDivisionError("the peer is mad")

    border.peer.show_checkpoint = broken

    def trouble(error: Exception) -> None:
        told.append(error)
        border.peer.show_checkpoint = None

    border.tell_open(THEIRS, direction=IN)
    border.log.publish()
    work(house, pause=until(lambda: size(border, own=False) == (1, 1)), trouble=trouble,
         every=0.01)
    assert [type(error) for error in told] == [ZeroDivisionError]
    assert border.view(THEIRS).direction == IN


STUCK = 120.0  # seconds


class Hole:
    """A peer that swallows what it is asked, until it is let go. ``asked``: how often."""

    def __init__(self) -> None:
        self.asked, self.let_go = 0, threading.Event()

    def checkpoint(self) -> bytes:
        self.asked += 1
        self.let_go.wait(STUCK)
        raise PeerUnreachable("nothing came")

    def bundle(self, *, index: int, width: int) -> bytes:
        raise PeerUnreachable

    def cosigned(self, *, origin: str) -> bytes:
        raise PeerUnreachable

    def openings(self, *, start: int) -> Iterator[bytes]:
        raise PeerUnreachable


def test_a_neighbour_that_swallows_everything_costs_the_others_nothing(
    border: Border, house: House
) -> None:
    hole, third = Hole(), SimulatedLog(origin="x.test.kopri", letter="X", seed=9)
    admit(journal=house.journal, actor=border.node.actor(), identity=third.identity)
    both = replace(house, neighbours=[
        Neighbour(origin=third.origin, side="tm", sources=[hole]),
        *house.neighbours])
    border.tell_open(THEIRS, direction=IN)
    border.log.publish()
    announced = border.announce("070200").reference
    began = time.monotonic()
    work(both, every=0.01, trouble=lambda error: None, pause=until(
        lambda: size(border, own=False) == (1, 1) and size(border, own=True)[0] > 3
        and bool(border.entries("control.planned", announced))))
    assert hole.asked == 1  # still stuck; and neither the round nor the end waited for it
    assert time.monotonic() - began < STUCK
    hole.let_go.set()


def test_a_silent_neighbour_is_asked_less_and_less_often(border: Border, house: House) -> None:
    border.peer.down = True
    began = time.monotonic()
    work(house, every=0.01, trouble=lambda error: None,
         pause=until(lambda: len(border.peer.asked) >= 6))
    # after 0.02, 0.04, 0.08, 0.16 and 0.32 s, and not each 0.01 s
    assert time.monotonic() - began > 0.6


def test_a_journey_that_always_fails_does_not_stop_the_others(
    border: Border, house: House
) -> None:
    border.capacity()
    tried = []

    def broken(entry: Entry) -> None:
        tried.append(entry.subject)
        raise ZeroDivisionError("always")

    lame = replace(house, starters={**house.starters, "plan_controls": broken})
    announced = border.announce("070200").reference
    border.tell_open(THEIRS, direction=OUT)
    border.tell("queue.slot_requested/1", {
        "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "wishes": ["2026-01-15T07:00:00Z"]}, subject=THEIRS)
    border.log.publish()
    for _ in range(8):
        settle(lame)
    assert set(tried) == {announced} and 1 < len(tried) < 8  # tried again, and not for ever
    assert border.view(THEIRS).phase.value == "booked"


def test_nothing_is_due_twice(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    border.node.clock.move(hours=4)
    assert [expire_bookings(**border.paired) for _ in range(3)] == [1, 0, 0]
