"""What a closed road has done to those who were booked: read from the entries alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from kopri.demo.report.books import Book
from kopri.demo.report.cases import Event, Story
from kopri.demo.report.verdicts import Verdict
from kopri.kernel.clock import from_text

MOVED, MISSED, CALLED = "queue.slot_moved", "queue.no_show", "queue.called"
BY_STATE = ("closed", "slowed", "reopened")
HOUR = timedelta(hours=1)
Closed = tuple[str, datetime, datetime]  # direction, from when, until when it was in truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Weathered:
    """``rows``: what -> direction -> how many; ``longest``: hours. ``overtaken``: pairs of a kind whose order was turned
    by moves of one moment. ``blamed``: no-shows of a shut hour that were put on a driver."""

    closed_hours: int
    rows: Mapping[str, Mapping[str, int]]
    overtaken: int
    blamed: int
    called: int
    longest: int

    def verdicts(self) -> tuple[Verdict, ...]:
        """Moved, in order, and nobody blamed or called."""
        moved = sum(self.rows["moved to another hour"].values())
        left = sum(self.rows["left in a shut hour"].values())
        return (
            Verdict(name="everyone booked for a shut hour was moved", holds=moved > 0 and not left,
                    numbers=f"{moved} bookings moved, {left} left behind, longest {self.longest} h"),
            Verdict(name="nobody was overtaken by a move", holds=moved > 0 and not self.overtaken,
                    numbers=f"{self.overtaken} pairs of a kind out of order"),
            Verdict(name="no driver is blamed for the storm", holds=not self.blamed,
                    numbers=f"{self.blamed} no-shows of shut hours counted against a driver"),
            Verdict(name="a closed road stops calls", holds=not self.called,
                    numbers=f"{self.called} vehicles called while it was closed"),
        )


def weathered(*, told: Sequence[Story], books: Sequence[Book]) -> Weathered:
    """From all stories and the closures that either side has told of."""
    shut = list(_closures(books))
    batches: dict[tuple[str, datetime], list[tuple[Story, Event]]] = defaultdict(list)
    rows: dict[str, Counter[str]] = {name: Counter() for name in (
        "moved to another hour", "moves in all", "of them sooner again", "hours later in all",
        "left in a shut hour", "no-shows of drivers", "no-shows of a state")}
    longest = blamed = called = 0
    for story in told:
        moves = [event for event in story.all(MOVED) if event.says("reason") in BY_STATE]
        for event in moves:
            batches[story.direction, event.recorded].append((story, event))
        if moves:
            rows["moved to another hour"][story.direction] += 1
            rows["moves in all"][story.direction] += len(moves)
            rows["of them sooner again"][story.direction] += sum(
                event.says("reason") == "reopened" for event in moves)
            later = _delay(moves)
            rows["hours later in all"][story.direction] += later
            longest = max(longest, later)
        rows["left in a shut hour"][story.direction] += _left(story, shut=shut)
        for event in story.all(MISSED):
            driver = event.says("fault") in ("", "driver")
            rows[f"no-shows of {'drivers' if driver else 'a state'}"][story.direction] += 1
            blamed += driver and _within(shut, story.direction, from_text(event.says("slot")))
        called += sum(_within(shut, story.direction, event.time, length=timedelta(0))
                      for event in story.all(CALLED))
    return Weathered(
        closed_hours=round(max(((end - since) / HOUR for _, since, end in shut), default=0)),
        rows={name: dict(sorted(row.items())) for name, row in rows.items()},
        overtaken=sum(_overtaken(batch) for batch in batches.values()), blamed=blamed,
        called=called, longest=longest)


def _closures(books: Sequence[Book]) -> Iterator[Closed]:
    """Each closure once, from the log that told of it."""
    for book in books:
        rows = book.logs[book.own]
        ends = {row.payload["closure"]: from_text(row.payload["until"])
                for row in rows if row.kind == "queue.closure_changed"}
        for row in rows:
            if row.kind == "queue.point_closed":
                until = ends.get(row.payload["closure"], from_text(row.payload["until"]))
                yield row.payload["direction"], from_text(row.payload["since"]), until


def _within(
    shut: Sequence[Closed], direction: str, moment: datetime, *, length: timedelta = HOUR
) -> bool:
    return any(way == direction and since < moment + max(length, timedelta(seconds=1))
               and moment < end for way, since, end in shut)


def _delay(moves: Sequence[Event]) -> int:
    """Hours between the one that was granted and the one it came to."""
    first, last = from_text(moves[0].says("was")), from_text(moves[-1].says("slot"))
    return (last - first) // HOUR


def _left(story: Story, *, shut: Sequence[Closed]) -> bool:
    """Whether the hour that it has at the end was shut, though it neither came nor gave it back."""
    kinds = {event.kind for event in story.events}
    slots = [event for event in story.events if event.kind in ("queue.slot_granted", MOVED)]
    if not slots or kinds & {"gate.arrived", "gate.registered", "queue.slot_cancelled", MISSED}:
        return False
    return _within(shut, story.direction, from_text(slots[-1].says("slot")))


def _overtaken(batch: Sequence[tuple[Story, Event]]) -> int:
    """Pairs of a kind of which the one with the later first hour was moved before the other."""
    turned = 0
    for one, other in combinations(batch, 2):
        if _kind(one[0]) == _kind(other[0]):
            (first, slot), (second, then) = sorted(
                (_granted(story, by=event), event.says("slot")) for story, event in (one, other))
            turned += first < second and slot > then
    return turned


def _granted(story: Story, *, by: Event) -> str:
    """The hour that it was given before a move, by a grant or because the carrier wished for it."""
    given = [event for event in story.events if event.recorded <= by.recorded and (
        event.kind == "queue.slot_granted" or (event.kind == MOVED and event.says("reason") == "rebooked"))]
    return given[-1].says("slot") if given else ""


def _kind(story: Story) -> tuple[str, tuple[str, ...]]:
    granted = story.last("queue.slot_granted")
    payload = granted.payload if granted else {}
    return str(payload.get("goods", "loaded")), tuple(sorted(payload.get("services", ())))
