"""A followed log forgets: whoever holds the entries destroys them, whoever comes late gets none."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models

from kopri.crossing.models import Case, SharedCrossing
from kopri.journal.apply.rebuild import rebuild, rows_of
from kopri.journal.forget.forgetting import settle_forgotten
from kopri.journal.models import Entry, ForgottenCase, Log, State
from kopri.journal.serve import openings
from kopri.journal.verify.logs import verify
from kopri.kernel.clock import to_text
from tests.conftest import Node
from tests.simulators.log import BOTH, MORNING, MemoryPeer, SimulatedLog
from tests.simulators.neighbour import OPENED, complaints, fill, followed, round_of

CASE = "T000-0000-00"  # indexes 0, 1 (its own half) and 2 (a tick)
MINUTE = timedelta(minutes=1)
LATER = MORNING + MINUTE


@pytest.fixture
def node(node: Node) -> Node:
    node.clock.move(days=30)
    return node


def told(log: SimulatedLog, peer: MemoryPeer, node: Node) -> None:
    """Three cases, published and followed."""
    fill(log, 3)
    round_of(node, peer)
    assert Entry.objects.filter(log__own=False).count() == 6


def follow(log: SimulatedLog, peer: MemoryPeer, node: Node) -> None:
    """One round that held, and whose result verifies and rebuilds."""
    log.publish()
    assert round_of(node, peer).reached
    assert [fault for verdict in verify(node.press.tiles) for fault in verdict.faults] == []
    assert rebuild(journal=node.journal, tables=node.house.tables) == []


def at(log: SimulatedLog, index: int) -> Entry:
    return Entry.objects.get(log__origin=log.origin, index=index)


def is_gone(row: Entry) -> bool:
    wiped = (row.salt, row.entry, row.kind, row.subject, row.recorded.year)
    return row.state == State.FORGOTTEN and wiped == (None, None, "", "", 1970)


def from_zero(log: SimulatedLog) -> None:
    """The follower has lost its tables and what it held of the log."""
    Entry.objects.filter(log__origin=log.origin).update(forgotten=None)
    Entry.objects.filter(log__origin=log.origin).delete()
    ForgottenCase.objects.all().delete()
    Log.objects.filter(origin=log.origin).update(applied=0, counts={}, latest=None)


def test_who_holds_it_destroys_it(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    told(log, peer, node)
    held = at(log, 0)
    forgot = log.forget(0, 1, cases=[CASE], before=LATER, recorded=LATER + timedelta(days=30))
    follow(log, peer, node)
    assert is_gone(at(log, 0))
    assert at(log, 0).forgotten == at(log, forgot)
    assert (at(log, 0).commitment, at(log, 0).stamp) == (held.commitment, held.stamp)
    assert not Case.objects.filter(reference=CASE).exists()
    assert not SharedCrossing.objects.filter(reference=CASE).exists()
    assert Case.objects.count() == 2
    assert complaints(log) == []


def forget_first(log: SimulatedLog, **payload: Any) -> int:
    return log.forget(0, 1, cases=[CASE], before=LATER,
                      recorded=LATER + timedelta(days=30), **payload)


def test_who_comes_late_gets_no_opening_and_complains_of_nothing(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 3)
    forgot = forget_first(log)
    fill(log, 2, start=3)
    follow(log, peer, node)
    assert is_gone(at(log, 0))
    assert at(log, 0).forgotten == at(log, forgot)
    assert complaints(log) == []
    assert followed(log).counts == {label: log.counts[label] for label in ("kz", "*")}
    assert f"openings {forgot}" in peer.asked
    assert Case.objects.count() == 4


def test_late_and_early_followers_hold_the_same(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    told(log, peer, node)
    forget_first(log)
    log.write("crossing.opened/1", OPENED, subject=CASE, recorded=to_text(LATER))
    follow(log, peer, node)
    tables: list[type[models.Model]] = [*node.house.tables, Entry, ForgottenCase]
    early = [rows_of(table) for table in tables]
    from_zero(log)
    for table in node.house.tables:
        table._base_manager.all().delete()
    follow(log, peer, node)
    late = [rows_of(table) for table in tables]
    without_keys = [[tuple(value for value in row if not isinstance(value, int)) for row in rows]
                    for rows in late]
    assert without_keys == [
        [tuple(value for value in row if not isinstance(value, int)) for row in rows]
        for rows in early]


def test_a_mirror_serves_what_is_left(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    told(log, peer, node)
    forget_first(log)
    follow(log, peer, node)
    served = list(openings(followed(log), labels=frozenset({"kz", "*"}), start=0))
    wanted = [each.line + b"\n" for each in log.sealed if {"kz", "*"} & set(each.audience)]
    assert served == wanted
    assert served[0].startswith(b'{"commitment":')


def test_nothing_is_served_behind_what_no_published_entry_names(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    told(log, peer, node)
    forget_first(log)
    follow(log, peer, node)
    Entry.objects.filter(log__origin=log.origin, index=0).update(forgotten=None)
    assert list(openings(followed(log), labels=frozenset({"kz"}), start=0)) == []


def test_forgotten_twice_is_forgotten_once(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    told(log, peer, node)
    forgot = forget_first(log)
    forget_first(log)
    follow(log, peer, node)
    assert at(log, 0).forgotten == at(log, forgot)


def test_what_is_said_of_a_forgotten_case_since_counts_alone(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """Whether it was heard of before the case was forgotten or after: a row of its own."""
    told(log, peer, node)
    gate = {"side": "tm", "place": "waiting_area", "plate": "AB 1234 MR"}
    log.write("gate.arrived/1", gate, subject=CASE, recorded=to_text(LATER))
    forget_first(log)
    log.write("gate.arrived/1", gate, subject="T001-0000-00", recorded=to_text(LATER))
    follow(log, peer, node)
    assert SharedCrossing.objects.get(reference=CASE).direction == ""
    assert SharedCrossing.objects.get(reference="T001-0000-00").direction == "tm-kz"
    assert not Case.objects.filter(reference=CASE).exists()


def test_what_was_recorded_before_counts_no_more_however_late_it_is_heard_of(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    told(log, peer, node)
    forget_first(log)
    log.write("crossing.opened/1", OPENED, subject=CASE, recorded=to_text(MORNING))
    follow(log, peer, node)
    assert not Case.objects.filter(reference=CASE).exists()


# what no correct node writes


WRONG: dict[str, dict[str, Any]] = {
    "beyond the log": {"ranges": [[0, 4000]]},
    "its own index": {"ranges": [[0, 10]]},
    "overlapping": {"ranges": [[0, 1], [1, 2]]},
    "falling": {"ranges": [[3, 3], [0, 0]]},
    "backwards": {"ranges": [[1, 0]]},
    "negative": {"ranges": [[-1, 0]]},
    "no pair": {"ranges": [[0]]},
    "nothing": {"ranges": []},
    "no ranges": {"ranges": "all"},
    "texts": {"ranges": [["0", "0"]]},
    "an object": {"ranges": {"0": 0}},
    "a truth": {"ranges": [[0, True]]},
    "the largest": {"ranges": [[2**53 - 2, 2**53 - 1]]},
    "too young": {"before": to_text(LATER + MINUTE)},
    "no time": {"before": "yesterday"},
    "too many cases": {"cases": [f"T{number}" for number in range(501)]},
    "a case that no column holds": {"cases": ["T\0"]},
}


def test_a_wrong_one_is_kept_and_not_obeyed(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    told(log, peer, node)
    right = {"ranges": [[0, 0]], "cases": [CASE], "before": to_text(LATER), "rules": ["r"]}
    for wrong in WRONG.values():
        log.write("journal.forgot/1", {**right, **wrong}, audience=("*",),
                  recorded=to_text(LATER + timedelta(days=30)))
    fill(log, 1, start=3)
    follow(log, peer, node)
    states = {name: at(log, 9 + number).state for number, name in enumerate(WRONG)}
    assert [name for name, state in states.items()
            if state not in (State.UNLAWFUL, State.POISON)] == []
    assert at(log, 0).entry is not None
    assert Case.objects.count() == 4


def test_it_names_its_own_entries_alone(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    """The same indexes of another log, the node's own among them, stay."""
    node.publish()
    own = list(Entry.objects.filter(log__own=True).values_list("index", "state"))
    assert (0, "applied") in own
    told(log, peer, node)
    forget_first(log)
    follow(log, peer, node)
    assert list(Entry.objects.filter(log__own=True).values_list("index", "state")) == own


