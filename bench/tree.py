"""The tree alone: leaves appended per second, beside hashlib making the same separate calls.

The peer hashes the very same messages (one per leaf, one per inner node), laid out beforehand, in
a bare loop. It does no bookkeeping, so it is the ceiling of any tree in Python. Both run in turns
in one process and the medians of their rounds are compared.

    python bench/tree.py [leaves] [rounds]
"""

import sys
from collections.abc import Callable
from hashlib import sha256
from statistics import median
from time import perf_counter

from kopri.engines.merkle import Frontier, leaf_hashes


def messages(entries: list[bytes]) -> list[bytes]:
    """Every message that a tree over ``entries`` must hash, one call each."""
    calls = [b"\x00" + entry for entry in entries]
    nodes = [sha256(call).digest() for call in calls]
    while len(nodes) > 1:
        pairs = [b"\x01" + a + b for a, b in zip(nodes[::2], nodes[1::2], strict=False)]
        calls += pairs
        odd = nodes[-1:] if len(nodes) % 2 else []
        nodes = [sha256(pair).digest() for pair in pairs] + odd
    return calls


def tree(entries: list[bytes], batch: int) -> bytes:
    """Append in batches, as a sequencer does, and state the root."""
    frontier = Frontier()
    for at in range(0, len(entries), batch):
        frontier.append(leaf_hashes(entries[at : at + batch]))
    return frontier.root()


def bare(calls: list[bytes]) -> bytes:
    """The peer."""
    return [sha256(call).digest() for call in calls][-1]


def seconds(work: Callable[[], bytes]) -> float:
    """Wall time of one run."""
    started = perf_counter()
    work()
    return perf_counter() - started


def main(*, leaves: int, rounds: int) -> None:
    """Measure and print one line per contender."""
    entries = [index.to_bytes(33, "big") for index in range(leaves)]  # 33 bytes, as in the journal
    calls = messages(entries)
    contenders: dict[str, Callable[[], bytes]] = {
        "hashlib, same calls": lambda: bare(calls),
        f"tree, one batch of {leaves:,}": lambda: tree(entries, leaves),
        "tree, batches of 256": lambda: tree(entries, 256),
        "tree, batches of 10": lambda: tree(entries, 10),
    }
    assert len({work() for work in contenders.values()}) == 1, "not the same root"
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            times[name].append(seconds(work))
    peer = median(times["hashlib, same calls"])
    for name, measured in times.items():
        taken = median(measured)
        print(f"{name:28} {leaves / taken:12,.0f} leaves/s   {peer / taken:6.1%} of the peer")


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    main(leaves=given[0] if given else 100_000, rounds=given[1] if len(given) > 1 else 7)
