"""Rows past the ORM are the ORM's rows, one or many to a statement."""

from datetime import UTC, datetime, timedelta

import pytest

from kopri.crossing.models import Case, SharedCrossing, SharedMilestone
from kopri.domains.control.models import SharedControl
from kopri.journal.models import Log
from kopri.journal.rows import (
    AT_ONCE,
    insert_columns,
    insert_rows,
    keep_row,
    pairs_with,
    put_row,
    rows_with,
    select_rows,
    update_row,
    upsert_rows,
)
from tests.conftest import START, Node

COLUMNS = ("uid", "reference", "name", "side", "time", "recorded", "detail", "log", "number")


def stones(count: int, *, name: str = "opened") -> list[tuple[object, ...]]:
    return [(f"u{number}", "K7Q2-9MXD-4T", name, "kz", START + timedelta(seconds=number % 3), START,
             "қазақ", "kz.test.kopri", number) for number in range(count)]


def kept() -> list[tuple[object, ...]]:
    return list(SharedMilestone.objects.order_by("number").values_list(*COLUMNS))


@pytest.mark.parametrize("count", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE + 5])
def test_rows_arrive_as_the_orm_reads_them(database: None, count: int) -> None:
    insert_rows(SharedMilestone, columns=COLUMNS, rows=iter(stones(count)))
    assert kept() == stones(count)
    read = select_rows(SharedMilestone, columns=COLUMNS, params=["kz"],
                       tail="WHERE side = %s ORDER BY number")
    assert read == stones(count)


def test_columns_arrive_as_rows_do(database: None) -> None:
    rows = stones(2 * AT_ONCE + 5)
    insert_columns(SharedMilestone, columns=COLUMNS, values=list(zip(*rows, strict=True)))
    assert kept() == rows


def test_what_is_there_already_stays_or_gives_way(database: None) -> None:
    before, after = stones(AT_ONCE + 3), stones(2 * AT_ONCE, name="closed")
    insert_rows(SharedMilestone, columns=COLUMNS, rows=before)
    insert_rows(SharedMilestone, columns=COLUMNS, rows=after, ignore_conflicts=True)
    assert kept() == [*before, *after[len(before):]]
    upsert_rows(SharedMilestone, key="uid", columns=COLUMNS, rows=after)
    assert kept() == after


def test_a_row_is_made_with_defaults_and_changes_only_in_what_is_named(database: None) -> None:
    key = {"reference": "a", "side": "kz"}
    put_row(SharedControl, key=key)
    keep_row(SharedControl, key=key, values={"refused_by": "stays away"})
    put_row(SharedControl, key=key, values={"services": ["KZ-BS"]})
    put_row(SharedControl, key=key, values={"released": START})
    keep_row(SharedControl, key={**key, "side": "tm"}, values={"refused_by": "TM-CUS"})
    assert list(SharedControl.objects.order_by("side").values_list(
        "side", "services", "released", "refused_by")) == [
        ("kz", ["KZ-BS"], START, ""), ("tm", [], None, "TM-CUS")]


def test_half_a_key_names_no_row(database: None) -> None:
    with pytest.raises(LookupError, match="SharedControl"):
        put_row(SharedControl, key={"reference": "a"}, values={"released": START})


def test_json_and_nothing_come_back_as_they_are(database: None) -> None:
    cases = [Case(reference="a", conveyance={"plate": "100%s ?", "nested": {"b": [1, None]}}),
             Case(reference="b", loaded=True, crew=[1])]
    columns = [field.attname for field in Case._meta.concrete_fields]
    rows = [tuple(getattr(case, name) for name in columns) for case in cases]
    insert_rows(Case, columns=columns, rows=rows)
    assert select_rows(Case, columns=columns, tail="ORDER BY reference") == rows


def test_a_row_is_brought_up_to_date(node: Node) -> None:
    log = Log.objects.get(own=True)
    log.counts, log.latest, log.size = {"kz": 7}, datetime(2027, 1, 1, tzinfo=UTC), 99
    log.side = "no"
    update_row(log, columns=("counts", "latest"))
    log.refresh_from_db()
    assert (log.counts, log.latest, log.size, log.side) == (
        {"kz": 7}, datetime(2027, 1, 1, tzinfo=UTC), 1 if node.journal.indexed else 0, "kz")


def test_rows_with_a_value_are_the_orms_own(database: None) -> None:
    Case.objects.create(reference="a", conveyance={"plate": "1"}, crew=[{"person": "p"}])
    Case.objects.create(reference="b", loaded=True)
    insert_rows(SharedMilestone, columns=COLUMNS, rows=stones(3))
    cases = rows_with(Case, column="reference", values=["b", "a", "b", "c"], order="reference DESC")
    assert [vars(each).keys() for each in cases] == [vars(Case(reference="b")).keys()] * 2
    assert cases == [Case.objects.get(pk="b"), Case.objects.get(pk="a")]
    assert (cases[0].loaded, cases[1].conveyance, cases[1].crew) == (
        True, {"plate": "1"}, [{"person": "p"}])
    first, *_ = rows_with(SharedMilestone, column="uid", values=["u0"])
    assert first.time == START and rows_with(Case, column="reference", values=[]) == []


def test_rows_of_two_tables_come_in_pairs(database: None) -> None:
    for name in ("a", "b", "c"):
        SharedCrossing.objects.create(reference=name, phase="opened", since=START, held=name == "b")
    Case.objects.create(reference="b", conveyance={"plate": "1"}, loaded=True)
    Case.objects.create(reference="d")
    found = sorted(pairs_with(SharedCrossing, Case, column="reference",
                              values=["a", "b", "d", "b"]), key=lambda pair: pair[0].reference)
    assert [(one.reference, one.held, one.since) for one, _ in found] == [
        ("a", False, START), ("b", True, START)]
    (_, nobody), (_, case) = found
    assert nobody is None and case == Case.objects.get(reference="b")
    assert (case.conveyance, case.loaded) == ({"plate": "1"}, True)
    assert pairs_with(SharedCrossing, Case, column="reference", values=[]) == []
