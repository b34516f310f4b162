"""Tiles, blobs and the last signed root as files in a folder.

A write goes to a new file, is synced, and takes its place by rename; then the folder is synced.
A crash leaves the old file or the new one, and at worst a stray temporary file.
"""

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO

from kopri.journal.growth import origin_hash

_NAME = re.compile("[0-9a-f]{64}")
_MOST_OPEN = 64  # files that are written side by side


def write_durably(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``path``, whole and synced."""
    write_all_durably({path: data})


def write_all_durably(files: Mapping[Path, bytes]) -> None:
    """Put each of ``files`` in its place, whole; all of them are synced when this returns.

    All are written before the first is synced, and each folder is synced once, which takes half
    of the time. A crash leaves of each the old one or the new one.
    """
    folders = {path.parent for path in files}
    for folder in folders:
        _make_folder(folder)
    with ExitStack() as opened:
        written = [(_write_beside(path, data, opened=opened), path)
                   for path, data in files.items()]
        for (_, file), _ in written:
            os.fsync(file.fileno())
        for (name, _), path in written:
            os.replace(name, path)
    for folder in folders:
        _sync_folder(folder)


def _write_beside(path: Path, data: bytes, *, opened: ExitStack) -> tuple[str, IO[bytes]]:
    """A new file beside ``path``, not synced yet. What was not renamed is dropped at the end."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    opened.callback(Path(name).unlink, missing_ok=True)
    file = opened.enter_context(os.fdopen(handle, "wb"))
    file.write(data)
    file.flush()
    return name, file


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it; a new name is synced as well."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class FolderTiles:
    """``journal.ports.TileStore`` over a folder: ``<origin hash>/tile/...``."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, *, log: str, path: str, data: bytes) -> None:
        """Store the tile."""
        write_durably(self._path(log, path), data)

    def put_all(self, *, log: str, tiles: Mapping[str, bytes]) -> None:
        """Store many."""
        files = iter(tiles.items())
        while part := list(islice(files, _MOST_OPEN)):
            write_all_durably({self._path(log, path): data for path, data in part})

    def get(self, *, log: str, path: str) -> bytes | None:
        """The tile as far as it has grown."""
        try:
            return self._path(log, path).read_bytes()
        except FileNotFoundError:
            return None

    def _path(self, log: str, path: str) -> Path:
        return self._root / origin_hash(log) / path


class FolderBlobs:
    """``documents.ports.BlobStore`` over a folder: ``<first two>/<sha256>``."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes) -> str:
        """Store; the SHA-256 in hex."""
        return self.put_all([data])[0]

    def put_all(self, data: Sequence[bytes]) -> list[str]:
        """Store many; their names."""
        names = [sha256(each).hexdigest() for each in data]
        new = {self._path(name): each for name, each in zip(names, data, strict=True)
               if not self._put_again(name)}
        files = iter(new.items())
        while part := dict(islice(files, _MOST_OPEN)):
            write_all_durably(part)
        return names

    def _put_again(self, name: str) -> bool:
        """Whether the blob is here, whole; it is then as good as new."""
        whole = self.get(name) is not None
        if whole:
            os.utime(self._path(name))
        return whole

    def names(self, *, before: datetime) -> Iterator[str]:
        """By the time of the file."""
        for path in self._root.glob("??/*"):
            if _NAME.fullmatch(path.name) and path.stat().st_mtime < before.timestamp():
                yield path.name

    def get(self, sha256_hex: str, /) -> bytes | None:
        """The bytes, re-hashed on the way out."""
        if not _NAME.fullmatch(sha256_hex):
            return None
        try:
            data = self._path(sha256_hex).read_bytes()
        except FileNotFoundError:
            return None
        return data if sha256(data).hexdigest() == sha256_hex else None

    def remove(self, sha256_hex: str, /) -> None:
        """Forget the bytes."""
        path = self._path(sha256_hex)
        if _NAME.fullmatch(sha256_hex) and path.exists():
            path.unlink()
            _sync_folder(path.parent)

    def _path(self, name: str) -> Path:
        return self._root / name[:2] / name


class FolderMemory:
    """``journal.ports.Memory`` in one file outside the database.

    ``here``: a file in a place that is empty after a restart of the machine and in no backup. It
    is bound to the folder by the inode of the lock: a copied folder has another one.
    """

    def __init__(self, path: Path, *, here: Path | None = None) -> None:
        self._path = path
        self._lock = path.with_name(f"{path.name}.lock")
        self._here = here

    @contextmanager
    def alone(self) -> Iterator[None]:
        """By `flock` on a file beside the memory."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("ab") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def recall(self) -> tuple[int, bytes]:
        """(size, root) as last remembered."""
        try:
            size, root = self._path.read_text("ascii").split()
        except FileNotFoundError:
            return 0, b""
        return int(size), bytes.fromhex(root)

    def recall_here(self) -> tuple[int, bytes]:
        """(size, root) as this machine has kept it for this very folder."""
        if self._here is None:
            return 0, b""
        try:
            size, root, inode = self._here.read_text("ascii").split()
            return (int(size), bytes.fromhex(root)) if int(inode) == self._inode() else (0, b"")
        except (OSError, ValueError):
            return 0, b""

    def remember(self, *, size: int, root: bytes) -> None:
        """Durable when it returns."""
        write_durably(self._path, f"{size} {root.hex()}\n".encode("ascii"))
        if self._here is not None:
            with suppress(OSError):  # an older pair is as good as none
                self._here.write_text(f"{size} {root.hex()} {self._inode()}\n", "ascii")

    def _inode(self) -> int:
        return self._lock.stat().st_ino
