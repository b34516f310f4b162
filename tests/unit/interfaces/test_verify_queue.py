"""The verifier that anyone may run, against the engine that draws; and what it says of each trick."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from kopri.interfaces import verify_queue
from kopri.interfaces.queue_days import as_csv, as_json
from kopri.interfaces.verify_queue import Draw, Wrong, check_cohorts, compare, lost
from kopri.journeys.show_queue_day import FORMAT, DrawDay, QueueDay
from tests.unit.interfaces.queue_day import (
    Tables,
    given,
    line,
    made_day,
    made_rows,
    stranger,
    waiting,
)

DAY = "2026-01-15"


@drawn(st.integers(0), st.integers(0, 60), st.integers(0, 3), st.integers(0, 9))
@settings(max_examples=40)
def test_what_the_engine_draws_the_verifier_finds_right(
    seed: int, count: int, theirs: int, unproven: int
) -> None:
    random = Random(seed)
    rows = made_rows(random, count=count, day=DAY)
    Draw(line(DAY), made_day(random, rows=rows, theirs=theirs, unproven=unproven)).check()


@pytest.fixture(scope="module")
def fair() -> Tables:
    random = Random(7)
    return made_day(random, rows=made_rows(random, count=80, day=DAY))


def found(tables: Tables) -> str:
    """What the verifier says is wrong."""
    with pytest.raises(Wrong) as error:
        Draw(line(DAY), tables).check()
    return str(error.value)


def swap(table: str, one: int, other: int) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        rows = tables[table]
        rows[one], rows[other] = rows[other], rows[one]
    return change


def put(table: str, number: int, **fields: object) -> Callable[[Tables], None]:
    return lambda tables: tables[table][number].update(fields)


def drop(table: str, number: int) -> Callable[[Tables], None]:
    return lambda tables: tables[table].pop(number) and None


@pytest.mark.parametrize(("change", "says"), [
    (swap("list", 3, 9), "list, row 4: out of order"),
    (swap("slot", 4, 6), "slot, row 5: should be"),
    (swap("given", 2, 5), "given, row 3: out of order"),
    (drop("list", 8), "list: 79 rows, but 80 were closed"),
    (drop("slot", 8), "slot, row 9: should be"),
    (drop("given", 8), "given, row 9: is not what the draw gave"),
    (drop("given", -1), "given: what the draw gave to"),
    (put("list", 5, wishes=[23]), "list: these are not the rows that were closed"),
    (put("list", 5, proven=1, cohort="2026-01-01"), "list: these are not the rows"),
    (put("list", 5, cohort="2026-01-16"), "list, row 6: there is no such cohort"),
    (put("list", 5, wishes=[3, 3]), "list, row 6: wishes"),
    (put("share", 1, share="11" * 32), "share, row 2: the share of tm is forged"),
    (put("share", 0, index=25), "share, row 1: the share of kz is late, and marked in_time"),
    (drop("share", 0), "settled, row 1: the share of kz is missing, and marked in_time"),
    (put("close", 0, position=16), "close, row 1: the position"),
    (put("chain", 1, index=100), "share, row 2: the share of tm is forged"),
    (put("chain", 0, index=11), "share, row 1: the share of kz is forged"),
    (put("settled", 0, third_share="22" * 32), "settled, row 1: the third share is forged"),
    (put("settled", 0, seed="33" * 32), "settled, row 1: the seed"),
    (put("settled", 0, marks={"kz": "late", "tm": "in_time"}), "settled, row 1: the share of kz is in_time, and marked late"),
    (drop("third", 0), "settled, row 1: not both sides had named"),
    (put("close", 0, unproven_most=1), "slot, row"),
    (drop("close", 0), "close: is not there"),
    (drop("settled", 0), "settled: is not there"),
])
def test_every_trick_is_named_by_its_row(
    fair: Tables, change: Callable[[Tables], None], says: str
) -> None:
    tables = deepcopy(fair)
    change(tables)
    assert found(tables).startswith(says)


def test_a_share_forged_in_both_places_is_not_on_its_chain(fair: Tables) -> None:
    tables = deepcopy(fair)
    tables["share"][1]["share"] = tables["settled"][0]["shares"]["tm"] = "11" * 32
    assert found(tables) == "share, row 2: the share of tm is forged, and marked in_time"


def test_a_missing_share_counts_as_nothing() -> None:
    random = Random(3)
    tables = made_day(random, rows=made_rows(random, count=30, day=DAY), missing="tm")
    Draw(line(DAY), tables).check()
    tables["settled"][0]["marks"]["tm"] = "in_time"
    assert found(tables) == "settled, row 1: the share of tm is missing, and marked in_time"


def test_without_a_third_its_own_time_says_whether_a_share_was_in_time(fair: Tables) -> None:
    tables = deepcopy(fair)
    tables["settled"][0] |= {"third": "", "third_share": "", "third_note": ""}
    tables["share"][0]["recorded"] = tables["close"][0]["reveal_until"]
    assert found(tables) == "share, row 1: the share of kz is late, and marked in_time"


def after(fair: Tables, *rows: dict[str, object]) -> Tables:
    """The day with more rows, written one after the other."""
    tables = deepcopy(fair)
    tables["given"] += [{**row, "index": 500 + number} for number, row in enumerate(rows)]
    return tables


def test_what_is_given_back_goes_to_the_next_who_wished_for_it(fair: Tables) -> None:
    place = fair["slot"][0]
    back = given(0, tag=place["tag"], was=place["hour"], why="given_back")
    wished = [row for row in waiting(fair)
              if place["hour"] in row.wishes and row.public_class == "ordinary"]
    first, second = wished[:2]
    right = given(0, tag=first.tag, slot=place["hour"], why="returned")
    Draw(line(DAY), after(fair, back, right)).check()
    late = given(0, tag=second.tag, slot=place["hour"], why="returned")
    assert first.tag in found(after(fair, back, late))
    fast = given(0, tag=stranger("asked later"), slot=place["hour"], why="leftover")
    assert found(after(fair, back, fast)).endswith("stood before it and wished for that hour")
    elsewhere = after(fair, back, late)  # the first has a slot of another day meanwhile
    elsewhere["elsewhere"] = [given(400, tag=first.tag, slot=3, why="leftover", day="2026-01-16")]
    Draw(line(DAY), elsewhere).check()


def test_a_turn_is_judged_by_what_is_public_and_else_counted(fair: Tables) -> None:
    place = fair["slot"][0]
    back = given(0, tag=place["tag"], was=place["hour"], why="given_back")
    first, second = [row for row in waiting(fair)
                     if place["hour"] in row.wishes and row.public_class == "ordinary"][:2]
    late = after(fair, back, given(0, tag=second.tag, slot=place["hour"], why="returned"))
    # who stood before it came to the border: it is struck when the next list is closed, and not later
    struck = given(600, tag=first.tag, why="struck", recorded="2026-01-14T07:00:00Z")
    for later, elsewhere, judged in (
            ([], [], False), (late["later"], [struck], False), (late["later"], [], True),
            (late["later"], [{**struck, "index": 602}], True)):
        tables = {**late, "later": later, "elsewhere": elsewhere}
        if judged:
            assert found(tables).endswith("stood before it and wished for that hour")
        else:
            assert Draw(line(DAY), tables).check().endswith("; 1 turns cannot be judged")
    # a service went off duty after the close, or goods that stand as ordinary were limited
    for change, judged in (({"revision": 2, "away": [place["hour"]]}, False),
                           ({"away": [place["hour"]]}, True), ({"daily": {"loaded": 9}}, False),
                           ({"daily": {"dangerous": 9}}, True)):
        tables = deepcopy(late)
        tables["capacity"][0] |= change
        if judged:
            assert found(tables).endswith("stood before it and wished for that hour")
        else:
            assert Draw(line(DAY), tables).check().endswith("; 1 turns cannot be judged")


def test_a_slot_above_what_both_sides_took_is_named(fair: Tables) -> None:
    hour = fair["slot"][0]["hour"]
    extra = given(0, tag=stranger("one too many"), slot=hour, why="priority", public_class="paid")
    row = len(fair["given"]) + 1
    assert found(after(fair, extra)) == (
        f"given, row {row}: slot 3 at {hour:02d}:00, where both take 2")
    more = deepcopy(fair["capacity"][1]) | {"index": 150, "revision": 2, "hours": [3] * 24}
    heard = after(fair, {**extra, "seen": {"log/tm": 151}})
    heard["capacity"].append(more)
    Draw(line(DAY), heard).check()
    unheard = after(fair, extra)  # it had not followed the new capacity when it gave the slot
    unheard["capacity"].append(more)
    assert f"row {row}: slot 3" in found(unheard)


def test_no_slot_is_given_while_a_side_is_closed_and_moves_are_judged_together(fair: Tables) -> None:
    closed = after(fair, given(0, tag=stranger("x"), slot=5, why="priority", public_class="post"))
    closed["capacity"][0]["hours"] = closed["capacity"][1]["hours"] = [9] * 24
    closed["closure"] = [{
        "log": "log/kz", "index": 400, "side": "kz", "closure": "c1", "vehicle_classes": [],
        "since": "2026-01-15T05:30:00Z", "until": "2026-01-15T09:00:00Z", "reason": "weather"}]
    assert found(closed).endswith("where a side is closed")
    first, second = fair["slot"][0], next(
        slot for slot in fair["slot"] if slot["hour"] != fair["slot"][0]["hour"])
    moves = [given(0, tag=one["tag"], was=one["hour"], slot=other["hour"], why="moved")
             for one, other in ((first, second), (second, first))]
    Draw(line(DAY), after(fair, *moves)).check()
    assert found(after(fair, moves[0])).endswith("where both take 2")
    stolen = given(0, tag=first["tag"], was=(first["hour"] + 1) % 24, slot=1, why="moved")
    assert found(after(fair, stolen)).endswith("gives up an hour that it did not have")


def test_a_later_cohort_before_an_earlier_one_is_named(fair: Tables) -> None:
    random = Random(9)
    before = made_rows(random, count=60, day="2026-01-14", earlier="2026-01-14")
    first = made_day(random, rows=before, day="2026-01-14", own=1)
    lost = waiting(first)
    rows = sorted([*lost, *made_rows(random, count=20, day=DAY, earlier=DAY)],
                  key=lambda row: row.tag)
    second = made_day(random, rows=rows, later=1000)
    days = [Draw(line("2026-01-14"), first), Draw(line(DAY), second)]
    check_cohorts(days, {DAY, "2026-01-14"})
    check_cohorts(days[1:], {DAY})  # what was before cannot be judged
    number = next(at for at, row in enumerate(rows) if row.tag == lost[0].tag)
    second["list"][number]["cohort"] = DAY
    with pytest.raises(Wrong, match=f"row {number + 1}: cohort {DAY}, should be 2026-01-14"):
        check_cohorts(days, {DAY, "2026-01-14"})


def test_a_new_quarter_has_new_tags_and_what_was_lost_before_it_is_not_judged() -> None:
    random = Random(5)
    days = ["2026-03-31", "2026-04-01"]
    made = [made_day(random, rows=made_rows(random, count=20, day=day, earlier="2026-03-30"), day=day,
                     later=1000 * number) for number, day in enumerate(days)]
    check_cohorts([Draw(line(day), tables) for day, tables in zip(days, made, strict=True)], set(days))


def test_who_gave_up_or_was_served_before_the_settlement_begins_anew(fair: Tables) -> None:
    tables = deepcopy(fair)
    won, other = tables["slot"][0], tables["slot"][1]
    tables["left"] = [{"tag": each["tag"], "hour": each["hour"]} for each in (won, other)]
    loser = waiting(tables)[0]
    got = {won["tag"]: "struck", loser.tag: "slot"}
    kept = lost(Draw(line(DAY), tables), got)
    assert kept[won["tag"]] == kept[loser.tag] == "" and kept[other["tag"]]


def test_two_copies_of_a_day_show_which_row_was_altered(fair: Tables) -> None:
    altered = deepcopy(fair)
    altered["list"][17]["wishes"] = [1]
    with pytest.raises(Wrong, match="list, row 18: is another"):
        compare(Draw(line(DAY), fair), Draw(line(DAY), altered))


def as_day(tables: Tables) -> QueueDay:
    return QueueDay(format=FORMAT, day=DAY, held_by="log/kz",
                    draws=[DrawDay(draw=line(DAY), tables=tables)])


def test_json_and_csv_say_the_same_and_the_file_runs_alone(fair: Tables, tmp_path: Path) -> None:
    paths = tmp_path / "day.json", tmp_path / "day.csv"
    paths[0].write_bytes(as_json(as_day(fair)))
    paths[1].write_bytes(as_csv(as_day(fair)))
    assert len(list(csv.DictReader(io.StringIO(paths[1].read_text("utf-8"))))) == sum(
        map(len, fair.values()))
    alone = tmp_path / "verify_queue.py"
    alone.write_bytes(Path(verify_queue.__file__).read_bytes())

    def run(*names: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-I", alone, *names], check=False, capture_output=True,
                              text=True)

    for path in paths:
        done = run(path)
        assert done.returncode == 0, done.stdout
        assert done.stdout.startswith("right  2026-01-15/kz-tm/")
    assert run(*paths).returncode == 0  # two copies of one day
    told = json.loads(paths[0].read_text("utf-8"))
    rows = told["draws"][0]["slot"]
    rows[4], rows[6] = rows[6], rows[4]
    paths[0].write_text(json.dumps(told), "utf-8")
    done = run(paths[0])
    assert done.returncode == 1
    assert "slot, row 5: should be" in done.stdout
    assert run().returncode == 1
