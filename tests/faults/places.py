"""Every place where a node touches the world, numbered in the order of passing; one of them breaks.

Places: files made, written, synced and renamed, database commits, what a peer is asked and what
it answers. The run itself says which places there are: a table is played by breaking the first
place, then the second, until a run comes through unbroken.
"""

import errno
import os
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import IO, Any, Self, TypeVar
from unittest import mock

from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from kopri.journal.ports import PeerUnreachable

Result = TypeVar("Result")
LONGEST = 300  # seconds for a child: forked beside threads, it may wait for a lock that nobody holds


class Form(Enum):
    """How a place breaks. Killed after one place is killed before the next; a write, half way."""

    FAILS = "failed"
    FAILS_AFTER = "failed after it took effect"
    KILLED = "killed there"
    POWER_CUT = "killed there, and what was not synced is gone"

    @property
    def ends(self) -> bool:
        """True where the process ends with it."""
        return self in (Form.KILLED, Form.POWER_CUT)


@dataclass(slots=True)
class Places:
    """``at``: the number of the place that breaks, and in which form."""

    at: int
    form: Form
    phase: str = ""
    passed: list[str] = field(default_factory=list)
    _lost: dict[int, list[Callable[[], object]]] = field(default_factory=dict)

    @property
    def broke(self) -> bool:
        """True once the place was reached."""
        return len(self.passed) > self.at

    @property
    def last(self) -> str:
        """Where it broke, for whoever reads a failed test."""
        return f"{self.form.value}, place {self.at}: {self.passed[self.at]}"

    def passing(
        self, name: str, act: Callable[[], Result], *, error: Exception,
        half: Callable[[], object] | None = None,
    ) -> Result:
        """Do it, or break. ``half``: what a write has done when it fails after taking effect."""
        self.passed.append(f"{self.phase} {name}".strip())
        if len(self.passed) - 1 != self.at:
            return act()
        if self.form is Form.FAILS_AFTER:
            (half or act)()
        if self.form is Form.KILLED and half:
            half()
        if self.form is Form.POWER_CUT:
            for forget in (lost[0] for lost in self._lost.values()):
                forget()
        if self.form.ends:
            os.kill(os.getpid(), signal.SIGKILL)
        raise error

    def unsynced(self, inode: int, forget: Callable[[], object]) -> None:
        """A power cut would undo this until that file or folder is synced."""
        self._lost.setdefault(inode, []).append(forget)

    def synced(self, handle: int) -> None:
        """What was done to it so far stays."""
        self._lost.pop(os.fstat(handle).st_ino, None)


class BreakingPeer:
    """A peer whose requests may not arrive, and whose answers may not, or only in part."""

    def __init__(self, peer: Any, places: Places) -> None:
        self._peer, self._places = peer, places

    def __getattr__(self, name: str) -> Callable[..., Any]:
        read = getattr(self._peer, name)
        return lambda **what: self._streamed(name, read, what) if name == "openings" else (
            self._ask(name, lambda: read(**what)))

    def _ask(self, name: str, act: Callable[[], Result]) -> Result:
        return self._places.passing(f"peer {name}", act, error=PeerUnreachable(name))

    def _streamed(
        self, name: str, read: Callable[..., Iterator[bytes]], what: dict[str, Any]
    ) -> Iterator[bytes]:
        lines = self._ask(name, lambda: list(read(**what)))
        for line in lines:
            yield self._ask(f"{name} line", lambda line=line: line)  # type: ignore[misc]


class _File:
    """A file that breaks in its write. Half of the bytes are there when it fails afterwards."""

    def __init__(self, file: IO[bytes], places: Places) -> None:
        self._file, self._places = file, places

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        handle = self._file.fileno()
        if self._places.form is Form.POWER_CUT:
            still = os.dup(handle)
            self._places.unsynced(os.fstat(handle).st_ino, lambda: os.truncate(still, 0))
        return self._places.passing(
            "write", lambda: os.write(handle, data), error=OSError(errno.ENOSPC, "disk full"),
            half=lambda: os.write(handle, data[:len(data) // 2]))

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


@contextmanager
def breaking(places: Places) -> Iterator[None]:
    """Files and commits pass through ``places`` while this is open."""
    make, opened, sync, rename = tempfile.mkstemp, os.fdopen, os.fsync, os.replace
    commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]
    broken = OSError(errno.EIO, "input/output error")

    def replace(source: str, target: Path) -> None:
        before = Path(target).read_bytes() if Path(target).exists() else None

        def forget() -> None:
            Path(target).unlink()
            if before is not None:
                Path(target).write_bytes(before)

        def act() -> None:
            rename(source, target)
            places.unsynced(Path(target).parent.stat().st_ino, forget)

        places.passing(f"rename to {Path(target).name}", act, error=broken)

    def fsync(handle: int) -> None:
        places.passing("fsync", lambda: (sync(handle), places.synced(handle)), error=broken)

    with (
        mock.patch.object(tempfile, "mkstemp", lambda **named: places.passing(
            "new file", lambda: make(**named), error=OSError(errno.ENOSPC, "disk full"))),
        mock.patch.object(os, "fdopen", lambda *given: _File(opened(*given), places)),
        mock.patch.object(os, "fsync", fsync),
        mock.patch.object(os, "replace", replace),
        mock.patch.object(BaseDatabaseWrapper, "_commit", lambda wrapper: places.passing(
            "commit", lambda: commit(wrapper), error=OperationalError("the server went away"))),
    ):
        yield


def in_a_child(act: Callable[[Callable[[str], None]], None]) -> tuple[bool, list[str]]:
    """Run ``act`` in a forked process: whether it was killed, and what it told before that.

    AssertionError where it ended in another way than by SIGKILL or by coming through.
    """
    connections.close_all()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        status = 1
        try:
            act(lambda line: _tell(write, line))
            status = 0
        except BaseException:  # noqa: BLE001  nothing of the test may run on in the child
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read) as pipe:
        told = pipe.read().splitlines()
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert killed or os.waitstatus_to_exitcode(status) == 0, f"the child ended with {status}"
    return killed, told


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())
