"""What posts did on local knowledge alone while their capitals were out of reach, and what turned
out to be different once the lines had returned."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.demo.report.books import Book, Record
from kopri.demo.report.cases import Story
from kopri.demo.report.verdicts import Verdict
from kopri.engines.quantiles import percentile
from kopri.kernel.clock import from_text

CENTRE, POST = "centre", "post"
# what a post decides, in the order of a truck's way: kind -> how the report calls it
DECISIONS = {
    "queue.called": "called to the gate",
    "gate.registered": "registered",
    "control.released": "released",
    "control.refused": "refused",
    "gate.exited": "let through the last gate",
    "gate.turned_back": "sent back",
}
FINDING = "control.finding_recorded"
GRACE = timedelta(hours=3)  # a slot this long ago would have been judged on a whole line


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A post while it was cut off. ``did``: what -> how often.

    ``stood``: of its ``decisions``, those that knew nothing of its centre that was written after
    the line was cut. Ages, in minutes at the decision: of the newest entry known of the ``centre``
    (median and oldest), and of the neighbour's post over the local line (oldest).
    """

    post: str
    did: Mapping[str, int]
    decisions: int
    stood: int
    centre_p50: int
    centre_most: int
    neighbour_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """What a post could not know: ``what`` had become of the truck with this plate."""

    what: str
    plate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Both posts, and every surprise in the order in which the posts acted."""

    posts: Sequence[Alone]
    surprises: Sequence[Surprise]

    def verdict(self) -> Verdict:
        """Each post worked, and nothing of its centre reached it."""
        decisions = sum(post.decisions for post in self.posts)
        stood = sum(post.stood for post in self.posts)
        return Verdict(
            name="each post worked on what it knew when its capital was cut off",
            holds=bool(self.posts) and all(post.decisions for post in self.posts)
            and stood == decisions,
            numbers=f"{decisions} decisions, {decisions - stood} on newer knowledge",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Log:
    """A log as its own node holds it, and whose it is."""

    name: str
    origin: str
    side: str
    role: str
    rows: Sequence[Record]

    def during(self, cut: tuple[datetime, datetime]) -> list[Record]:
        return [row for row in self.rows if cut[0] < row.recorded <= cut[1]]

    def at(self, size: int) -> datetime | None:
        """When the newest of the first ``size`` entries was recorded."""
        place = bisect_left(self.rows, size, key=lambda row: row.index)
        return self.rows[place - 1].recorded if place else None


def tell(
    *, books: Sequence[Book], told: Sequence[Story], cut: tuple[datetime, datetime]
) -> Told:
    """From the own logs of all nodes; which log is whose is an entry too."""
    logs = [_log(book) for book in books]
    posts = [log for log in logs if log.role == POST]
    ways = {story.reference: story.direction for story in told}
    return Told(
        posts=[_alone(post, logs=logs, cut=cut, ways=ways) for post in posts],
        surprises=list(dict.fromkeys((
            *_unseen(posts, logs=logs, cut=cut), *_twice(posts, logs=logs, cut=cut),
            *_judged_late(logs, cut=cut),
        ))),
    )


def _log(book: Book) -> _Log:
    rows = book.logs[book.own]
    admitted = next(row.payload for row in rows
                    if row.kind == "log.admitted" and row.payload["origin"] == book.own)
    return _Log(name=book.node, origin=book.own, side=book.side, role=str(admitted["role"]),
                rows=rows)


def _alone(
    post: _Log, *, logs: Sequence[_Log], cut: tuple[datetime, datetime], ways: Mapping[str, str]
) -> Alone:
    centre = next(log for log in logs if log.role == CENTRE and log.side == post.side)
    beside = [log for log in logs if log.role == POST and log.side != post.side]
    rows = [row for row in post.during(cut) if not row.own]
    decided = [row for row in rows if row.kind in (*DECISIONS, FINDING)]
    ages = [_age(row, of=centre) for row in decided]
    return Alone(
        post=post.name,
        did=_did(rows, side=post.side, ways=ways),
        decisions=len(decided),
        stood=sum(_knew_nothing_newer(row, of=centre, than=cut[0]) for row in decided),
        centre_p50=round(percentile(ages, 50)) if ages else 0,
        centre_most=round(max(ages, default=0)),
        neighbour_most=round(max((_age(row, of=log) for row in decided for log in beside),
                                 default=0)),
    )


def _did(rows: Sequence[Record], *, side: str, ways: Mapping[str, str]) -> dict[str, int]:
    """What was done, in the order of a truck's way."""
    found: Counter[str] = Counter()
    for row in rows:
        if row.kind == "crossing.opened":
            found["cases opened on the spot"] += 1
        elif row.kind == FINDING:
            found[f"findings: {row.payload.get('outcome', '')}"] += 1
        elif row.kind == "control.released":
            leaves = ways.get(row.subject, "").startswith(f"{side}-")
            found["released to leave" if leaves else "released to enter"] += 1
        elif row.kind in DECISIONS:
            found[DECISIONS[row.kind]] += 1
    names = (
        "cases opened on the spot", "called to the gate", "registered", "findings: cleared",
        "findings: held", "findings: refused", "released to leave", "released to enter",
        "refused", "let through the last gate", "sent back",
    )
    return {name: found[name] for name in names}


