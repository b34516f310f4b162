"""Drop the tables, replay the journals, and the same tables come back."""

import pytest
from django.db import models

from kopri.crossing.models import Case, SharedCrossing
from kopri.domains.queue.models import SharedBooking
from kopri.journal.apply import rebuild as rebuilding
from kopri.journal.apply.rebuild import digest, rebuild, rows_of
from kopri.journal.models import Entry, Outbox
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import GRANTED, OPENED, REFERENCE, fill, round_of


class PowerCut(BaseException):
    """The process is gone."""


@pytest.fixture
def filled(node: Node, log: SimulatedLog, peer: MemoryPeer) -> Node:
    """Own and followed entries, among them some that were not applied."""
    node.open_case()
    fill(log, 3)
    log.write("crossing.opened/1", OPENED, subject=REFERENCE)
    log.write("queue.slot_granted/1", GRANTED, subject=REFERENCE)
    log.write("queue.slot_granted/1", {**GRANTED, "direction": "kz-tm"}, subject="T000-0000-00")
    log.write("queue.slot_granted/1", {"slot": "never"}, subject="T001-0000-00")
    log.write("queue.capacity_published/1", {
        "side": "tm", "point": "tmb-gbz", "direction": "tm-kz", "vehicle_class": "truck",
        "day": "2026-01-15", "hours": [6] * 24, "revision": 1,
        "valid_until": "2026-01-17T00:00:00Z"}, subject="tmb-gbz", audience=("*",))
    log.write("customs.paid/1", {}, subject="T002-0000-00")
    log.write("queue.slot_requested/1", {
        "point": "tmb-gbz", "direction": "kz-tm", "vehicle_class": "truck",
        "wishes": ["2026-01-15T08:00:00Z"]}, subject=REFERENCE)
    log.publish()
    round_of(node, peer)
    node.open_case("777 XYZ 01")
    return node


def digests(node: Node) -> dict[str, str]:
    return {table._meta.db_table: digest(table) for table in node.house.tables}


def again(node: Node, *, keep: bool = True) -> list[tuple[str, bool]]:
    found = rebuild(journal=node.journal, tables=node.house.tables, keep=keep)
    return [(each.table, each.before is not None) for each in found]


@pytest.mark.parametrize("keep", [True, False])
def test_the_same_tables_come_back(filled: Node, keep: bool) -> None:
    before = digests(filled)
    assert again(filled, keep=keep) == []
    assert digests(filled) == before
    assert SharedBooking.objects.get(reference=REFERENCE).state == "granted"
    assert Case.objects.count() == 6


def test_it_did_replay(filled: Node) -> None:
    """With ``keep`` the rows are new ones."""
    keyed = [table for table in filled.house.tables
             if isinstance(table._meta.pk, models.AutoField) and table._base_manager.exists()]
    before = {table: table._base_manager.values_list("pk", flat=True).first() for table in keyed}
    assert keyed
    assert again(filled) == []
    for table in keyed:
        assert table._base_manager.values_list("pk", flat=True).first() != before[table]


def test_a_row_that_was_changed_is_named_and_left(filled: Node) -> None:
    SharedBooking.objects.filter(reference=REFERENCE).update(state="used")
    before = digests(filled)
    found = rebuild(journal=filled.journal, tables=filled.house.tables)
    assert [(each.table, each.before is None) for each in found] == [
        ("shared_booking", False), ("shared_booking", True)]
    assert "used" in (found[0].before or ())
    assert "granted" in (found[1].after or ())
    assert digests(filled) == before
    assert SharedBooking.objects.get(reference=REFERENCE).state == "used"


def test_a_row_that_is_gone_and_one_too_many(filled: Node) -> None:
    SharedCrossing.objects.filter(reference=REFERENCE).delete()
    Case.objects.create(reference="K000-0000-00")
    assert sorted(again(filled)) == [("crossing_case", True), ("shared_crossing", False)]
    assert Case.objects.filter(reference="K000-0000-00").exists()


def test_no_journey_is_started(filled: Node) -> None:
    before = list(Outbox.objects.values_list("pk", "done", "tries"))
    assert before
    again(filled)
    assert list(Outbox.objects.values_list("pk", "done", "tries")) == before


def test_no_entry_is_written(filled: Node) -> None:
    before = rows_of(Entry)
    again(filled)
    assert rows_of(Entry) == before


def test_a_power_cut_in_the_middle_leaves_everything(
    filled: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    before = digests(filled)
    with monkeypatch.context() as patch:
        patch.setattr(rebuilding, "project", cut)
        with pytest.raises(PowerCut):
            again(filled)
    assert digests(filled) == before


def test_json_with_its_keys_in_another_order_is_the_same(filled: Node) -> None:
    case = Case.objects.exclude(conveyance={}).first()
    assert case is not None
    turned = dict(reversed(case.conveyance.items()))
    assert list(turned) != list(case.conveyance)
    Case.objects.filter(pk=case.pk).update(conveyance=turned)
    assert again(filled) == []
