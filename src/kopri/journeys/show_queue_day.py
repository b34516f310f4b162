"""Show a day of the queue as the public may check it: from public entries alone, nothing computed.

For each line what both sides could take, who stood in the draw, what both sides and the third party
revealed, and every slot given, moved and given back since, in the order of the exit side's log.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kopri.domains.draw import types as drawing
from kopri.domains.queue import types as queue
from kopri.domains.queue.queries.days import draws_near, published_days
from kopri.engines.countrydata import PairData
from kopri.journal.core import Journal
from kopri.journal.public import PublicEntry, public_entries
from kopri.kernel.lines import VEHICLE_CLASSES, Line

FORMAT = "kopri/queue-day/1"
LISTS_AHEAD = 4  # days after this one whose lists may be closed before it is over
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawDay:
    """One line's day. ``tables``: name -> rows, each of which names the entry that it stands in."""

    draw: str
    tables: Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueDay:
    """``held_by``: the log of the node that tells it."""

    format: str
    day: str
    held_by: str
    draws: Sequence[DrawDay]


def show_queue_day(*, journal: Journal, pair: PairData, day: str) -> QueueDay:
    """Every line of a day of which something has been published."""
    shown = [_of_line(line, day=day) for line in lines_of(pair)]
    return QueueDay(format=FORMAT, day=day, held_by=journal.origin,
                    draws=[each for each in shown if any(each.tables.values())])


def lines_of(pair: PairData) -> list[Line]:
    """All that can be queued for."""
    return [Line(point=point.code, direction=direction, vehicle_class=vehicle)
            for point in pair.pair.facts.points for direction in pair.directions
            for vehicle in VEHICLE_CLASSES]


def show_queue_days() -> list[str]:
    """The days of which capacity has been published, newest first."""
    return published_days()


# kind -> the table that its payload is a row of, and the fields of the row
_PLAIN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    queue.CapacityPublished.KIND: (
        "capacity", ("side", "revision", "hours", "daily", "away", "valid_until")),
    queue.PointClosed.KIND: (
        "closure", ("side", "closure", "vehicle_classes", "since", "until", "reason")),
    queue.ClosureChanged.KIND: ("closure", ("side", "closure", "until", "ended")),
    drawing.ChainAnchored.KIND: ("chain", ("side", "quarter", "anchor", "length")),
    drawing.ThirdNamed.KIND: ("third", ("side", "quarter", "third", "anchor", "note")),
    drawing.TagKeyCommitted.KIND: ("key", ("quarter", "commitment")),
    drawing.DrawClosed.KIND: ("close", (
        "number", "parts", "root", "supply", "exit_revision", "entry_revision", "unproven_most",
        "quarter", "position", "reveal_until", "thirds")),
    drawing.ShareRevealed.KIND: ("share", ("side", "share")),
    drawing.DrawObjected.KIND: ("objection", ("side", "reason", "tags")),
    drawing.DrawSettled.KIND: ("settled", (
        "shares", "marks", "third", "third_share", "third_note", "seed")),
    queue.Allocated.KIND: ("given", ("tag", "slot", "was", "public_class", "why", "rule")),
}
# tables made of the lists inside an entry: kind -> table, the list, the names of its columns
_NESTED: Mapping[str, Sequence[tuple[str, str, tuple[str, ...]]]] = {
    drawing.RequestsListed.KIND: [
        ("list", "rows", ("tag", "cohort", "public_class", "proven", "wishes"))],
    drawing.DrawSettled.KIND: [("slot", "slots", ("tag", "hour")),
                               ("left", "left", ("tag", "hour"))],
}
# as the tables are written: what was fixed before, the draw, what came after
TABLES = ("capacity", "closure", "chain", "third", "key", "list", "close", "share", "objection",
          "settled", "slot", "left", "given", "elsewhere", "later")


def _of_line(line: Line, *, day: str) -> DrawDay:
    draw = line.draw(day)
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    for entry in _entries([line.point, line.direction, draw], line=line, day=day):
        for table, row in _rows(entry):
            tables[table].append(row)
    _add_other_days(tables, line=line, day=day)
    said = any(tables[name] for name in ("capacity", "list", "given"))
    return DrawDay(draw=draw, tables=tables if said else {})


def _add_other_days(tables: dict[str, list[Row]], *, line: Line, day: str) -> None:
    """Who left an hour of this day for another day's; who of the list was served, or struck, another
    day; and when lists of the line were closed until this day was over."""
    tags = {row["tag"] for row in tables["list"]}
    near = draws_near(line=line, day=day, tags=tags)
    for entry in public_entries(subjects=near, kinds=[queue.Allocated.KIND]):
        for _, row in _rows(entry):
            if row["was"].startswith(day):
                tables["given"].append(row)
            elif row["tag"] in tags:
                tables["elsewhere"].append(row)
    start = date.fromisoformat(day)
    coming = [line.draw(str(start + timedelta(days=number))) for number in range(1, LISTS_AHEAD + 1)]
    tables["later"] += [_place_of(entry) for entry in public_entries(
        subjects=coming, kinds=[drawing.DrawClosed.KIND])]
    for name in ("given", "later"):
        tables[name].sort(key=lambda row: (row["recorded"], row["log"], row["index"]))


def _entries(subjects: Sequence[str], *, line: Line, day: str) -> Iterator[PublicEntry]:
    kinds = [*_PLAIN, drawing.RequestsListed.KIND]
    for entry in public_entries(subjects=subjects, kinds=kinds):
        if _is_about(entry.payload, line=line, day=day):
            yield entry


def _is_about(said: Mapping[str, Any], *, line: Line, day: str) -> bool:
    """Whether an entry speaks of this line on this day; what it does not say is not asked for."""
    classes = said.get("vehicle_classes") or [said.get("vehicle_class", line.vehicle_class)]
    quarter = f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return all((
        said.get("point", line.point) == line.point,
        said.get("direction", line.direction) == line.direction, line.vehicle_class in classes,
        said.get("day", day) == day, said.get("quarter", quarter) == quarter,
        "since" not in said or said["since"][:10] <= day,
    ))


def _place_of(entry: PublicEntry) -> dict[str, Any]:
    return {"log": entry.log, "index": entry.index, "recorded": entry.recorded,
            "seen": dict(entry.seen)}


def _rows(entry: PublicEntry) -> Iterator[tuple[str, Row]]:
    plain = _PLAIN.get(entry.kind)
    if plain is not None:
        table, names = plain
        yield table, {**_place_of(entry), **{name: entry.payload.get(name, "") for name in names}}
    for table, field, columns in _NESTED.get(entry.kind, ()):
        for row in entry.payload.get(field, ()):
            yield table, {"log": entry.log, "index": entry.index, **dict(zip(columns, row, strict=True))}
