"""Entries folded into cases: what happened to each truck, on which side, when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kopri.demo.report.books import Book, Record

CASE_KINDS = ("crossing.", "notice.", "documents.", "queue.", "gate.", "control.",
              "examination.", "outcomes.", "returns.", "customs.", "inspection.")
FALLBACK = ("fallback.released", "fallback.reexamined")  # what a regime means for one case
NO_CASE = ("queue.capacity_published", "queue.limits_published", "queue.point_closed",
           "queue.closure_changed", "queue.allocated", "gate.lane_set")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: the shared and the own half of an entry together."""

    kind: str
    side: str
    subject: str
    time: datetime
    recorded: datetime
    payload: Mapping[str, Any]

    def says(self, name: str) -> str:
        """A field of the payload as text; empty where it is not there."""
        return str(self.payload.get(name, ""))


@dataclass(slots=True, kw_only=True)
class Story:
    """All events of one case in order of time."""

    reference: str
    events: list[Event] = field(default_factory=list)

    def all(self, kind: str, **fields: str) -> list[Event]:
        """The events of a kind whose payload has these fields."""
        return [
            event
            for event in self.events
            if event.kind == kind
            and all(event.says(name) == value for name, value in fields.items())
        ]

    def first(self, kind: str, **fields: str) -> Event | None:
        return next(iter(self.all(kind, **fields)), None)

    def last(self, kind: str, **fields: str) -> Event | None:
        return next(reversed(self.all(kind, **fields)), None)

    @property
    def direction(self) -> str:
        for event in self.events:
            if event.says("direction"):
                return event.says("direction")
        return ""

    @property
    def exit_side(self) -> str:
        return self.direction.partition("-")[0]

    @property
    def entry_side(self) -> str:
        return self.direction.partition("-")[2]


def events_of(*, records: Iterable[Record], side: str) -> list[Event]:
    """The halves of one event put together, in the order of the log."""
    joined: dict[str, list[Record]] = {}
    for row in records:
        joined.setdefault(row.event or f"#{row.index}", []).append(row)
    events = []
    for rows in joined.values():
        payload: dict[str, Any] = {}
        for row in rows:
            payload.update(row.payload)
        first = rows[0]
        events.append(
            Event(
                kind=first.kind,
                side=side,
                subject=first.subject,
                time=first.time,
                recorded=first.recorded,
                payload=payload,
            )
        )
    return events


def stories(*, books: Sequence[Book]) -> list[Story]:
    """The cases of both sides' own logs, by the time of their opening.

    Each side's own log is read from its own node, which alone holds all of it.
    """
    found: dict[str, Story] = {}
    for book in books:
        for event in events_of(records=book.logs[book.own], side=book.side):
            if event.kind.startswith((*CASE_KINDS, *FALLBACK)) and event.kind not in NO_CASE:
                story = found.setdefault(event.subject, Story(reference=event.subject))
                story.events.append(event)
    for story in found.values():
        # a stable sort: entries of one second stay in the order of their log
        story.events.sort(key=lambda event: event.time)
    return sorted(found.values(), key=lambda story: (story.events[0].time, story.direction))


def capacities(
    *, books: Sequence[Book]
) -> dict[tuple[str, str, str, int], dict[int, int]]:
    """(side, direction, day, revision) -> hour of that day in UTC -> vehicles."""
    return {
        (book.side, event.says("direction"), event.says("day"), int(event.payload["revision"])): {
            hour: int(count) for hour, count in enumerate(event.payload["hours"])
        }
        for book in books
        for event in events_of(records=book.logs[book.own], side=book.side)
        if event.kind == "queue.capacity_published"
    }


def by_kind(*, records: Iterable[Record]) -> dict[str, int]:
    """How many entries of each kind; the own halves count under ``<name>.own``."""
    counts: dict[str, int] = defaultdict(int)
    for row in records:
        counts[row.kind + (".own" if row.own else "")] += 1
    return dict(sorted(counts.items()))
