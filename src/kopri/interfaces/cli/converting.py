"""``kopri convert`` and ``kopri template``: documents in other formats, and the spreadsheet."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from kopri.engines import codecs
from kopri.engines.codecs import Choice
from kopri.interfaces.cli.checking import write_file
from kopri.interfaces.cli.documents import read_document_file, unreadable
from kopri.interfaces.cli.printing import print_faults
from kopri.interfaces.conversions import in_words, rewritten, value_in_words
from kopri.kernel.consignment.difference import Leaf
from kopri.kernel.errors import Refusal
from kopri.kernel.text import language_of, translate

_SHOWN = 60  # characters of a value


def convert(
    file: Path, *, to: str, output: Path | None, choice: Choice, format_name: str, language: str
) -> int:
    """Status 0 with the document written, 2 with every reason why it cannot be.

    What the format has no place for is said on the standard error.
    """
    try:
        made = rewritten(_read(file), to=to, choice=choice, format_name=format_name)
        _put(made.data, output, sys.stdout.buffer)
    except Refusal as refusal:
        print_faults(refusal.faults, out=sys.stderr, language=language)
        return 2
    _print_omissions(made.omissions, title=made.codec.title, language=language, out=sys.stderr)
    return 0


def template(*, format_name: str, output: Path | None, language: str, near: Sequence[str]) -> int:
    """Write the empty spreadsheet."""
    data = codecs.template(format_name, language=language_of(language), near=near)
    try:
        _put(data, output, sys.stdout.buffer)
    except Refusal as refusal:
        print_faults(refusal.faults, out=sys.stderr, language=language)
        return 2
    return 0


def _read(file: Path) -> bytes:
    try:
        return read_document_file(file)
    except OSError as error:
        raise Refusal([unreadable(file, error)]) from error


def _put(data: bytes, output: Path | None, out: BinaryIO) -> None:
    if output is None:
        out.write(data)
        out.flush()
    else:
        write_file(output, data)


def _print_omissions(
    omissions: Sequence[Leaf], *, title: str, language: str, out: TextIO
) -> None:
    """A line a field, however many items leave it out."""
    if not omissions:
        return
    print(translate("Not carried by {format}:", language=language, params={"format": title}),
          file=out)
    for words, leaves in in_words(omissions, language=language).items():
        values = list(dict.fromkeys(value_in_words(leaf)[:_SHOWN] for leaf in leaves))
        more = f" … ({len(leaves)})" if len(values) > 3 else ""
        print(f"    {words}: {', '.join(values[:3])}{more}", file=out)
        if leaves[0].term:
            print(f"        {leaves[0].term}", file=out)
