"""``kopri waybill``: a document printed as a waybill, on a machine without a node."""

import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from kopri.engines import codecs
from kopri.engines.typesetting import Print, waybill
from kopri.interfaces.cli.checking import read_file, write_file
from kopri.interfaces.cli.printing import print_faults
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Refusal
from kopri.kernel.text import language_of


def print_waybill(
    file: Path, *, output: Path, languages: str, consignment: str, language: str
) -> int:
    """Status 0 with the PDF written, 2 with every fault where it cannot be."""
    try:
        write_file(output, _printed(read_file(file), languages=languages, consignment=consignment))
    except Refusal as refusal:
        print_faults(refusal.faults, out=sys.stderr, language=language)
        return 2
    return 0


def _printed(data: bytes, *, languages: str, consignment: str) -> bytes:
    """Without an answer, all of several consignments."""
    reading = codecs.read(data, consignment=consignment or None)
    if reading.faults:
        raise Refusal(reading.faults)
    first, _, second = languages.partition(",")
    digest = sha256(data).hexdigest()
    return waybill(Print(
        consignments=[reading.consignment] if reading.consignment else reading.consignments,
        languages=(language_of(first), language_of(second)), link=f"sha256:{digest}",
        printed=to_text(datetime.now(UTC)), sha256=digest))
