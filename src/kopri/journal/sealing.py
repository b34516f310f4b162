"""How an entry becomes 33 public bytes, and how it is opened again.

C = SHA-256(salt || entry); log entry = 0x01 || SHA-256(C || stamp).
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from kopri.engines import canonical
from kopri.journal.types import Opening

SALT_SIZE = 32
VERSION_BYTE = b"\x01"
ENVELOPE_VERSION = 1


def commitment(*, salt: bytes, entry: bytes) -> bytes:
    """C: 32 bytes that hide the entry and bind to it."""
    return hashlib.sha256(salt + entry).digest()


def stamp_bytes(*, origin: str, index: int, count: Mapping[str, int]) -> bytes:
    """The place of an entry in its log, with the running number of each of its labels."""
    return canonical.encode({"count": dict(count), "index": index, "log": origin})


def log_entry(*, committed: bytes, stamp: bytes) -> bytes:
    """What the public bundles hold."""
    return VERSION_BYTE + hashlib.sha256(committed + stamp).digest()


def opening_line(*, salt: bytes, entry: bytes, stamp: bytes) -> bytes:
    """One JSON line; entry and stamp stand in it as the canonical bytes that were sealed."""
    return b'{"entry":%b,"salt":"%b","stamp":%b}\n' % (entry, base64.b64encode(salt), stamp)


class _Line(msgspec.Struct):
    entry: msgspec.Raw
    salt: str
    stamp: msgspec.Raw


class _Stamp(msgspec.Struct, forbid_unknown_fields=True):
    count: dict[str, int]
    index: int
    log: str


def read_opening(line: bytes, *, origin: str) -> Opening:
    """Parse one opening line strictly.

    ValueError with one of the codes ``not_canonical``, ``wrong_log``, ``bad_opening`` when the
    bytes are not what a correct node sends.
    """
    try:
        raw = msgspec.json.decode(line, type=_Line)
        salt = base64.b64decode(raw.salt, validate=True)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ValueError("bad_opening") from error
    entry, stamp = bytes(raw.entry), bytes(raw.stamp)
    envelope = _strict(entry)
    stamped = _stamp(stamp)
    if stamped.log != origin:
        raise ValueError("wrong_log")
    if len(salt) != SALT_SIZE:
        raise ValueError("bad_opening")
    return Opening(
        salt=salt, entry=entry, stamp=stamp, envelope=envelope,
        index=stamped.index, count=stamped.count,
    )


def _strict(data: bytes) -> dict[str, Any]:
    try:
        value = canonical.decode_strict(data)
    except ValueError as error:
        raise ValueError("not_canonical") from error
    if isinstance(value, dict):
        return value
    raise ValueError("bad_opening")


def _stamp(data: bytes) -> _Stamp:
    _strict(data)
    try:
        return msgspec.json.decode(data, type=_Stamp)
    except msgspec.MsgspecError as error:
        raise ValueError("bad_opening") from error
