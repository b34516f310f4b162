"""An entry and the rows made of it stand in one commit, or neither does."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from django.db import OperationalError, connection

from kopri.crossing.models import Case, SharedCrossing
from kopri.crossing.types import CrossingClosed, CrossingOpened
from kopri.domains.queue.types import Called
from kopri.engines import canonical
from kopri.journal.append import placing, writing
from kopri.journal.append.requests import AlreadyAnswered, RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.models import Entry, Log, Request
from kopri.journal.reading import envelope_of
from kopri.journal.types import Draft
from kopri.kernel.actor import Role
from kopri.kernel.clock import from_text
from kopri.kernel.errors import Refusal
from tests.conftest import START, Node

REFERENCE = "K7Q2-9MXD-4T"


def close(tx: Writing, *, reference: str = REFERENCE) -> None:
    tx.append(Draft(subject=reference, payload=CrossingClosed(reason="duplicate")))


def envelopes(node: Node, subject: str) -> list[dict[str, object]]:
    return [envelope_of(row) for row in Entry.objects.filter(subject=subject).order_by("pk")]


def test_the_entry_and_its_rows_are_there_together(node: Node) -> None:
    reference = node.open_case()
    assert Case.objects.get(reference=reference).plate == "123 ABC 12"
    assert SharedCrossing.objects.get(reference=reference).phase == "opened"
    assert Entry.objects.filter(subject=reference).exists()


def test_what_fails_before_it_is_stored_leaves_nothing(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    before = Entry.objects.count()
    monkeypatch.setattr(placing, "insert_columns", fail)
    with pytest.raises(OSError, match="full"):
        node.open_case()
    assert Entry.objects.count() == before
    assert not Case.objects.exists()


def test_what_fails_in_a_projection_leaves_no_entry(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes = dict(node.journal.routes)
    kind = CrossingOpened.KIND

    def fail(_: object) -> None:
        raise RuntimeError("a projection that does not work")

    route = routes[kind]
    routes[kind] = replace(route, shared=(*route.shared, fail))
    broken = replace(node, house=replace(
        node.house, journal=replace(node.journal, routes=routes)))
    before, size = Entry.objects.count(), Log.objects.get(own=True).size
    with pytest.raises(RuntimeError):
        broken.open_case()
    assert (Entry.objects.count(), Log.objects.get(own=True).size) == (before, size)
    assert not Case.objects.exists()
    assert not SharedCrossing.objects.exists()


def test_what_fails_after_appending_takes_everything_back(node: Node) -> None:
    before = Entry.objects.count()
    with pytest.raises(OSError, match="late"), begin(node.journal, actor=node.actor()) as tx:
        close(tx)
        raise OSError("late")
    assert Entry.objects.count() == before
    assert not SharedCrossing.objects.exists()


def test_what_fails_after_it_took_effect_is_there_and_is_answered_again(node: Node) -> None:
    """The caller's line broke after the commit: the same key gives the same answer."""
    key = RequestKey(key="k1", digest="d1")
    reference = node.open_case(key=key)
    with pytest.raises(AlreadyAnswered) as again:
        node.open_case(key=key)
    assert msgspec.json.decode(again.value.answer)["reference"] == reference
    assert Case.objects.count() == 1
    assert Request.objects.count() == 1


def test_a_key_is_not_used_for_two_things(node: Node) -> None:
    node.open_case(key=RequestKey(key="k1", digest="d1"))
    with pytest.raises(Refusal) as refused:
        node.open_case("777 XYZ 01", key=RequestKey(key="k1", digest="d2"))
    assert [fault.code for fault in refused.value.faults] == ["request.key_reused"]
    assert Case.objects.count() == 1


def test_keys_of_two_people_do_not_meet(node: Node) -> None:
    for person in ("p1", "p2"):
        with begin(node.journal, actor=node.actor(Role.CARRIER, person=person),
                   request=RequestKey(key="same", digest=person)) as tx:
            tx.answer(person)
    assert Request.objects.count() == 2


def test_a_request_that_failed_may_be_made_again(node: Node) -> None:
    key = RequestKey(key="k1", digest="d1")
    with pytest.raises(OSError, match="cut"), begin(
        node.journal, actor=node.actor(), request=key
    ) as tx:
        close(tx)
        raise OSError("cut")
    with begin(node.journal, actor=node.actor(), request=key) as tx:
        close(tx)
    assert Entry.objects.filter(subject=REFERENCE).count() == 1


