"""The worker's errands to witnesses and mirrors, in a round of the demo and beside the loop."""

import time
from dataclasses import replace

import pytest

from kopri.interfaces.house import House, Mirror, Neighbour, WitnessNode
from kopri.interfaces.worker.loop import settle, work
from kopri.interfaces.worker.observing import observe
from kopri.journal.append.admitting import admit
from kopri.journal.ports import PeerUnreachable
from kopri.journal.queries import incidents, logs
from kopri.journal.types import OBSERVER, LogIdentity
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import pad
from tests.simulators.witness import MemoryWitness

EYE = "observer.kopri"


@pytest.fixture
def log(node: Node) -> SimulatedLog:
    found = SimulatedLog()
    pad(found, 20)
    admit(journal=node.journal, actor=node.actor(), identity=found.identity)
    return found


@pytest.fixture
def witness(node: Node) -> MemoryWitness:
    found = MemoryWitness(of=SimulatedLog(origin=EYE, side="eu"))
    keys = found.of.identity
    admit(journal=node.journal, actor=node.actor(), identity=LogIdentity(
        origin=EYE, side="eu", role=OBSERVER, letter="", log_key=keys.log_key,
        witness_key=keys.witness_key))
    return found


@pytest.fixture
def house(node: Node, log: SimulatedLog, witness: MemoryWitness) -> House:
    """It follows one log, holds it against a mirror that was shown another tree, has one witness."""
    other = SimulatedLog(seed=log.seed)
    other.chance.seed(99)
    pad(other, 15)
    return replace(
        node.house,
        neighbours=[Neighbour(origin=log.origin, side="tm", sources=[MemoryPeer(log)])],
        mirrors=[Mirror(origin=log.origin, peer=MemoryPeer(other))],
        witnesses=[WitnessNode(origin=EYE, witness=witness, follows=False),
                   WitnessNode(origin=log.origin, witness=witness, follows=True)])


def stopped(log: SimulatedLog) -> str:
    return next(line.stopped for line in logs() if line.origin == log.origin)


def test_a_round_brings_the_checkpoint_and_finds_the_fork(
    house: House, log: SimulatedLog, witness: MemoryWitness
) -> None:
    settle(house)
    own = next(line for line in logs() if line.own)
    assert [(name, size) for name, size, _ in own.cosigned] == [(f"{EYE}/witness", own.size)]
    assert len(witness.asked) == 1  # who follows is not asked
    assert stopped(log) == "rewritten"
    settle(house)
    assert [line.code for line in incidents()] == ["rewritten"]


def test_beside_the_loop_as_well(
    house: House, log: SimulatedLog, witness: MemoryWitness
) -> None:
    end = time.monotonic() + 60

    def pause() -> bool:
        assert time.monotonic() < end
        time.sleep(0.01)
        return not (witness.note and stopped(log))

    def trouble(error: Exception) -> None:
        raise error

    work(house, pause=pause, trouble=trouble, every=0.01)


def test_a_witness_that_is_mad_stops_nothing(house: House, witness: MemoryWitness) -> None:
    def down() -> tuple[int, bytes]:
        raise PeerUnreachable("no line")

    witness.answer = down
    settle(house)
    witness.answer = lambda: (200, b"rubbish")
    settle(house)
    assert not next(line for line in logs() if line.own).cosigned


def test_an_observer_finds_it_too(house: House, log: SimulatedLog) -> None:
    end = time.monotonic() + 60

    def pause() -> bool:
        assert time.monotonic() < end
        time.sleep(0.01)
        return not stopped(log)

    observe(replace(house, witnesses=[]), pause=pause, trouble=lambda error: None, every=0.01)
    line = next(each for each in logs() if each.origin == log.origin)
    assert (line.size, line.applied, line.stopped) == (20, 0, "rewritten")
