"""Every lie has its name, its weight and its end: in memory, and over real HTTP with the worker.

Before the lie the node has followed the liar honestly; a second log beside it always goes on.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest

from kopri.adapters import http_peer
from kopri.adapters.http_peer import HttpPeer
from kopri.interfaces.house import House, Neighbour
from kopri.interfaces.worker.loop import settle, work
from kopri.journal.append.admitting import admit
from kopri.journal.charges import CHARGES, Weight
from kopri.journal.follow.following import follow_from
from kopri.journal.models import Cosignature, Entry, Incident
from kopri.journal.ports import Peer
from kopri.journal.prove.evidence import judge
from tests.conftest import Node
from tests.simulators.liar import TRANSPORT, Liar, Lie
from tests.simulators.liar_server import LiarServer, serving
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import complaints, fill, followed, round_of

FIRST = 8  # openings for the reader before the lie


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """``code``: empty where it looks as if the line were down. ``applied``: while the lie is told;
    over a line that breaks, with every round."""

    code: str = ""
    applied: int = 0


LIES = {
    Lie.FORK: Expected(code="fork"),
    Lie.OLD_FORK: Expected(code="fork"),
    Lie.ROLLBACK: Expected(code="rewritten"),
    Lie.REPEATED_COUNT: Expected(code="count_repeated"),
    Lie.FALLING_COUNT: Expected(code="count_falling"),
    Lie.WRONG_LOG: Expected(code="misplaced"),
    Lie.WRONG_INDEX: Expected(code="misplaced"),
    Lie.GAP: Expected(code="count_broken", applied=1),
    Lie.WITHHELD_TAIL: Expected(code="withheld_tail"),
    Lie.WRONG_OPENING: Expected(code="leaf_mismatch"),
    Lie.STALE_CHECKPOINT: Expected(code="checkpoint_smaller"),
    Lie.KEY_CHANGED: Expected(code="key_changed"),
    Lie.WRONG_LEAVES: Expected(code="root_mismatch"),
    Lie.UNLAWFUL_ACT: Expected(code="unlawful_act", applied=3),
    Lie.UNKNOWN_KIND: Expected(code="unknown_kind", applied=3),
    Lie.DUPLICATE_KEYS: Expected(code="not_canonical", applied=3),
    Lie.IMPOSSIBLE_SEEN: Expected(code="impossible_seen", applied=3),
    Lie.FOREIGN_ACTOR: Expected(code="foreign_actor", applied=3),
    Lie.ENDLESS_STREAM: Expected(code="out_of_order", applied=2),
    Lie.WRONG_CONTENT: Expected(code="checkpoint_malformed"),
    Lie.HUGE_LINE: Expected(applied=1),
    Lie.HALF_LINE: Expected(applied=1),
    Lie.SLOW_DRIP: Expected(applied=1),
}


def test_every_lie_is_in_the_table() -> None:
    assert set(Lie) - set(LIES) == {Lie.REPLAYED_CHECKPOINT}  # told by silence: see below


@dataclass(slots=True)
class Scene:
    """A node that follows a liar and an honest neighbour beside it."""

    node: Node
    liar: Liar
    other: SimulatedLog
    sources: dict[str, Peer]

    @property
    def house(self) -> House:
        """The node, with its two neighbours."""
        return replace(self.node.house, neighbours=[
            Neighbour(origin=origin, side="tm", sources=[peer])
            for origin, peer in self.sources.items()
        ])

    def round(self) -> None:
        """What the worker does in a round."""
        settle(self.house)

    def held(self) -> int:
        return Entry.objects.filter(log__origin=self.liar.log.origin).count()

    def shown(self) -> int:
        """How many entries of the liar are for this node."""
        return sum(1 for each in self.liar.log.sealed if {"*", "kz"} & set(each.audience))

    def cosigned(self) -> bool:
        return Cosignature.objects.filter(
            checkpoint__log__origin=self.liar.log.origin,
            checkpoint__size=self.liar.log.published).exists()


def in_memory(liar: Liar, other: Liar) -> dict[str, Peer]:
    return {each.log.origin: each.peer for each in (liar, other)}


@contextmanager
def over_http(liar: Liar, other: Liar) -> Iterator[dict[str, Peer]]:
    nonces = count()

    def reach(server: LiarServer) -> HttpPeer:
        return HttpPeer(base=server.base, sign=lambda method, url: {
            "Signature-Input": f"{method} {url} {next(nonces)}"})

    with serving(liar) as first, serving(other) as second:
        yield {liar.log.origin: reach(first), other.log.origin: reach(second)}
        asked = [each for each in first.asked if each[0].startswith("/log/open")]
        assert asked
        assert all(signature for _, signature in asked)


TOLD = [("http", lie) for lie in LIES] + [
    ("memory", lie) for lie, expected in LIES.items()
    if expected.code and CHARGES[expected.code].weight in (Weight.PROOF, Weight.OPENING)
]


@pytest.fixture
def scene(node: Node, request: pytest.FixtureRequest) -> Iterator[Scene]:
    """Both were followed honestly, twice; what follows is up to the liar."""
    liar = Liar()
    other = Liar(log=SimulatedLog(origin="post.tm.test.kopri", seed=9))
    for each in (liar, other):
        admit(journal=node.journal, actor=node.actor(), identity=each.log.identity)
    if getattr(request, "param", "http") == "memory":
        scene = Scene(node, liar, other.log, in_memory(liar, other))
        _follow_honestly(scene)
        yield scene
        return
    with over_http(liar, other) as sources:
        scene = Scene(node, liar, other.log, sources)
        _follow_honestly(scene)
        yield scene


def _follow_honestly(scene: Scene) -> None:
    scene.round()
    scene.liar.more()
    scene.round()
    assert scene.held() == FIRST
    assert Incident.objects.count() == 0


@pytest.mark.parametrize(("scene", "lie"), TOLD, indirect=["scene"],
                         ids=[f"{way}-{lie.value}" for way, lie in TOLD])
def test_a_lie(
    scene: Scene, lie: Lie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = LIES[lie]
    scene.liar.tell(lie)
    fill(scene.other, 1, start=90)
    others = Entry.objects.filter(log__origin=scene.other.origin).count()
    for turn in (1, 2):  # told twice, it is one lie
        with monkeypatch.context() as patch:
            if lie is Lie.SLOW_DRIP:
                patch.setattr(http_peer, "WHOLE_STREAM", 1.5)
            scene.round()
        codes = [code for code, _ in complaints(scene.liar.log)]
        assert codes == ([expected.code] if expected.code else [])
        assert scene.held() == FIRST + expected.applied * (turn if lie in TRANSPORT else 1)
    assert Incident.objects.count() == len(codes)
    assert Entry.objects.filter(log__origin=scene.other.origin).count() == others + 2
    assert followed(scene.other).stopped == ""
    _ENDS[CHARGES[expected.code].weight if expected.code else None](scene, expected, tmp_path)


def stays_stopped(scene: Scene, expected: Expected, folder: Path) -> None:
    """A proof: the truth comes too late, and any machine confirms it."""
    scene.liar.truth()
    fill(scene.liar.log, 1, start=50)
    scene.round()
    assert followed(scene.liar.log).stopped == expected.code
    assert scene.held() == FIRST + expected.applied
    assert not scene.cosigned()
    file = folder / "evidence.json"
    file.write_bytes(bytes(Incident.objects.get().evidence))
    assert judge(file.read_bytes()).holds
    assert judge(file.read_bytes()).code == expected.code
    if scene.liar.peer in scene.sources.values():  # once for each proof
        _confirmed_elsewhere(file, key=scene.liar.log.identity.log_key)


def _confirmed_elsewhere(file: Path, *, key: str) -> None:
    """By a fresh process that knows no node."""
    command = [sys.executable, "-m", "kopri.node.console", "journal", "judge", str(file)]
    done = subprocess.run(command, env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"judged under {key}" in done.stdout


def is_believed_again(scene: Scene, expected: Expected, folder: Path) -> None:
    """A complaint: nothing was punished; the truth is served, and all is well."""
    assert not any(bytes(row.evidence) for row in Incident.objects.all())
    assert followed(scene.liar.log).stopped == ""
    incomplete = CHARGES[expected.code].weight is Weight.OPENING if expected.code else True
    assert scene.cosigned() is incomplete  # the tree was shown as it is, and signed for
    scene.liar.truth()
    scene.liar.more()
    scene.round()
    assert complaints(scene.liar.log) == []
    assert scene.held() == scene.shown()
    assert followed(scene.liar.log).applied == scene.liar.log.published
    assert scene.cosigned()


def stays_told(scene: Scene, expected: Expected, folder: Path) -> None:
    """The entry is published for ever; the log goes on behind it, cosigned."""
    assert scene.cosigned()
    scene.liar.truth()
    scene.liar.more()
    scene.round()
    assert [code for code, _ in complaints(scene.liar.log)] == [expected.code]
    assert scene.held() == scene.shown()
    states = Entry.objects.filter(log__origin=scene.liar.log.origin).values_list("state", flat=True)
    assert sum(state != "applied" for state in states) == 1
    assert scene.cosigned()


_ENDS = {
    Weight.PROOF: stays_stopped, Weight.TREE: is_believed_again,
    Weight.OPENING: is_believed_again, Weight.ENTRY: stays_told, None: is_believed_again,
}


def test_a_replayed_checkpoint_is_told_by_its_age(scene: Scene) -> None:
    """It is as good as the day it was signed: only the clock tells, and the ticks that are missing."""
    scene.liar.tell(Lie.REPLAYED_CHECKPOINT)
    scene.round()
    assert complaints(scene.liar.log) == []
    scene.node.clock.move(minutes=11)
    for _ in range(2):
        scene.round()
        assert ("silent", None) in complaints(scene.liar.log)
    assert scene.held() == FIRST
    scene.liar.truth()
    scene.liar.log.now = scene.node.clock.now()
    scene.liar.more()
    scene.round()
    assert complaints(scene.liar.log) == []
    assert scene.held() == scene.shown()


def test_the_worker_outlives_a_liar(scene: Scene) -> None:
    """Its own threads, round after round: one log stops, the other comes in."""
    scene.liar.tell(Lie.FORK)
    fill(scene.other, 1, start=90)
    ends = time.monotonic() + 60
    trouble: list[Exception] = []

    def goes_on() -> bool:
        time.sleep(0.02)
        done = (followed(scene.liar.log).stopped
                and followed(scene.other).applied == scene.other.published)
        return not done and time.monotonic() < ends

    work(scene.house, pause=goes_on, trouble=trouble.append, every=0.05)
    assert followed(scene.liar.log).stopped == "fork"
    assert followed(scene.other).applied == scene.other.published
    assert trouble == []


@pytest.mark.parametrize("lie", [Lie.GAP, Lie.WRONG_OPENING, Lie.WITHHELD_TAIL])
def test_what_one_source_keeps_back_another_serves(node: Node, lie: Lie) -> None:
    """The complaint is told and closed once; round after round nothing is added to it."""
    liar = _followed_twice(node)
    liar.tell(lie)
    for _ in range(3):
        done = follow_from(journal=node.journal, press=node.press, origin=liar.log.origin,
                           sources=[liar.peer, MemoryPeer(liar.log)])
        assert done.reached
        assert complaints(liar.log) == []
    assert followed(liar.log).applied == liar.log.published
    assert Incident.objects.count() == 1


def test_a_mirror_that_lies_is_no_complaint_of_the_log(node: Node) -> None:
    liar = _followed_twice(node)
    for lie in (Lie.WRONG_OPENING, Lie.GAP, Lie.KEY_CHANGED, Lie.WRONG_CONTENT):
        liar.tell(lie)
        assert not follow_from(journal=node.journal, press=node.press, origin=liar.log.origin,
                               sources=[MemoryPeer(liar.log, down=True), liar.peer]).reached
        assert Incident.objects.count() == 0
        liar.truth()
        assert round_of(node, liar.peer).reached


def test_what_a_mirror_shows_may_prove_what_the_log_signed(node: Node) -> None:
    """The signature is the log's, whoever brings it."""
    liar = _followed_twice(node)
    liar.tell(Lie.FORK)
    follow_from(journal=node.journal, press=node.press, origin=liar.log.origin,
                sources=[MemoryPeer(liar.log, down=True), liar.peer])
    assert followed(liar.log).stopped == "fork"
    assert judge(bytes(Incident.objects.get().evidence)).holds


def _followed_twice(node: Node) -> Liar:
    liar = Liar()
    admit(journal=node.journal, actor=node.actor(), identity=liar.log.identity)
    round_of(node, liar.peer)
    liar.more()
    assert round_of(node, liar.peer).reached
    return liar
