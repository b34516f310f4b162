"""What is wrong with a neighbour's log is told to it, once for each change, and as often as it takes."""

from dataclasses import dataclass, field, replace

import msgspec
import pytest

from kopri.interfaces.house import House, Neighbour
from kopri.interfaces.worker.rounds import exchange
from kopri.journal.models import Incident
from kopri.journal.ports import PeerUnreachable
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import fill


@dataclass
class Ear:
    """A desk: ``heard`` in order. ``deaf``: it fails; ``mute``: it has heard and does not say so."""

    heard: list[list[str]] = field(default_factory=list)
    deaf: bool = False
    mute: bool = False

    def complain(self, body: bytes, /) -> None:
        if self.deaf:
            raise PeerUnreachable
        said = msgspec.json.decode(body)
        assert said["log"] == SimulatedLog().origin
        self.heard.append([charge["code"] for charge in said["charges"]])
        if self.mute:
            raise PeerUnreachable


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def house(node: Node, peer: MemoryPeer, ear: Ear) -> House:
    return replace(node.house, neighbours=[Neighbour(
        origin=peer.log.origin, side="tm", sources=[peer], desk=ear)])


def wrong(peer: MemoryPeer) -> None:
    """Its bundles are no bundles, from here on."""
    peer.log.write("crossing.opened.own/1", {}, audience=())
    peer.log.publish()
    peer.show_bundle = lambda index, width: b"?"


def test_a_complaint_is_told_when_it_arises_and_when_it_is_settled(
    house: House, peer: MemoryPeer, ear: Ear
) -> None:
    fill(peer.log, 1)
    exchange(house)
    assert ear.heard == []  # nothing is wrong, and nobody was told otherwise
    wrong(peer)
    for _ in range(3):
        exchange(house)
    assert ear.heard == [["bundle_malformed"]]
    peer.show_bundle = None
    for _ in range(3):
        exchange(house)
    assert ear.heard == [["bundle_malformed"], []]
    assert not Incident.objects.filter(closed=None).exists()


@pytest.mark.parametrize("trouble", ["deaf", "mute"])
def test_it_is_told_until_it_was_heard(
    house: House, peer: MemoryPeer, ear: Ear, trouble: str
) -> None:
    wrong(peer)
    setattr(ear, trouble, True)
    exchange(house)
    exchange(house)
    setattr(ear, trouble, False)
    for _ in range(3):
        exchange(house)
    assert ear.heard == [["bundle_malformed"]] * (1 if trouble == "deaf" else 3)
