"""Every minute, for each label: so many entries so far."""

import pytest

from kopri.journal.append.ticking import tick
from kopri.journal.models import Entry
from kopri.journal.reading import envelope_of
from tests.conftest import Node


def ticks() -> list[tuple[list[str], dict[str, object]]]:
    rows = Entry.objects.filter(kind="journal.tick/1").order_by("pk")
    return [(envelope_of(row)["audience"], envelope_of(row)["payload"]) for row in rows]


def test_each_label_hears_its_own_count_and_no_other(node: Node) -> None:
    node.open_case()
    node.publish()
    assert tick(journal=node.journal, actor=node.actor()) == 2
    assert ticks() == [
        (["*"], {"label": "*", "count": 1}), (["tm"], {"label": "tm", "count": 1}),
    ]


@pytest.mark.parametrize(("seconds", "due"), [(0, 0), (59, 0), (60, 2), (600, 2)])
def test_once_a_minute(node: Node, seconds: int, due: int) -> None:
    tick(journal=node.journal, actor=node.actor())
    node.clock.move(seconds=seconds)
    assert tick(journal=node.journal, actor=node.actor()) == due


@pytest.mark.parametrize(("seconds", "due"), [(-59, 0), (-60, 2), (-7200, 2)])
def test_a_clock_that_was_set_back_ticks_on(node: Node, seconds: int, due: int) -> None:
    """Silence would look like a withheld tail until the clock is where it was."""
    tick(journal=node.journal, actor=node.actor())
    node.clock.move(seconds=seconds)
    assert tick(journal=node.journal, actor=node.actor()) == due
    assert tick(journal=node.journal, actor=node.actor()) == 0 or not due


def test_a_tick_is_counted_itself(node: Node) -> None:
    for _ in range(3):
        tick(journal=node.journal, actor=node.actor())
        node.publish()
        node.clock.move(minutes=1)
    assert [payload["count"] for labels, payload in ticks() if labels == ["tm"]] == [0, 1, 2]
