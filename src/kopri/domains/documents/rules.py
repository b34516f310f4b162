"""Rules of documents."""

from collections.abc import Collection, Iterator

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
LONGEST_NUMBER = 80
LARGEST = 20 * 1024 * 1024

# how a file begins -> what it is; anything else is refused
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"<?xml", "application/xml"),
    (b"\xef\xbb\xbf<?xml", "application/xml"),
    (b"<", "application/xml"),
    (b"{", "application/json"),
)
# begin like XML, and a browser would run what is in them
_PAGES = (b"<html", b"<!doctype html", b"<script", b"<svg")


class NotEmpty(Rule):
    """The file is empty."""

    code = "documents.empty"
    source = _HOUSE
    remedy = "Choose the file again."


class NotTooLarge(Rule):
    """The file has {size} bytes; the most is {most}."""

    code = "documents.too_large"
    source = _HOUSE
    remedy = "Send a smaller scan, 200 dots per inch are enough."


class KnownKindOfFile(Rule):
    """This is no PDF, PNG, JPEG, XML or JSON file."""

    code = "documents.media_type"
    source = _HOUSE
    remedy = "Save it as PDF and send it again."


class KnownType(Rule):
    """There is no document type {type}."""

    code = "documents.type_unknown"
    source = _HOUSE
    remedy = "Choose the type from the list."


class NumberAsPrinted(Rule):
    """The number has more than {most} characters, or some that cannot be printed."""

    code = "documents.number"
    source = _HOUSE
    remedy = "Give the number as it stands on the document."


class IsThere(Rule):
    """There is no such document in this case."""

    code = "documents.unknown"
    source = _HOUSE
    remedy = "Open the case to see its documents."


def media_type_of(data: bytes) -> str:
    """What the bytes say they are, whatever the name says; empty where unknown."""
    if data[:200].lstrip().lower().startswith(_PAGES):
        return ""
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), "")


def broken_file(
    *, data: bytes, document_type: str, types: Collection[str], number: str
) -> Iterator[Fault]:
    """What speaks against attaching these bytes."""
    if not data:
        yield NotEmpty.fault(path="/file")
    elif not media_type_of(data):
        yield KnownKindOfFile.fault(path="/file")
    if len(data) > LARGEST:
        yield NotTooLarge.fault(path="/file", size=len(data), most=LARGEST)
    if document_type not in types:
        yield KnownType.fault(path="/type", type=document_type)
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        yield NumberAsPrinted.fault(path="/number", most=LONGEST_NUMBER)
