"""Who may read which field: the pair's table and nothing else."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from kopri.journal.exchange import Exchange, Part, Permit
from kopri.journal.models import Entry
from kopri.journal.reading import envelope_of
from tests.conftest import COUNTRIES, HandClock, make_node

KIND = "control.refused"
DAY = date(2026, 1, 15)


def exchange(*permits: Permit) -> Exchange:
    return Exchange(permits=permits, side="kz", sides=("kz", "tm"))


def permit(field: str, audience: str = "both", **dates: date) -> Permit:
    return Permit(kind=KIND, field=field, audience=audience, **dates)


def test_one_part_for_each_audience_and_the_rest_for_nobody() -> None:
    parts = exchange(permit("side"), permit("code", "*"), permit("note", "own")).split(
        kind=KIND, payload={"side": "kz", "code": 1, "note": "n", "why": "w"}, day=DAY)
    assert parts == [
        Part(kind=KIND, audience=("*",), payload={"code": 1}),
        Part(kind=KIND, audience=("kz",), payload={"note": "n"}),
        Part(kind=KIND, audience=("kz", "tm"), payload={"side": "kz"}),
        Part(kind=f"{KIND}.own", audience=(), payload={"why": "w"}),
    ]


def test_a_kind_of_which_nothing_is_listed_stays_whole_and_at_home() -> None:
    assert exchange().split(kind=KIND, payload={"side": "kz"}, day=DAY) == [
        Part(kind=KIND, audience=(), payload={"side": "kz"})]


def test_a_kind_without_any_field_is_still_one_entry() -> None:
    assert exchange(permit("side")).split(kind=KIND, payload={}, day=DAY) == [
        Part(kind=KIND, audience=(), payload={})]


def test_all_listed_leaves_no_own_half() -> None:
    (part,) = exchange(permit("side")).split(kind=KIND, payload={"side": "kz"}, day=DAY)
    assert part.audience == ("kz", "tm")


@pytest.mark.parametrize(("day", "shared"), [
    (date(2026, 1, 9), False), (date(2026, 1, 10), True), (date(2026, 1, 20), True),
    (date(2026, 1, 21), False),
])
def test_a_row_holds_from_its_first_to_its_last_day(day: date, shared: bool) -> None:
    row = permit("side", valid_from=date(2026, 1, 10), valid_to=date(2026, 1, 20))
    (part,) = exchange(row).split(kind=KIND, payload={"side": "kz"}, day=day)
    assert (part.audience != ()) is shared


def test_a_row_that_is_removed_keeps_the_field_at_home(
    database: None, tmp_path: Path, clock: HandClock
) -> None:
    countries = tmp_path / "countries"
    shutil.copytree(COUNTRIES, countries)
    table = countries / "pairs" / "kz-tm" / "exchange.csv"
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(
            row for row in rows if row[:2] != ["crossing.opened", "crew"])
    before = make_node(tmp_path / "a", clock=clock, side="kz", pair="kz-tm").open_case()
    Entry.objects.all().delete()
    after = make_node(tmp_path / "b", clock=clock, side="kz", pair="kz-tm", countries=countries,
                      seed=2).open_case("777 XYZ 01")
    shared, own = (envelope_of(row)["payload"]
                   for row in Entry.objects.filter(subject=after).order_by("pk"))
    assert before != after
    assert "crew" not in shared
    assert "conveyance" in shared
    assert own["crew"] == []
