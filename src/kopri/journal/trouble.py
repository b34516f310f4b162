"""What a database or a disk says when it can keep nothing now, through no fault of the program."""

import errno
import sqlite3
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError

from kopri.journal.rules import DatabaseAnswers, RoomToWrite
from kopri.kernel.rules import Rule

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_WRITING = frozenset({errno.EROFS, errno.EIO})
_DISK_FULL, _READ_ONLY = "53100", "25006"  # SQLSTATE
_PRIMARY = 0xFF  # the primary code within an extended one of SQLite


def trouble_of(error: BaseException | None) -> type[Rule] | None:
    """Which rule this breaks, by itself or by what it was raised from; None for any other error.

    What was to be written may have been: whoever asks again does so under the same key.
    """
    chain = list(_chain(error))
    if any(_full(each) for each in chain):
        return RoomToWrite
    if any(_down(each) for each in chain):
        return None if any(_mistaken(each) for each in chain) else DatabaseAnswers
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return _sqlite(error) == sqlite3.SQLITE_FULL or getattr(error, "sqlstate", "") == _DISK_FULL


def _down(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _NO_WRITING
    return (isinstance(error, OperationalError | InterfaceError)
            or getattr(error, "sqlstate", "") == _READ_ONLY)


def _mistaken(error: BaseException) -> bool:
    """SQLite names a statement that is wrong, too, an operational error."""
    return _sqlite(error) == sqlite3.SQLITE_ERROR


def _sqlite(error: BaseException) -> int:
    """SQLite's primary code; 0 where it said none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY
