"""A random day of two to four logs: lawful entries, and what each had seen; then any order of applying.

Each log writes what it may write, also where it makes no sense (an exit before a release): what
one did in ignorance of the others is what the tables have to bear.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from kopri.journal.types import Entry

SIDES = ("kz", "tm")
POSTS = {"kz": "tmb", "tm": "gbz"}
MIDNIGHT = datetime(2026, 1, 15, tzinfo=UTC)
LINE = {"point": "tmb-gbz", "vehicle_class": "truck"}
SERVICES = ("A", "B")
PAPERS = 0.1  # of entries, one about papers follows
PRIORITIES = 0.1  # of entries, one about priorities follows
INSPECTIONS = 0.15  # of entries, one about inspections follows
SLOTS = 0.5  # of a centre's entries, one about both sides' slots follows
HOURS = ("queue.slot_granted", "queue.slot_moved")
Draft = tuple[str, str, dict[str, Any]]  # kind, subject, payload


@dataclass(slots=True)
class Author:
    """One log as it grows: a centre's, or a post's.

    ``keeps``: whether acts at the side's post are its own to write. ``seen``: how much it has
    followed of each other log. ``hours``: what gave each case the last hour that it knows.
    """

    side: str
    chance: Random
    post: str = ""
    keeps: bool = True
    written: list[Entry] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    latest: datetime = MIDNIGHT
    revisions: int = 0
    notices: list[str] = field(default_factory=list)
    hours: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """The name of the log."""
        return f"{self.post}.{self.side}.test" if self.post else f"{self.side}.test"

    def follow(self, other: "Author") -> None:
        """Apply some more of the other's log."""
        before = self.seen.get(other.origin, 0)
        seen = self.chance.randint(before, len(other.written))
        self.seen[other.origin] = seen
        self._know(other.written[before:seen])
        if seen:
            self.latest = max(self.latest, other.written[seen - 1].recorded)

    def _know(self, entries: Sequence[Entry]) -> None:
        self.hours |= {entry.subject: entry.uid for entry in entries if entry.kind in HOURS}

    def write(self, case: str, *, direction: str) -> None:
        """One entry about a case."""
        drafts = list(self._drafts(case, direction))
        self._append(*self.chance.choice(drafts), chance=self.chance)

    def examine(self, case: str, *, chance: Random) -> None:
        """One entry about a case's papers; of a chance of its own, which moves no other."""
        drafts = list(self._papers(case, chance=chance))
        self._append(*chance.choice(drafts), chance=chance)

    def allot(self, case: str, *, direction: str, chance: Random) -> None:
        """One entry of a centre about slots; of a chance of its own, which moves no other."""
        drafts = list(self._slots(case, direction, chance=chance))
        self._append(*chance.choice(drafts), chance=chance)

    def _append(
        self, kind: str, subject: str, payload: dict[str, Any], *, chance: Random
    ) -> None:
        self.latest += timedelta(seconds=chance.choice((0, 0, 60, 600)))
        self.written.append(Entry(
            log=self.origin, side=self.side, kind=kind, version=1, own=False, subject=subject,
            payload=payload, audience=SIDES, seen=dict(self.seen), recorded=self.latest,
            actor={"node": self.origin, "side": self.side, "post": POSTS[self.side],
                   "service": "", "person": "p"},
            time=self.latest - timedelta(minutes=chance.choice((0, 0, 5))),
            uid=chance.randbytes(32).hex(), index=len(self.written)))
        self._know(self.written[-1:])

    def _drafts(self, case: str, direction: str) -> Iterator[Draft]:
        yield from self._anyone(case, direction)
        leaving = direction.startswith(self.side)
        if self.keeps:
            yield from self._post(case, direction)
            if leaving:
                yield "queue.called", case, {"direction": direction}
        if not self.post:
            yield from self._centre(direction)
            if leaving:
                yield from self._exit_centre(case, direction)

    def _anyone(self, case: str, direction: str) -> Iterator[Draft]:
        notice = f"{self.origin}-{len(self.notices)}"
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
        yield "queue.change_requested", case, {"direction": direction, "wishes": []}
        place = self.chance.choice(("waiting_area", "gate", "exit_gate"))
        yield "gate.arrived", case, {"side": self.side, "place": place, "plate": "123 ABC"}
        yield "crossing.closed", case, {"reason": "duplicate"}

    def _papers(self, case: str, *, chance: Random) -> Iterator[Draft]:
        whose = {"side": self.side, "service": chance.choice(SERVICES)}
        seen = {"notices": [], "documents": [], "types": [], "vehicle": 0, "ended": 0}
        yield "crossing.amended", case, {"crew": []}
        yield "examination.answered", case, {
            "side": chance.choice(SIDES), "service": "A", "question": "q", "text": "t",
            "documents": []}
        own = {"side": self.side, "declaration": f"{self.side}-{chance.randrange(3)}"}
        yield "customs.declared", case, {
            **own, "regime": chance.choice(("transit", "export")), "seals": ["S1"], "route": []}
        yield "customs.state_told", case, {
            **own, "state": chance.choice(("accepted", "released", "invalidated")), "number": "1",
            "by": "system"}
        if self.keeps:
            yield "customs.transit_ended", case, {
                **own, "evidence": "office_report", "office": "O", "seals_intact": True}
        if not self.post:
            yield "examination.accepted", case, {**whose, "seen": seen}
            yield "examination.withdrawn", case, {**whose, "reason": "r"}
            yield "examination.asked", case, {**whose, "seen": seen, "question": "q", "text": "t"}

    def _slots(self, case: str, direction: str, *, chance: Random) -> Iterator[Draft]:
        own, hour = {"side": self.side, "point": "tmb-gbz"}, chance.randrange(24)
        slot, closure = f"2026-01-15T{hour:02}:00:00Z", f"{self.side}-{chance.randrange(3)}"
        revision = chance.randrange(1, 9)
        yield "queue.limits_published", "tmb-gbz", {
            **LINE, **own, "direction": direction, "day": "2026-01-15", "revision": revision,
            "limits": {"dangerous": [1] * 24}, "off_duty": {"phytosanitary": [hour]}}
        yield "queue.point_closed", "tmb-gbz", {
            **own, "direction": direction, "closure": closure, "vehicle_classes": [],
            "since": slot, "until": "2026-01-16T00:00:00Z", "reason": "weather"}
        yield "queue.closure_changed", "tmb-gbz", {
            **own, "closure": closure, "until": slot, "ended": chance.random() < 0.5}
        draw = f"2026-01-15/{direction}/tmb-gbz/truck"
        yield from self._draw(draw, direction, chance=chance)
        if direction.startswith(self.side):
            yield "queue.request_listed", case, {
                **LINE, "direction": direction, "draw": draw, "tag": "t"}
            yield "queue.slot_confirmed", case, {"direction": direction}
            yield "queue.slot_moved", case, {
                **LINE, "direction": direction, "was": slot, "slot": slot, "reason": "closed",
                "cause": closure, "exit_revision": 1, "entry_revision": 1}
            yield "queue.allocated", draw, {
                "direction": direction, "draw": draw, "tag": "t", "slot": slot, "why": "moved"}

    def prefer(self, case: str, *, direction: str, chance: Random) -> None:
        """One entry about priorities; of a chance of its own, which moves no other."""
        drafts = list(self._priorities(case, direction, chance=chance))
        self._append(*chance.choice(drafts), chance=chance)

    def _priorities(self, case: str, direction: str, *, chance: Random) -> Iterator[Draft]:
        slot = f"2026-01-15T{chance.randrange(24):02}:00:00Z"
        some = chance.choice([entry.uid for entry in self.written if entry.subject == case]
                             or [sha256(case.encode()).hexdigest()])
        yield "priority.claimed", case, {
            **LINE, "direction": direction, "claim": "perishable", "wishes": [slot]}
        if not direction.startswith(self.side):
            return
        if not self.post:
            yield "priority.claim_answered", case, {
                "direction": direction, "claim": some, "rule": "PR03", "slot": slot,
                "state": chance.choice(("granted", "beyond", "missing"))}
        if self.keeps:
            yield "priority.safety_called", case, {
                **LINE, "direction": direction, "danger": "animal"}
            yield "priority.countersigned", case, {"direction": direction, "call": some}

    def inspect(self, case: str, *, chance: Random) -> None:
        """One entry about inspections, a keeper's about outcomes and returns, too; of a chance of its
        own, which moves no other."""
        drafts = list(self._inspections(case, chance=chance))
        drafts += self._outcomes(case, chance=chance) if self.keeps else ()
        self._append(*chance.choice(drafts), chance=chance)

    def _inspections(self, case: str, *, chance: Random) -> Iterator[Draft]:
        own = {"inspection": f"i{chance.randrange(2)}", "side": self.side}
        mine, number = {**own, "service": chance.choice(SERVICES)}, {"sample": "P1"}
        one = sha256(case.encode()).hexdigest()
        yield "inspection.found", case, {**mine, "what": "packages", "found": "20"}
        yield "inspection.photographed", case, {
            **mine, "sha256": one, "size": 9, "media_type": "image/png", "shows": "s"}
        yield "inspection.sample_taken", case, {**mine, **number, "of": "o", "amount": "1 kg"}
        yield "inspection.sample_given", case, {
            **mine, **number, "to_side": chance.choice(SIDES), "to_service": "A"}
        yield "inspection.sample_received", case, {**mine, **number, "intact": True}
        yield "inspection.sample_tested", case, {
            **mine, **number, "laboratory": "l", "report": "r", "conforms": True, "result": "t"}
        yield "inspection.seal_broken", case, {**mine, "seal": "S1", "intact": True}
        yield "inspection.seal_set", case, {**mine, "seal": "S2", "where": "w"}
        if self.keeps:
            yield "inspection.began", case, {
                **own, "post": POSTS[self.side], "place": "p", "guests": [],
                "services": [{"side": side, "service": "A"} for side in SIDES]}
            yield "inspection.ended", case, own
            yield "inspection.signed", case, {
                **mine, "digest": one, "facts": 1, "conclusion": "in_order"}
            yield "inspection.recognised", case, {
                **mine, "subject": "scan", "fact": one, "legal_basis": "T1"}

    def _outcomes(self, case: str, *, chance: Random) -> Iterator[Draft]:
        own, other = {"side": self.side}, next(side for side in SIDES if side != self.side)
        mine, theirs = f"{self.side}-{chance.randrange(2)}", f"{other}-{chance.randrange(2)}"
        yield "outcomes.part_decided", case, {
            **own, "service": chance.choice(SERVICES), "part": "consignment:1",
            "outcome": chance.choice(("cleared", "held", "refused")), "rule": "r"}
        yield "outcomes.withheld", case, own
        yield "outcomes.withheld_lifted", case, own
        yield "returns.opened", case, {**own, "number": mine, "service": "A", "part": "", "rule": ""}
        yield "returns.withdrawn", case, {**own, "number": mine}
        yield "returns.answered", case, {
            **own, "number": theirs, "note": "n", "answer": chance.choice(("takes_back", "objects"))}
        yield "returns.received", case, {**own, "number": theirs}

    def _draw(self, draw: str, direction: str, *, chance: Random) -> Iterator[Draft]:
        one, number = chance.randbytes(32).hex(), chance.randrange(3)
        line = {**LINE, "side": self.side, "direction": direction, "quarter": "2026-Q1"}
        yield "draw.chain_anchored", "tmb-gbz", {**line, "anchor": one, "length": 90}
        yield "draw.third_named", "tmb-gbz", {
            **line, "third": "observer.test", "anchor": one, "note": "n"}
        yield "draw.share_revealed", draw, {"side": self.side, "draw": draw, "share": one}
        yield "draw.objected", draw, {
            "side": self.side, "draw": draw, "reason": "missing", "tags": [one]}
        out = "-".join(sorted(SIDES, key=lambda side: side != self.side))
        key = {"direction": out, "quarter": "2026-Q1"}
        yield "draw.tag_key_committed", out, {**key, "commitment": one}
        yield "draw.tag_key_shared", out, {**key, "key": one}
        if direction == out:
            tag = f"{number:064}"
            yield "draw.requests_listed", draw, {
                "direction": direction, "draw": draw, "number": 0,
                "rows": [[tag, "2026-01-15", "ordinary", 1, [7]]]}
            yield "draw.closed", draw, {
                **LINE, **key, "day": "2026-01-15", "draw": draw, "number": 1, "parts": 1,
                "root": one, "supply": [6] * 24, "exit_revision": 1, "entry_revision": 1,
                "unproven_most": 2, "position": 15, "reveal_until": "2026-01-13T07:30:00Z",
                "thirds": []}
            yield "draw.settled", draw, {
                "direction": direction, "draw": draw, "shares": {self.side: one},
                "marks": {self.side: "in_time"}, "third": "", "third_share": "", "third_note": "",
                "seed": one, "slots": [[tag, 7]], "left": []}

    def _centre(self, direction: str) -> Iterator[Draft]:
        self.revisions += 1
        yield "queue.capacity_published", "tmb-gbz", {
            **LINE, "side": self.side, "direction": direction, "day": "2026-01-15",
            "hours": [6] * 24, "revision": self.revisions, "valid_until": "2026-01-17T00:00:00Z"}

    def _post(self, case: str, direction: str) -> Iterator[Draft]:
        own, service = {"side": self.side}, self.chance.choice(SERVICES)
        yield "gate.registered", case, {
            **own, "direction": direction, "point": "tmb-gbz", "plate": "123 ABC",
            "hour_from": self.hours.get(case, "")}
        yield "gate.weighed", case, {
            **own, "point": "tmb-gbz", "gross_kg": 30_000 + self.chance.randrange(20_000),
            "axle_groups": [{"axles": 3, "load_kg": 21_000}], "device": "scales-1"}
        yield "control.planned", case, {**own, "services": list(SERVICES)}
        for outcome in ("cleared", "held", "refused"):
            yield "control.finding_recorded", case, {
                **own, "service": service, "outcome": outcome, "rule": "r", "lifts": "l"}
        yield "control.reversed", case, {**own, "service": service}
        yield "control.released", case, own
        yield "control.refused", case, {**own, "service": service}
        yield "gate.exited", case, own
        yield "gate.turned_back", case, own

    def _exit_centre(self, case: str, direction: str) -> Iterator[Draft]:
        slot = f"2026-01-15T{self.chance.randrange(24):02}:00:00Z"
        yield "queue.slot_granted", case, {
            **LINE, "direction": direction, "slot": slot, "exit_revision": 1, "entry_revision": 1}
        yield "queue.request_declined", case, {"direction": direction, "reason": "full"}
        yield "queue.slot_cancelled", case, {"direction": direction, "reason": "asked"}
        yield "queue.no_show", case, {"direction": direction, "slot": slot}
        yield "queue.lapsed", case, {"direction": direction}


