"""A draw from anchor to grant: each step once, in its time, whatever is late, missing, wrong or repeated."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError

from kopri.domains.draw.models import SharedDraw, SharedDrawRow
from kopri.domains.draw.operations import list_root
from kopri.domains.draw.queries import cohorts_of, rows_of
from kopri.domains.draw.states import IN_TIME, LATE, MISSING, WRONG, DrawState
from kopri.domains.queue.models import SharedAllocation, SharedBooking
from kopri.domains.queue.queries import asked_of, booking_of
from kopri.domains.queue.states import BookingState
from kopri.engines.queueing.chains import NOTHING, is_share
from kopri.engines.queueing.draw import Row, allocate, seed_of
from kopri.journal.append import writing
from kopri.journal.append.ticking import tick
from kopri.journeys.change_booking import cancel_booking
from kopri.kernel.clock import to_text
from tests.border import IN, OUT
from tests.drawing import (
    DAY,
    OPENS,
    PATIENCE,
    POSITION,
    QUARTER,
    SUPPLY,
    UNTIL,
    Drawing,
    line_of,
    our_tag,
    states,
)
from tests.simulators.third import MemoryThird


@pytest.mark.usefixtures("proven")
def test_a_draw_gives_each_its_best_free_wish_and_everything_can_be_recomputed(
    drawing: Drawing,
) -> None:
    asked = {f"VIN{number}": drawing.ask(f"VIN{number}", 7, stands_until="2026-01-20")
             for number in range(5)}
    assert states(list(asked.values())) == [BookingState.WAITING] * 5
    assert drawing.close() == 1 and drawing.close() == 0
    # who asks after the close is not on the list, and gets nothing before it is settled
    late = drawing.ask("VINLATE", 7)
    assert states([late]) == [BookingState.WAITING]
    drawing.reveal()
    drawing.they_reveal()
    drawing.cosigned()
    assert drawing.settle(UNTIL - timedelta(seconds=1)) == 0
    assert drawing.settle() == 1 and drawing.settle() == 0
    draw = drawing.draw()
    rows = rows_of(draw.draw)
    assert {row.tag for row in rows} == {our_tag(vin) for vin in asked}
    assert (draw.number, draw.root) == (5, list_root(rows).hex())
    assert draw.marks == {"kz": IN_TIME, "tm": IN_TIME} and draw.third == "observer.eu.kz-tm.kopri"
    shares = {side: bytes.fromhex(share) for side, share in draw.shares.items()}
    seed = seed_of(draw=draw.draw, root=bytes.fromhex(draw.root), exit_share=shares["kz"],
                   entry_share=shares["tm"], third_share=bytes.fromhex(draw.third_share))
    assert draw.seed == seed.hex()
    won = [place.tag for place in allocate(rows, seed=seed, supply=draw.supply,
                                           unproven_most=draw.unproven_most)]
    by_tag = {our_tag(vin): reference for vin, reference in asked.items()}
    assert states([by_tag[each] for each in won]) == [BookingState.GRANTED] * 2
    assert sorted(states(list(asked.values())), key=str).count(BookingState.WAITING) == 3
    # in public the one that does not stand for another day is struck: nobody was passed over
    assert {row.tag: row.why for row in SharedAllocation.objects.all()} == {
        **dict.fromkeys(won, "draw"), our_tag("VINLATE"): "struck"}
    # the losers wait since this day; who has won waits no longer
    since = cohorts_of(line=line_of(), tags=[row.tag for row in rows])
    assert since == {each: "" if each in won else DAY for each in since} and len(since) == 5
    # the vehicle that asked too late and stands for no other day is no loser of this draw
    assert our_tag("VINLATE") not in since
    # nobody but the clock holds a draw, and what is public names no plate, VIN or case
    told = "".join(map(str, drawing.border.entries("draw.requests_listed")
                       + drawing.border.entries("draw.settled")))
    assert not any(name in told for name in (*asked, *asked.values(), "ABC"))


@pytest.mark.usefixtures("proven")
def test_a_slot_that_is_given_back_goes_to_the_next_ticket_and_not_to_the_fastest(
    drawing: Drawing,
) -> None:
    asked = {f"VIN{number}": drawing.ask(f"VIN{number}", 7, stands_until="2026-01-20")
             for number in range(5)}
    draw = drawing.hold()
    order = [row.tag for row in sorted(
        rows_of(draw.draw), key=lambda row: sha256(bytes.fromhex(draw.seed + row.tag)).digest())]
    by_tag = {our_tag(vin): reference for vin, reference in asked.items()}
    turns = [by_tag[each] for each in order]
    robot = drawing.ask("ROBOT", 7, stands_until="2026-01-20")
    cancel_booking(**drawing.border.common, actor=drawing.border.carrier(), reference=turns[0],
                   reason="closed")  # a carrier's words are no state's
    # the very moment after, before any worker: the freed hour is not the fastest's
    another = drawing.ask("ROBOT2", 7)
    assert states([robot, another]) == [BookingState.WAITING, BookingState.DECLINED]
    drawing.border.work()
    assert states(turns[:4]) == [BookingState.CANCELLED, BookingState.GRANTED, BookingState.GRANTED,
                                 BookingState.WAITING]
    found = booking_of(turns[2])
    assert found is not None and (found.why, found.draw) == ("returned", draw.draw)
    assert cohorts_of(line=line_of(), tags=[order[2]]) == {order[2]: ""}
    # then late hours, to the next two of the draw, then to who asked after it, then to who comes
    drawing.border.publish([0] * 7 + [6] + [0] * 16, day=DAY)
    drawing.border.work()
    assert states([*turns[3:], robot]) == [BookingState.GRANTED] * 3
    assert drawing.book(another, 7).state == "granted"


def test_vehicles_that_are_not_proven_share_a_quota_in_the_draw_and_after_it(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing.border.publish([0] * 7 + [10] + [0] * 16, day=DAY)
    drawing.border.tell("queue.capacity_published/1", {
        "side": "tm", "point": "tmb-gbz", "direction": OUT, "vehicle_class": "truck", "day": DAY,
        "hours": [10] * 24, "revision": 2, "valid_until": "2026-02-01T00:00:00Z"},
        subject="tmb-gbz", audience=("*",))
    drawing.border.hear()
    asked = [drawing.ask(f"ROBOT{number}", 7, stands_until="2026-01-20") for number in range(6)]
    draw = drawing.hold()
    assert draw.unproven_most == 2
    assert states(asked).count(BookingState.GRANTED) == 2
    # what is left is not theirs either, however they ask
    late = drawing.ask("ROBOT9", 7)
    assert states([late]) == [BookingState.DECLINED]
    monkeypatch.setattr("kopri.journeys.book_slot._has_crossed", lambda references: True)
    assert states([drawing.ask("PROVEN", 7)]) == [BookingState.GRANTED]


def test_an_earlier_crossing_proves_its_own_vehicle_and_no_other_that_borrows_its_plate(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drawing.border.open(plate="555 XYZ 05", vin="VIN1", direction=IN)
    monkeypatch.setattr("kopri.journeys.book_slot._has_crossed", lambda found: first in found)
    borrowed = drawing.ask("INVENTED", 7, plate="555 XYZ 05")
    sold = drawing.ask("VIN1", 7, plate="777 XYZ 05")
    asked = asked_of([borrowed, sold])
    assert not asked[borrowed].proven and asked[sold].proven


def test_fifty_requests_of_a_vehicle_are_one_ticket(drawing: Drawing) -> None:
    first = drawing.ask("XTA210990Y2700001", 7, stands_until="2026-01-20")
    codes = []
    for spelling in ("XTA210990Y2700001", "xta210990y2700001", "XTА210990Y2700001"):
        reference = drawing.border.open(vin=spelling)
        try:
            drawing.book(reference, 7, stands_until="2026-01-20")
        except Exception as refusal:  # noqa: BLE001
            codes.append(str(refusal))
    drawing.close()
    assert [row.tag for row in rows_of(drawing.draw().draw)] == [our_tag("XTA210990Y2700001")]
    assert states([first]) == [BookingState.WAITING] and "queue.already_booked" in codes[0]


@pytest.mark.usefixtures("proven")
def test_shares_that_are_late_missing_or_wrong_count_as_nothing(drawing: Drawing) -> None:
    for number in range(3):
        drawing.ask(f"VIN{number}", 7)
    drawing.close()
    drawing.reveal()
    drawing.cosigned()
    drawing.they_reveal()  # after what the third had cosigned by the deadline
    assert drawing.settle() == 1
    draw = drawing.draw()
    assert draw.marks == {"kz": IN_TIME, "tm": LATE}
    assert bytes.fromhex(draw.shares["tm"]) == NOTHING
    # the next chain value exposes it all the same: the share was there
    assert is_share(bytes.fromhex(drawing.their_share()), position=POSITION,
                    anchor=bytes.fromhex(drawing.their_share(position=0)))


@pytest.mark.usefixtures("proven")
@pytest.mark.parametrize(("share", "mark"), [
    ("none", MISSING), ("11" * 32, WRONG), ("replayed", WRONG)])
def test_a_draw_is_settled_without_a_share_that_is_not_of_the_chain(
    drawing: Drawing, share: str, mark: str
) -> None:
    drawing.ask("VIN1", 7)
    drawing.close()
    drawing.reveal()
    if share != "none":
        drawing.they_reveal(drawing.their_share(position=POSITION - 1) if share == "replayed" else share)
        drawing.they_reveal()  # the right one afterwards: what came first holds
    drawing.cosigned()
    assert drawing.settle() == 1
    assert drawing.draw().marks == {"kz": IN_TIME, "tm": mark}
    assert bytes.fromhex(drawing.draw().shares["tm"]) == NOTHING


@pytest.mark.usefixtures("proven")
def test_a_third_is_waited_for_and_done_without_when_it_stays_away(drawing: Drawing) -> None:
    second = MemoryThird(pair=drawing.border.node.house.pair, now=drawing.border.now,
                         origin="second.kopri")
    drawing.ask("VIN1", 7)
    drawing.close()
    third = drawing.thirds[0]
    assert drawing.draw().thirds == ((third.origin, third.anchor(
        line=line_of(), quarter=QUARTER.name).decode().split("\n")[3]),)
    drawing.reveal()
    drawing.they_reveal()
    drawing.cosigned()
    third.lie = True  # a share that is not of its chain is none
    assert drawing.settle() == 0
    third.lie, third.down = False, True
    assert drawing.settle(PATIENCE - timedelta(seconds=1)) == 0
    assert drawing.settle(PATIENCE) == 1
    draw = drawing.draw()
    assert (draw.third, draw.third_share, draw.third_note) == ("", "", "")
    assert draw.marks == {"kz": IN_TIME, "tm": IN_TIME} and not second.asked


@pytest.mark.usefixtures("proven")
def test_what_the_third_had_cosigned_is_waited_for(drawing: Drawing) -> None:
    drawing.ask("VIN1", 7)
    drawing.close()
    drawing.reveal()
    drawing.cosigned()
    drawing.thirds[0].sizes[drawing.border.log.origin] += 1  # it was told of a share that we have not heard
    assert drawing.settle() == 0
    drawing.they_reveal()
    assert drawing.settle() == 1
    assert drawing.draw().marks["tm"] == IN_TIME


def test_no_draw_is_held_of_a_day_that_a_side_has_not_published(drawing: Drawing) -> None:
    day = "2026-01-18"
    reference = drawing.ask("VIN1", 9, day=day)
    drawing.border.publish(1, day=day)
    drawing.at(OPENS + timedelta(days=1))
    assert drawing.close() == 0  # nothing of the neighbour's
    assert states([reference]) == [BookingState.WAITING]
    drawing.at(OPENS + timedelta(days=1, minutes=15))
    drawing.border.capacity(own=1, theirs=1, day=day)
    assert drawing.close() == 0
    drawing.border.work()
    assert states([reference]) == [BookingState.GRANTED]
    found = booking_of(reference)
    assert found is not None and found.why == "returned" and not found.draw
    # where both had published and no node closed the list, the hours go to who waits as well
    waits = drawing.ask("VIN2", 9, day="2026-01-19")
    drawing.border.capacity(own=1, theirs=1, day="2026-01-19")
    drawing.at(OPENS + timedelta(days=2, minutes=15))
    assert states([waits]) == [BookingState.WAITING] and drawing.pass_on_undrawn() == 1
    assert states([waits]) == [BookingState.GRANTED]
    # also where this node stood still meanwhile
    tick(journal=drawing.journal, actor=drawing.journal.itself())
    later = drawing.ask("VIN4", 9, day="2026-01-20")
    drawing.border.capacity(own=1, theirs=1, day="2026-01-20")
    drawing.at(OPENS + timedelta(days=3, hours=9))
    assert drawing.pass_on_undrawn() == 1 and states([later]) == [BookingState.GRANTED]
    # and who waited for a day that nobody ever published may ask again once it is over
    vain = drawing.ask("VIN3", 9, day="2026-01-19", stands_until="2026-01-20")
    drawing.at(OPENS + timedelta(days=5))
    assert drawing.close() == 0 and states([vain]) == [BookingState.WAITING]
    drawing.at(OPENS + timedelta(days=6))
    assert drawing.close() == 0 and states([vain]) == [BookingState.DECLINED]


def test_an_empty_list_leaves_the_day_to_who_comes(drawing: Drawing) -> None:
    drawing.close()
    assert drawing.draw().is_drawn and states([drawing.ask("VIN1", 7)]) == [BookingState.DECLINED]
    # its quota for vehicles that are not proven is nothing of two; a proven one is served at once


@pytest.mark.usefixtures("proven")
def test_what_was_lost_counts_in_the_next_draw(
    drawing: Drawing,
) -> None:
    asked = [drawing.ask(f"VIN{number}", 7, stands_until="2026-01-30") for number in range(4)]
    drawing.hold()
    losers = [each for each in asked if states([each]) == [BookingState.WAITING]]
    newcomers = [drawing.ask(f"NEW{number}", 7, day="2026-01-18") for number in range(4)]
    drawing.border.capacity(own=SUPPLY, theirs=6, day="2026-01-18")
    drawing.at(OPENS + timedelta(days=1))
    assert drawing.close() == 1
    rows = {row.tag: row.cohort for row in rows_of(line_of().draw("2026-01-18"))}
    assert sorted(rows.values()) == [DAY, DAY] + ["2026-01-18"] * 4
    drawing.cosigned()
    assert drawing.settle(UNTIL + timedelta(days=1)) == 1
    assert states(losers) == [BookingState.GRANTED] * 2
    # who stands for no other day has its answer
    assert states(newcomers) == [BookingState.DECLINED] * 4


@pytest.mark.usefixtures("proven")
def test_steps_survive_a_failure_before_and_after_they_took_effect(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that fails writes nothing; one whose answer is lost is not done again."""
    for number in range(3):
        drawing.ask(f"VIN{number}", 7, stands_until="2026-01-20")
    steps = [(drawing.close, SharedDraw.objects.count), (drawing.reveal, lambda: len(
        drawing.border.entries("draw.share_revealed"))), (drawing.settle, SharedDraw.objects.filter(
            state=DrawState.SETTLED.value).count)]
    for number, (step, count) in enumerate(steps):
        if number == 2:
            drawing.they_reveal()
            drawing.cosigned()
        with monkeypatch.context() as broken:
            broken.setattr(writing, "enqueue", _fail)
            with pytest.raises(DatabaseError):
                step()
        assert count() == 0
        assert SharedDrawRow.objects.count() == (0 if number == 0 else 3)
        step()
        step()
        assert count() == 1
    granted = SharedBooking.objects.filter(state=BookingState.GRANTED.value).count()
    assert granted == 2 and len(drawing.border.entries("queue.slot_granted")) == 2


