"""An entry that this version cannot read waits, with its subject, for one that can."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from kopri.domains.queue.models import SharedBooking
from kopri.journal.apply.rebuild import rebuild, rows_of
from kopri.journal.apply.upgrading import upgrade
from kopri.journal.core import Journal
from kopri.journal.models import Entry, Outbox
from kopri.journal.types import Authority, Next, Payload, Route
from kopri.journal.types import Entry as Value
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import GRANTED, OPENED, complaints, round_of

FIRST, SECOND = "T111-1111-11", "T222-2222-22"


class Renamed(Payload, frozen=True, kw_only=True):
    """A kind of a later version: a case's truck gets another plate."""

    KIND = "crossing.renamed"
    AUTHORITY = Authority.FACT

    plate: str


def rename(entries: Sequence[Value]) -> None:
    """Only bookings that are there are renamed: it matters what came before."""
    for entry in entries:
        if entry.payload["plate"] == "POISON":
            raise RuntimeError("cannot be applied")
        SharedBooking.objects.filter(reference=entry.subject).update(state="renamed")


def later(journal: Journal) -> Journal:
    """The next version of this node reads the kind."""
    route = Route(payload=Renamed, shared=(rename,),
                  next=(Next(journey="plan_controls"),))
    routes: Mapping[str, Route] = {**journal.routes, Renamed.KIND: route}
    return replace(journal, routes=routes)


def states(log: SimulatedLog) -> list[str]:
    rows = Entry.objects.filter(log__origin=log.origin).order_by("index")
    return list(rows.values_list("state", flat=True))


@pytest.fixture
def story(log: SimulatedLog) -> SimulatedLog:
    """Granted, renamed in a way not known here, moved: the last word must stay the last."""
    log.write("crossing.opened/1", OPENED, subject=FIRST)
    log.write("queue.slot_granted/1", GRANTED, subject=FIRST)
    log.write("crossing.renamed/1", {"plate": "NEW 1"}, subject=FIRST)
    log.write("queue.slot_granted/1", {**GRANTED, "slot": "2026-01-15T09:00:00Z"}, subject=FIRST)
    log.write("crossing.opened/1", OPENED, subject=SECOND)
    log.publish()
    return log


def test_an_unknown_kind_parks_its_subject_and_no_other(
    node: Node, story: SimulatedLog, peer: MemoryPeer
) -> None:
    assert round_of(node, peer).reached
    assert states(story) == ["applied", "applied", "unknown", "unknown", "applied"]
    assert complaints(story) == [("unknown_kind", 2)]
    assert upgrade(journal=node.journal) == 0
    assert complaints(story) == [("unknown_kind", 2)]


def test_the_subject_stays_parked_over_rounds(
    node: Node, story: SimulatedLog, peer: MemoryPeer
) -> None:
    round_of(node, peer)
    story.write("queue.slot_granted/1", GRANTED, subject=FIRST)
    story.write("queue.slot_granted/1", GRANTED, subject=SECOND)
    story.publish()
    round_of(node, peer)
    assert states(story)[5:] == ["unknown", "applied"]


def test_after_an_upgrade_all_is_as_if_it_had_always_been_read(
    node: Node, story: SimulatedLog, peer: MemoryPeer
) -> None:
    round_of(node, peer)
    newer = later(node.journal)
    assert upgrade(journal=newer) == 2
    assert states(story) == ["applied"] * 5
    assert complaints(story) == []
    upgraded = {table: rows_of(table) for table in node.house.tables}
    assert rebuild(journal=newer, tables=node.house.tables) == []
    assert {table: rows_of(table) for table in node.house.tables} == upgraded
    assert upgrade(journal=newer) == 0


def test_what_is_read_late_starts_its_journeys_once(
    node: Node, story: SimulatedLog, peer: MemoryPeer
) -> None:
    round_of(node, peer)
    before = set(Outbox.objects.values_list("entry__index", "journey"))
    for _ in range(2):
        upgrade(journal=later(node.journal))
    after = list(Outbox.objects.values_list("entry__index", "journey"))
    assert len(after) == len(set(after))
    assert (2, "plan_controls") in set(after) - before


def test_what_turns_out_to_be_poison_is_kept_and_holds_nothing_up(
    node: Node, story: SimulatedLog, peer: MemoryPeer
) -> None:
    story.write("crossing.renamed/1", {"plate": "POISON"}, subject=SECOND)
    story.write("crossing.renamed/1", {"plate": 7}, subject="T333-3333-33")
    story.publish()
    round_of(node, peer)
    assert upgrade(journal=later(node.journal)) == 3
    assert states(story)[5:] == ["poison", "poison"]
    assert complaints(story) == [("bad_entry", 6)]
    assert rebuild(journal=later(node.journal), tables=node.house.tables) == []


def test_an_upgrade_that_breaks_leaves_everything_parked(
    node: Node, story: SimulatedLog, peer: MemoryPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_of(node, peer)
    before = {table: rows_of(table) for table in node.house.tables}
    broken = replace(later(node.journal), tables=())

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("kopri.journal.apply.upgrading.counting", fail)
    with pytest.raises(OSError, match="full"):
        upgrade(journal=broken)
    assert states(story)[2:4] == ["unknown", "unknown"]
    assert {table: rows_of(table) for table in node.house.tables} == before


def test_an_envelope_of_a_later_version_waits_too(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    log.write("crossing.opened/1", OPENED, subject=FIRST, v=2)
    log.publish()
    assert round_of(node, peer).reached
    assert states(log) == ["unknown"]
    assert complaints(log) == [("unknown_kind", 0)]
