"""How an entry becomes 33 public bytes, and how it is opened again.

C = SHA-256(salt || entry); log entry = 0x01 || SHA-256(C || stamp).
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from kopri.engines import canonical
from kopri.journal.types import Opening

SALT_SIZE = 32
HASH_SIZE = 32
VERSION_BYTE = b"\x01"
ENVELOPE_VERSION = 1


def commitment(*, salt: bytes, entry: bytes) -> bytes:
    """C: 32 bytes that hide the entry and bind to it."""
    return hashlib.sha256(salt + entry).digest()


def stamp_bytes(*, origin: str, index: int, count: Mapping[str, int]) -> bytes:
    """The place of an entry in its log, with the running number of each of its labels.

    Canonical, though built by hand: only the numbers change from one stamp to the next.
    """
    labels = tuple(sorted(count))
    return stamp_template(origin, labels) % (*(count[label] for label in labels), index)


@lru_cache(maxsize=1024)
def stamp_template(origin: str, labels: tuple[str, ...]) -> bytes:
    """The stamp of a log for sorted labels, with a mark for each number."""
    counts = b",".join(_escaped(label) + b":%d" for label in labels)
    return b'{"count":{%b},"index":%%d,"log":%b}' % (counts, _escaped(origin))


def _escaped(text: str) -> bytes:
    return canonical.encode(text).replace(b"%", b"%%")


def log_entry(*, committed: bytes, stamp: bytes) -> bytes:
    """What the public bundles hold."""
    return VERSION_BYTE + hashlib.sha256(committed + stamp).digest()


def log_entries(
    rows: Iterable[tuple[bytes | memoryview, bytes | memoryview | None]]
) -> list[bytes]:
    """``log_entry`` of many (C, stamp), as the database has them."""
    return [VERSION_BYTE + hashlib.sha256(bytes(committed) + bytes(stamp or b"")).digest()
            for committed, stamp in rows]


def opening_line(*, salt: bytes, entry: bytes, stamp: bytes) -> bytes:
    """One JSON line; entry and stamp stand in it as the canonical bytes that were sealed."""
    return b'{"entry":%b,"salt":"%b","stamp":%b}\n' % (entry, base64.b64encode(salt), stamp)


def forgotten_line(*, committed: bytes, forgot: int, stamp: bytes) -> bytes:
    """The line of a forgotten entry: what is left of it, and which entry of its log names it."""
    return b'{"commitment":"%b","forgot":%d,"stamp":%b}\n' % (
        base64.b64encode(committed), forgot, stamp)


class _Line(msgspec.Struct):
    stamp: msgspec.Raw
    entry: msgspec.Raw = msgspec.Raw()
    salt: str = ""
    commitment: str = ""
    forgot: int | None = None


class _Stamp(msgspec.Struct, forbid_unknown_fields=True):
    count: dict[str, int]
    index: int
    log: str


def read_opening(line: bytes, *, origin: str) -> Opening:
    """Parse one opening line strictly.

    ValueError with the code ``wrong_log`` or ``bad_opening`` when the bytes are not what a correct
    node sends. An entry in another spelling is handed on with its ``fault``: where its leaf was
    published, that is how it was sealed.
    """
    try:
        raw = msgspec.json.decode(line, type=_Line)
        salt = base64.b64decode(raw.salt, validate=True)
        committed = base64.b64decode(raw.commitment, validate=True)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ValueError("bad_opening") from error
    entry, stamp = bytes(raw.entry), bytes(raw.stamp)
    forgotten = raw.forgot is not None
    envelope, fault = ({}, "") if forgotten else _envelope(entry)
    stamped = _stamp(stamp)
    if stamped.log != origin:
        raise ValueError("wrong_log")
    if forgotten:
        whole = len(committed) == HASH_SIZE and not entry and not salt
    else:
        whole = len(salt) == SALT_SIZE and not committed
        committed = commitment(salt=salt, entry=entry)
    if not whole:
        raise ValueError("bad_opening")
    return Opening(
        salt=salt, entry=entry, stamp=stamp, commitment=committed, forgot=raw.forgot,
        envelope=envelope, index=stamped.index, count=stamped.count, fault=fault,
    )


def _envelope(data: bytes) -> tuple[dict[str, Any], str]:
    """The envelope in ``data``, and what is wrong with its bytes, by name."""
    fault = ""
    try:
        value = canonical.decode_strict(data)
    except ValueError:
        value, fault = loosely(data), "not_canonical"
    return (value, fault) if isinstance(value, dict) else ({}, "bad_entry")


def loosely(data: bytes) -> dict[str, Any]:
    """An envelope in whatever spelling, as far as it can be read; empty where it is none."""
    try:
        value = msgspec.json.decode(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _stamp(data: bytes) -> _Stamp:
    try:
        canonical.decode_strict(data)
        return msgspec.json.decode(data, type=_Stamp)
    except ValueError as error:
        raise ValueError("bad_opening") from error
