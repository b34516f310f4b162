"""What every codec promises for any bytes. Used by the fuzzer and by the tests."""

import io
import zipfile
from collections.abc import Callable
from functools import cache

from kopri.engines import codecs
from kopri.engines.codecs import Codec
from kopri.engines.codecs.announcement import announcement
from kopri.engines.codecs.efti.messages import read_message
from kopri.kernel.errors import Fault, Refusal
from kopri.kernel.text import render_fault
from tests.unit.engines.codecs.samples import filled

MESSAGES = "efti-messages"
_SHEET = "xl/worksheets/sheet1.xml"


class Broken(AssertionError):
    """A promise that was not kept."""


def targets() -> list[str]:
    """The names of everything that reads bytes from outside."""
    return [*(one.name for one in codecs.CODECS), MESSAGES]


def keep(name: str) -> Callable[[bytes], None]:
    """What is held of ``name`` for any bytes; raises where it is not."""
    if name == MESSAGES:
        return _message
    codec = codecs.codec(name)
    return lambda data: _document(codec, _packed(data) if name == "xlsx" else data)


def _message(data: bytes) -> None:
    message = read_message(data)
    _well_said(message.faults)
    if message.faults and message.query is not None:
        raise Broken("a query beside faults")


def _document(codec: Codec, data: bytes) -> None:
    codec.sniff(data)
    reading = codec.read(data)
    _well_said(reading.faults)
    _well_said(reading.notices)
    if reading.faults and reading.consignments:
        raise Broken("faults and consignments")
    if not (reading.faults or reading.consignments or reading.message):
        raise Broken("neither faults nor anything that was read")
    announcement(reading)
    for consignment in reading.consignments if codec.writes else ():
        codec.omissions(consignment)
        try:
            written = codec.write(consignment)
        except Refusal as refusal:
            _well_said(refusal.faults)
            continue
        again = codec.read(written)
        if again.faults:
            raise Broken(f"written and not read again: {again.faults[:3]}")


def _well_said(faults: tuple[Fault, ...]) -> None:
    for fault in faults[:50]:
        if not (fault.code and fault.message and fault.remedy):
            raise Broken(f"a fault that says too little: {fault}")
        text = render_fault(fault, language="en")
        if "{" in fault.message and "{" in text.message and not fault.params:
            raise Broken(f"a fault with an open place: {fault}")
        text.message.encode()
        text.path.encode()


@cache
def _package() -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(codecs.codec("xlsx").write(filled(items=1)))) as package:
        return [(part.filename, package.read(part)) for part in package.infolist()]


def sheet_of(data: bytes) -> bytes:
    """The first sheet of a workbook, which is what is worth changing bit by bit."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(_SHEET)


def _packed(data: bytes) -> bytes:
    """Bytes that are no package are taken for the first sheet of one."""
    if data[:2] == b"PK":
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name, part in _package():
            package.writestr(name, data if name == _SHEET else part)
    return made.getvalue()
