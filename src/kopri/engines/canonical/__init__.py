"""Canonical JSON: one value, one sequence of bytes (RFC 8785, JCS).

``encode`` is the narrow and fast profile of journal entries: ASCII keys, no floats, integers
within 2**53 - 1. ``encode_jcs`` is the whole standard. Wherever ``encode`` answers, both give the
same bytes.
"""

from kopri.engines.canonical.entry import MAX_DEPTH, SAFE_INTEGER, encode
from kopri.engines.canonical.jcs import encode_jcs
from kopri.engines.canonical.strict import decode_strict

__all__ = ["MAX_DEPTH", "SAFE_INTEGER", "decode_strict", "encode", "encode_jcs"]
