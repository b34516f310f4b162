"""Verify the entries that lie in the database: each against its leaf, its place and its columns."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from kopri.journal.apply.verifying import gone_on, labels_of
from kopri.journal.models import Entry, Log
from kopri.journal.reading import Kept, as_column, as_moment, entries_of, envelope_of
from kopri.journal.sealing import commitment, log_entry, loosely, stamp_bytes
from kopri.journal.types import Recovered

Counts = dict[str, int]


def wrong_entries(log: Log, leaves: Sequence[bytes]) -> Iterator[str]:
    """Every stored entry of a log; then what the log's row says of them all."""
    counts: Counts = {}
    faults: list[str] = []
    rows = _looked_at(entries_of(log.origin), leaves, faults=faults)
    yield from (_wrong_own if log.own else _wrong_followed)(log, rows, counts)
    yield from faults
    for row in Entry.objects.filter(log=log, index=None).select_related("log"):
        yield from _wrong_commitment(row, name=f"entry {bytes(row.commitment).hex()}")
        yield from _wrong_columns(row)
    if counts != log.counts:
        yield f"counts: {log.counts} are noted, the entries add up to {counts}"


def _looked_at(
    rows: Iterator[Kept], leaves: Sequence[bytes], *, faults: list[str]
) -> Iterator[Kept]:
    """Each by itself, on its way to those who look at all of them."""
    for row in rows:
        faults.extend(_wrong_bytes(row, leaves))
        faults.extend(_wrong_columns(row))
        if row.entry is None and row.forgotten_id is None:
            faults.append(
                f"index {row.index}: is gone, and no entry of its log names it as forgotten")
        yield row


def _wrong_own(log: Log, rows: Iterator[Kept], counts: Counts) -> Iterator[str]:
    """The own log is whole but for what was lost and told, and its stamps are what entries make them."""
    expected, lost = 0, _Lost(log)
    for row in rows:
        index = row.index
        yield from (f"index {gap}: missing" for gap in lost.untold(expected, index))
        expected = index + 1
        labels = row.audience.split(",") if row.audience else []
        for label in labels:
            count = counts.get(label, 0) + 1
            counts[label] = max(count, _counted(row).get(label, 0)) if lost.skips(index, label) else count
        if bytes(row.stamp or b"") != stamp_bytes(
            origin=log.origin, index=index, count={label: counts[label] for label in labels}
        ):
            yield f"index {index}: stamped with other numbers than its place has"
    yield from (f"index {gap}: missing" for gap in lost.untold(expected, log.size))
    counts.update({label: count for label, count in log.counts.items()
                   if lost.skips(log.size, label) and count > counts.get(label, 0)})


class _Lost:
    """What restores have lost, as the log's own `journal.recovered` entries say."""

    def __init__(self, log: Log) -> None:
        rows = Entry.objects.filter(log=log, kind__startswith=f"{Recovered.KIND}/").order_by("pk")
        told = [envelope_of(row).get("payload", {}) for row in rows]
        self._ranges = [range(each["held"], each["size"]) for each in told]
        self._left = sum(each["missing"] for each in told)
        self._skipped: dict[str, int] = {}

    def untold(self, first: int, end: int) -> Iterator[int]:
        """Indexes from ``first`` on, before ``end``, that nothing explains."""
        for index in range(first, end):
            told = self._left > 0 and any(index in each for each in self._ranges)
            self._left -= told
            if not told:
                yield index

    def skips(self, index: int, label: str) -> bool:
        """True where the running number of a label may jump here: once behind each restore."""
        restores = sum(each.start <= index for each in self._ranges)
        within = any(index in each for each in self._ranges)
        may = within or self._skipped.get(label, 0) < restores
        if may and not within:
            self._skipped[label] = restores
        return may


def _wrong_followed(log: Log, rows: Iterator[Kept], counts: Counts) -> Iterator[str]:
    """Of a followed log: no entry that was addressed here is missing between two others."""
    labels = labels_of(Log.objects.get(own=True))
    for row in rows:
        counts.update(gone_on(envelope_of(row), counts, labels=labels))
        for label, count in _counted(row).items():
            if label not in labels:
                continue
            if count != counts.get(label, 0) + 1:
                yield f"index {row.index}: an entry addressed to {label} before it is missing"
            counts[label] = count


def _counted(row: Kept) -> Mapping[str, int]:
    try:
        count: Mapping[str, int] = msgspec.json.decode(bytes(row.stamp or b""))["count"]
    except (msgspec.MsgspecError, KeyError, TypeError):
        return {}  # its bytes do not open the leaf, which is said there
    return count


def _wrong_bytes(row: Kept, leaves: Sequence[bytes]) -> Iterator[str]:
    index = row.index
    yield from _wrong_commitment(row, name=f"index {index}")
    if index < len(leaves) and log_entry(
        committed=_committed(row), stamp=bytes(row.stamp or b"")
    ) != leaves[index]:
        yield f"index {index}: does not open the published log entry"


def _wrong_commitment(row: Entry | Kept, *, name: str) -> Iterator[str]:
    if _committed(row) != bytes(row.commitment):
        yield f"{name}: its commitment is not that of its bytes"


def _committed(row: Entry | Kept) -> bytes:
    """The commitment, hashed again where the opening is still there."""
    if row.salt is None or row.entry is None:
        return bytes(row.commitment)
    return commitment(salt=bytes(row.salt), entry=bytes(row.entry))


def _wrong_columns(row: Entry | Kept) -> Iterator[str]:
    """What tables are searched by is what the entry says."""
    envelope = envelope_of(row)
    if not envelope:
        return  # forgotten, or bytes that are no entry: whether they open the leaf is said there
    stamped = loosely(bytes(row.stamp or b"")).get("count", envelope.get("audience"))
    for name, kept, said in (
        ("kind", row.kind, as_column(envelope.get("kind", ""))),
        ("subject", row.subject, as_column(envelope.get("subject", ""))),
        ("time", row.time, as_moment(envelope.get("time"))),
        ("recorded", row.recorded, as_moment(envelope.get("recorded"))),
        ("audience", row.audience, as_column(",".join(sorted(map(str, stamped or ()))))),
    ):
        if kept != said:
            yield f"index {row.index}: column {name} differs from its entry"
