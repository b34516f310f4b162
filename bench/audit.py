"""A full outside audit, beside hashlib making the same calls: leaves and nodes, nothing else.

The peer hashes the very same messages (one per leaf, one per inner node), laid out beforehand, in
a bare loop. The audit reads checkpoints, bundles and hash tiles, from memory and from files as a
node lays them, checks every signature, and compares every tile. Both run in turns in one process.
The peak of what Python allocates shows that memory stays flat.

    python -m bench audit
"""

import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.tree import bare, messages
from kopri.adapters.folder_store import FolderTiles
from kopri.engines.merkle import (
    HASH_SIZE,
    TILE_WIDTH,
    Frontier,
    bundle_path,
    encode_bundle,
    leaf_hashes,
    parse_path,
    split_row,
    tile_path,
)
from kopri.engines.notes import (
    Checkpoint,
    Ed25519Signer,
    SignatureKind,
    Verifier,
    cosign_note,
    sign_note,
)
from kopri.engines.notes.policy import Policy, PolicyLog, PolicyWitness
from kopri.journal.prove.auditing import audit

ORIGIN = "bench.kopri"
LOG = Ed25519Signer(seed=b"l" * 32, name=ORIGIN)
WITNESS = Ed25519Signer(seed=b"w" * 32, name="w", kind=SignatureKind.COSIGNATURE)
POLICY = Policy(
    logs=(PolicyLog(key=Verifier.of(LOG)),), quorum=b"w",
    witnesses=(PolicyWitness(name=b"w", key=Verifier.of(WITNESS)),))
Get = Callable[[str], bytes]


def published(entries: list[bytes]) -> dict[str, bytes]:
    """Every resource of the log, by path; those that are partial under their full paths."""
    frontier, found = Frontier(), dict[str, bytes]()
    for level, row in enumerate(frontier.append(leaf_hashes(entries))):
        for part in split_row(row, start=0):
            found[tile_path(level=level, index=part.index)] = part.data
    for start in range(0, len(entries), TILE_WIDTH):
        found[bundle_path(index=start // TILE_WIDTH)] = encode_bundle(
            entries[start:start + TILE_WIDTH])
    text = Checkpoint(origin=ORIGIN, size=len(entries), root=frontier.root()).text
    found["checkpoint"] = cosign_note(sign_note(text, [LOG]), signer=WITNESS, time=1)
    return found


class Reads:
    """``auditing.Reads`` over full tiles, cut to the width that is asked for."""

    def __init__(self, get: Get, note: bytes) -> None:
        self._get, self._note = get, note

    def note(self, path: str, /) -> bytes:
        """The one checkpoint, wherever it is asked for."""
        return self._note

    def many(self, paths: Iterable[str], /) -> Iterator[bytes]:
        """Slices of full tiles."""
        for path in paths:
            whole, partial, width = path.partition(".p/")
            data = self._get(whole)
            step = 35 if parse_path(path).level is None else HASH_SIZE
            yield data[:int(width) * step] if partial else data


def audited(get: Get, note: bytes, *, size: int) -> None:
    """One audit, which must find nothing."""
    result = audit(Reads(get, note), policy=POLICY)
    assert not result.faults and result.hashed == size


def peak(work: Callable[[], object]) -> float:
    """The most memory that Python allocates meanwhile, in MB."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def measure(leaves: int, folder: Path, *, rounds: int) -> None:
    """Audit a log of so many entries in memory and from files."""
    entries = [b"\x01" + sha256(index.to_bytes(8, "big")).digest() for index in range(leaves)]
    calls, found = messages(entries), published(entries)
    for path, data in found.items():
        if path != "checkpoint":
            place = folder / sha256(ORIGIN.encode()).hexdigest() / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    tiles, note = FolderTiles(folder), found["checkpoint"]

    def file(path: str) -> bytes:
        return tiles.get(log=ORIGIN, path=path) or b""

    contenders: dict[str, Callable[[], object]] = {
        "hashlib, same calls": lambda: bare(calls),
        "audit, from memory": lambda: audited(found.__getitem__, note, size=leaves),
        "audit, from files": lambda: audited(file, note, size=leaves),
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            started = perf_counter()
            work()
            times[name].append(perf_counter() - started)
    floor = median(times["hashlib, same calls"])
    for name, measured in times.items():
        taken = median(measured)
        print(f"{leaves:9,} {name:22} {leaves / taken:12,.0f} entries/s   {taken:6.2f} s   "
              f"{taken / floor:5.2f} times the floor (bar: 3)")
    print(f"{leaves:9,} {'memory, at most':22} {peak(contenders['audit, from files']):12.1f} MB")


def main(*, sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000), rounds: int = 3) -> None:
    """Measure and print one line per contender and size."""
    for leaves in sizes:
        with TemporaryDirectory() as folder:
            measure(leaves, Path(folder), rounds=rounds)


if __name__ == "__main__":
    main()