def _seen(row: Record, *, of: _Log) -> int:
    return int(row.entry.get("seen", {}).get(of.origin, 0))


def _knew_nothing_newer(row: Record, *, of: _Log, than: datetime) -> bool:
    newest = of.at(_seen(row, of=of))
    return newest is None or newest <= than


def _age(row: Record, *, of: _Log) -> float:
    """Minutes by which the newest entry known of a log was older than this one."""
    newest = of.at(_seen(row, of=of))
    return max(0.0, (row.recorded - newest).total_seconds() / 60) if newest else 0.0


def _unseen(
    posts: Sequence[_Log], *, logs: Sequence[_Log], cut: tuple[datetime, datetime]
) -> Iterator[Surprise]:
    """What a centre wrote of a case while a post took its truck in without knowing."""
    words = {
        "queue.slot_cancelled": "registered although its booking had been given back",
        "notice.lodged": "registered before its papers had been heard of",
    }
    centres = [log for log in logs if log.role == CENTRE]
    for post in posts:
        for taken in post.during(cut):
            if taken.kind != "gate.registered" or taken.own:
                continue
            for what in _written_of(taken, centres=centres, cut=cut, words=words):
                yield Surprise(what=what, plate=str(taken.payload.get("plate", "")))


def _written_of(
    taken: Record, *, centres: Sequence[_Log], cut: tuple[datetime, datetime],
    words: Mapping[str, str],
) -> Iterator[str]:
    """The ``words`` for what stood in a centre's log by then and was not seen."""
    for centre in centres:
        for row in centre.during(cut):
            about = row.subject == taken.subject and row.kind in words and not row.own
            if about and row.recorded <= taken.recorded and row.index >= _seen(taken, of=centre):
                yield words[row.kind]


def _twice(
    posts: Sequence[_Log], *, logs: Sequence[_Log], cut: tuple[datetime, datetime]
) -> Iterator[Surprise]:
    """A vehicle with one case of its post's and another that the post could not see."""
    for post in posts:
        for mine in _opened(post, cut=cut):
            for other in logs:
                for row in _opened(other, cut=cut) if other is not post else ():
                    same = _vehicle(row) == _vehicle(mine)
                    if same and row.index >= _seen(mine, of=other):
                        yield Surprise(what="a second case for one vehicle",
                                       plate=_vehicle(row)[1])


def _judged_late(
    logs: Sequence[_Log], *, cut: tuple[datetime, datetime]
) -> Iterator[Surprise]:
    """A no-show is judged when the post's log has told who came."""
    for log in logs:
        plates = {row.subject: _vehicle(row)[1] for row in log.rows if row.kind == "crossing.opened"}
        for row in log.rows:
            missed = row.kind == "queue.no_show" and row.recorded > cut[1]
            if missed and from_text(str(row.payload["slot"])) < cut[1] - GRACE:
                yield Surprise(what="a no-show that could be told only then",
                               plate=plates.get(row.subject, ""))


def _opened(log: _Log, *, cut: tuple[datetime, datetime]) -> list[Record]:
    return [row for row in log.during(cut) if row.kind == "crossing.opened" and not row.own]


def _vehicle(row: Record) -> tuple[str, str]:
    conveyance = row.payload.get("conveyance", {})
    return str(row.payload.get("direction", "")), str(conveyance.get("plate", ""))
