"""Rules of documents."""

import re
from collections.abc import Collection, Iterator
from datetime import date

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


class KnownPart(Rule):
    """There is no part {part} in this case."""

    code = "documents.part_unknown"
    source = _HOUSE
    remedy = "Choose a part from the list, or the whole case."


class ValidDay(Rule):
    """{day} is no day of the calendar."""

    code = "documents.valid_to"
    source = "ISO 8601"
    remedy = "Give the last day on which the document holds, such as 2026-12-31."


class LodgedWithASystem(Rule):
    """This document is not lodged with {system}."""

    code = "documents.no_system"
    source = _HOUSE
    remedy = "Choose one of the systems with which it is lodged, or attach it."


class NumberOfTheSystem(Rule):
    """This is no number of {system}; its numbers look like {example}."""

    code = "documents.number_form"
    source = _HOUSE
    remedy = "Copy the number as the system gave it."


class SaysItsNumber(Rule):
    """The number is missing."""

    code = "documents.number_missing"
    source = _HOUSE
    remedy = "Copy the number that the system gave."


class AskedForHere(Rule):
    """Your service does not ask for this document."""

    code = "documents.not_asked_for"
    source = _HOUSE
    remedy = "Leave it to the service that asks for it."


class JudgedOnce(Rule):
    """Your service has said so already."""

    code = "documents.judged"
    source = _HOUSE
    remedy = "Nothing has to be done."


class SaysWhy(Rule):
    """The reason is missing."""

    code = "documents.no_reason"
    source = _HOUSE
    remedy = "Say in a few words why, so that the carrier can mend it."


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
        yield KnownType.fault(path="/type", type=document_type[:16])
    yield from _broken_print(number)


def broken_telling(
    *, number: str, covers: Collection[str], parts: Collection[str], valid_to: str
) -> Iterator[Fault]:
    """What is wrong with what is said of a document."""
    yield from _broken_print(number)
    for place, part in enumerate(covers):
        if part not in parts:
            yield KnownPart.fault(path=f"/covers/{place}", part=part[:40])
    if valid_to and not _is_day(valid_to):
        yield ValidDay.fault(path="/valid_to", day=valid_to[:20])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def broken_number(*, number: str, system: str, form: str, example: str) -> Iterator[Fault]:
    """A system's number is there and looks like one, where its form is known."""
    yield from _broken_print(number)
    if not number:
        yield SaysItsNumber.fault(path="/number")
    elif form and len(number) <= LONGEST_NUMBER and not re.fullmatch(form, number):
        yield NumberOfTheSystem.fault(path="/number", system=system, example=example)


def _broken_print(number: str) -> Iterator[Fault]:
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        yield NumberAsPrinted.fault(path="/number", most=LONGEST_NUMBER)
