"""Hand-made entries of two small journals, as the API gives them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from kopri.demo.report.books import Book, Record, record

START = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)
REFERENCE = "K7Q2-9MXD-4T"
DIRECTION = "xa-xb"


def at(minute: float) -> str:
    return (START + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Log:
    """Writes the journal of a side's centre, or of its ``post``."""

    def __init__(self, side: str, post: str = "") -> None:
        self.side = side
        self.node = f"{side}-{post}" if post else side
        self.origin = f"demo.{self.node}"
        self.records: list[Record] = []

    def write(
        self, kind: str, minute: float, *, subject: str = REFERENCE, event: str = "",
        audience: tuple[str, ...] = ("xa", "xb"), seen: dict[str, int] | None = None,
        **payload: Any,
    ) -> None:
        entry: dict[str, Any] = {
            "v": 1, "kind": f"{kind}/1", "subject": subject, "time": at(minute),
            "recorded": at(minute), "audience": list(audience), "payload": payload,
            "seen": seen or {},
        }
        if event:
            entry["event"] = event
        index = len(self.records)
        self.records.append(record(origin=self.origin, index=index, entry=entry))

    def pass_side(self, minute: float) -> None:
        """Gate, two steps of two services, release, last gate: 40 minutes."""
        say = self.write
        say("gate.arrived", minute, side=self.side, place="gate", plate="1")
        say("gate.registered", minute + 5, side=self.side, direction=DIRECTION, point="p-q")
        say("control.planned", minute + 5, side=self.side, services=["S1", "S2"])
        for number, begin in ((1, 10.0), (2, 22.0)):
            step = {"side": self.side, "step": f"X{number}", "service": f"S{number}"}
            say("control.step_started", minute + begin, audience=(), **step)
            say("control.step_finished", minute + begin + 8, audience=(), **step)
            say("control.finding_recorded", minute + begin + 8, side=self.side,
                service=f"S{number}", outcome="cleared")
        say("control.released", minute + 30, side=self.side)
        say("gate.arrived", minute + 35, side=self.side, place="exit_gate", plate="1")
        say("gate.exited", minute + 40, side=self.side)

    def book(self, *, other: "Log", tables: dict[str, str] | None = None) -> Book:
        """This side's node: its own log, and its copy of what the other addressed to it."""
        copied = tuple(r for r in other.records if self.side in r.entry["audience"])
        return Book(
            node=self.node,
            side=self.side,
            own=self.origin,
            logs={self.origin: tuple(self.records), other.origin: copied},
            tables=tables or {"shared_status": "aa"},
            checkpoint=(
                f"{self.origin}\n{len(self.records)}\nroot\n\n"
                f"\u2014 {self.origin} sig\n\u2014 {other.origin}/witness sig\n"
            ),
        )


def whole_passage() -> tuple[Log, Log]:
    """One truck: opened, booked, waiting 30 minutes, through both sides."""
    leaving, entering = Log("xa"), Log("xb")
    for log in (leaving, entering):
        log.write(
            "queue.capacity_published", -200, subject="p-q", side=log.side, direction=DIRECTION,
            day="2026-01-15", hours=[1] * 24, revision=1, point="p-q",
        )
    leaving.write("crossing.opened", -120, direction=DIRECTION, loaded=True)
    leaving.write("queue.slot_granted", -119, direction=DIRECTION, slot="2026-01-15T06:00:00Z",
                  exit_revision=1, entry_revision=1)
    leaving.write("notice.lodged", -118, notice="n", version=1)
    leaving.write("gate.arrived", 0, side="xa", place="waiting_area", plate="1")
    leaving.write("queue.called", 28, direction=DIRECTION)
    leaving.pass_side(30)
    entering.pass_side(80)
    return leaving, entering


def books(*logs: Log) -> Iterator[Book]:
    first, second = logs
    yield first.book(other=second)
    yield second.book(other=first)