def _fail(*entries: object, **given: object) -> None:
    raise DatabaseError("the disk is full")


def test_the_neighbour_has_no_say_in_a_draw_of_ours(drawing: Drawing) -> None:
    drawing.ask("VIN1", 7)
    draw = line_of().draw(DAY)
    drawing.tell("draw.requests_listed/1", {
        "direction": IN, "draw": draw, "number": 0,
        "rows": [["ab" * 32, "2025-01-01", "ordinary", 1, [7]]]}, subject=draw)
    drawing.they_close([], draw=draw)
    assert drawing.close() == 1 and drawing.draw().log == drawing.journal.origin
    assert [row.tag for row in rows_of(draw)] == [our_tag("VIN1")]
    drawing.tell("draw.settled/1", {
        "direction": IN, "draw": draw, "shares": {}, "marks": {}, "third": "", "third_share": "",
        "third_note": "", "seed": "00" * 32, "slots": [], "left": []}, subject=draw)
    drawing.tell("queue.allocated/1", {
        "direction": IN, "draw": draw, "tag": our_tag("VIN1"), "slot": f"{DAY}T07:00:00Z",
        "why": "draw"}, subject=draw)
    drawing.border.hear()
    assert drawing.draw().state is DrawState.CLOSED and not SharedAllocation.objects.exists()