def test_the_envelope_says_who_when_and_what_was_seen(node: Node) -> None:
    reference = node.open_case()
    shared, own = envelopes(node, reference)
    assert shared["kind"] == "crossing.opened/1"
    assert own["kind"] == "crossing.opened.own/1"
    assert shared["event"] == own["event"] != ""
    assert shared["audience"] == ["kz", "tm"]
    assert own["audience"] == []
    assert shared["recorded"] == shared["time"] == "2026-01-15T06:00:00Z"
    assert shared["seen"] == {}
    assert shared["actor"] == {"node": "kz.test.kopri", "side": "kz", "post": "", "service": "",
                               "person": "p1"}
    assert own["payload"] == {"carrier": "p1"}
    assert "carrier" not in shared["payload"]  # type: ignore[operator]


def test_entries_are_canonical_bytes(node: Node) -> None:
    node.open_case("қазақ 12")
    for row in Entry.objects.all():
        assert canonical.encode(canonical.decode_strict(bytes(row.entry))) == bytes(row.entry)


def test_recorded_never_goes_back(node: Node) -> None:
    for step in (0, 7, -7, -1, 3):
        node.clock.move(minutes=step)
        with begin(node.journal, actor=node.actor()) as tx:
            close(tx)
        node.publish()
    recorded = [row.recorded for row in Entry.objects.order_by("index")]
    assert recorded == sorted(recorded)
    assert recorded[-1] == START + timedelta(minutes=7)


def test_recorded_is_not_before_what_was_seen_of_a_neighbour(node: Node) -> None:
    Log.objects.create(origin="tm.test.kopri", side="tm", role="centre", letter="T", log_key="-",
                       witness_key="-", latest=START + timedelta(minutes=4), applied=17)
    with begin(node.journal, actor=node.actor()) as tx:
        close(tx)
    (entry,) = envelopes(node, REFERENCE)
    assert from_text(str(entry["recorded"])) == START + timedelta(minutes=4)
    assert entry["seen"] == {"tm.test.kopri": 17}


def test_a_neighbours_clock_is_believed_ten_minutes_ahead_and_no_further(node: Node) -> None:
    Log.objects.create(origin="tm.test.kopri", side="tm", role="centre", letter="T", log_key="-",
                       witness_key="-", latest=START + timedelta(days=400))
    with begin(node.journal, actor=node.actor()) as tx:
        close(tx)
    (entry,) = envelopes(node, REFERENCE)
    assert from_text(str(entry["recorded"])) == START + timedelta(minutes=10)


def test_an_act_of_the_other_side_is_not_written(node: Node) -> None:
    act = Draft(subject=REFERENCE, payload=Called(direction="tm-kz"))
    with begin(node.journal, actor=node.actor()) as tx, pytest.raises(
        Refusal, match=r"journal\.not_ours"
    ):
        tx.append(act)
    assert not Entry.objects.filter(subject=REFERENCE).exists()


def test_indexes_are_consecutive_and_counts_run_by_label(node: Node) -> None:
    for number in range(3):
        node.open_case(f"10{number} ABC 12")
    node.publish()
    rows = list(Entry.objects.order_by("index"))
    assert [row.index for row in rows] == list(range(len(rows)))
    counts: dict[str, int] = {}
    for row in rows:
        stamp = msgspec.json.decode(bytes(row.stamp))
        labels = row.audience.split(",") if row.audience else []
        for label in labels:
            counts[label] = counts.get(label, 0) + 1
        assert stamp == {"count": {label: counts[label] for label in labels},
                         "index": row.index, "log": "kz.test.kopri"}
    assert counts == Log.objects.get(own=True).counts == {"*": 1, "kz": 3, "tm": 3}


def test_what_a_caller_is_told_is_durable_is_durable(node: Node) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)  # FULL
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        else:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)


def test_a_database_that_does_not_answer_is_no_fault_of_the_entry(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(writing, "project", fail)
    with pytest.raises(OperationalError):
        node.open_case()
    assert not Case.objects.exists()
