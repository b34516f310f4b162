"""A journal that grows: every step at 10^4, 10^5, ... entries, each in a process of its own.

    python -m bench scale [most]          (10^4 and 10^5; most = 1000000 adds 10^6)
    python -m tests.postgres python -m bench scale [most]    (on PostgreSQL, with the sequencer)

Node xa opens cases in transactions of 500, two entries and three projection rows each, and
publishes. Node xb follows from zero, from xa's files and from openings as xa serves them. Then an
outside audit over the public files, ``journal verify`` and ``journal rebuild``. Of each step: time,
peak memory of its process, and how both grow with the log.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bench.node import found, wired

if TYPE_CHECKING:
    from kopri.interfaces.house import House

START, MOST = 10_000, 100_000
CASES = 500
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
Done = dict[str, float]


def main(*, most: int = MOST) -> None:
    """Measure and print."""
    results: dict[int, dict[str, Done]] = {}
    size = START
    while size <= most:
        with tempfile.TemporaryDirectory(prefix="kopri-scale-") as name:
            results[size] = _grown(Path(name), size)
        _print(size, results[size])
        size *= 10
        if ON_POSTGRES and size <= most:
            print("one size a run on PostgreSQL: its database is not emptied")
            break
    for smaller, larger in pairwise(results):
        _print_growth(results[smaller], results[larger], by=larger / smaller)
    if not ON_POSTGRES:
        print("sequencing: only on PostgreSQL, see the head of bench/scale.py")


def _grown(folder: Path, size: int) -> dict[str, Done]:
    """Every step of one size."""
    found(folder / "xa")
    steps = ["append", *(["sequence"] if ON_POSTGRES else []), "publish"]
    results = {step: _step(step, folder=folder, node="xa", size=size) for step in steps}
    if not ON_POSTGRES:
        found(folder / "xb", side="xb")
        subprocess.run(
            [sys.executable, "-m", "kopri.node.console", "node", "trust",
             str(folder / "xa" / "public.json"), "--url", "http://127.0.0.1:1"],
            env={**os.environ, "KOPRI_HOME": str(folder / "xb")}, check=True,
            stdout=subprocess.DEVNULL)
        results["serve"] = _step("serve", folder=folder, node="xa", size=size)
        results["follow"] = _step("follow", folder=folder, node="xb", size=size)
    for step in ("audit", "verify", "rebuild"):
        results[step] = _step(step, folder=folder, node="xa", size=size)
    return results


def _step(step: str, *, folder: Path, node: str, size: int) -> Done:
    """One step in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.scale", step, str(folder), node, str(size)],
        check=True, stdout=subprocess.PIPE)
    done: Done = json.loads(ran.stdout.splitlines()[-1])
    return done


def _print(size: int, results: dict[str, Done]) -> None:
    print(f"{size:,} entries")
    for step, done in results.items():
        print(f"  {step:9} {done['seconds']:9.2f} s {done['entries'] / done['seconds']:10,.0f}/s"
              f"   {done['memory']:7.0f} MB at most   {done['cpu']:8.2f} s CPU"
              + (f"   {done['disk']:8.1f} MB on disk" if "disk" in done else ""))
    rate = {step: done["entries"] / done["seconds"] for step, done in results.items()}
    print(f"  verified at {rate['verify'] / rate['append']:.1f} times the rate of batched appends"
          f" with their projections (see `bench journal` for single ones),"
          f" audited at {rate['audit'] / rate['append']:.0f} times"
          + (f"; followed at {rate['follow'] / rate['append']:.2f} times"
             if "follow" in rate else ""))


def _print_growth(smaller: dict[str, Done], larger: dict[str, Done], *, by: float) -> None:
    print(f"{by:.0f} times the entries: times of time (of memory)")
    print("  " + "   ".join(
        f"{step} {done['seconds'] / smaller[step]['seconds']:.1f}"
        f" ({done['memory'] / smaller[step]['memory']:.1f})" for step, done in larger.items()))


