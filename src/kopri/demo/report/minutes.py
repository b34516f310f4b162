"""Whose minutes they were: every second of a case from first arrival to last gate, once.

By the same clock as on the pages of the nodes; both sides' steps are known here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.demo.report.books import Book
from kopri.demo.report.cases import Event, Story, events_of
from kopri.demo.report.verdicts import Verdict
from kopri.engines.clockwork import PRECEDENCE, Cause, History, Mark, Span, What, Whose, read_clock
from kopri.kernel.clock import from_text

LIMIT = 1.0  # per cent of the time that may stay unattributed
ORDER = (*(cause.value for cause, _why in PRECEDENCE), Cause.UNATTRIBUTED.value)
SYSTEM = "system"  # a gate that is closed for this reason stands before an outage

_NAMED = {
    "queue.called": What.CALLED, "gate.registered": What.REGISTERED,
    "control.released": What.RELEASED, "control.refused": What.REFUSED,
    "control.reversed": What.REVERSED, "gate.exited": What.EXITED,
    "gate.turned_back": What.TURNED_BACK,
    # by a service that is not told
    "outcomes.withheld": What.HELD, "outcomes.withheld_lifted": What.DECIDED,
}
_PLACES = {"waiting_area": What.ARRIVED, "gate": What.AT_GATE, "exit_gate": What.AT_EXIT_GATE}

Shut = tuple[str, Span]  # direction, or empty for both; what a closure or a regime claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """``by_whom``: whole minutes of all cases. ``off``: cases whose seconds do not add up."""

    by_whom: Mapping[str, int]
    cases: int
    off: int

    def verdict(self) -> Verdict:
        """The seconds add up exactly, and hardly any is nobody's."""
        total = sum(self.by_whom.values()) or 1
        share = 100 * self.by_whom.get(Cause.UNATTRIBUTED.value, 0) / total
        return Verdict(
            name="the minutes of each case add up",
            holds=self.cases > 0 and not self.off and share < LIMIT,
            numbers=f"{self.cases} cases, {self.off} off, {share:.2f} % unattributed",
        )


def attribution(
    *, told: Sequence[Story], until: datetime, shut: Sequence[Shut] = ()
) -> Attribution:
    """Over all cases that arrived; a truck still inside is counted up to ``until``."""
    seconds: Counter[str] = Counter()
    cases = off = 0
    now = _second(until)
    for story in told:
        history = history_of(story, shut=shut)
        if history.start is None:
            continue
        found = read_clock(history, now=now)
        last = now if history.end is None else history.end
        cases += 1
        off += found.total != max(0, last - history.start)
        for whose, spent in found.seconds.items():
            seconds[whose.cause.value] += spent
    return Attribution(
        by_whom={whom: round(seconds[whom] / 60) for whom in ORDER}, cases=cases, off=off)


def shut_in(books: Sequence[Book]) -> list[Shut]:
    """Every closure and regime once, from the log that told of it; a closure that was not ended lasts."""
    found: list[Shut] = []
    for book in books:
        events = events_of(records=book.logs[book.own], side=book.side)
        found += [("", span) for span in _regimes(events)]
        ends = {event.says("closure"): _second(from_text(event.says("until")))
                for event in events
                if event.kind == "queue.closure_changed" and event.payload.get("ended")}
        for event in events:
            if event.kind == "queue.point_closed":
                cause = Cause.OUTAGE if event.says("reason") == SYSTEM else Cause.CLOSURE
                found.append((event.says("direction"), Span(
                    start=_second(from_text(event.says("since"))),
                    end=ends.get(event.says("closure")), shut=True,
                    whose=Whose(cause=cause, side=event.says("side")))))
    return found


def _regimes(events: Sequence[Event]) -> Iterator[Span]:
    """What is down under a fallback regime: until it was ended, or ran out."""
    ends = {event.says("regime"): _second(event.time)
            for event in events if event.kind == "fallback.ended"}
    until = {event.says("regime"): _second(from_text(event.says("until")))
             for event in events if event.kind in ("fallback.declared", "fallback.renewed")}
    for event in events:
        if event.kind == "fallback.declared":
            name = event.says("regime")
            yield Span(start=_second(event.time), end=min(until[name], ends.get(name, until[name])),
                       whose=Whose(cause=Cause.OUTAGE, side=event.says("side")))


def history_of(story: Story, *, shut: Sequence[Shut] = ()) -> History:
    """A case as the clock reads it."""
    return History(
        exit_side=story.exit_side, entry_side=story.entry_side,
        marks=tuple(mark for event in story.events if (mark := _mark(event)) is not None),
        spans=(*_work(story), *(span for direction, span in shut
                              if direction in ("", story.direction))),
        slot=_slot(story))


def _mark(event: Event) -> Mark | None:
    side, at = event.says("side") or event.side, _second(event.time)
    if event.kind == "control.finding_recorded":
        what = What.HELD if event.says("outcome") == "held" else What.DECIDED
        return Mark(at=at, side=side, what=what, service=event.says("service"))
    known = (_PLACES.get(event.says("place")) if event.kind == "gate.arrived"
             else _NAMED.get(event.kind))
    if known is None:
        return None
    return Mark(at=at, side=side, what=known,
                service=event.says("service") if known is What.REVERSED else "")


def _work(story: Story) -> Iterator[Span]:
    """Steps of both sides from their beginning to their end."""
    for event in story.all("control.step_started"):
        side, step, service = event.says("side"), event.says("step"), event.says("service")
        done = story.first("control.step_finished", side=side, step=step, service=service)
        yield Span(start=_second(event.time), end=None if done is None else _second(done.time),
                   whose=Whose(cause=Cause.SERVICE, side=side, service=service))


def _slot(story: Story) -> int | None:
    """The hour that it was first given, unless it was given when the vehicle had come."""
    given, came = story.first("queue.slot_granted"), story.first("gate.arrived")
    if given is None or came is None or given.time > came.time:
        return None
    hours = [given, *story.all("queue.slot_moved")]
    return min(_second(from_text(event.says("slot"))) for event in hours)


def _second(moment: datetime) -> int:
    return round(moment.timestamp())
