"""Reading the journal's own tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.journal.authority import is_keeper
from kopri.journal.charges import Weight, codes
from kopri.journal.core import Journal
from kopri.journal.models import Checkpoint, Complaint, Cosignature, Entry, Incident, Log, State
from kopri.journal.rows import select_rows
from kopri.journal.types import OBSERVER, POST, Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """How a log stands here. ``cosigned``: (witness, size, when) of its newest cosignatures.

    ``since``: the first entry from which on openings may be missing; None where nothing is known
    to be missing. ``parked``: entries that were kept and not applied.
    """

    origin: str
    side: str
    own: bool
    size: int
    applied: int
    counts: dict[str, int]
    root: str
    heard: datetime | None
    stopped: str
    cosigned: Sequence[tuple[str, int, datetime]]
    since: int | None = None
    parked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """Something wrong with a log, by name. ``proof``: anyone can judge it by its evidence file."""

    number: int
    origin: str
    code: str
    index: int | None
    detail: str
    proof: bool
    opened: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintLine:
    """What the node of another log says is wrong with the own one."""

    by: str
    code: str
    index: int | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """An entry as it is listed."""

    log: str
    index: int | None
    kind: str
    subject: str
    time: datetime
    recorded: datetime
    audience: str
    state: str
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A followed log, and when the newest entry that is known of it was written (None: nothing is).

    ``role`` and ``post`` as it was admitted.
    """

    origin: str
    side: str
    role: str
    post: str
    latest: datetime | None


def news() -> list[News]:
    """How new what is known here of every other node is, centres first."""
    columns = ("origin", "side", "role", "post", "latest")
    return [News(**dict(zip(columns, row, strict=True))) for row in select_rows(
        Log, columns=columns, params=[False, OBSERVER],
        tail="WHERE own = %s AND role <> %s ORDER BY role, side")]


def standing(journal: Journal) -> tuple[tuple[object, ...], ...]:
    """What this node knows, as a value that is another one as soon as it knows more.

    An entry that waits for its index has taken effect already: there are some on PostgreSQL alone.
    """
    known = Log.objects.order_by("pk").values_list("pk", "size", "applied", "latest", "stopped")
    waiting = 0 if journal.indexed else Entry.objects.filter(index=None).count()
    return (*known, (waiting,))


def keeps(journal: Journal, *, post: str) -> bool:
    """True where what is done at this post of the own side is this node's to write."""
    return is_keeper(journal, post=post, logs=list(Log.objects.all()))


def heard_of_post(journal: Journal, *, post: str) -> datetime | None:
    """How far the post's own log has told what happened there; now, where this node keeps it.

    That is its last tick for this side: it counts every entry for the side before it. None while
    there is none, while openings are known to be missing, and where the log is stopped.
    """
    log = Log.objects.filter(side=journal.side, role=POST, post=post).first()
    if log is None or log.own:
        return journal.clock.now()
    if log.stopped or incomplete_since(log) is not None:
        return None
    ticks = Entry.objects.filter(log=log, kind=f"{Tick.KIND}/{Tick.VERSION}", state=State.APPLIED)
    last = ticks.filter(audience__contains=journal.side).order_by("-index").first()
    return None if last is None else min(last.recorded, journal.clock.now())


def undecided(journal: Journal) -> frozenset[str]:
    """Subjects of which a log of the own side has written what this node cannot apply.

    Nothing is concluded from silence about them: what is not applied may be what is missed.
    """
    told = codes(Weight.ENTRY)
    logs = Log.objects.filter(side=journal.side, own=False, incident__closed=None,
                              incident__code__in=told)
    rows = Entry.objects.filter(log__in=logs, state__in=(State.UNKNOWN, State.POISON))
    return frozenset(rows.values_list("subject", flat=True))


def ref_of(uid: str, *, subject: str) -> tuple[str, int | str]:
    """How an act names the entry with this uid in its basis: by index, once it has one."""
    origin, index = Entry.objects.values_list("log__origin", "index").get(
        subject=subject, commitment=bytes.fromhex(uid))
    return (origin, index if index is not None else uid)


def logs() -> list[LogLine]:
    """The own log first. Observers are known here too, and have none."""
    rows = Log.objects.exclude(role=OBSERVER).order_by("-own", "origin")
    return [_log_line(log) for log in rows]


