"""draw.*, and what the queue gives in public -> chains, keys, draws, cohorts. What came first holds."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from kopri.domains.draw.models import (
    SharedChain,
    SharedCohort,
    SharedDraw,
    SharedDrawRow,
    SharedObjection,
    SharedShare,
    SharedTagKey,
    SharedThird,
)
from kopri.domains.draw.states import DrawState
from kopri.journal.rows import insert_rows, keep_row, put_row
from kopri.journal.types import Entry
from kopri.kernel.clock import from_text

_LINE = ("direction", "point", "vehicle_class")
_CHAIN = ("side", *_LINE, "quarter")
_ROW = ("draw", "tag", "cohort", "public_class", "proven", "wishes", "meanwhile")
_CLOSED = ("day", "number", "parts", "root", "supply", "exit_revision", "entry_revision",
           "unproven_most", "quarter", "position", "thirds")
_SETTLED = ("shares", "marks", "third", "third_share", "third_note", "seed", "left")
SERVED, STRUCK = "served", "struck"  # what becomes of a row between close and settlement


def chain(entries: Sequence[Entry]) -> None:
    """draw.chain_anchored."""
    for entry in entries:
        keep_row(SharedChain, key=entry.only(*_CHAIN), values=entry.only("anchor", "length"))


def third(entries: Sequence[Entry]) -> None:
    """draw.third_named."""
    for entry in entries:
        keep_row(SharedThird, key=entry.only(*_CHAIN, "third"), values=entry.only("anchor"))


def key_committed(entries: Sequence[Entry]) -> None:
    """draw.tag_key_committed."""
    for entry in entries:
        keep_row(SharedTagKey, key=entry.only("direction", "quarter"), values=entry.only("commitment"))


def key_shared(entries: Sequence[Entry]) -> None:
    """draw.tag_key_shared: the key to a commitment that was made before."""
    for entry in entries:
        SharedTagKey.objects.filter(**entry.only("direction", "quarter"), key="").update(
            **entry.only("key"))


def listed(entries: Sequence[Entry]) -> None:
    """draw.requests_listed: to a list that is not closed yet."""
    for entry in entries:
        draw = entry.payload["draw"]
        if _is_its_own(entry) and not SharedDraw.objects.filter(draw=draw).exists():
            insert_rows(SharedDrawRow, columns=_ROW, ignore_conflicts=True, rows=[
                (draw, tag, cohort, public_class, bool(proven), wishes, "")
                for tag, cohort, public_class, proven, wishes in entry.payload["rows"]])


def closed(entries: Sequence[Entry]) -> None:
    """draw.closed."""
    for entry in entries:
        if entry.payload["draw"] != "/".join(entry.payload[name] for name in ("day", *_LINE)):
            continue
        keep_row(SharedDraw, key={"draw": entry.payload["draw"]}, values={
            **entry.only(*_LINE, *_CLOSED), "state": DrawState.CLOSED.value,
            "reveal_until": from_text(entry.payload["reveal_until"]), "closed": entry.recorded,
            "log": entry.log, "uid": entry.uid, "seen": dict(entry.seen),
        })


def share(entries: Sequence[Entry]) -> None:
    """draw.share_revealed: kept as it was said; what it is worth is judged at the settlement."""
    for entry in entries:
        keep_row(SharedShare, key=entry.only("draw", "side"), values={
            **entry.only("share"), "log": entry.log, "uid": entry.uid, "recorded": entry.recorded})


def objected(entries: Sequence[Entry]) -> None:
    """draw.objected."""
    for entry in entries:
        keep_row(SharedObjection, key=entry.only("draw", "side"), values={
            **entry.only("reason", "tags"), "time": entry.time})


def settled(entries: Sequence[Entry]) -> None:
    """draw.settled: the outcome, and since when those wait who came away with nothing."""
    for entry in entries:
        row = SharedDraw.objects.filter(
            draw=entry.payload["draw"], state=DrawState.CLOSED.value).first()
        if row is None or not _is_its_own(entry):
            continue
        for name, value in entry.only(*_SETTLED).items():
            setattr(row, name, value)
        row.state, row.settled = DrawState.SETTLED.value, entry.time
        row.save()
        _place(row, entry.payload["slots"])
        _wait(row, left={tag for tag, *_ in entry.payload["left"]})


def _place(draw: SharedDraw, slots: Iterable[Sequence[Any]]) -> None:
    given = {tag: (place, hour) for place, (tag, hour) in enumerate(slots)}
    rows = list(SharedDrawRow.objects.filter(draw=draw.draw, tag__in=list(given)))
    for row in rows:
        row.place, row.hour = given[row.tag]
    SharedDrawRow.objects.bulk_update(rows, ["place", "hour"], batch_size=200)


def _wait(draw: SharedDraw, *, left: Collection[str]) -> None:
    """Who lost waits since its cohort, and so does whose hour has gone. For who got a slot since the
    close, or gave up what it won, waiting begins anew."""
    line = {name: getattr(draw, name) for name in _LINE}
    cohorts = {row.tag: "" if _is_done(row, left=left) else row.cohort
               for row in SharedDrawRow.objects.filter(draw=draw.draw)
               if any(draw.supply[hour] for hour in row.wishes)}
    SharedCohort.objects.bulk_create(
        [SharedCohort(**line, tag=tag, cohort=cohort) for tag, cohort in cohorts.items()],
        update_conflicts=True, unique_fields=[*_LINE, "tag"], update_fields=["cohort"],
        batch_size=200)


def _is_done(row: SharedDrawRow, *, left: Collection[str]) -> bool:
    if row.meanwhile == SERVED:
        return True
    return row.hour is not None and (row.tag not in left or row.meanwhile == STRUCK)


def served(entries: Sequence[Entry]) -> None:
    """queue.allocated: who has got a slot waits no longer, also while a draw is to be settled."""
    for entry in entries:
        tag, why = entry.payload.get("tag", ""), entry.payload["why"]
        line = _line_of(entry.payload["draw"]) if tag and _is_its_own(entry) else {}
        if line and entry.payload.get("slot"):
            put_row(SharedCohort, key={**line, "tag": tag}, values={"cohort": ""})
            _open_rows(line, tag=tag).update(meanwhile=SERVED)
        elif line and why == STRUCK:
            _open_rows(line, tag=tag).filter(meanwhile="").update(meanwhile=STRUCK)


def _open_rows(line: dict[str, Any], *, tag: str) -> QuerySet[SharedDrawRow]:
    """A vehicle's rows on the lists that are closed and not settled."""
    held = SharedDraw.objects.filter(**line, state=DrawState.CLOSED.value)
    return SharedDrawRow.objects.filter(tag=tag, draw__in=held.values("draw"))


def _is_its_own(entry: Entry) -> bool:
    """The direction gave its writer the authority: it has none over a draw of the other one."""
    return bool(_line_of(entry.payload["draw"]).get("direction") == entry.payload["direction"])


def _line_of(draw: str) -> dict[str, Any]:
    """The line of a draw's id; nothing of what is none."""
    parts = draw.split("/")
    return dict(zip(_LINE, parts[1:], strict=True)) if len(parts) == 4 else {}
