"""Whether a file has arrived whole: a line that drops in the middle leaves a readable beginning."""

import json
from collections.abc import Callable

from lxml import etree

from kopri.engines.files.kinds import JPEG, JSON, PDF, PNG, XML, kind_of

_TAIL = 2048  # readers look for the end of a PDF within the last kilobyte or two
_PNG_END = b"IEND\xaeB`\x82"


def is_whole(data: bytes) -> bool:
    """True where the file ends as its kind does, or reads to the end; False for no known kind."""
    check = _CHECKS.get(kind_of(data))
    return check is not None and check(data)


def _pdf(data: bytes) -> bool:
    """ISO 32000-1, 7.5.5: the trailer ends with ``startxref``, an offset and ``%%EOF``."""
    tail = data[-_TAIL:]
    return b"%%EOF" in tail and b"startxref" in tail


def _png(data: bytes) -> bool:
    """ISO/IEC 15948, 11.2: IHDR is the first chunk, IEND the last."""
    return data[12:16] == b"IHDR" and _PNG_END in data[-_TAIL:]


def _jpeg(data: bytes) -> bool:
    """ISO/IEC 10918-1, B.1.1: EOI; cameras put their own bytes behind it."""
    return b"\xff\xd9" in data[4:]


def _xml(data: bytes) -> bool:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return not etree.fromstring(data, parser).getroottree().docinfo.internalDTD
    except (etree.XMLSyntaxError, ValueError):
        return False


def _json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


_CHECKS: dict[str, Callable[[bytes], bool]] = {
    PDF: _pdf, PNG: _png, JPEG: _jpeg, XML: _xml, JSON: _json
}
