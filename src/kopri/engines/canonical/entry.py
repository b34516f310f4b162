"""The profile of journal entries, where a sorted encoder and RFC 8785 agree byte for byte."""

from collections.abc import Iterable
from types import NoneType
from typing import Any

import msgspec

SAFE_INTEGER = 2**53 - 1  # RFC 8785, 3.2.2.3: beyond it an IEEE 754 double loses digits
MAX_DEPTH = 64  # an explicit limit, so that every node accepts and refuses the same documents

_encoder = msgspec.json.Encoder(order="sorted")
_PLAIN = frozenset({str, bool, NoneType})


def encode(value: Any) -> bytes:
    """The canonical bytes of a JSON value within the entry profile (RFC 8785).

    ``value``: ``dict`` with ASCII ``str`` keys, ``list`` or ``tuple``, ``str``, ``int`` of at most
    2**53 - 1 in size, ``bool`` or ``None``, at most 64 levels deep. Raises ``ValueError`` for
    anything else: floats, larger integers, other keys, other types, lone surrogates.
    """
    _require_profile([value], depth=0)
    return _encoder.encode(value)


def _require_profile(items: Iterable[Any], *, depth: int) -> None:
    for item in items:
        kind = type(item)
        if kind in _PLAIN:
            continue
        if kind is int:
            if not -SAFE_INTEGER <= item <= SAFE_INTEGER:
                raise ValueError(f"integer {item} is beyond 2**53 - 1")
        else:
            _require_profile(_members(item), depth=_deeper(depth))


def _members(item: Any) -> Iterable[Any]:
    kind = type(item)
    if kind is dict:
        _require_ascii(item)
        values: Iterable[Any] = item.values()
        return values
    if kind is list or kind is tuple:
        elements: Iterable[Any] = item
        return elements
    raise ValueError(f"{kind.__name__} has no place in a journal entry")


def _require_ascii(keys: Iterable[Any]) -> None:
    try:
        plain = "".join(keys).isascii()
    except TypeError as error:
        raise ValueError("a key is not a string") from error
    if not plain:
        raise ValueError("a key is not ASCII")


def _deeper(depth: int) -> int:
    if depth >= MAX_DEPTH:
        raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
    return depth + 1
