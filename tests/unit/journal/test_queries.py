"""Reading the journal: by log, by subject, by page, and what is wrong with whom."""

import msgspec
import pytest

from kopri.journal.models import Entry
from kopri.journal.queries import entries_about, entries_json, incidents, logs, recent, ref_of
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import fill, round_of


def test_entries_come_in_pages_without_gap_or_repeat(node: Node) -> None:
    for number in range(3):
        node.open_case(f"10{number} ABC 12")
    node.publish()
    found, start = [], 0
    while start is not None:
        page = msgspec.json.decode(entries_json(log="kz.test.kopri", start=start, limit=3))
        found += [(row["index"], row["entry"]["kind"]) for row in page["entries"]]
        assert len(page["entries"]) <= 3
        start = page["next"]
    assert [index for index, _ in found] == list(range(7))
    assert found[0] == (0, "log.admitted/1")


@pytest.mark.parametrize("log", ["kz.test.kopri", "nobody.kopri"])
def test_beyond_the_end_there_is_an_empty_page(node: Node, log: str) -> None:
    node.publish()
    assert entries_json(log=log, start=10, limit=5) == b'{"entries":[],"next":null}'


def test_entries_about_a_subject_in_the_order_of_applying(node: Node) -> None:
    reference = node.open_case()
    node.open_case("777 XYZ 01")
    lines = entries_about(reference)
    assert [line.kind for line in lines] == ["crossing.opened/1", "crossing.opened.own/1"]
    assert {line.log for line in lines} == {"kz.test.kopri"}
    assert recent(most=2)[0].subject != reference


def test_an_entry_is_named_by_its_place_once_it_has_one(node: Node) -> None:
    reference = node.open_case()
    uid = entries_about(reference)[0].uid
    placed = ref_of(uid, subject=reference)
    assert placed == ("kz.test.kopri", 1 if node.journal.indexed else uid)
    node.publish()
    index = Entry.objects.get(commitment=bytes.fromhex(uid)).index
    assert ref_of(uid, subject=reference) == ("kz.test.kopri", index)


def test_the_own_log_comes_first_and_incidents_the_newest_first(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 2)
    round_of(node, peer)
    lines = logs()
    assert [line.own for line in lines] == [True, False]
    assert (lines[1].size, lines[1].applied, lines[1].counts) == (6, 6, {"*": 2, "kz": 2})
    assert lines[1].root == log.frontier(6).root().hex()
    assert [name for name, _, _ in lines[1].cosigned] == ["kz.test.kopri/witness"]
    assert incidents() == []
    peer.show_checkpoint = lambda: b"nothing"
    round_of(node, peer)
    peer.show_checkpoint = lambda: log.note(size=6, root=b"\1" * 32)
    round_of(node, peer)
    assert [(line.code, line.proof) for line in incidents()] == [
        ("fork", True), ("checkpoint_malformed", False)]
    assert logs()[1].stopped == "fork"
