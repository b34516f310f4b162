"""A random day of two logs: lawful entries, and what each had seen; then any order of applying.

Each side writes what its log may write, also where it makes no sense (an exit before a release):
what one side did in ignorance of the other is what the tables have to bear.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from kopri.journal.types import Entry

SIDES = ("kz", "tm")
MIDNIGHT = datetime(2026, 1, 15, tzinfo=UTC)
LINE = {"point": "tmb-gbz", "vehicle_class": "truck"}
SERVICES = ("A", "B")
Draft = tuple[str, str, dict[str, Any]]  # kind, subject, payload


@dataclass(slots=True)
class Author:
    """One side's log as it grows. ``seen``: how much it has followed of the other."""

    side: str
    chance: Random
    written: list[Entry] = field(default_factory=list)
    seen: int = 0
    latest: datetime = MIDNIGHT
    revisions: int = 0
    notices: list[str] = field(default_factory=list)

    def follow(self, other: "Author") -> None:
        """Apply some more of the other's log."""
        self.seen = self.chance.randint(self.seen, len(other.written))
        if self.seen:
            self.latest = max(self.latest, other.written[self.seen - 1].recorded)

    def write(self, case: str, *, direction: str, other: "Author") -> None:
        """One entry about a case."""
        kind, subject, payload = self.chance.choice(list(self._drafts(case, direction)))
        self.latest += timedelta(seconds=self.chance.choice((0, 0, 60, 600)))
        self.written.append(Entry(
            log=f"{self.side}.test", side=self.side, kind=kind, version=1, own=False,
            subject=subject, payload=payload, actor={}, audience=SIDES,
            seen={f"{other.side}.test": self.seen}, recorded=self.latest,
            time=self.latest - timedelta(minutes=self.chance.choice((0, 0, 5))),
            uid=self.chance.randbytes(32).hex(), index=len(self.written)))

    def _drafts(self, case: str, direction: str) -> Iterator[Draft]:
        yield from self._anyone(case, direction)
        yield from self._own_side(case, direction)
        if direction.startswith(self.side):
            yield from self._exit_side(case, direction)

    def _anyone(self, case: str, direction: str) -> Iterator[Draft]:
        notice = f"{self.side}-{len(self.notices)}"
        kind = self.chance.choice(("lodged", "amended", "cancelled"))
        if kind == "lodged" or not self.notices:
            self.notices.append(notice)
            yield "notice.lodged", case, {"notice": notice, "version": 1}
        elif kind == "amended":
            yield "notice.amended", case, {"notice": self.notices[-1], "version": 2}
        else:
            yield "notice.cancelled", case, {"notice": self.notices[-1]}
        yield "crossing.opened", case, {
            "direction": direction, "point": "tmb-gbz", "mode": "road", "loaded": True, "crew": [],
            "parts": [], "conveyance": {"plate": "123 ABC", "country": "KZ"}}
        yield "queue.slot_requested", case, {**LINE, "direction": direction, "wishes": []}
        place = self.chance.choice(("waiting_area", "gate", "exit_gate"))
        yield "gate.arrived", case, {"side": self.side, "place": place, "plate": "123 ABC"}
        yield "crossing.closed", case, {"reason": "duplicate"}

    def _own_side(self, case: str, direction: str) -> Iterator[Draft]:
        own, service = {"side": self.side}, self.chance.choice(SERVICES)
        self.revisions += 1
        yield "queue.capacity_published", "tmb-gbz", {
            **own, **LINE, "direction": direction, "day": "2026-01-15", "hours": [6] * 24,
            "revision": self.revisions, "valid_until": "2026-01-17T00:00:00Z"}
        yield "gate.registered", case, {
            **own, "direction": direction, "point": "tmb-gbz", "plate": "123 ABC"}
        yield "control.planned", case, {**own, "services": list(SERVICES)}
        for outcome in ("cleared", "held", "refused"):
            yield "control.finding_recorded", case, {
                **own, "service": service, "outcome": outcome, "rule": "r", "lifts": "l"}
        yield "control.reversed", case, {**own, "service": service}
        yield "control.released", case, own
        yield "control.refused", case, {**own, "service": service}
        yield "gate.exited", case, own
        yield "gate.turned_back", case, own

    def _exit_side(self, case: str, direction: str) -> Iterator[Draft]:
        slot = f"2026-01-15T{self.chance.randrange(24):02}:00:00Z"
        yield "queue.slot_granted", case, {
            **LINE, "direction": direction, "slot": slot, "exit_revision": 1, "entry_revision": 1}
        yield "queue.request_declined", case, {"direction": direction, "reason": "full"}
        yield "queue.slot_cancelled", case, {"direction": direction, "reason": "asked"}
        yield "queue.called", case, {"direction": direction}
        yield "queue.no_show", case, {"direction": direction, "slot": slot}
        yield "queue.lapsed", case, {"direction": direction}


def random_day(chance: Random, *, entries: int) -> tuple[list[Entry], list[Entry]]:
    """Both sides' shared entries, each in the order of its log."""
    cases = {"K000-0000-00": "kz-tm", "T000-0000-00": "tm-kz", "K111-1111-11": "kz-tm"}
    first, second = (Author(side, chance) for side in SIDES)
    for _ in range(entries):
        author, other = chance.sample((first, second), 2)
        if chance.random() < 0.4:
            author.follow(other)
        case = chance.choice(list(cases))
        author.write(case, direction=cases[case], other=other)
    return first.written, second.written


def interleaved(first: list[Entry], second: list[Entry], *, chance: Random) -> list[Entry]:
    """One order in which a node may have applied both: none before what it had seen."""
    order: list[Entry] = []
    done = {"kz.test": 0, "tm.test": 0}
    while len(order) < len(first) + len(second):
        ready = [
            log[done[name]] for log, name in ((first, "kz.test"), (second, "tm.test"))
            if done[name] < len(log)
            and all(done[other] >= size for other, size in log[done[name]].seen.items())
        ]
        entry = chance.choice(ready)
        order.append(entry)
        done[entry.log] += 1
    return order