def authors(chance: Random, *, logs: int) -> list[Author]:
    """Both centres, then the post of the first side, then that of the second."""
    with_node = SIDES[:logs - 2]
    centres = [Author(side, chance, keeps=side not in with_node) for side in SIDES]
    return [*centres, *(Author(side, chance, post=POSTS[side]) for side in with_node)]


def random_day(chance: Random, *, entries: int, logs: int = 2) -> list[list[Entry]]:
    """The shared entries of two to four logs, each in the order of its log."""
    cases = {"K000-0000-00": "kz-tm", "T000-0000-00": "tm-kz", "K111-1111-11": "kz-tm"}
    writing, papers = authors(chance, logs=logs), Random(entries)
    slots, before_others = Random(entries + 1), Random(entries + 2)
    unloaded = Random(entries + 3)
    for _ in range(entries):
        author, *others = chance.sample(writing, len(writing))
        for other in others:
            if chance.random() < 0.4:
                author.follow(other)
        case = chance.choice(list(cases))
        author.write(case, direction=cases[case])
        if papers.random() < PAPERS:
            author.examine(case, chance=papers)
        if not author.post and slots.random() < SLOTS:
            author.allot(case, direction=cases[case], chance=slots)
        if before_others.random() < PRIORITIES:
            author.prefer(case, direction=cases[case], chance=before_others)
        if unloaded.random() < INSPECTIONS:
            author.inspect(case, chance=unloaded)
    return [author.written for author in writing]


def interleaved(logs: Sequence[Sequence[Entry]], *, chance: Random) -> list[Entry]:
    """One order in which a node may have applied them: each log in its own order.

    What an entry had seen of other logs may come later: the node hears of each log on its own.
    """
    order: list[Entry] = []
    done = [0] * len(logs)
    while len(order) < sum(map(len, logs)):
        number = chance.choice([at for at, log in enumerate(logs) if done[at] < len(log)])
        order.append(logs[number][done[number]])
        done[number] += 1
    return order
