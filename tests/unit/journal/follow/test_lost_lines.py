"""Two to four logs are followed over lines that break anywhere: the same shared tables in the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kopri.journal.append.admitting import admit
from kopri.journal.append.projecting import project
from kopri.journal.apply.rebuild import rows_of
from kopri.journal.follow.following import follow_from
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Incident, Log, State
from kopri.journal.ports import PeerUnreachable
from kopri.journal.types import CENTRE, POST, Entry
from kopri.kernel.clock import to_text
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.random_day import SIDES, interleaved, random_day


@dataclass(slots=True)
class BrokenLine(MemoryPeer):
    """A line that fails at any call, and in the middle of a stream."""

    chance: Random = field(default_factory=lambda: Random(1))
    trouble: float = 0.3

    def openings(self, *, start: int) -> Iterator[bytes]:
        for line in MemoryPeer.openings(self, start=start):
            if self.chance.random() < self.trouble / 5:
                raise PeerUnreachable("cut in the middle")
            yield line

    def _ask(self, what: str) -> None:
        self.down = self.chance.random() < self.trouble
        MemoryPeer._ask(self, what)


def shown(written: list[Entry], *, number: int) -> SimulatedLog:
    """A random log as its node would write and seal it; nothing of it is published yet."""
    first = written[0]
    log = SimulatedLog(side=first.side, origin=first.log, letter="ABCD"[number], seed=number)
    for entry in written:
        log.write(f"{entry.kind}/1", dict(entry.payload), subject=entry.subject, audience=SIDES,
                  time=to_text(entry.time), recorded=to_text(entry.recorded),
                  actor=dict(entry.actor), seen=dict(entry.seen))
    return log


def admitted(node: Node, log: SimulatedLog) -> None:
    """Admitted as a centre, or as the post that its name begins with."""
    post = log.origin.split(".")[0] if log.origin.count(".") == 2 else ""
    admit(journal=node.journal, actor=node.actor(),
          identity=replace(log.identity, role=POST if post else CENTRE, post=post))


def follow_all(node: Node, peers: list[BrokenLine], *, chance: Random) -> None:
    """Rounds in any order while the logs grow; then until all has arrived."""
    while any(Log.objects.get(origin=peer.log.origin).applied < len(peer.log.sealed)
              for peer in peers):
        peer = chance.choice(peers)
        peer.log.published = chance.randint(peer.log.published, len(peer.log.sealed))
        elsewhere = BrokenLine(peer.log, chance=chance, trouble=peer.trouble)
        follow_from(journal=node.journal, press=node.press, origin=peer.log.origin,
                    sources=[peer, elsewhere])


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), logs=st.integers(2, 4))
@example(seed=172, logs=2)  # a notice that names two cases, heard in one batch and in two
def test_lost_and_late_lines_change_nothing(node: Node, seed: int, logs: int) -> None:
    chance = Random(seed)
    day = [log for log in random_day(chance, entries=30, logs=logs) if log]
    written = [shown(each, number=number) for number, each in enumerate(day)]
    _forget_everything(node)
    for log in written:
        admitted(node, log)
    follow_all(node, [BrokenLine(log, chance=chance) for log in written], chance=chance)
    assert Incident.objects.count() == 0
    assert set(EntryRow.objects.filter(log__own=False).values_list("state", flat=True)) == {
        State.APPLIED.value}
    assert EntryRow.objects.filter(log__own=False).count() == sum(map(len, day))
    here = {table._meta.db_table: rows_of(table) for table in node.house.shared}
    _empty(node)
    project([replace(entry, uid=uid) for entry, uid in _named(interleaved(day, chance=chance))],
            routes=node.journal.routes, side=node.journal.side)
    there = {table._meta.db_table: rows_of(table) for table in node.house.shared}
    assert {name: rows for name, rows in here.items() if rows != there[name]} == {}


def _named(order: list[Entry]) -> list[tuple[Entry, str]]:
    """With the commitments that the entries were followed under: tables name entries by them."""
    uids = {(row.log.origin, row.index): bytes(row.commitment).hex()
            for row in EntryRow.objects.select_related("log")}
    return [(entry, uids[entry.log, (entry.index or 0)]) for entry in order]


def _empty(node: Node) -> None:
    for table in node.house.tables:
        table._base_manager.all().delete()


def _forget_everything(node: Node) -> None:
    """An example begins where the one before did."""
    _empty(node)
    EntryRow.objects.filter(log__own=False).delete()
    for log in Log.objects.filter(own=False):
        log.checkpoint_set.all().delete()
        log.delete()


@pytest.mark.parametrize("trouble", [0.0, 0.6])
def test_the_line_breaks_as_often_as_it_is_told(trouble: float) -> None:
    peer = BrokenLine(SimulatedLog(), chance=Random(4), trouble=trouble)
    peer.log.publish()
    failures = 0
    for _ in range(200):
        try:
            peer.checkpoint()
        except PeerUnreachable:
            failures += 1
    assert abs(failures / 200 - trouble) < 0.15
