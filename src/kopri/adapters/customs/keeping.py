"""A folder of small files as a mapping, for one writer at a time."""

import fcntl
import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path


class Folder(MutableMapping[str, bytes]):
    """Names to bytes; a value is written whole or not at all, and durable when set."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getitem__(self, name: str) -> bytes:
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            raise KeyError(name) from None

    def __setitem__(self, name: str, value: bytes) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        new = self._path / f"{name}.new"
        with new.open("wb") as file:
            file.write(value)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path / name)

    def __delitem__(self, name: str) -> None:
        (self._path / name).unlink()

    def __iter__(self) -> Iterator[str]:
        return (each.name for each in self._path.glob("*") if "." not in each.name)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keeps other threads and processes out."""
        self._path.mkdir(parents=True, exist_ok=True)
        with (self._path / "busy.lock").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
