"""A day of the queue as it is told in public and checked inside, from a draw through what came after."""

import io
import json
from datetime import timedelta

import pytest

from kopri.domains.queue.models import SharedAllocation, SharedRequest
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.queries.waiting import come
from kopri.domains.queue.states import BookingState
from kopri.interfaces.cli.queue import verify
from kopri.interfaces.queue_days import as_json
from kopri.interfaces.verify_queue import Draw, Wrong
from kopri.journeys.check_queue_day import NO_ROW, NO_VEHICLE, NOT_PROVEN, check_queue_day
from kopri.journeys.show_queue_day import show_queue_day
from tests.border import Border
from tests.drawing import DAY, OPENS, Drawing, line_of
from tests.simulators.third import MemoryThird

SUPPLY = [0] * 7 + [2] + [0] * 16  # two slots, at seven


@pytest.fixture
def drawing(border: Border, monkeypatch: pytest.MonkeyPatch) -> Drawing:
    monkeypatch.setattr("kopri.journeys.book_slot._has_crossed", lambda references: True)
    third = MemoryThird(pair=border.node.house.pair, now=border.now)
    made = Drawing(border=border, thirds=[third])
    made.anchor()
    border.capacity(own=SUPPLY, theirs=6, day=DAY)
    return made


def told(drawing: Drawing) -> Draw:
    """The day as anybody reads it."""
    drawing.border.work()
    house = drawing.border.node.house
    day = json.loads(as_json(show_queue_day(journal=house.journal, pair=house.pair, day=DAY)))
    tables = next(each for each in day["draws"] if each["draw"] == line_of().draw(DAY))
    return Draw(tables.pop("draw"), tables)


def test_a_day_is_right_from_the_draw_through_what_came_after(drawing: Drawing) -> None:
    asked = [drawing.ask(f"VIN{number}", 7, stands_until="2026-01-20") for number in range(6)]
    drawing.hold()
    day = told(drawing)
    day.check()
    tags = {booking.tag: each for each in asked if (booking := booking_of(each))}
    order = [row["tag"] for row in day.order()]
    won = {row["tag"] for row in day.rows("slot")}
    first = next(tag for tag in order if tag not in won)
    drawing.border.cancel(tags[first])  # no longer on the list: nobody passes it over
    for tag in won:
        drawing.border.cancel(tags[tag])
        drawing.border.work()
        drawing.pass_on_undrawn()
    day = told(drawing)
    assert day.check() == "6 rows of list, 2 rows of slot, 6 rows of given"
    returned = [row["tag"] for row in day.rows("given") if row["why"] == "returned"]
    assert returned == [tag for tag in order if tag not in {*won, first}][:2]
    house, out = drawing.border.node.house, io.StringIO()
    assert verify(house, day=DAY, out=out) == 0, out.getvalue()
    assert "6 tags computed anew from the vehicles that asked, 0 wrong" in out.getvalue()
    struck = next(row for row in day.rows("elsewhere") if row["why"] == "struck")
    assert struck["tag"] == first
    day.rows("elsewhere").remove(struck)
    assert day.check().endswith("; 2 turns cannot be judged")  # it may have come without a slot
    drawing.border.capacity(day="2026-01-18")
    drawing.at(OPENS + timedelta(days=1))
    drawing.close()
    day = told(drawing)
    day.rows("elsewhere").remove(struck)
    with pytest.raises(Wrong, match=f"{first} stood before it and wished for that hour"):
        day.check()


def test_who_comes_without_a_slot_is_struck_with_the_next_list_and_nobody_is_wrong(
    drawing: Drawing,
) -> None:
    asked = [drawing.ask(f"VIN{number}", 7, stands_until="2026-01-20") for number in range(5)]
    drawing.hold()
    tags = {booking.tag: each for each in asked if (booking := booking_of(each))}
    order = [row["tag"] for row in told(drawing).order()]
    comes, next_one = order[2:4]
    drawing.border.register(tags[comes])
    drawing.border.work()
    assert not told(drawing).rows("elsewhere")  # no row at the gate, beside a plate
    drawing.border.cancel(tags[order[0]])
    day = told(drawing)
    assert day.rows("given")[-1]["tag"] == next_one
    assert day.check().endswith("; 1 turns cannot be judged")
    drawing.border.capacity(day="2026-01-18")
    drawing.at(OPENS + timedelta(days=1))
    assert drawing.close() == 1
    day = told(drawing)
    assert [(row["tag"], row["why"]) for row in day.rows("elsewhere")] == [(comes, "struck")]
    assert day.check().endswith("; 1 turns cannot be judged")
    found = booking_of(tags[comes])
    assert found is not None and found.state is BookingState.USED
    drawing.at(OPENS + timedelta(days=1, minutes=1))
    assert not come(line=line_of())


def test_what_is_not_public_is_checked_inside(drawing: Drawing) -> None:
    asked = [drawing.ask(f"VIN{number}", 7) for number in range(3)]
    drawing.hold()
    pair = drawing.border.node.house.pair
    assert check_queue_day(pair=pair, day=DAY).wrong == []
    SharedAllocation.objects.filter(why="draw").first().delete()  # type: ignore[union-attr]
    assert [each.code for each in check_queue_day(pair=pair, day=DAY).wrong] == [NO_ROW]
    SharedRequest.objects.filter(reference=asked[0]).update(proven=False)
    codes = {each.code for each in check_queue_day(pair=pair, day=DAY).wrong}
    assert codes == {NO_ROW, NOT_PROVEN}
    SharedRequest.objects.filter(reference=asked[0]).delete()
    codes = {each.code for each in check_queue_day(pair=pair, day=DAY).wrong}
    assert codes == {NO_ROW, NO_VEHICLE}
