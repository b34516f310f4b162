"""No series of claims, cuts, returns and requests at once gets more through than a ceiling lets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connections

from kopri.domains.documents.types import Told
from kopri.domains.priority.queries import claim_by
from kopri.domains.priority.states import ClaimState
from kopri.domains.queue.queries.jumps import day_supply, jumps_of
from kopri.journal.apply.rebuild import rebuild
from kopri.journeys.judge_document import Named, lodge_document
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, Border, codes
from tests.conftest import HandClock, make_node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.unit.domains.priority.claiming import CATTLE, DAY, claim, claimed, loaded

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")
HOURS = tuple(range(7, 24))


def places(border: Border) -> int:
    """What one of a hundred of the day's supply comes to, from its definition."""
    return day_supply(line=LINE, day=DAY) // 100


@pytest.mark.parametrize("seed", [2])
def test_a_ceiling_is_never_passed_and_nobody_of_a_class_is_overtaken(
    border: Border, seed: int
) -> None:
    chance, revision = Random(seed), 1
    border.capacity(own=20, theirs=20)
    queue: list[str] = []  # who has claimed, the first first, and has nothing yet
    inside: list[str] = []
    for _ in range(28):
        before, most = jumps_of(line=LINE, day=DAY)["paid"], places(border)
        match chance.choice(["claim", "claim", "claim", "return", "cut"]):
            case "claim":
                queue.append(border.open())
                claim(border, queue[-1], "paid", *HOURS)
            case "return" if inside:
                border.cancel(inside.pop(chance.randrange(len(inside))))
                before -= 1
                border.work()
            case _:
                revision += 1
                border.capacity(own=chance.choice([4, 5, 10, 20, 30]), theirs=25,
                                revision=revision)
                most = places(border)
                border.work()
        served = [each for each in queue if claimed(each).state is ClaimState.GRANTED]
        assert served == queue[:len(served)]  # in the order of their claims
        queue, inside = queue[len(served):], inside + served
        taken = jumps_of(line=LINE, day=DAY)["paid"]
        assert taken == before + len(served) == len(inside)  # a cut revokes nothing
        assert not served or taken <= most
        assert taken >= min(most, taken + len(queue))  # no place is left while somebody stands
    assert rebuild(journal=border.node.journal, tables=border.node.house.tables) == []


def test_claims_at_once_get_as_many_places_as_there_are(border: Border) -> None:
    border.capacity(own=9, theirs=20)  # 216: two places for who pays
    references = [border.open() for _ in range(8)]

    def ask(reference: str) -> str:
        try:
            return claim(border, reference, "paid", *HOURS).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, references))
    border.work()
    states = [claimed(each).state.value for each in references]
    assert sorted(states) == ["beyond"] * 6 + ["granted"] * 2
    assert answers.count("granted") <= 2 and jumps_of(line=LINE, day=DAY) == {"paid": 2}


def test_another_pair_lives_by_its_own_rows(
    database: None, tmp_path: Path, clock: HandClock
) -> None:
    node = make_node(tmp_path / "xa", clock=clock, side="xa", pair="xa-xb",
                     countries=Path(__file__).parents[3] / "countries")
    log = SimulatedLog(side="xb", reader="xa", origin="xb.test.kopri", letter="S")
    north = Border(node=node, log=log, peer=MemoryPeer(log=log))
    line = {"direction": "xa-xb", "point": "nor-sud"}
    north.publish(3, **line)
    north.tell("queue.capacity_published/1", {
        "side": "xb", **line, "vehicle_class": "truck", "day": DAY, "hours": [3] * 24,
        "revision": 1, "valid_until": "2026-02-01T00:00:00Z"}, subject="nor-sud", audience=("*",))
    north.hear()
    herd = [loaded(north, CATTLE, declared=False, **line) for _ in range(3)]
    assert claim(north, herd[0], "live_animals", 7, 8).missing == ("document",)
    for reference in herd:
        lodge_document(**north.paired, actor=north.carrier(), number="N-0001",
                       named=Named(reference=reference, told=Told(type="N6")))
    answers = [claim(north, each, "live_animals", 7, 8).state for each in herd]
    assert answers == ["granted"] * 2 + ["beyond"]  # 4 % of 72
    assert codes(lambda: claim(north, loaded(north, declared=False, **line), "medicine")) == [
        "priority.not_in_force"]  # announced alone
    assert codes(lambda: claim(north, loaded(north, declared=False, **line), "parcels")) == [
        "priority.not_in_force"]  # nobody says how many
    assert codes(lambda: claim(north, loaded(north, declared=False, **line), "paid")) == [
        "priority.class_unknown"]
    seed = claim(north, loaded(north, declared=False, **line), "seed", 9)
    known = claim_by(seed.claim)
    assert seed.state == "beyond" and known is not None and known.rule == "SR2"
    clock.move(days=400)
    north.publish(24, day="2027-02-20", **line)
    later = [north.now.replace(hour=0, minute=0, second=0) + timedelta(days=1)]
    assert codes(lambda: claim(north, loaded(north, CATTLE, declared=False, **line),
                               "live_animals", wishes=later)) == ["priority.not_in_force"]
