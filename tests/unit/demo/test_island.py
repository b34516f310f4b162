"""The island: its trucks, and the report on four journals that were written by hand."""

from collections import Counter
from datetime import timedelta

import pytest

from kopri.demo.island.plan import Errand, make_comers
from kopri.demo.plan import EVE, HOUR
from kopri.demo.report.alone import island_lines
from kopri.demo.report.books import Book
from kopri.demo.report.cases import stories
from kopri.demo.report.island import Surprise, Told, tell
from kopri.demo.scenario import Island, Scenario
from tests.unit.demo.entries import DIRECTION, START, Log

CUT = (START, START + timedelta(hours=10))
BEFORE, HOURS = -30, 60
WALK_IN, BOOKED = "M7Q2-9MXD-4T", "K7Q2-9MXD-4T"
PLATE = {"plate": "001DMO90", "country": "XA"}


class Four:
    """Two centres, each with a post, before the cut."""

    def __init__(self) -> None:
        self.centre, self.post = Log("xa"), Log("xa", "nor")
        self.others = [Log("xb"), Log("xb", "sud")]
        for log in (self.centre, self.post, *self.others):
            role = "post" if "-" in log.node else "centre"
            log.write("log.admitted", BEFORE, origin=log.origin, side=log.side, role=role)
        self.centre.write("crossing.opened", BEFORE, subject=BOOKED, direction=DIRECTION,
                          conveyance={"plate": "002DMO90"})
        self.known = {self.centre.origin: 2, self.others[1].origin: 1}

    def decide(self, kind: str, hour: float, *, seen: dict[str, int] | None = None,
               subject: str = BOOKED, **payload: object) -> None:
        self.post.write(kind, hour * HOURS, subject=subject, seen=seen or self.known, **payload)

    def told(self) -> Told:
        logs = [self.centre, self.post, *self.others]
        books = [Book(node=log.node, side=log.side, own=log.origin,
                      logs={log.origin: tuple(log.records)}, tables={}) for log in logs]
        return tell(books=books, told=stories(books=books), cut=CUT)


def test_what_a_post_did_is_counted_while_it_was_cut_off() -> None:
    four = Four()
    four.decide("gate.registered", -0.2, side="xa", direction=DIRECTION, plate="002DMO90")
    four.decide("crossing.opened", 1, subject=WALK_IN, direction=DIRECTION, conveyance=PLATE)
    four.decide("gate.registered", 2, side="xa", direction=DIRECTION, plate="001DMO90")
    four.decide("control.finding_recorded", 3, side="xa", outcome="held")
    four.decide("control.released", 4, side="xa")
    four.decide("gate.registered", 11, side="xa", direction=DIRECTION, plate="003DMO90")
    mine = four.told().posts[0]
    did = {name: count for name, count in mine.did.items() if count}
    assert did == {"cases opened on the spot": 1, "registered": 1, "findings: held": 1,
                   "released to leave": 1}
    assert (mine.decisions, mine.stood) == (3, 3)


def test_knowledge_ages_from_the_newest_entry_that_was_seen() -> None:
    four = Four()
    four.others[1].write("gate.exited", 90, side="xb")
    four.decide("gate.registered", 2, side="xa", direction=DIRECTION, plate="1",
                seen={**four.known, four.others[1].origin: 2})
    mine = four.told().posts[0]
    assert (mine.centre_most, mine.neighbour_most) == (150, 30)


def test_a_decision_on_newer_knowledge_fails_the_verdict() -> None:
    four = Four()
    four.decide("gate.registered", 2, side="xa", direction=DIRECTION, plate="1")
    four.others[1].write("gate.registered", 130, side="xb", direction=DIRECTION, plate="1",
                         seen={"demo.xb": 1})
    assert four.told().verdict().holds
    four.centre.write("notice.lodged", 100, subject=WALK_IN)
    four.decide("gate.exited", 3, side="xa", seen={four.centre.origin: 3})
    told = four.told()
    assert not told.verdict().holds
    assert (told.posts[0].decisions, told.posts[0].stood) == (2, 1)


@pytest.mark.parametrize(("kind", "what"), [
    ("queue.slot_cancelled", "registered although its booking had been given back"),
    ("notice.lodged", "registered before its papers had been heard of"),
])
def test_what_a_centre_wrote_unseen_is_told(kind: str, what: str) -> None:
    four = Four()
    four.centre.write(kind, 60, subject=BOOKED)
    four.decide("gate.registered", 2, side="xa", direction=DIRECTION, plate="002DMO90")
    assert four.told().surprises == [Surprise(what=what, plate="002DMO90")]


@pytest.mark.parametrize(("hour", "seen"), [(1, 3), (3, 2)])
def test_what_was_seen_or_came_later_is_no_surprise(hour: int, seen: int) -> None:
    four = Four()
    four.centre.write("queue.slot_cancelled", hour * HOURS, subject=BOOKED)
    four.decide("gate.registered", 2, side="xa", direction=DIRECTION, plate="002DMO90",
                seen={four.centre.origin: seen})
    assert not four.told().surprises


def test_a_vehicle_with_two_cases_is_told_once() -> None:
    four = Four()
    four.centre.write("crossing.opened", 60, subject="K2", direction=DIRECTION, conveyance=PLATE)
    four.decide("crossing.opened", 2, subject=WALK_IN, direction=DIRECTION, conveyance=PLATE)
    assert four.told().surprises == [
        Surprise(what="a second case for one vehicle", plate="001DMO90")]


def test_a_no_show_that_waited_for_the_line_is_told() -> None:
    four = Four()
    four.centre.write("queue.no_show", 11 * HOURS, subject=BOOKED, direction=DIRECTION,
                      slot="2026-01-15T07:00:00Z")
    (told,) = four.told().surprises
    assert told.plate == "002DMO90"


def test_the_lines_name_each_post_and_each_truck() -> None:
    four = Four()
    four.centre.write("queue.slot_cancelled", 60, subject=BOOKED)
    four.decide("gate.registered", 2, side="xa", direction=DIRECTION, plate="002DMO90")
    text = "\n".join(island_lines(four.told()))
    assert "xa-nor" in text and "xb-sud" in text
    assert "2 h 30" in text
    assert "given back: 1 (002DMO90)" in text


def test_every_errand_is_dealt_and_whoever_books_does_so_before_the_cut(
    scenario: Scenario,
) -> None:
    island = Island(days=2, cut=(6 * HOUR, 54 * HOUR), until=60 * HOUR, step=1800, walk_in=0.25,
                    opened=0.1, cancelled=0.1)
    comers = make_comers(scenario=scenario, island=island, seed=1)
    assert comers == make_comers(scenario=scenario, island=island, seed=1)
    errands = Counter(comer.errand for comer in comers)
    assert set(errands) == set(Errand)
    assert len({comer.truck.conveyance.plate for comer in comers}) == len(comers)
    for comer in comers:
        if comer.errand in (Errand.BOOKED, Errand.CANCELLED):
            assert EVE < comer.truck.asked < island.cut[0]
        if comer.errand is Errand.OPENED:
            assert island.cut[0] < comer.truck.asked < island.cut[1]
