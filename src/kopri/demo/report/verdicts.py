"""The checks of the day. Each is a name, whether it holds, and the numbers it was judged by."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps

from kopri.demo.report.books import Book, Record
from kopri.demo.report.cases import Story, capacities
from kopri.demo.report.fates import Fate
from kopri.kernel.clock import from_text

TICK = "journal.tick"
ENDED = ("queue.slot_cancelled", "queue.no_show", "queue.lapsed")
_Said = tuple[str, str, str, bool, str]  # an entry without its index, event and recording
GIVEN = ("queue.slot_granted", "queue.slot_moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``numbers``: what was counted, in plain words."""

    name: str
    holds: bool
    numbers: str


def everyone_accounted(*, fates: Mapping[str, Fate]) -> Verdict:
    """Every case that was opened has exactly one known fate."""
    unknown = [reference for reference, fate in fates.items() if fate is Fate.UNKNOWN]
    return Verdict(
        name="every truck is accounted for",
        holds=bool(fates) and not unknown,
        numbers=f"{len(fates)} cases, {len(unknown)} of unknown fate",
    )


def within_capacity(*, told: Sequence[Story], books: Sequence[Book]) -> Verdict:
    """No hour has more live grants than either side's capacity, as the grants cite it.

    A grant lives until it is cancelled, missed or lapsed; at each grant those that live are counted.
    """
    table = capacities(books=books)
    grants = sorted(_grants(told), key=lambda grant: grant.made)
    above = 0
    unknown = 0
    for grant in grants:
        limits = [table.get(key, {}).get(grant.hour) for key in grant.cited]
        known = [limit for limit in limits if limit is not None]
        unknown += len(limits) - len(known)
        living = sum(other.lives_beside(grant) for other in grants)
        above += any(living > limit for limit in known)
    return Verdict(
        name="no slot granted above either side's capacity",
        holds=bool(grants) and not above and not unknown,
        numbers=f"{len(grants)} grants, {above} above, {unknown} cite an unknown revision",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grant:
    direction: str
    slot: datetime
    made: datetime
    ended: datetime | None
    cited: tuple[tuple[str, str, str, int], ...]

    @property
    def hour(self) -> int:
        return self.slot.hour

    def lives_beside(self, other: "_Grant") -> bool:
        """Whether this grant held a place in the other's hour when the other was made."""
        same = (self.direction, self.slot) == (other.direction, other.slot)
        return same and self.made <= other.made and (self.ended is None or self.ended > other.made)


def _grants(told: Sequence[Story]) -> Iterator[_Grant]:
    for story in told:
        for place, event in enumerate(story.events):
            if event.kind not in GIVEN:
                continue
            slot = from_text(event.says("slot"))
            ends = [later.recorded for later in story.events[place + 1:]
                    if later.kind in (*ENDED, *GIVEN)]
            sides = event.says("direction").split("-")
            revisions = (event.payload["exit_revision"], event.payload["entry_revision"])
            yield _Grant(
                direction=event.says("direction"),
                slot=slot,
                made=event.recorded,
                ended=ends[0] if ends else None,
                cited=tuple(
                    (side, event.says("direction"), slot.date().isoformat(), int(revision))
                    for side, revision in zip(sides, revisions, strict=True)
                ),
            )


def same_tables(*, books: Sequence[Book]) -> Verdict:
    """The tables that are fed from entries which both sides hold are equal on every node."""
    names = sorted({name for book in books for name in book.tables})
    different = [name for name in names if len({book.tables.get(name) for book in books}) > 1]
    return Verdict(
        name=f"shared tables are equal on {'both nodes' if len(books) == 2 else 'every node'}",
        holds=bool(names) and not different,
        numbers=f"{len(names)} tables, different: {', '.join(different) or 'none'}",
    )


def nothing_twice(*, books: Sequence[Book]) -> Verdict:
    """No log has an index twice, none has one event twice, and a copy says what its log says."""
    doubled = 0
    kinds: set[str] = set()
    for book in books:
        for rows in book.logs.values():
            doubled += len(rows) - len({row.index for row in rows})
        said = Counter(_acts(book.logs[book.own]))
        doubled += sum(count - 1 for count in said.values())
        kinds |= {halves[0][0] for halves, count in said.items() if count > 1}
    copied, wrong = _copies(books)
    return Verdict(
        name="nothing is recorded twice, and copies say what their log says",
        holds=copied > 0 and not doubled and not wrong,
        numbers=f"{doubled} doubled ({', '.join(sorted(kinds)) or 'none'}), {copied} copied entries, "
                f"{wrong} of them different",
    )


def _acts(rows: Sequence[Record]) -> Iterator[tuple[_Said, ...]]:
    """What each event says in all its halves: two answers may tell both sides the same."""
    halves: dict[str, list[_Said]] = {}
    for row in rows:
        if row.kind != TICK:
            halves.setdefault(row.event or f"#{row.index}", []).append(_said(row))
    yield from (tuple(sorted(each)) for each in halves.values())


def _said(row: Record) -> _Said:
    return (
        row.kind, row.subject, str(row.entry["time"]), row.own,
        dumps(row.payload, sort_keys=True),
    )


def _copies(books: Sequence[Book]) -> tuple[int, int]:
    copied = wrong = 0
    owners = {book.own: book for book in books}
    for book in books:
        for origin, rows in book.logs.items():
            if origin == book.own or origin not in owners:
                continue
            theirs = {row.index: row.entry for row in owners[origin].logs[origin]}
            copied += len(rows)
            wrong += sum(theirs.get(row.index) != row.entry for row in rows)
    return copied, wrong


def everything_followed(*, books: Sequence[Book]) -> Verdict:
    """Each node holds every entry of the others that is addressed to it."""
    missing = expected = 0
    for book in books:
        for other in books:
            if other is book:
                continue
            meant = {
                row.index
                for row in other.logs[other.own]
                if {"*", book.side} & set(row.entry.get("audience", ()))
            }
            held = {row.index for row in book.logs.get(other.own, ())}
            expected += len(meant)
            missing += len(meant - held)
    return Verdict(
        name="every shared entry has arrived",
        holds=expected > 0 and not missing,
        numbers=f"{expected} entries addressed to another node, {missing} missing",
    )


def cosigned(*, books: Sequence[Book]) -> Verdict:
    """Each node's newest checkpoint carries a signature that is not its own log's."""
    bare = [book.node for book in books if len(_signers(book.checkpoint)) < 2]
    return Verdict(
        name="every newest checkpoint is cosigned by another node",
        holds=not bare,
        numbers=f"without a cosignature: {', '.join(bare) or 'none'}",
    )


def _signers(note: str) -> set[str]:
    """Key names of a signed note (C2SP signed-note): lines that begin with an em dash."""
    _, _, signatures = note.partition("\n\n")
    return {line.split(" ")[1] for line in signatures.splitlines() if line.startswith("\u2014 ")}


def catch_up(*, books: Sequence[Book], cut: tuple[datetime, datetime]) -> dict[str, int]:
    """Node -> entries for the other side that it recorded while the line was cut."""
    begun, ended = cut
    return {
        book.node: sum(
            len(row.entry.get("audience", ())) > 1 or row.entry.get("audience") == ["*"]
            for row in book.logs[book.own]
            # an act of a window is recorded at its end, and the line is cut between two windows
            if begun < row.recorded <= ended
        )
        for book in books
    }


def all_stages_timed(*, told: Sequence[Story]) -> Verdict:
    """Every truck that left a side has a beginning and an end for each step it began there."""
    untimed = left = 0
    for story in told:
        for side in (story.exit_side, story.entry_side):
            gone = story.last("gate.exited", side=side)
            if gone is None:
                continue
            left += 1
            started = {e.says("step") for e in story.all("control.step_started", side=side)}
            finished = {e.says("step") for e in story.all("control.step_finished", side=side)}
            planned = story.all("control.planned", side=side)
            untimed += (
                story.first("gate.registered", side=side) is None
                or not planned
                or started != finished
            )
    return Verdict(
        name="no stage without times",
        holds=left > 0 and not untimed,
        numbers=f"{left} passages of a side, {untimed} with a stage that lacks a time",
    )
