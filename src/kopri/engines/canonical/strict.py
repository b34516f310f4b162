"""Reading canonical JSON: whatever is not the one way to write its value is refused."""

import json
from typing import Any

import msgspec

from kopri.engines.canonical.entry import SAFE_INTEGER, encode
from kopri.engines.canonical.jcs import encode_jcs


def _integer(text: str) -> int | float:
    value = int(text)
    # ECMAScript writes doubles up to 1e21 without an exponent: beyond 2**53 - 1 they are doubles
    return value if -SAFE_INTEGER <= value <= SAFE_INTEGER else float(value)


_document = json.JSONDecoder(parse_int=_integer)


def decode_strict(data: bytes, *, floats: bool = False) -> Any:
    """The JSON value that ``data`` is the canonical form of (RFC 8785).

    By default within the profile of journal entries (see ``encode``); with ``floats`` within the
    whole standard. Raises ``ValueError`` where ``data`` is not JSON, is outside the profile, or is
    not byte for byte canonical; so repeated keys, spaces and other spellings are refused as well.
    """
    try:
        value = _document.decode(data.decode("utf-8")) if floats else msgspec.json.decode(data)
    except (RecursionError, OverflowError) as error:
        raise ValueError("nested too deeply, or a number beyond a double") from error
    canonical = encode_jcs(value) if floats else encode(value)
    if canonical != data:
        raise ValueError("not in canonical form (RFC 8785)")
    return value
