"""Both nodes hold the same entries and have heard of them in different orders: equal tables."""

from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kopri.journal.append.projecting import project
from kopri.journal.apply.rebuild import rows_of
from kopri.journal.types import Entry
from tests.conftest import Node
from tests.simulators.random_day import interleaved, random_day

Tables = dict[str, list[tuple[object, ...]]]


def tables_after(node: Node, order: list[Entry], *, chance: Random) -> Tables:
    """The shared tables once all was applied, in batches of any size."""
    for table in node.house.tables:
        table._base_manager.all().delete()
    at = 0
    while at < len(order):
        size = chance.choice((1, 1, 3, 50))
        project(order[at:at + size], routes=node.journal.routes, side=node.journal.side)
        at += size
    return {table._meta.db_table: rows_of(table) for table in node.house.shared}


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), entries=st.integers(1, 40), logs=st.integers(2, 4))
@example(seed=56, entries=5, logs=2)  # a point known to one entry of a batch, not to the next
def test_any_order_of_applying_gives_the_same_shared_tables(
    node: Node, seed: int, entries: int, logs: int
) -> None:
    chance = Random(seed)
    day = random_day(chance, entries=entries, logs=logs)
    here = tables_after(node, interleaved(day, chance=chance), chance=chance)
    there = tables_after(node, interleaved(day, chance=chance), chance=chance)
    assert {name: rows for name, rows in here.items() if rows != there[name]} == {}


def test_the_days_are_no_empty_ones(node: Node) -> None:
    """The property above speaks of every shared table."""
    chance = Random(5)
    day = random_day(chance, entries=400, logs=4)
    found = tables_after(node, interleaved(day, chance=chance), chance=chance)
    assert all(found.values()), found


def test_orders_do_differ() -> None:
    chance = Random(5)
    day = random_day(chance, entries=40, logs=3)
    orders = [interleaved(day, chance=chance) for _ in range(2)]
    assert orders[0] != orders[1]
    for order in orders:
        assert [entry for entry in order if entry.log == "kz.test"] == day[0]


@pytest.mark.parametrize("table", ["shared_booking", "shared_control", "shared_crossing"])
def test_the_comparison_sees_a_difference(node: Node, table: str) -> None:
    chance = Random(5)
    day = random_day(chance, entries=200)
    whole = tables_after(node, interleaved(day, chance=chance), chance=chance)
    part = tables_after(node, day[0][:1], chance=chance)
    assert whole[table] != part[table]
