"""What pages are made of: worklists, the board, a case and whose minutes they were."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kopri.crossing.history import history_of, second_of
from kopri.crossing.queries import CaseView
from kopri.crossing.states import Phase, SideState, Turn
from kopri.crossing.types import Milestone
from kopri.domains.control.queries import StepView
from kopri.domains.control.rules import Because
from kopri.domains.queue.queries import asked_of
from kopri.domains.queue.states import BookingState
from kopri.engines.clockwork import Cause, Whose, read_clock
from kopri.journal.queries import ref_of
from kopri.journeys.show_board import show_board
from kopri.journeys.show_case import show_case
from kopri.journeys.show_cases import show_cases
from kopri.journeys.show_worklist import show_worklist
from kopri.kernel.actor import Actor
from kopri.kernel.clock import to_text
from tests.border import EXIT_SERVICES, IN, OUT, POINT, THEIRS, Border

START = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


def work(border: Border, actor: Actor) -> list[tuple[str, str]]:
    return [(row.reference, row.waits_for)
            for row in show_worklist(**border.paired, actor=actor)]


def test_the_gates_list_goes_along_with_a_vehicle(border: Border) -> None:
    border.capacity()
    reference, gate = border.open(), border.gate()
    assert work(border, gate) == []
    border.book(reference, 7)
    assert work(border, gate) == [(reference, "arrive")]
    border.read(reference)
    assert work(border, gate) == [(reference, "call")]
    border.call(reference)
    assert work(border, gate) == [(reference, "register")]
    border.register(reference)
    assert work(border, gate) == []
    border.clear(reference)
    assert work(border, gate) == [(reference, "exit")]
    border.leave(reference)
    assert work(border, gate) == []


def test_who_comes_over_the_strip_is_listed_here(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    border.tell("gate.registered/1", {"side": "tm", "direction": IN, "point": POINT,
                                      "plate": "1234 BN AA"}, subject=THEIRS)
    border.tell("gate.exited/1", {"side": "tm"}, subject=THEIRS)
    border.hear()
    assert work(border, border.gate()) == [(THEIRS, "register")]


def test_what_was_refused_comes_first(border: Border) -> None:
    ready, refused = border.at_control(), border.at_control()
    border.clear(ready)
    border.find(refused, "KZ-BS", "refused", rule="law 1", reason="no visa")
    assert work(border, border.gate()) == [(refused, "turn_back"), (ready, "exit")]


def test_a_services_list_holds_its_own_first_step(border: Border) -> None:
    first = border.at_control()
    border.node.clock.move(minutes=1)
    second = border.at_control("440710")
    assert work(border, border.inspector("KZ-BS")) == [(first, "KZ3"), (second, "KZ3")]
    assert work(border, border.inspector("KZ-PHY")) == [(second, "KZ6")]
    border.start(second, "KZ3", "KZ-BS")
    assert work(border, border.inspector("KZ-BS")) == [(second, "KZ3"), (first, "KZ3")]
    border.find(first, "KZ-BS", "held", lifts="visa")
    rows = show_worklist(**border.paired, actor=border.inspector("KZ-BS"))
    assert {row.reference: row.held for row in rows} == {first: True, second: False}
    border.find(first, "KZ-BS")
    assert work(border, border.inspector("KZ-BS")) == [(second, "KZ3")]


def test_the_board_counts_and_shows_free_slots(border: Border) -> None:
    border.capacity(own=4, theirs=3)
    waiting, inside = border.open(plate="001 BRD 12"), border.open(plate="002 BRD 12")
    border.book(waiting, 7)
    border.read(waiting)
    border.read(inside)
    border.node.clock.move(minutes=40)
    border.register(inside)
    out, _ = show_board(**border.paired).ways
    assert (out.direction, out.waiting, out.in_control) == (OUT, 1, 1)
    assert [(row.plate, row.phase) for row in out.vehicles] == [
        ("001 BRD 12", Phase.WAITING), ("002 BRD 12", Phase.EXIT_CONTROLS)]
    assert [offer.free for offer in out.slots[:2]] == [3, 2] and len(out.slots) == 12
    assert out.measured is not None and out.measured.at == border.now
    assert (out.measured.p50, out.measured.p90, out.measured.vehicles) == (40, 40, 1)
    assert (out.longest, out.listed, out.excess, len(out.lines)) == (40, 0, 0, 1)


def test_a_request_that_is_on_its_way_hides_what_an_earlier_one_was_told(border: Border) -> None:
    """Else a carrier gives up, is granted an hour all the same, and is counted as a no-show."""
    reference = border.open(direction=IN)

    def told() -> tuple[bool, BookingState | None]:
        sheet = show_case(**border.paired, actor=border.carrier(), reference=reference)
        return sheet.request_open, sheet.booking and sheet.booking.state

    def decline(uid: str) -> None:
        border.work()
        border.tell("queue.request_declined/1", {"direction": IN, "reason": "no_free_slot"},
                    subject=reference, basis=[ref_of(uid, subject=reference)])
        border.hear()

    assert told() == (False, None)
    asked = []
    for hour in (7, 8):
        border.book(reference, hour)
        assert told() == (True, None)
        (newest,) = {each.uid for each in asked_of([reference]).values()} - set(asked)
        asked.append(newest)
        decline(newest)
        assert told() == (False, BookingState.DECLINED)
        border.node.clock.move(seconds=1)
    border.book(reference, 9)
    decline(asked[0])  # the first answer once more: not one to the newest request
    assert told() == (True, None)


def test_a_held_vehicle_looks_like_any_other_on_the_board(border: Border) -> None:
    held, other = border.at_control(), border.at_control()
    border.find(held, "KZ-BS", "held", lifts="visa")
    out, _ = show_board(**border.paired).ways
    assert {row.phase for row in out.vehicles} == {Phase.EXIT_CONTROLS}
    assert len(out.vehicles) == 2 and other


def test_a_carrier_has_its_own_cases_and_officers_the_open_ones(border: Border) -> None:
    own, others = border.open(), border.open(actor=border.carrier("p2"))
    cases = [row.case.reference for row in show_cases(actor=border.carrier())]
    assert cases == [own]
    seen = {row.case.reference for row in show_cases(actor=border.gate())}
    assert seen == {own, others}


def test_a_cases_minutes_add_up(border: Border) -> None:
    reference = border.open()
    for act in (border.read, border.call, border.register):
        act(reference)
        border.node.clock.move(minutes=10)
    border.start(reference, "KZ3", "KZ-BS")
    border.node.clock.move(minutes=5)
    border.clear(reference, EXIT_SERVICES)
    border.leave(reference)
    sheet = show_case(**border.paired, actor=border.gate(), reference=reference)
    minutes = sheet.minutes
    assert minutes.total == 35 * 60
    assert {(each.cause.value, each.service): seconds for each, seconds in minutes.seconds.items()
            if each.service or each.cause is Cause.QUEUE} == {
        ("service", "KZ-BS"): 5 * 60, ("queue", ""): 10 * 60}
    assert sum(minutes.seconds.values()) == minutes.total


def test_a_closure_and_a_hold_have_their_minutes(border: Border) -> None:
    """A gate that is closed for a system that is down, and a hold."""
    reference = border.open()
    border.read(reference)
    border.tell("queue.point_closed/1", {
        "side": "tm", "point": POINT, "direction": OUT, "closure": "tm-1", "vehicle_classes": [],
        "since": to_text(border.now), "until": to_text(border.now + timedelta(hours=1)),
        "reason": "system"}, subject=POINT, audience=("*",))
    border.hear()
    border.node.clock.move(minutes=20)
    sheet = show_case(**border.paired, actor=border.carrier(), reference=reference)
    assert sheet.minutes.seconds == {Whose(cause=Cause.OUTAGE, side="tm"): 20 * 60}
    border.register(reference)
    border.node.clock.move(minutes=7)
    border.find(reference, "KZ-SRC", "held", lifts="the permit", reason="no permit")
    border.node.clock.move(minutes=9)
    sheet = show_case(**border.paired, actor=border.carrier(), reference=reference)
    assert list(sheet.minutes.seconds.values()) == [20 * 60, 7 * 60, 9 * 60]
    assert Cause.HOLD in {whose.cause for whose in sheet.minutes.seconds}


def test_a_hold_whose_reason_is_withheld_has_minutes_and_no_service(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    border.tell("gate.registered/1", {"side": "tm", "direction": IN, "point": POINT,
                                      "plate": "1234 BN AA"}, subject=THEIRS)
    border.tell("outcomes.withheld/1", {"side": "tm"}, subject=THEIRS)
    border.hear()
    border.node.clock.move(minutes=11)
    border.tell("outcomes.withheld_lifted/1", {"side": "tm"}, subject=THEIRS)
    border.hear()
    border.node.clock.move(minutes=4)
    sheet = show_case(**border.paired, actor=border.gate(), reference=THEIRS)
    assert sheet.minutes.seconds == {
        Whose(cause=Cause.HOLD, side="tm"): 11 * 60, Whose(cause=Cause.SIDE, side="tm"): 4 * 60}


def _case() -> CaseView:
    return CaseView(
        reference=THEIRS, direction=OUT, point=POINT, loaded=True, plate="", vin="", mode="road", conveyance={},
        carrier="", crew=[], phase=Phase.OPENED, since=START, held=False, turn=Turn.NOBODY,
        exit_state=SideState.EXPECTED, entry_state=SideState.EXPECTED)


MOMENTS = st.integers(0, 3000).map(lambda minute: START + timedelta(minutes=minute))
STONES = st.builds(
    lambda name, side, time, place: Milestone(name=name, side=side, time=time, recorded=time,
                                              uid="", detail=place),
    st.sampled_from(["opened", "arrived", "called", "registered", "released", "exited",
                     "turned_back", "no_show", "finding", "withheld", "withheld_lifted"]),
    st.sampled_from(["kz", "tm"]), MOMENTS,
    st.sampled_from(["waiting_area", "gate", "exit_gate", "A held", "A cleared", "B held"]))
STEPS = st.builds(
    lambda service, start, took: StepView(
        reference=THEIRS, step="S", service=service, order=1, started=start,
        finished=None if start is None or took is None else start + timedelta(minutes=took)),
    st.sampled_from(["A", "B"]), st.none() | MOMENTS, st.none() | st.integers(0, 300))


@given(st.lists(STONES, max_size=12), st.lists(STEPS, max_size=4), MOMENTS, st.none() | MOMENTS)
def test_minutes_always_add_up(
    stones: list[Milestone], steps: list[StepView], now: datetime, slot: datetime | None
) -> None:
    told = history_of(_case(), stones=stones, side="kz", steps=steps, slots=[slot])
    found = read_clock(told, now=second_of(now))
    assert sum(found.seconds.values()) == found.total
    if told.start is not None:
        end = second_of(now) if told.end is None else told.end
        assert found.total == max(0, end - told.start)
    came = [second_of(stone.time) for stone in stones if stone.name == "registered"
            or (stone.name == "arrived" and stone.detail in ("waiting_area", "gate"))]
    if came and told.end is None:
        assert found.total == max(0, second_of(now) - min(came))


def test_animals_and_what_spoils_come_before_a_longer_wait(border: Border) -> None:
    plain = border.at_control("860900", plate="700 AAA 12")
    border.node.clock.move(minutes=2)
    tomatoes = border.at_control("070200", plate="701 AAA 12")
    border.node.clock.move(minutes=2)
    sheep = border.at_control("010410", plate="702 AAA 12")
    rows = show_worklist(**border.paired, actor=border.inspector("KZ-BS"))
    assert [(row.reference, row.because) for row in rows] == [
        (sheep, Because.ANIMALS), (tomatoes, Because.PERISHABLE), (plain, Because.TURN)]
    border.start(plain, "KZ3", "KZ-BS")
    assert work(border, border.inspector("KZ-BS"))[0][0] == plain  # begun, so that it ends
