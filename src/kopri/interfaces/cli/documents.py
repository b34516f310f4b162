"""``kopri check``: read a document and say what it holds and what is wrong."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from kopri.domains.notice.rules import Yardstick
from kopri.engines import codecs
from kopri.engines.codecs import Reading
from kopri.engines.codecs.reading import MOST_BYTES
from kopri.interfaces.cli.printing import print_faults
from kopri.interfaces.looking import of_reading
from kopri.kernel.consignment.checks import Checked
from kopri.kernel.errors import Fault
from kopri.kernel.text import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Against what a document is held besides its format, and which way and when it is to cross,
    where the document does not say it."""

    yardstick: Yardstick
    now: datetime
    direction: str = ""
    eta: str = ""


def check(
    file: Path, *, leg: str, consignment: str, language: str, out: TextIO, held: Held | None = None
) -> int:
    """Status 0 where the document can be announced as it is, 2 where it cannot; stores nothing."""
    try:
        data = read_document_file(file)
    except OSError as error:
        print_faults([unreadable(file, error)], out=out, language=language)
        return 2
    reading = codecs.read(data, leg=leg or None, consignment=consignment or None)
    if reading.format:
        print(f"{file.name}: {reading.format}, {len(reading.consignments)} consignment(s)", file=out)
    _print(reading, language=language, out=out)
    if reading.faults or reading.questions:
        return 2
    found = Checked() if held is None else of_reading(
        reading, yardstick=held.yardstick, now=held.now, direction=held.direction, eta=held.eta)
    print_faults([*found.faults, *found.warnings], out=out, language=language)
    if found.faults:
        return 2
    missing = ", ".join(f"--{name}" for name in codecs.announcement(reading).missing)
    if missing:
        print(f"to announce it, give: {missing}", file=out)
    return 0


def _print(reading: Reading, *, language: str, out: TextIO) -> None:
    print_faults(reading.faults, out=out, language=language)
    for question in reading.questions:
        print(f"? {translate(question.message, language=language)} (--{question.name})", file=out)
        for option in question.options:
            print(f"    {option.value}: {option.text}", file=out)
    print_faults(reading.notices, out=out, language=language)


def read_document_file(file: Path) -> bytes:
    """What is in a file, and no more than shows that it is too large; OSError."""
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def unreadable(file: Path, error: OSError) -> Fault:
    """The file cannot be read at all."""
    return Fault(code="document.unreadable", path=str(file), rule="POSIX",
                 message="The file cannot be read: {reason}.",
                 remedy="Check the name and the permissions.",
                 params={"reason": error.strerror or str(error)})
