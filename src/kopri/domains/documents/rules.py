"""Rules of documents."""

from collections.abc import Collection, Iterator

from kopri.engines.files import is_whole, kind_of
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
LONGEST_NUMBER = 80
LARGEST = 20 * 1024 * 1024

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


class ArrivedWhole(Rule):
    """The file breaks off before its end, or is damaged."""

    code = "documents.broken_off"
    source = _HOUSE
    remedy = "Open the file to see that it is whole, and send it again."


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


class HasCome(Rule):
    """The file has not come from the other side yet."""

    code = "documents.not_here"
    source = _HOUSE
    remedy = "Open it again when the line to the other side is up; its entry stands all the same."


class IsThere(Rule):
    """There is no such document in this case."""

    code = "documents.unknown"
    source = _HOUSE
    remedy = "Open the case to see its documents."


def broken_file(
    *, data: bytes, document_type: str, types: Collection[str], number: str
) -> Iterator[Fault]:
    """What speaks against attaching these bytes."""
    if not data:
        yield NotEmpty.fault(path="/file")
    elif not kind_of(data):
        yield KnownKindOfFile.fault(path="/file")
    elif len(data) <= LARGEST and not is_whole(data):
        yield ArrivedWhole.fault(path="/file")
    if len(data) > LARGEST:
        yield NotTooLarge.fault(path="/file", size=len(data), most=LARGEST)
    if document_type not in types:
        yield KnownType.fault(path="/type", type=document_type)
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        yield NumberAsPrinted.fault(path="/number", most=LONGEST_NUMBER)