@pytest.mark.usefixtures("proven")
def test_what_is_not_there_any_more_is_given_to_nobody(drawing: Drawing) -> None:
    asked = {f"VIN{number}": drawing.ask(f"VIN{number}", 7, stands_until="2026-01-20")
             for number in range(2)}
    drawing.close()
    drawing.border.cancel(asked["VIN0"])
    drawing.border.publish(0, day=DAY)
    drawing.reveal()
    drawing.they_reveal()
    drawing.cosigned()
    drawing.settle()
    left = dict(drawing.draw().left)  # who gave it up was struck; why the other has none is not told
    assert left == {our_tag("VIN0"): 7, our_tag("VIN1"): 7}
    assert states(list(asked.values())) == [BookingState.CANCELLED, BookingState.WAITING]
    assert cohorts_of(line=line_of(), tags=list(left)) == {
        our_tag("VIN0"): "", our_tag("VIN1"): DAY}


@pytest.mark.usefixtures("proven")
def test_what_a_draw_leaves_goes_to_who_lost_it_before_he_is_turned_down(drawing: Drawing) -> None:
    asked = [drawing.ask(f"VIN{number}", 7) for number in range(5)]
    drawing.close()
    for each in asked[:3]:
        drawing.border.cancel(each)
    drawing.reveal()
    drawing.they_reveal()
    drawing.cosigned()
    drawing.settle()
    assert states(asked) == [BookingState.CANCELLED] * 3 + [BookingState.GRANTED] * 2


def test_a_row_is_published_as_it_is_hashed() -> None:
    row = Row(tag="ab" * 32, cohort=DAY, public_class="ordinary", proven=True, wishes=(7, 3))
    assert row.wire() == ["ab" * 32, DAY, "ordinary", 1, [7, 3]]
    assert to_text(UNTIL) == "2026-01-15T07:30:00Z"
