"""A node at work beside a simulated neighbour: one turn of its day, and what must hold after it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import msgspec

from kopri.adapters.folder_store import FolderMemory, FolderTiles
from kopri.crossing.models import Case
from kopri.crossing.types import CrossingOpened
from kopri.interfaces.house import Neighbour
from kopri.interfaces.worker.loop import settle
from kopri.journal import serve
from kopri.journal.append.admitting import admit
from kopri.journal.append.requests import AlreadyAnswered, RequestKey
from kopri.journal.apply.rebuild import rebuild
from kopri.journal.locks import KeyLocks, WriterLock
from kopri.journal.models import Entry, Incident
from kopri.journal.verify.logs import verify
from kopri.kernel.clock import to_text
from tests.conftest import Node
from tests.faults.onlooker import Onlooker
from tests.faults.places import BreakingPeer, Form, Places, breaking
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import fill

OPENED = f"{CrossingOpened.KIND}/{CrossingOpened.VERSION}"


@dataclass(slots=True)
class Stage:
    """``turns``: how many were begun; each has a truck of ours and a case of the neighbour."""

    node: Node
    peer: MemoryPeer
    onlooker: Onlooker = field(default_factory=Onlooker)
    turns: int = 0
    acknowledged: list[str] = field(default_factory=list)

    @property
    def log(self) -> SimulatedLog:
        """The neighbour's."""
        return self.peer.log

    def begin(self) -> None:
        """The neighbour has written, and has cosigned what we showed last; two minutes pass."""
        self.turns += 1
        now = to_text(self.node.clock.move(minutes=2))
        fill(self.log, 1, start=self.turns)
        self.log.write("journal.tick/1", {"label": "*", "count": 0}, audience=("*",),
                       time=now, recorded=now)
        self.log.publish()
        if note := serve.checkpoint_note(serve.own_log()):
            self.peer.cosign(note)

    def turn(self, tell: Callable[[str], None], places: Places | None = None) -> None:
        """A truck is announced until it is acknowledged; then the node's own round."""
        places = places or Places(at=-1, form=Form.FAILS)
        peer = BreakingPeer(self.peer, places)
        house = replace(self.node.house, neighbours=(Neighbour(
            origin=self.log.origin, side=self.log.side, sources=(peer,)),))
        with breaking(places):
            places.phase = "append"
            self.announce(tell)
            places.phase = "round"
            settle(house)

    def announce(self, tell: Callable[[str], None]) -> None:
        """A truck comes. Asked again under the same key, it is the same truck."""
        plate = f"T {self.turns:04}"
        try:
            reference = self.node.open_case(plate, key=RequestKey(key=plate, digest="d"))
        except AlreadyAnswered as answered:
            reference = str(msgspec.json.decode(answered.answer)["reference"])
        tell(reference)

    def restart(self) -> None:
        """Everything that lived in the process is made anew."""
        node, house = self.node, self.node.house
        locks = (WriterLock(node.home.path / "write.lock")
                 if house.journal.indexed else KeyLocks())
        self.node = replace(node, house=replace(
            house, journal=replace(house.journal, locks=locks, random=os.urandom),
            press=replace(house.press, tiles=FolderTiles(node.home.tiles),
                          memory=FolderMemory(node.home.path / "last-signed"))))

    def recover(self) -> None:
        """Restarted, the node does what was asked of it again, and nothing breaks any more."""
        self.restart()
        self.turn(self.acknowledged.append)

    def check_whole(self) -> None:
        """Everything hashed again, and the tables are those that the entries make."""
        assert [verdict.faults for verdict in verify(self.node.press.tiles)] == [(), ()]
        assert rebuild(journal=self.node.journal, tables=self.node.house.tables) == []

    def check(self) -> None:
        """What was acknowledged is there once, published, and a follower agrees with all of it."""
        assert not Entry.objects.filter(log__own=True, index=None).exists()
        checkpoint = self.onlooker.look(self.node)
        assert checkpoint.size == Entry.objects.filter(log__own=True).count()
        assert set(self.acknowledged) <= set(self.onlooker.subjects(OPENED))
        assert len(self.onlooker.subjects(OPENED)) == self.turns
        self._check_followed()
        assert self.node.press.memory.recall() == (checkpoint.size, checkpoint.root)

    def _check_followed(self) -> None:
        """Every entry that the neighbour addressed to us, once, and its rows."""
        held = Entry.objects.filter(log__origin=self.log.origin).order_by("pk")
        addressed = [index for index, each in enumerate(self.log.sealed)
                     if {"*", "kz"} & set(each.audience)]
        assert list(held.values_list("index", flat=True)) == addressed
        assert Case.objects.count() == 2 * self.turns
        assert not Incident.objects.filter(closed=None).exists()


def raise_stage(node: Node) -> Stage:
    """The neighbour is admitted; both have published once."""
    log = SimulatedLog()
    admit(journal=node.journal, actor=node.actor(), identity=log.identity)
    stage = Stage(node, MemoryPeer(log))
    stage.begin()
    stage.recover()
    stage.check()
    return stage
