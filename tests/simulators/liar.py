"""A neighbour that lies on command, behind the real ``Peer`` port, and tells the truth again.

``Liar`` first writes an honest log; ``tell`` then bends what it writes, signs or shows in one named
way. Lies of transport are told by ``liar_server`` alone, since only a line can tell them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain, cycle

from tests.simulators.log import BOTH, MemoryPeer, SimulatedLog
from tests.simulators.neighbour import GRANTED, OPENED, fill, pad

HONEST = 3  # cases; each is an entry for both, one for nobody and a tick for everybody


class Lie(Enum):
    """What a node may do wrong."""

    FORK = "fork"
    OLD_FORK = "old_fork"  # of a size that was seen long ago
    ROLLBACK = "rollback"
    REPEATED_COUNT = "repeated_count"
    FALLING_COUNT = "falling_count"
    WRONG_LOG = "wrong_log"
    WRONG_INDEX = "wrong_index"
    GAP = "gap"
    WITHHELD_TAIL = "withheld_tail"
    WRONG_OPENING = "wrong_opening"
    STALE_CHECKPOINT = "stale_checkpoint"
    REPLAYED_CHECKPOINT = "replayed_checkpoint"
    KEY_CHANGED = "key_changed"
    WRONG_LEAVES = "wrong_leaves"
    UNLAWFUL_ACT = "unlawful_act"
    UNKNOWN_KIND = "unknown_kind"
    DUPLICATE_KEYS = "duplicate_keys"
    IMPOSSIBLE_SEEN = "impossible_seen"
    FOREIGN_ACTOR = "foreign_actor"
    ENDLESS_STREAM = "endless_stream"
    WRONG_CONTENT = "wrong_content"
    HUGE_LINE = "huge_line"
    HALF_LINE = "half_line"
    SLOW_DRIP = "slow_drip"


TRANSPORT = frozenset({Lie.HUGE_LINE, Lie.HALF_LINE, Lie.SLOW_DRIP})


@dataclass(slots=True)
class Liar:
    """``told``: the lie that is being told, if any."""

    log: SimulatedLog = field(default_factory=SimulatedLog)
    told: Lie | None = None
    peer: MemoryPeer = field(init=False)

    def __post_init__(self) -> None:
        self.peer = MemoryPeer(self.log)
        fill(self.log, HONEST)

    def tell(self, lie: Lie) -> None:
        """Lie from now on. What the log itself says is published, and stays."""
        self.told = lie
        _TELL.get(lie, _nothing)(self)

    def truth(self) -> None:
        """Show from now on what there is."""
        self.told = None
        self.peer.show_checkpoint = self.peer.show_bundle = None
        self.peer.show_tile = self.peer.show_lines = None

    def more(self) -> None:
        """Honest work goes on."""
        fill(self.log, 1, start=len(self.log.sealed))

    def stamped(self, **stamp: object) -> None:
        """An entry under a stamp that the log bends."""
        index = len(self.log.sealed)
        right = {"count": {"kz": self.log.counts["kz"] + 1}, "index": index,
                 "log": self.log.origin}
        self.log.put(self._entry(), audience=("kz",), stamp={**right, **stamp})
        self.log.publish()

    def _entry(self) -> bytes:
        self.log.write("crossing.opened/1", OPENED, audience=("kz",))
        self.log.counts["kz"] -= 1
        return self.log.sealed.pop().entry


def _nothing(liar: Liar) -> None:
    """Told by the server, or by nothing but silence."""


def _fork(liar: Liar) -> None:
    lie = liar.log.note(root=b"\1" * 32)
    liar.peer.show_checkpoint = lambda: lie


def _old_fork(liar: Liar) -> None:
    lie = liar.log.note(size=3 * HONEST, root=b"\1" * 32)
    liar.peer.show_checkpoint = lambda: lie


def _rollback(liar: Liar) -> None:
    liar.log.sealed[1] = replace(liar.log.sealed[1], salt=b"\2" * 32)
    liar.more()


def _gap(liar: Liar) -> None:
    kept_back = len(liar.log.sealed)
    fill(liar.log, 2, start=kept_back)
    line = liar.log.sealed[kept_back].line
    liar.peer.show_lines = lambda lines: iter([each for each in lines if each != line])


def _withheld_tail(liar: Liar) -> None:
    """The end is kept back; the next tick for the reader counts it."""
    kept_back = liar.log.write("crossing.opened/1", OPENED, subject="T888-0000-00")
    liar.log.write("journal.tick/1", {"label": "kz", "count": liar.log.counts["kz"]},
                   audience=("kz",))
    liar.log.publish()
    line = liar.log.sealed[kept_back].line
    liar.peer.show_lines = lambda lines: iter([each for each in lines if each != line])


def _wrong_opening(liar: Liar) -> None:
    liar.more()
    liar.peer.show_lines = lambda lines: iter(
        [line.replace(b"AB 1234", b"AB 9234") for line in lines])


def _stale(liar: Liar) -> None:
    liar.more()
    liar.peer.show_checkpoint = lambda: liar.log.note(size=3)


def _replayed(liar: Liar) -> None:
    old = liar.log.note()
    liar.more()
    liar.peer.show_checkpoint = lambda: old


def _key_changed(liar: Liar) -> None:
    liar.more()
    liar.peer.show_checkpoint = lambda: replace(liar.log, seed=8).note()


def _wrong_leaves(liar: Liar) -> None:
    liar.more()
    honest = MemoryPeer(liar.log)
    liar.peer.show_bundle = lambda index, width: honest.bundle(
        index=index, width=width)[:-33] + b"\1" * 33


def _sealed(entry: bytes) -> Callable[[Liar], None]:
    """An entry of other bytes than a node writes; honest work goes on behind it."""
    def tell(liar: Liar) -> None:
        liar.log.put(entry, audience=BOTH)
        liar.more()
    return tell


def _written(kind: str, payload: Mapping[str, object], **envelope: object) -> Callable[[Liar], None]:
    def tell(liar: Liar) -> None:
        liar.log.write(kind, dict(payload), subject="T777-0000-00", **envelope)
        liar.more()
    return tell


def _endless(liar: Liar) -> None:
    """What is new, and then everything again and again."""
    liar.more()
    pad(liar.log, 1)
    again = list(MemoryPeer(liar.log).openings(start=0))
    liar.peer.show_lines = lambda lines: chain(lines, cycle(again))


def _much(liar: Liar) -> None:
    """Enough to be cut in the middle more than once."""
    fill(liar.log, 2, start=len(liar.log.sealed))


def _wrong_content(liar: Liar) -> None:
    liar.more()
    page = b"<!doctype html><title>Sign in</title>"
    liar.peer.show_checkpoint = lambda: page
    liar.peer.show_bundle = lambda index, width: page
    liar.peer.show_lines = lambda lines: iter([page])


_FOREIGN = {"node": "tm.test.kopri", "side": "kz", "post": "", "service": "", "person": "p9"}
_TELL: Mapping[Lie, Callable[[Liar], None]] = {
    Lie.FORK: _fork, Lie.OLD_FORK: _old_fork, Lie.ROLLBACK: _rollback,
    Lie.REPEATED_COUNT: lambda liar: liar.stamped(count={"kz": liar.log.counts["kz"]}),
    Lie.FALLING_COUNT: lambda liar: liar.stamped(count={"kz": 1}),
    Lie.WRONG_LOG: lambda liar: liar.stamped(log="elsewhere"),
    Lie.WRONG_INDEX: lambda liar: liar.stamped(index=1),
    Lie.GAP: _gap, Lie.WITHHELD_TAIL: _withheld_tail, Lie.WRONG_OPENING: _wrong_opening,
    Lie.STALE_CHECKPOINT: _stale, Lie.REPLAYED_CHECKPOINT: _replayed,
    Lie.KEY_CHANGED: _key_changed, Lie.WRONG_LEAVES: _wrong_leaves,
    Lie.UNLAWFUL_ACT: _written("queue.slot_granted/1", {**GRANTED, "direction": "kz-tm"}),
    Lie.UNKNOWN_KIND: _written("customs.duty_paid/1", {"amount": 7}),
    Lie.DUPLICATE_KEYS: _sealed(b'{"kind":"crossing.opened/1","kind":"crossing.opened/1"}'),
    Lie.IMPOSSIBLE_SEEN: _written("crossing.opened/1", OPENED, seen={"kz.test.kopri": 10**6}),
    Lie.FOREIGN_ACTOR: _written("crossing.opened/1", OPENED, actor=_FOREIGN),
    Lie.ENDLESS_STREAM: _endless, Lie.WRONG_CONTENT: _wrong_content,
    **dict.fromkeys(TRANSPORT, _much),
}
