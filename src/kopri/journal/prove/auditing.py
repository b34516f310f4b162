"""Audit a log from outside, with nothing but its public reads: everything is hashed again.

Pure: no database, no clock, no network. What is read comes through ``Reads``; memory stays flat.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kopri.engines.merkle import (
    EMPTY_ROOT,
    HASH_SIZE,
    MAX_LEVEL,
    TILE_HEIGHT,
    TILE_WIDTH,
    Frontier,
    TileAddress,
    bundle_leaf_hashes,
    bundle_path,
    decode_bundle,
    leaf_hashes,
    path_of,
    tile_path,
)
from kopri.engines.notes import Checkpoint, SignatureWrong, parse_note
from kopri.engines.notes.policy import Judgement, Policy
from kopri.journal.sealing import VERSION_BYTE
from kopri.kernel.errors import Fault

LOG_ENTRY_SIZE = 33
MOST_FAULTS = 50

_STEP = 2 + LOG_ENTRY_SIZE


class NotServed(Exception):
    """The log answered that it has no such thing; the text is the path."""


class Reads(Protocol):
    """The public reads of one log. All may be repeated; nothing that they say is trusted.

    Each may raise ``PeerUnreachable`` where there is no answer to judge.
    """

    def note(self, path: str, /) -> bytes:
        """A checkpoint, e.g. at ``checkpoint``; empty where the log has none."""
        ...

    def many(self, paths: Iterable[str], /) -> Iterator[bytes]:
        """Tiles and bundles, in this order; may fetch a few ahead. ``NotServed`` for a missing one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found. ``note``: the newest checkpoint, signed, to be kept for the next audit.

    ``cosigned``: who vouches, for the newest checkpoint that has the quorum. ``hashed``: entries
    that were read and hashed. ``disputed``: other notes that the entries do not bear out. Without
    faults everything that the checkpoint states holds.
    """

    newest: Judgement | None
    cosigned: Judgement | None
    note: bytes
    hashed: int
    faults: tuple[Fault, ...]
    disputed: tuple[bytes, ...] = ()


def audit(reads: Reads, *, policy: Policy, earlier: bytes = b"") -> Audit:
    """Judge the newest checkpoints by ``policy``, hash every entry, and compare every hash tile.

    ``earlier``: the note that the last audit kept; the log must have grown from it. It was judged
    then. ``ValueError`` where it is no signed checkpoint.
    """
    faults = _Faults()
    shown = reads.note("checkpoint/cosigned")
    vouched = _judged(shown, policy, faults=faults, path="checkpoint/cosigned")
    note = reads.note("checkpoint")
    newest = _judged(note, policy, faults=faults, path="checkpoint")
    if newest is None:
        if not faults.found:
            faults.add("audit.no_checkpoint", path="checkpoint", rule="C2SP tlog-tiles",
                       message="The log shows no checkpoint.")
        return Audit(newest=None, cosigned=None, note=b"", hashed=0, faults=faults.listed)
    cosigned = next((each for each in (newest, vouched) if each and each.quorum_met), None)
    if cosigned is None:
        faults.add("audit.not_cosigned", path="checkpoint", rule="C2SP tlog-policy",
                   message="No checkpoint has the cosignatures that the policy asks for.")
    stated = {"checkpoint": newest.checkpoint}
    if vouched:
        stated["checkpoint/cosigned"] = vouched.checkpoint
    if earlier:
        stated["earlier"] = Checkpoint.parse(parse_note(earlier).text)
    hashed = _compare(reads, stated, faults, size=newest.checkpoint.size)
    wrong = {fault.path for fault in faults.found if fault.code == "audit.other_root"}
    notes = {"checkpoint/cosigned": shown, "earlier": earlier}
    disputed = tuple(each for path, each in notes.items() if path in wrong)
    return Audit(newest=newest, cosigned=cosigned, note=note, hashed=hashed, faults=faults.listed,
                 disputed=disputed)


@dataclass(slots=True)
class _Faults:
    """Everything that is wrong, the first ``MOST_FAULTS`` of it."""

    found: list[Fault] = field(default_factory=list)

    def add(
        self, code: str, *, message: str, path: str, rule: str = "RFC 6962, 2.1",
        **params: str | int,
    ) -> None:
        if len(self.found) < MOST_FAULTS:
            self.found.append(Fault(
                code=code, message=message, path=path, rule=rule, params=params,
                remedy="Ask for it again over another path; keep what was served.",
            ))

    @property
    def listed(self) -> tuple[Fault, ...]:
        return tuple(self.found)


def _judged(
    note: bytes, policy: Policy, *, faults: _Faults, path: str
) -> Judgement | None:
    """Who signed a note; None, and a fault, where it is not signed as it must be."""
    try:
        return policy.judge(note) if note else None
    except SignatureWrong as error:
        faults.add("audit.not_signed", path=path, rule="C2SP signed-note",
                   message="The checkpoint is not signed as the policy asks: {reason}.",
                   reason=str(error))
    except ValueError as error:
        faults.add("audit.malformed", path=path, rule="C2SP tlog-checkpoint",
                   message="This is no checkpoint: {reason}.", reason=str(error))
    return None


def _compare(
    reads: Reads, stated: Mapping[str, Checkpoint], faults: _Faults, *, size: int
) -> int:
    """Hash the log up to ``size`` and hold the root at each stated size against what was stated."""
    origin = stated["checkpoint"].origin
    held: dict[str, Checkpoint] = {}
    for name, checkpoint in stated.items():
        if checkpoint.origin != origin:
            faults.add("audit.other_log", path=name, rule="C2SP tlog-checkpoint",
                       message="This is the checkpoint of another log.")
        elif checkpoint.size > size:
            faults.add("audit.rolled_back", path=name, rule="C2SP tlog-checkpoint", size=size,
                       message="The log was longer before; now it ends at {size}.")
        else:
            held[name] = checkpoint
    walk = _Walk(reads, faults, size=size)
    roots = walk.roots({checkpoint.size for checkpoint in held.values()})
    for name, checkpoint in held.items():
        if roots.get(checkpoint.size, checkpoint.root) != checkpoint.root:
            faults.add("audit.other_root", path=name, size=checkpoint.size,
                       message="The first {size} entries hash to another root than is stated.")
    return walk.hashed


class _Walk:
    """One pass over the log, bundle after bundle, with the hash tiles beside them."""

    def __init__(self, reads: Reads, faults: _Faults, *, size: int) -> None:
        self._reads, self._faults, self._size = reads, faults, size
        self._frontier = Frontier()
        self._waiting: list[list[bytes]] = []  # by level, from 1 on: hashes of an unfinished tile
        self._done: list[int] = []  # by level, from 1 on: tiles that were compared

    @property
    def hashed(self) -> int:
        """How many entries were read."""
        return self._frontier.size

    def roots(self, sizes: Collection[int]) -> dict[int, bytes]:
        """The roots at these sizes; fewer where the log does not serve what it must."""
        roots = {0: EMPTY_ROOT}
        fetched = self._reads.many(path_of(each) for each in _reading_order(self._size))
        try:
            for start in range(0, self._size, TILE_WIDTH):
                end = min(start + TILE_WIDTH, self._size)
                leaves = self._leaves(next(fetched), start=start, width=end - start)
                self._compare(b"".join(leaves), next(fetched), level=0, index=start // TILE_WIDTH)
                for cut in sorted({end, *(at for at in sizes if start < at < end)}):
                    self._append(leaves[self.hashed - start:cut - start])
                    if cut in sizes:
                        roots[cut] = self._frontier.root()
                self._compare_above(fetched, last=end == self._size)
        except NotServed as error:
            self._faults.add("audit.not_served", path=str(error), rule="C2SP tlog-tiles",
                             message="The log does not serve this, though it must.")
        except _Unreadable:
            pass  # the fault is listed
        return roots

    def _append(self, leaves: Sequence[bytes]) -> None:
        for level, row in enumerate(self._frontier.append(leaves)[1:]):
            if level == len(self._waiting):
                self._waiting.append([])
                self._done.append(0)
            self._waiting[level] += row

    def _leaves(self, data: bytes, *, start: int, width: int) -> list[bytes]:
        """The leaf hashes of a bundle. What is no log entry of ours is a fault, and hashed too."""
        path = bundle_path(index=start // TILE_WIDTH, width=width)
        try:
            leaves = bundle_leaf_hashes(data, width=width, entry_size=LOG_ENTRY_SIZE)
            ours = data[2::_STEP] == VERSION_BYTE * width
        except ValueError:
            leaves, ours = self._foreign(data, path=path, width=width), False
        if not ours:
            self._faults.add("audit.not_an_entry", path=path, rule="Köpri, docs/reference/journal",
                             message="The bundle holds what is no log entry of a journal.")
        return leaves

    def _foreign(self, data: bytes, *, path: str, width: int) -> list[bytes]:
        try:
            return leaf_hashes(decode_bundle(data, width=width))
        except ValueError as error:
            self._faults.add("audit.bad_bundle", path=path, rule="C2SP tlog-tiles",
                             message="This is no bundle of entries: {reason}.", reason=str(error))
            raise _Unreadable from error

    def _compare_above(self, fetched: Iterator[bytes], *, last: bool) -> None:
        """Compare the tiles above level 0 that are full now, or at the end as far as they go."""
        for at, hashes in enumerate(self._waiting):
            if len(hashes) == TILE_WIDTH or (last and hashes):
                self._compare(b"".join(hashes), next(fetched), level=at + 1, index=self._done[at])
                hashes.clear()
                self._done[at] += 1

    def _compare(self, right: bytes, served: bytes, *, level: int, index: int) -> None:
        if served != right:
            width = len(right) // HASH_SIZE
            self._faults.add("audit.wrong_tile", rule="C2SP tlog-tiles",
                             path=tile_path(level=level, index=index, width=width),
                             message="The hash tile differs from what its entries hash to.")


class _Unreadable(Exception):
    """The pass cannot go on."""


def _reading_order(size: int) -> Iterator[TileAddress]:
    """Every bundle with its tile of leaf hashes; after it, the tiles above that are full then."""
    for start in range(0, size, TILE_WIDTH):
        end = min(start + TILE_WIDTH, size)
        for level in (None, 0):
            yield TileAddress(level=level, index=start // TILE_WIDTH, width=end - start)
        for level in range(1, MAX_LEVEL + 1):
            row = end >> TILE_HEIGHT * level
            if not row:
                break
            grown = row != start >> TILE_HEIGHT * level
            if row % TILE_WIDTH == 0 and grown:
                yield TileAddress(level=level, index=row // TILE_WIDTH - 1)
            elif row % TILE_WIDTH and end == size:
                yield TileAddress(level=level, index=row // TILE_WIDTH, width=row % TILE_WIDTH)