def _log_line(log: Log) -> LogLine:
    newest = Checkpoint.objects.filter(log=log, size__lte=log.size).order_by("-size").first()
    return LogLine(
        origin=log.origin, side=log.side, own=log.own,
        size=log.published if log.own else log.size,
        applied=log.size if log.own else log.applied, counts=log.counts,
        root=bytes(newest.root).hex() if newest else "", heard=log.heard, stopped=log.stopped,
        cosigned=_cosigned(log), since=None if log.own else incomplete_since(log),
        parked=0 if log.own else parked(log),
    )


def incomplete_since(log: Log) -> int | None:
    """Where openings of a followed log begin to be missing; None where none is known to be."""
    missing = Incident.objects.filter(log=log, closed=None, code__in=codes(Weight.OPENING))
    return log.applied if log.applied < log.size and missing.exists() else None


def parked(log: Log) -> int:
    """How many entries of a followed log were kept and not applied."""
    if not Incident.objects.filter(log=log, closed=None, code__in=codes(Weight.ENTRY)).exists():
        return 0
    states = (State.UNLAWFUL, State.UNKNOWN, State.POISON)
    return Entry.objects.filter(log=log, state__in=states).count()


def _cosigned(log: Log) -> list[tuple[str, int, datetime]]:
    newest: dict[str, tuple[str, int, datetime]] = {}
    rows = Cosignature.objects.filter(checkpoint__log=log).select_related("checkpoint")
    for row in rows.order_by("-checkpoint__size")[:20]:
        newest.setdefault(row.witness, (row.witness, row.checkpoint.size, row.made))
    return list(newest.values())


def incidents() -> list[IncidentLine]:
    """Open incidents, the newest first."""
    return [
        IncidentLine(number=row.pk, origin=row.log.origin, code=row.code, index=row.index,
                     detail=row.detail, proof=row.proof, opened=row.opened)
        for row in Incident.objects.filter(closed=None).select_related("log")
        .defer("evidence").order_by("-pk")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """The file of a proof, under a name that tells what it proves of whom."""

    name: str
    data: bytes


def evidence_files(*, number: int | None = None) -> list[EvidenceFile]:
    """The evidence of every proof, the oldest first; or that of one incident."""
    rows = Incident.objects.filter(proof=True).exclude(evidence=b"").select_related("log")
    return [
        EvidenceFile(name=f"{row.log.origin}-{row.code}-{row.index}.evidence.json",
                     data=bytes(row.evidence))
        for row in (rows if number is None else rows.filter(pk=number)).order_by("pk")
    ]


def complaints() -> list[ComplaintLine]:
    """What neighbours complain of now, the newest first."""
    return [
        ComplaintLine(by=row.by.origin, code=row.code, index=row.index, since=row.since)
        for row in Complaint.objects.select_related("by").order_by("-pk")
    ]


def recent(*, most: int = 20) -> list[EntryLine]:
    """The newest entries that this node holds."""
    rows = Entry.objects.select_related("log").order_by("-pk")[:most]
    return [_line(row) for row in rows]


def entries_about(subject: str) -> list[EntryLine]:
    """Every entry about a subject that this node holds, in the order of applying."""
    rows = Entry.objects.filter(subject=subject).select_related("log").order_by("pk")
    return [_line(row) for row in rows]


def _line(row: Entry) -> EntryLine:
    return EntryLine(
        log=row.log.origin, index=row.index, kind=row.kind, subject=row.subject, time=row.time,
        recorded=row.recorded, audience=row.audience, state=row.state,
        uid=bytes(row.commitment).hex(),
    )


def entries_json(*, log: str, start: int, limit: int) -> bytes:
    """``{"entries":[{"index":i,"state":s,"entry":{...}}],"next":n}``; ``next`` null at the end.

    Of a forgotten entry ``state`` is ``forgot`` and ``entry`` null.
    """
    rows = list(
        Entry.objects.filter(log__origin=log, index__gte=start).order_by("index")
        .values_list("index", "state", "entry")[:limit]
    )
    items = b",".join(
        b'{"index":%d,"state":"%b","entry":%b}' % (index or 0, state.encode(), bytes(entry or b"null"))
        for index, state, entry in rows
    )
    more = str((rows[-1][0] or 0) + 1).encode() if len(rows) == limit else b"null"
    return b'{"entries":[%b],"next":%b}' % (items, more)
