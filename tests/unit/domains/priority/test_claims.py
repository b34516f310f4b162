"""Claims of a slot out of turn: what the law asks, how many a day takes, in which order."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from kopri.domains.priority.operations import Claiming, SentList
from kopri.domains.priority.rules import in_time, missing
from kopri.domains.priority.states import ENDS, STANDING, TRANSITIONS, ClaimState
from kopri.domains.priority.types import Ceiling, Condition, Facts, Goods, Paper
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.queries.jumps import day_supply, jump_rows, jumps_of
from kopri.domains.queue.states import BookingState
from kopri.journeys.serve_claims import claim_priority, decide_claim, list_vehicles
from kopri.journeys.show_priorities import show_priorities
from kopri.kernel.actor import Actor
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, THEIRS, Border, codes, refused
from tests.unit.domains.priority.claiming import (
    CATTLE,
    DAY,
    STEEL,
    TOMATOES,
    attach,
    claim,
    claimed,
    declare,
    hours,
    loaded,
)

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")


def test_every_state_that_is_no_end_has_an_owner_and_a_way_out() -> None:
    assert TRANSITIONS.keys() | ENDS == set(ClaimState) and STANDING == set(TRANSITIONS)
    assert all(by and to in ClaimState for ways in TRANSITIONS.values() for by, to in ways)


@pytest.mark.parametrize(("supply", "share", "places", "remainder"), [
    (144, 500, 7, 2000), (144, 100, 1, 4400), (99, 100, 0, 9900), (100, 100, 1, 0), (0, 500, 0, 0),
    (80, 250, 2, 0), (79, 250, 1, 9750),
])
def test_a_ceiling_rounds_down_and_shows_what_is_left(
    supply: int, share: int, places: int, remainder: int
) -> None:
    ceiling = Ceiling(supply=supply, share=share, taken=1)
    assert (ceiling.places, ceiling.remainder) == (places, remainder)
    assert ceiling.left == max(0, places - 1)
    assert Ceiling(supply=supply, share=share, taken=9999).left == 0


def test_what_a_row_asks_is_named_when_it_is_missing() -> None:
    row = Condition(rule="X", documents=("D07", "D05"), document_state="lodged", chapters=("07",),
                    only_such_cargo=True, notice_days=10)
    none = Facts()
    assert list(missing(row, none)) == ["document", "cargo", "list"]
    seen = Facts(papers=[Paper(type="D05", state="attached")],
                 goods=[Goods(code="0702"), Goods(code="")], listed=[hours_day(0)])
    assert list(missing(row, seen)) == ["document", "mixed_cargo"]
    whole = Facts(papers=[Paper(type="D05", state="accepted")], goods=[Goods(code="070200")],
                  listed=[hours_day(0)])
    assert list(missing(row, whole)) == []
    assert not in_time(row, whole, day=hours_day(9)) and in_time(row, whole, day=hours_day(10))
    dangerous = Condition(rule="Y", dangerous=True, only_such_cargo=True)
    assert list(missing(dangerous, Facts(goods=[Goods(code="3102", dangerous=True)]))) == []
    assert list(missing(dangerous, Facts(goods=[
        Goods(code="3102", dangerous=True), Goods(code="3102")]))) == ["mixed_cargo"]


def hours_day(ahead: int) -> date:
    return date(2026, 1, 1) + timedelta(days=ahead)


def test_a_claim_in_order_gets_a_free_hour_and_says_by_what_rule(border: Border) -> None:
    border.capacity(own=6, theirs=6)
    reference = loaded(border)
    done = claim(border, reference, "perishable", 7, 8)
    assert (done.state, done.slot) == ("granted", "2026-01-15T07:00:00Z")
    booking = booking_of(reference)
    assert booking is not None and booking.state is BookingState.GRANTED
    assert (booking.why, booking.rule, booking.public_class) == ("priority", "PR03", "priority")
    granted, = border.entries("queue.slot_granted", reference)
    made, = (each for each in border.indexed(reference) if each["kind"] == "priority.claimed/1")
    assert {tuple(each)[1] for each in granted["basis"]} & made["names"]
    assert granted["payload"]["exit_revision"] == granted["payload"]["entry_revision"] == 1


def test_in_public_the_rule_is_the_ceiling_s_and_never_tells_the_cargo(border: Border) -> None:
    border.capacity(own=6, theirs=6)
    claim(border, loaded(border, TOMATOES), "perishable", 7)
    claim(border, loaded(border, CATTLE), "live_animals", 8)
    claim(border, loaded(border), "paid", 9)
    rows = [entry["payload"] for entry in border.entries("queue.allocated")]
    assert [(row["public_class"], row["why"], row["rule"]) for row in rows] == [
        ("priority", "priority", "PR06"), ("priority", "priority", "PR06"),
        ("paid", "priority", "PR08")]
    told = {name for row in rows for name in row}
    assert told == {"direction", "draw", "tag", "slot", "public_class", "why", "rule"}
    assert [each.public_class for each in jump_rows(line=LINE, days=[DAY])].count("priority") == 2


def test_the_ceiling_is_five_of_a_hundred_of_the_smaller_supply_whatever_the_class(
    border: Border,
) -> None:
    border.capacity(own=6, theirs=[4] * 12 + [6] * 12)
    assert day_supply(line=LINE, day=DAY) == 120
    answers = [claim(border, loaded(border, CATTLE if number % 2 else TOMATOES),
                     "live_animals" if number % 2 else "perishable",
                     *range(7, 12)).state for number in range(8)]
    assert answers == ["granted"] * 6 + ["beyond"] * 2
    assert claim(border, loaded(border), "paid", 10).state == "granted"  # a ceiling of its own
    assert claim(border, loaded(border), "paid", 10).state == "beyond"
    assert jumps_of(line=LINE, day=DAY) == {"priority": 6, "paid": 1}


def test_who_is_beyond_the_ceiling_books_as_everybody_and_is_first_when_a_place_comes_back(
    border: Border,
) -> None:
    border.capacity(own=1, theirs=1)  # 24 a day: one place
    first, second, third = (loaded(border) for _ in range(3))
    spoils = border.now + timedelta(hours=20)
    assert claim(border, first, "perishable", 7, 8).state == "granted"
    assert claim(border, second, "perishable", 7, 8, spoils_by=spoils).state == "beyond"
    assert claim(border, third, "perishable", 7, 8).state == "beyond"
    assert claimed(second).spoils_by == spoils
    border.cancel(first)
    late = loaded(border)  # asks the moment the place is free, and does not overtake
    assert claim(border, late, "perishable", 7, 8).state == "beyond"
    assert claimed(second).state is ClaimState.GRANTED
    border.work()
    assert claimed(third).state is ClaimState.BEYOND
    assert border.book(third, 9).state == "granted"  # the ordinary queue
    border.cancel(second)
    border.work()
    assert claimed(third).state is ClaimState.LAPSED
    assert claimed(late).state is ClaimState.GRANTED


def test_a_later_cut_revokes_nothing_and_binds_the_next_grant(border: Border) -> None:
    border.capacity(own=2, theirs=2)  # 48: two places
    early = [loaded(border) for _ in range(2)]
    assert [claim(border, each, "perishable", 7).state for each in early] == ["granted"] * 2
    border.capacity(own=1, theirs=2, revision=2)
    assert [booking_of(each).state for each in early] == [BookingState.GRANTED] * 2  # type: ignore[union-attr]
    border.cancel(early[0])
    assert claim(border, loaded(border), "perishable", 8).state == "beyond"
    border.capacity(own=3, theirs=3, revision=3)
    border.work()
    assert jumps_of(line=LINE, day=DAY) == {"priority": 2}


def test_without_its_papers_or_with_other_cargo_it_is_told_what_is_missing(border: Border) -> None:
    border.capacity(own=6, theirs=6)
    bare = loaded(border, declared=False)
    assert claim(border, bare).missing == ("document",)
    mixed = loaded(border, TOMATOES, STEEL)
    assert claim(border, mixed).missing == ("mixed_cargo",)
    assert claim(border, loaded(border, STEEL)).missing == ("cargo",)
    assert claim(border, loaded(border, STEEL), "export", 8).state == "granted"
    declare(border, bare, document="D05")
    assert claim(border, bare).state == "granted"


def test_what_is_no_class_or_only_announced_is_refused_all_at_once(border: Border) -> None:
    border.capacity(own=6, theirs=6)
    reference = loaded(border)
    wishes = [border.now.replace(minute=30), border.now - timedelta(days=1)]
    assert codes(lambda: claim(border, reference, "tomatoes", wishes=wishes)) == [
        "queue.wish_not_on_hour", "queue.wish_in_past", "priority.class_unknown"]
    assert codes(lambda: claim(border, reference, "preliminary_information")) == [
        "priority.not_in_force"]
    gone = border.now - timedelta(minutes=1)
    assert codes(lambda: claim(border, reference, spoils_by=gone)) == ["priority.spoils_by"]
    border.book(reference, 9)
    assert codes(lambda: claim(border, reference)) == ["priority.has_slot"]
    assert not border.entries("priority.claimed")


def test_an_announced_row_is_applied_where_the_settings_say_so(border: Border) -> None:
    border.capacity(own=6, theirs=6)
    pair = msgspec.structs.replace(border.node.house.pair, applied=frozenset({"PR22"}))
    done = claim_priority(journal=border.node.journal, pair=pair, actor=border.carrier(),
                          reference=loaded(border), claiming=Claiming(
                              claim="preliminary_information", wishes=hours(border)))
    assert (done.state, done.missing) == ("missing", ("document",))
    way = next(each for each in show_priorities(journal=border.node.journal, pair=pair).ways
               if each.line.direction == OUT)
    assert {each.rule.id: each.by_setting for each in way.classes}["PR22"]


def test_only_the_carrier_of_the_case_or_the_gate_claims(border: Border) -> None:
    border.capacity(own=6, theirs=6)
    reference = loaded(border)
    for actor in (border.carrier("p2"), border.inspector("KZ-SRC"), border.node.actor()):
        assert refused(lambda who=actor: claim(border, reference, actor=who)).ground is Ground.DENIED  # type: ignore[misc]
    assert claim(border, reference, actor=border.gate()).state == "granted"


def test_humanitarian_cargo_needs_its_letter_a_list_in_time_and_an_approval(border: Border) -> None:
    border.capacity(own=24, theirs=24, day="2026-01-24")
    border.capacity(own=24, theirs=24, day="2026-01-25")
    customs, plate = border.inspector("KZ-SRC"), "901 HUM 12"
    reference = loaded(border, STEEL, declared=False, plate=plate)
    soon, late = hours(border, 7, ahead=9), hours(border, 7, ahead=10)
    assert claim(border, reference, "humanitarian", wishes=late).missing == ("document", "list")
    sent = {"rule": "PR07", "body": "Ministry of Emergency Situations", "received": DAY,
            "plates": [plate, "902 HUM 12", plate.lower()]}
    assert listed(border, actor=customs, **sent) == 2
    attach(border, reference, "D20")
    waiting = claim(border, reference, "humanitarian", wishes=[*soon, *late])
    assert waiting.state == "awaiting"
    assert refused(lambda: decide(border, waiting.claim, actor=border.head())).ground is Ground.DENIED
    assert refused(lambda: decide(border, waiting.claim, actor=border.inspector("KZ-BS"))
                   ).ground is Ground.DENIED
    assert codes(lambda: decide(border, waiting.claim, actor=customs, reason=" ")) == [
        "priority.no_reason"]
    assert decide(border, waiting.claim, actor=customs) == reference
    assert codes(lambda: decide(border, waiting.claim, actor=customs)) == ["priority.not_awaiting"]
    border.work()
    assert to_text(claimed(reference).slot) == "2026-01-25T07:00:00Z"  # type: ignore[arg-type]
    decided, = border.entries("priority.claim_decided")
    lists, = border.entries("priority.vehicles_listed")
    assert decided["audience"] == lists["audience"] == []  # neither leaves the node
    other = loaded(border, STEEL, declared=False, plate="902 HUM 12")
    attach(border, other, "D20")
    assert claim(border, other, "humanitarian", wishes=soon).state == "awaiting"
    decide(border, claimed(other).uid, actor=customs)
    border.work()
    assert claimed(other).missing == ("notice_days",)


def test_what_is_not_approved_stays_in_the_ordinary_queue(border: Border) -> None:
    border.capacity(own=6, theirs=6, day="2026-01-26")
    customs, plate = border.inspector("KZ-SRC"), "901 HUM 12"
    reference = loaded(border, STEEL, declared=False, plate=plate)
    attach(border, reference, "D20")
    listed(border, actor=customs, rule="PR07", body="Akimat", received=DAY, plates=[plate])
    made = claim(border, reference, "humanitarian", wishes=hours(border, 7, ahead=11))
    decide(border, made.claim, actor=customs, approved=False)
    border.work()
    assert claimed(reference).state is ClaimState.REFUSED and booking_of(reference) is None
    assert codes(lambda: decide(border, "00", actor=customs)) == ["priority.claim_unknown"]


def test_a_list_that_says_too_little_is_refused_with_all_that_is_wrong(border: Border) -> None:
    wrong = {"rule": "PR02", "body": "", "received": "2026-01-16", "plates": ["  "]}
    assert codes(lambda: listed(border, actor=border.inspector("KZ-SRC"), **wrong)) == [
        "priority.no_body", "priority.vehicles", "priority.received", "priority.rule_without_list"]
    right = {"rule": "PR01", "body": "Kazpost", "received": DAY, "plates": ["123 ABC 12"]}
    for actor in (border.head(), border.inspector("KZ-BS"), border.carrier()):
        assert refused(lambda who=actor: listed(border, actor=who, **right)).ground is Ground.DENIED  # type: ignore[misc]


def test_a_claim_made_at_the_neighbour_s_node_is_answered_here(border: Border) -> None:
    border.capacity(own=6, theirs=6)
    wishes = ["2026-01-15T09:00:00Z"]
    line = {"point": POINT, "direction": OUT, "vehicle_class": "truck", "wishes": wishes}
    reference = loaded(border)
    border.tell("priority.claimed/1", {**line, "claim": "perishable"}, subject=reference)
    border.tell_open(THEIRS, direction=OUT)
    border.tell("queue.slot_requested/1", {**line, "claim": "paid", "stands_until": "2026-01-16",
                                           "wishes": ["2026-01-15T05:00:00Z", wishes[0]]},
                subject=THEIRS)
    border.hear()
    border.work()
    assert claimed(reference).state is ClaimState.GRANTED
    assert claimed(THEIRS).state is ClaimState.GRANTED
    assert booking_of(THEIRS).why == "priority"  # type: ignore[union-attr]


def listed(border: Border, *, actor: Actor, **sent: Any) -> int:
    return list_vehicles(**border.paired, actor=actor, sent=SentList(**sent))


def decide(
    border: Border, claim: str, *, actor: Actor, approved: bool = True, reason: str = "as agreed"
) -> str:
    return decide_claim(**border.paired, actor=actor, claim=claim, approved=approved, reason=reason)


def test_the_page_s_figures_say_what_a_day_has_and_nothing_of_what_is_carried(
    border: Border,
) -> None:
    border.capacity(own=6, theirs=6)
    claim(border, loaded(border, CATTLE), "live_animals", 8)
    sheet = show_priorities(journal=border.node.journal, pair=border.node.house.pair)
    way, = (each for each in sheet.ways if each.line.direction == OUT)
    today = {each.public_class: each for each in way.places if each.day == DAY}
    assert {name: (each.rule, each.ceiling.places, each.ceiling.left)
            for name, each in today.items()} == {
        "priority": ("PR06", 7, 6), "post": ("PR01", 1, 1), "paid": ("PR08", 1, 1)}
    assert way.jumps[0].given == {"priority": 1} and way.jumps[0].safety == 0