def test_the_record_itself_and_what_is_younger_stay(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    told(log, peer, node)
    young = log.write("crossing.opened/1", OPENED, subject="T009-0000-00",
                      recorded=to_text(LATER))
    forgot = log.forget(before=LATER, recorded=LATER + timedelta(days=30),
                        ranges=[[0, young]])
    follow(log, peer, node)
    assert [row.index for row in Entry.objects.filter(log__origin=log.origin).order_by("index")
            if is_gone(row)] == [0, 3, 6]
    assert {at(log, index).state for index in (2, 5, 8, young, forgot)} == {State.APPLIED}
    assert list(Case.objects.values_list("reference", flat=True)) == ["T009-0000-00"]


def test_capacity_is_nobody_s_case_and_stays(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    index = log.write("queue.capacity_published/1", {
        "side": "tm", "point": "tmb-gbz", "direction": "tm-kz", "vehicle_class": "truck",
        "day": "2026-01-15", "hours": [6] * 24, "revision": 1,
        "valid_until": "2026-01-17T00:00:00Z"}, subject="tmb-gbz", audience=("*",))
    log.forget(before=LATER, recorded=LATER + timedelta(days=30), ranges=[[0, index]],
               cases=["tmb-gbz"])
    follow(log, peer, node)
    assert at(log, index).state == State.APPLIED


def test_what_is_called_forgotten_and_is_not_named_is_complained_of(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """By a tick (2), itself (0), nothing (400), one that names another (11), a wrong one (12)."""
    fill(log, 3)
    log.write("crossing.opened.own/1", {}, audience=())
    log.write("crossing.opened/1", OPENED, subject="T008-0000-00", audience=BOTH)
    assert log.forget(6) == 11
    assert log.forget(0, ranges=[[0, 4000]]) == 12
    log.publish()
    for forgot in (2, 0, 400, 11, 12):
        log.sealed[0] = replace(log.sealed[0], forgot=forgot)
        assert not round_of(node, peer).reached
        assert complaints(log) == [("forgotten_unnamed", 0)]
        assert not Entry.objects.filter(log__origin=log.origin).exists()
    log.sealed[0] = replace(log.sealed[0], forgot=None)
    assert round_of(node, peer).reached
    assert complaints(log) == [("unlawful_act", 12)]
    assert Case.objects.filter(reference=CASE).exists()


def test_a_commitment_that_is_not_the_published_one_is_no_forgetting(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 3)
    forget_first(log)
    log.publish()
    lines = [each.line for each in log.sealed if {"kz", "*"} & set(each.audience)]
    other = lines[0].replace(lines[0][15:19], b"AAAA")
    peer.show_lines = lambda asked: iter([other, *asked[1:]] if len(asked) == len(lines) else asked)
    assert not round_of(node, peer).reached
    assert complaints(log) == [("leaf_mismatch", 0)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="copies the database's file")
def test_a_backup_from_before_hears_of_it_again(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    told(log, peer, node)
    backup = sqlite3.connect(":memory:")
    connection.connection.backup(backup)
    forget_first(log)
    follow(log, peer, node)
    backup.backup(connection.connection)
    assert at(log, 0).entry is not None
    follow(log, peer, node)
    assert is_gone(at(log, 0))
    assert not Case.objects.filter(reference=CASE).exists()


def test_one_that_was_kept_and_not_obeyed_is_obeyed_at_the_next_start(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    told(log, peer, node)
    held = at(log, 0)
    forgot = forget_first(log)
    follow(log, peer, node)
    held.save()
    Entry.objects.filter(pk=at(log, forgot).pk).update(forgotten=None)
    ForgottenCase.objects.all().delete()
    assert rebuild(journal=node.journal, tables=node.house.tables, keep=False) != []
    assert settle_forgotten(journal=node.journal) == 1
    assert is_gone(at(log, 0))
    assert rebuild(journal=node.journal, tables=node.house.tables) == []