def run(step: str, *, folder: Path, node: str, size: int) -> Done:
    """Do one step here; what it took."""
    house = wired(folder / node)
    work = STEPS[step]
    cpu, started = _cpu(), perf_counter()
    entries = work(house, folder, size)
    done = {"seconds": perf_counter() - started, "cpu": _cpu() - cpu, "entries": float(entries)}
    done["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if step in ("publish", "follow"):
        files = [path for path in (folder / node).rglob("*") if path.is_file()]
        done["disk"] = sum(path.stat().st_blocks * 512 for path in files) / 1e6
    return done


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def append(house: "House", folder: Path, size: int) -> int:
    """Open cases until the log is that long; two entries each."""
    from kopri.crossing import operations
    from kopri.crossing.types import Conveyance, Opening
    from kopri.journal.append.writing import begin
    from kopri.journal.models import Entry
    from kopri.kernel.actor import Actor, Role

    journal = house.journal
    actor = Actor(node=journal.origin, side=journal.side, role=Role.CARRIER, person="p1")
    written = Entry.objects.count()
    for start in range(0, (size - written) // 2, CASES):
        numbers = range(start, min(start + CASES, (size - written) // 2))
        with begin(journal, actor=actor) as tx:
            drafts, _ = operations.drafted(
                tx, directions=house.pair.directions,
                points=[point.code for point in house.pair.pair.facts.points],
                openings=[Opening(
                    direction="xa-xb", point="nor-sud", mode="road", loaded=True, carrier="p1",
                    conveyance=Conveyance(plate=f"S{number:07}", country="XA"),
                ) for number in numbers])
            tx.append_many(drafts)
    return Entry.objects.count() - written


def sequence(house: "House", folder: Path, size: int) -> int:
    """Give the indexes, on PostgreSQL."""
    from kopri.journal.append.sequence import sequence as place

    placed = 0
    while count := place(journal=house.journal):
        placed += count
    return placed


def publish(house: "House", folder: Path, size: int) -> int:
    """Until all of it stands under a signed checkpoint."""
    from kopri.journal.append import publish as publishing

    published = 0
    while count := publishing.publish(journal=house.journal, press=house.press):
        published += count
    return published


def serve(house: "House", folder: Path, size: int) -> int:
    """The openings for the other side, and the checkpoint, as a node answers with them."""
    from kopri.journal.serve import checkpoint_note, openings, own_log

    lines = 0
    with (folder / "openings").open("wb") as file:
        for each in openings(own_log(), labels={"xb", "*"}, start=0):
            lines += file.write(each) > 0
    (folder / "note").write_bytes(checkpoint_note(own_log()))
    return lines


class FilePeer:
    """``journal.ports.Peer`` over what xa has laid in files."""

    def __init__(self, folder: Path, origin: str) -> None:
        from kopri.adapters.folder_store import FolderTiles
        from kopri.node.home import Home

        self._folder, self._origin = folder, origin
        self._tiles = FolderTiles(Home(folder / "xa").tiles)

    def checkpoint(self) -> bytes:
        """The newest."""
        return (self._folder / "note").read_bytes()

    def bundle(self, *, index: int, width: int) -> bytes:
        """Cut to the width."""
        from kopri.engines.merkle import bundle_path

        data = self._tiles.get(log=self._origin, path=bundle_path(index=index)) or b""
        return data[:width * 35]

    def tile(self, *, level: int, index: int, width: int) -> bytes:
        """Cut to the width."""
        from kopri.engines.merkle import tile_path

        data = self._tiles.get(log=self._origin, path=tile_path(level=level, index=index)) or b""
        return data[:width * 32]

    def openings(self, *, start: int) -> Iterator[bytes]:
        """All of them; whoever asks passes over what it has."""
        assert start == 0
        with (self._folder / "openings").open("rb") as lines:
            yield from lines

    def blob(self, sha256: str, /) -> bytes:
        """There are none."""
        raise FileNotFoundError(sha256)

    def cosigned(self, *, origin: str) -> bytes:
        """Nothing yet."""
        return b""


def follow(house: "House", folder: Path, size: int) -> int:
    """From zero to the end; entries that were addressed here."""
    from kopri.journal.follow.following import follow as following
    from kopri.journal.models import Entry, Log

    log = Log.objects.get(own=False)
    done = following(journal=house.journal, press=house.press, origin=log.origin,
                     peer=FilePeer(folder, log.origin))
    log.refresh_from_db()
    assert done.reached and log.applied == log.size
    assert Entry.objects.filter(log=log, state="applied").count() == done.applied
    return log.size


def audit(house: "House", folder: Path, size: int) -> int:
    """From outside, by the public files and the log's key."""
    from bench.audit import Reads
    from kopri.engines.notes import Verifier
    from kopri.engines.notes.policy import Policy, PolicyLog
    from kopri.journal.models import Log
    from kopri.journal.prove.auditing import audit as audited
    from kopri.journal.serve import checkpoint_note, own_log

    log = Log.objects.get(own=True)
    result = audited(
        Reads(lambda path: house.press.tiles.get(log=log.origin, path=path) or b"",
              checkpoint_note(own_log())),
        policy=Policy(logs=(PolicyLog(key=Verifier.parse(log.log_key)),), witnesses=()))
    assert not result.faults
    return result.hashed


def verify(house: "House", folder: Path, size: int) -> int:
    """``kopri journal verify``."""
    from kopri.journal.verify.logs import verify as verified

    verdicts = verified(house.press.tiles)
    assert not any(verdict.faults for verdict in verdicts)
    return sum(verdict.entries for verdict in verdicts)


def rebuild(house: "House", folder: Path, size: int) -> int:
    """``kopri journal rebuild``."""
    from kopri.journal.apply.rebuild import rebuild as rebuilt

    assert rebuilt(journal=house.journal, tables=house.tables) == []
    return size


STEPS: "dict[str, Callable[[House, Path, int], int]]" = {
    work.__name__: work
    for work in (append, sequence, publish, serve, follow, audit, verify, rebuild)
}

if __name__ == "__main__":
    _, named, place, of, until = sys.argv
    print(json.dumps(run(named, folder=Path(place), node=of, size=int(until))))
