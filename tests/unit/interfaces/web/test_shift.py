"""The shift head's page: what wants a decision, and whose minutes they were."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from kopri.domains.returns.queries import open_returns
from kopri.engines.clockwork import NOBODY, Cause, Whose
from kopri.engines.countrydata import PairData
from kopri.journeys.answer_return import answer_return
from kopri.journeys.show_case import show_case
from kopri.journeys.show_shift import show_shift
from kopri.kernel.actor import Role
from kopri.kernel.clock import to_text
from tests.border import IN, OUT, POINT, THEIRS, Border, codes
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.unit.domains.outcomes.test_outcomes import LOAD, by_two
from tests.unit.interfaces.web.conftest import SignIn


@pytest.fixture
def border(site: Node) -> Border:
    log = SimulatedLog()
    return Border(node=site, log=log, peer=MemoryPeer(log=log))


def test_an_empty_shift_is_designed_and_only_a_shift_heads(
    border: Border, sign_in: SignIn
) -> None:
    assert Client().get("/shift").status_code == 302
    for role in (Role.CARRIER, Role.GATE_OFFICER, Role.ANALYST):
        assert sign_in(role).get("/shift").status_code == 403
    text = sign_in(Role.SHIFT_HEAD).get("/shift").content.decode()
    assert "Nothing waits for a decision." in text and "Nothing is held." in text
    assert "No vehicle was here." in text and 'href="/calling"' in text
    assert "Vehicles: 0; 0.0 per cent of their time is not attributed" in text
    assert codes(lambda: show_shift(**border.paired, actor=border.gate()))


def test_what_stands_still_is_said_with_its_minutes(border: Border, sign_in: SignIn) -> None:
    reference = border.open(plate="700 KZA 12")
    border.read(reference, time=border.now - timedelta(minutes=20))  # written late
    border.register(reference)
    border.start(reference, "KZ3", "KZ-BS")
    border.node.clock.move(minutes=30)
    border.find(reference, "KZ-SRC", "held", lifts="the missing permit", reason="no permit")
    border.tell_open(THEIRS, direction=IN)
    border.tell("gate.registered/1", {"side": "tm", "direction": IN, "point": POINT,
                                      "plate": "BB 1"}, subject=THEIRS)
    border.tell("control.released/1", {"side": "tm"}, subject=THEIRS)
    border.tell("gate.exited/1", {"side": "tm"}, subject=THEIRS)
    border.tell("queue.capacity_published/1", {
        "side": "tm", "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "day": "2026-01-16", "hours": [1] * 24, "revision": 1,
        "valid_until": "2026-02-01T00:00:00Z"}, subject=POINT, audience=("*",))
    sent_back = border.open()
    border.tell("returns.opened/1", {"side": "tm", "number": "tm1", "service": "TM-BS"},
                subject=sent_back)
    border.hear()
    border.node.clock.move(minutes=10)
    sheet = show_shift(**border.paired, actor=border.head())
    assert [(each.reference, each.service, each.lifts) for each in sheet.held] == [
        (reference, "KZ-SRC", "the missing permit")]
    assert [(each.step, round(each.minutes), each.limit, each.running)
            for each in sheet.breaches] == [("KZ3", 40, 25, True)]
    assert [(each.what, each.reference, each.day) for each in sheet.awaited] == [
        ("return", sent_back, ""), ("strip", THEIRS, ""), ("capacity", "", "2026-01-16")]
    assert [(each.kind, each.subject) for each in sheet.late] == [("gate.arrived", reference)]
    assert sheet.seconds == {
        Whose(cause=Cause.QUEUE): 20 * 60,
        Whose(cause=Cause.SERVICE, side="kz", service="KZ-BS"): 40 * 60,
        Whose(cause=Cause.STRIP): 10 * 60}
    assert NOBODY not in sheet.seconds and sheet.vehicles == 2
    client = sign_in(Role.SHIFT_HEAD)
    text = client.get("/shift").content.decode()
    assert "Held: 1. Steps over their limit: 1. The other side waits for us: 3." in text
    assert "700 KZA 12" in text and "the missing permit" in text
    assert f'href="/cases/{reference}"' in text and "KZ border" in text
    assert "our gate takes it in" in text and "2026-01-16" in text
    assert 'href="/returns"' in text
    back = client.get("/returns").content.decode()
    assert "For us to do: 1. Overdue: 0." in back and "waits for the exit side" in back
    border.node.clock.move(minutes=61)
    back = client.get("/returns").content.decode()
    assert "For us to do: 1. Overdue: 1." in back and f'href="/cases/{sent_back}"' in back
    assert "For us to do: 1. Overdue: 1." in client.get("/gate").content.decode()
    answer_return(**border.common, actor=border.head(), reference=sent_back, number="tm1",
                  answer="objects", note="the visa is good")
    back = client.get("/returns").content.decode()
    assert "For us to do: 0. Overdue: 0." in back and "the visa is good" in back
    border.node.clock.move(minutes=-61)
    assert "Vehicles: 2; 0.0 per cent of their time is not attributed" in text


def test_the_hold_that_stands_is_told_and_not_one_that_was_lifted(border: Border) -> None:
    by_two(border)
    reference, since = border.at_control(), border.now
    border.find(reference, "KZ-SRC", "held", lifts="an invoice")
    border.node.clock.move(minutes=5)
    border.find(reference, "KZ-BS", "held", withheld=True, reason="watch list")
    border.node.clock.move(minutes=5)
    border.find(reference, "KZ-BS")
    found, = show_shift(**border.paired, actor=border.head()).held
    assert (found.service, found.since, found.lifts) == ("KZ-SRC", since, "an invoice")


def test_a_hold_beyond_its_term_comes_first(border: Border, sign_in: SignIn) -> None:
    """Told, withheld by law, or of a part: nobody has decided, and the term is over."""
    by_two(border)
    early, told, secret, part = (
        border.at_control("070200", plate=f"70{number} NOT 12", document=f"d{number}")
        for number in range(4))
    border.find(early, "KZ-SRC", "held", lifts="an invoice")
    term = border.now + timedelta(hours=1)
    text = to_text(term)
    border.node.clock.move(minutes=5)
    border.find(told, "KZ-SRC", "held", lifts="a permit", until=text)
    border.find(secret, "KZ-BS", "held", withheld=True, reason="watch list", until=text)
    border.find(part, "KZ-BS", "held", part=LOAD, lifts="a visa", until=text)

    def rows() -> list[tuple[str, bool]]:
        return [(each.reference, each.overdue)
                for each in show_shift(**border.paired, actor=border.head()).held]

    assert rows() == [(early, False), *((each, False) for each in sorted((told, secret, part)))]
    head = sign_in(Role.SHIFT_HEAD)
    assert "overdue" not in head.get("/shift").content.decode()
    border.node.clock.move(minutes=61)
    assert rows() == [*((each, True) for each in sorted((told, secret, part))), (early, False)]
    assert head.get("/shift").content.decode().count("overdue") == 3
    found = {each.reference: each.until
             for each in show_shift(**border.paired, actor=border.head()).held}
    assert found == {early: None, told: term, secret: term, part: term}


def test_a_held_part_is_told_too(border: Border, sign_in: SignIn) -> None:
    reference = border.at_control("070200")
    border.find(reference, "KZ-BS", "held", part=LOAD, lifts="a visa", reason="none")
    found, = show_shift(**border.paired, actor=border.head()).held
    assert (found.part, found.service, found.lifts) == (LOAD, "KZ-BS", "a visa")
    assert "a visa" in sign_in(Role.SHIFT_HEAD).get("/shift").content.decode()
    border.find(reference, "KZ-BS", part=LOAD)
    assert show_shift(**border.paired, actor=border.head()).held == []


def test_returns_over_other_points_crowd_out_none_of_this_one(border: Border) -> None:
    ours = border.open()
    border.tell("crossing.opened/1", {
        "direction": OUT, "point": "elsewhere", "mode": "road", "loaded": True, "crew": [],
        "conveyance": {"plate": "CC 1", "country": "TM"}, "parts": []}, subject=THEIRS)
    for number, reference in enumerate([THEIRS, ours, ours]):
        border.tell("returns.opened/1", {"side": "tm", "number": f"n{number}"}, subject=reference)
        border.node.clock.move(minutes=1)
    border.hear()
    answer_return(**border.common, actor=border.head(), reference=ours, number="n1",
                  answer="objects", note="the visa is good")
    assert [each.number for each in open_returns(points=[POINT], most=1)] == ["n1"]
    assert [each.number for each in open_returns(points=[POINT], most=1, asked="kz")] == ["n2"]


def test_a_step_chosen_by_risk_tells_no_more_than_its_service(border: Border) -> None:
    """Green takes 15 minutes at most, red 240: after 30 a list would say that it was green."""
    reference = border.open()
    border.register(reference)
    border.direct(reference, "green")
    border.start(reference, "KZ4g", "KZ-SRC")
    border.node.clock.move(minutes=60)
    assert not show_shift(**border.paired, actor=border.head()).breaches
    border.node.clock.move(minutes=600)
    found, = show_shift(**border.paired, actor=border.head()).breaches
    assert (found.step, found.service) == ("", "KZ-SRC")


def test_who_left_before_the_shift_counts_no_more_and_queries_do_not_grow(
    border: Border
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            show_shift(**border.paired, actor=border.head())
        return len(queries)

    gone = border.open()
    border.register(gone)
    one = asked()
    for _ in range(4):
        border.register(border.open())
    assert asked() == one
    border.clear(gone)
    border.leave(gone)
    border.tell("gate.exited/1", {"side": "tm"}, subject=gone)
    border.hear()
    border.node.clock.move(minutes=13 * 60)
    assert show_shift(**border.paired, actor=border.head()).vehicles == 4


def test_a_full_strip_is_a_wait_for_the_other_side_on_both_pages(border: Border) -> None:
    paired = {**border.common, "pair": _with_room(border.node.house.pair, capacity=1)}
    ahead, behind = border.open(), border.open()
    for reference in (ahead, behind):
        border.register(reference)
        border.clear(reference)
    border.leave(ahead)
    border.node.clock.move(minutes=25)
    waits = {Whose(cause=Cause.NEIGHBOUR, side="tm"): 25 * 60}
    sheet = show_shift(**paired, actor=border.head())
    assert sheet.seconds == {**waits, Whose(cause=Cause.STRIP): 25 * 60}
    case = show_case(**paired, actor=border.gate(), reference=behind)
    assert case.minutes.seconds == waits
    border.tell("gate.registered/1", {"side": "tm", "direction": OUT, "point": POINT,
                                      "plate": "1"}, subject=ahead)
    border.hear()
    border.node.clock.move(minutes=5)
    case = show_case(**paired, actor=border.gate(), reference=behind)
    assert case.minutes.seconds == {**waits, Whose(cause=Cause.DRIVER): 5 * 60}


def _with_room(pair: PairData, *, capacity: int) -> PairData:
    """The same countries with strips that hold so many vehicles."""
    return replace(pair, pair=replace(pair.pair, strip=tuple(
        replace(strip, capacity_vehicles=capacity) for strip in pair.pair.strip)))
