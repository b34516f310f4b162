"""The neighbour closes a draw: this side tells its share, or says why not."""

from datetime import timedelta

import pytest

from kopri.domains.draw.queries import Objection, objections_of, rows_of, shares_of
from kopri.engines.queueing.chains import is_share
from tests.border import IN, POINT, Border
from tests.drawing import DAY, OPENS, POSITION, QUARTER, UNTIL, Drawing, line_of

NAME = line_of(IN).draw(DAY)


@pytest.fixture
def drawing(border: Border) -> Drawing:
    made = Drawing(border=border)
    made.anchor()
    made.at(OPENS)
    return made


def row(tag: str) -> list[object]:
    return [tag, DAY, "ordinary", 0, [7]]


def asks_here(drawing: Drawing, vin: str) -> str:
    """A request at this node for the neighbour's draw."""
    reference = drawing.border.open(vin=vin, direction=IN)
    drawing.book(reference, 7)
    drawing.border.node.publish()
    return reference


def they_list(drawing: Drawing, reference: str, vin: str) -> None:
    drawing.border.tell("queue.request_listed/1", {
        "direction": IN, "point": POINT, "vehicle_class": "truck", "draw": NAME,
        "tag": drawing.their_tag(vin)}, subject=reference)
    drawing.border.hear()


def size(drawing: Drawing) -> int:
    """How many entries of ours there are."""
    return len(drawing.border.entries())


def objection(drawing: Drawing) -> Objection | None:
    drawing.reveal()
    return objections_of(NAME).get("kz")


def test_a_share_is_told_once_the_close_is_cosigned_and_before_the_deadline(
    drawing: Drawing,
) -> None:
    they_list(drawing, asks_here(drawing, "VIN1"), "VIN1")
    drawing.they_close([row(drawing.their_tag("VIN1"))], seen=size(drawing))
    assert drawing.reveal() == 1 and drawing.reveal() == 0
    told = shares_of(NAME)["kz"]
    anchored = drawing.border.entries("draw.chain_anchored")
    anchor = next(each["payload"]["anchor"] for each in anchored
                  if each["payload"]["direction"] == IN)
    assert is_share(bytes.fromhex(told.share), anchor=bytes.fromhex(anchor), position=POSITION)


def test_after_the_deadline_nothing_is_told(drawing: Drawing) -> None:
    drawing.they_close([row("ab" * 32)])
    drawing.at(UNTIL)
    assert drawing.reveal() == 0 and not shares_of(NAME)


def test_a_close_that_leaves_a_request_out_gets_no_share(drawing: Drawing) -> None:
    there, left_out = "VIN1", "VIN2"
    for vin in (there, left_out):
        they_list(drawing, asks_here(drawing, vin), vin)
    drawing.they_close([row(drawing.their_tag(there))])
    assert objection(drawing) == Objection(
        side="kz", reason="missing", tags=(drawing.their_tag(left_out),))
    assert not shares_of(NAME) and drawing.reveal() == 0


def test_what_the_close_rests_on_is_waited_for_before_anything_is_called_missing(
    drawing: Drawing,
) -> None:
    they_list(drawing, asks_here(drawing, "VIN1"), "VIN1")
    drawing.they_close([row("ab" * 32)], post=7)  # it may have come to their gate, which tells us soon
    assert objection(drawing) is None and not shares_of(NAME)
    drawing.at(UNTIL - timedelta(minutes=5))
    found = objection(drawing)
    assert found is not None and found.tags == (drawing.their_tag("VIN1"),)


def test_one_that_turns_a_request_down_to_leave_it_out_gets_none_either(drawing: Drawing) -> None:
    they_list(drawing, asks_here(drawing, "VIN1"), "VIN1")
    left_out = asks_here(drawing, "VIN2")
    drawing.border.tell("queue.request_declined/1", {"direction": IN, "reason": "no_free_slot"},
                        subject=left_out)
    drawing.they_close([row(drawing.their_tag("VIN1"))])
    found = objection(drawing)
    assert found is not None and found.tags == (drawing.their_tag("VIN2"),)


def test_a_request_that_the_close_says_was_seen_and_that_was_never_answered_is_missing(
    drawing: Drawing,
) -> None:
    asks_here(drawing, "VIN1")
    drawing.they_close([row("ab" * 32)], seen=size(drawing))
    found = objection(drawing)
    assert found is not None and found.tags == (drawing.their_tag("VIN1"),)


def test_a_request_that_was_on_its_way_or_came_after_the_close_is_not_missing(
    drawing: Drawing,
) -> None:
    seen = size(drawing)
    asks_here(drawing, "VIN1")  # the line was cut
    drawing.they_close([row("ab" * 32)], seen=seen)
    they_list(drawing, asks_here(drawing, "VIN2"), "VIN2")
    assert objection(drawing) is None and "kz" in shares_of(NAME)


@pytest.mark.parametrize(("change", "reason"), [
    ({"root": "00" * 32}, "root"), ({"number": 2}, "root"), ({"position": POSITION - 1}, "terms"),
    ({"reveal_until": "2026-01-15T07:05:00Z"}, "terms"), ({"quarter": "2026-Q2"}, "key"),
])
def test_a_close_on_other_terms_than_were_agreed_gets_no_share(
    drawing: Drawing, change: dict[str, object], reason: str
) -> None:
    drawing.they_close([row("ab" * 32)], **change)
    found = objection(drawing)
    assert found is not None and found.reason == reason


def test_a_key_that_is_not_the_committed_one_gets_no_share(border: Border) -> None:
    drawing = Drawing(border=border)
    said = {"direction": IN, "quarter": QUARTER.name}
    drawing.tell("draw.tag_key_committed/1", {**said, "commitment": "00" * 32}, subject=IN)
    drawing.border.tell("draw.tag_key_shared/1", {**said, "key": "11" * 32}, subject=IN)
    drawing.border.hear()
    drawing.anchor(theirs=False)
    drawing.at(OPENS)
    drawing.they_close([row("ab" * 32)])
    found = objection(drawing)
    assert found is not None and found.reason == "key"


def test_a_second_close_changes_nothing(drawing: Drawing) -> None:
    drawing.they_close([row("ab" * 32)])
    drawing.they_close([row("cd" * 32), row("ef" * 32)])
    assert [each.tag for each in rows_of(NAME)] == ["ab" * 32]
    assert drawing.draw(direction=IN).number == 1
