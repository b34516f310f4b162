"""Base 64 (RFC 4648, 4) in one spelling only: padded, no spaces, no spare bits."""

import binascii
from base64 import b64decode, b64encode


def encode(data: bytes) -> str:
    """The text of ``data``."""
    return b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """The bytes that ``text`` is the one spelling of; anything else is a ``ValueError``."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base 64") from error
    if encode(data) != text:
        raise ValueError("not the canonical base 64")
    return data
