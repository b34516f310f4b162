"""Whatever day two logs had, and whenever each forgets: the tables are those of what remains."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kopri.journal.append.admitting import admit
from kopri.journal.apply.rebuild import rebuild, rows_of
from kopri.journal.forget.retaining import ranges_of
from kopri.journal.models import Checkpoint, ForgottenCase, Incident, Log, State
from kopri.journal.models import Entry as EntryRow
from kopri.journal.types import Entry
from kopri.journal.verify.logs import verify
from kopri.kernel.clock import to_text
from tests.conftest import Node
from tests.simulators.log import BOTH, MemoryPeer, SimulatedLog
from tests.simulators.neighbour import round_of
from tests.simulators.random_day import random_day

MONTH = timedelta(days=31)
SECOND = timedelta(seconds=1)
CASES = ("K000-0000-00", "T000-0000-00", "K111-1111-11")
Tables = dict[str, list[tuple[object, ...]]]


def test_forgetting_leaves_the_tables_of_what_remains(node: Node) -> None:
    """rebuild(what remains) = forget(rebuild(all)), and a follower from zero holds the same."""
    peers = [MemoryPeer(SimulatedLog(side=side, origin=f"{side}2.test", letter=letter, seed=seed))
             for side, letter, seed in (("kz", "L", 8), ("tm", "M", 9))]
    for peer in peers:
        admit(journal=node.journal, actor=node.actor(), identity=peer.log.identity)
    forgotten: set[str] = set()

    @settings(max_examples=2, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 2**32), entries=st.integers(1, 30))
    @example(seed=1, entries=50)
    def any_day(seed: int, entries: int) -> None:
        chance = Random(seed)
        start_over(node, peers)
        days = random_day(chance, entries=entries)
        for peer, day in zip(peers, days, strict=True):
            peer.log.sealed.clear()
            peer.log.counts.clear()
            write(peer.log, day, chance=chance)
        early = tables_after(node, peers, steps=steps(peers, chance))
        forgotten.update(ForgottenCase.objects.values_list("reference", flat=True))
        start_over(node, peers)
        late = tables_after(node, peers, steps=[(peer, len(peer.log.sealed)) for peer in peers])
        assert {name: rows for name, rows in early.items() if rows != late[name]} == {}

    any_day()
    assert forgotten == set(CASES)


def write(log: SimulatedLog, day: Sequence[Entry], *, chance: Random) -> None:
    """The day's entries, and on the way, a month after, the log forgets some of its cases."""
    late = timedelta()
    for number, entry in enumerate(day):
        log.write(f"{entry.kind}/1", dict(entry.payload), subject=entry.subject, audience=BOTH,
                  time=to_text(entry.time), recorded=to_text(entry.recorded + late))
        if chance.random() < 0.2 or number == len(day) - 1:
            forget(log, day[:number + 1], chance=chance, now=entry.recorded + late + MONTH)
            late += MONTH


def forget(log: SimulatedLog, day: Sequence[Entry], *, chance: Random, now: datetime) -> None:
    """All that was written so far of some cases, or of all of one half of them."""
    cases = chance.sample(CASES, chance.randint(1, 2))
    at = [index for index, each in enumerate(log.sealed) if each.forgot is None
          and any(f'"subject":"{case}"'.encode() in each.entry for case in cases)]
    if at:
        log.forget(*at, cases=cases, before=now - MONTH + SECOND, recorded=now + SECOND,
                   ranges=ranges_of(at))


def steps(peers: Sequence[MemoryPeer], chance: Random) -> Iterator[tuple[MemoryPeer, int]]:
    """Now one log is read a bit further, now the other."""
    while behind := [peer for peer in peers if peer.log.published < len(peer.log.sealed)]:
        peer = chance.choice(behind)
        left = len(peer.log.sealed) - peer.log.published
        yield peer, peer.log.published + chance.randint(1, left)


def tables_after(
    node: Node, peers: Sequence[MemoryPeer], *, steps: Iterable[tuple[MemoryPeer, int]]
) -> Tables:
    """The shared tables once all was followed; everything verifies and rebuilds."""
    whole = {peer.log.origin: list(peer.log.sealed) for peer in peers}
    for peer, size in steps:
        peer.log.published = size
        peer.log.sealed = [
            each if (each.forgot or 0) < size else replace(each, forgot=None)
            for each in whole[peer.log.origin]]  # forgotten once that is published, and not before
        assert round_of(node, peer).reached
    assert [fault for verdict in verify(node.press.tiles) for fault in verdict.faults] == []
    assert rebuild(journal=node.journal, tables=node.house.tables) == []
    for peer in peers:
        held = EntryRow.objects.filter(log__origin=peer.log.origin)
        gone = {row.index for row in held.filter(state=State.FORGOTTEN)}
        assert gone == {at for at, each in enumerate(peer.log.sealed) if each.forgot is not None}
    return {table._meta.db_table: rows_of(table) for table in node.house.shared}


def start_over(node: Node, peers: Sequence[MemoryPeer]) -> None:
    """A follower that has heard of neither log."""
    for table in node.house.tables:
        table._base_manager.all().delete()
    ForgottenCase.objects.all().delete()
    Incident.objects.all().delete()
    for peer in peers:
        peer.log.published = 0
        EntryRow.objects.filter(log__origin=peer.log.origin).update(forgotten=None)
        EntryRow.objects.filter(log__origin=peer.log.origin).delete()
        Checkpoint.objects.filter(log__origin=peer.log.origin).delete()
        Log.objects.filter(origin=peer.log.origin).update(
            size=0, applied=0, counts={}, latest=None, frontier=b"", stopped="",
            cosigned_size=0, cosigned_root=b"")
