"""An XLSX file as a package of parts, looked at before anything reads it.

Law: ECMA-376 part 2 (packages). What it refuses no spreadsheet of goods needs: document types and
entities, macros, links to other files, parts that grow beyond all proportion.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from kopri.engines.codecs.wire.grammar import Findings

MOST_PARTS = 400
MOST_UNPACKED = 24 * 1024 * 1024
# XML packs about twenty to one; a bomb a thousand to one
MOST_RATIO = 250
SMALL = 1024 * 1024  # a part below this harms nobody, however well it is packed
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
           NotImplementedError)


def is_package(data: bytes) -> bool:
    """True for a ZIP that names a workbook, and for what old programs and passwords make."""
    return data.startswith(OLE) or (data.startswith(ZIP) and b"xl/" in data)


def is_safe(data: bytes, findings: Findings) -> bool:
    """True where every part may be read; else a fault says why not."""
    if data.startswith(OLE):
        findings.fault(
            code="old_workbook", path="",
            message="The file has the old form (.xls) or is locked with a password.",
            remedy="Save it as “Excel workbook (.xlsx)” without a password.",
        )
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _parts_are_safe(package, findings)
    except _ERRORS as error:
        _broken(findings, reason=type(error).__name__)
        return False


def _broken(findings: Findings, *, reason: str) -> None:
    findings.fault(
        code="broken_workbook", path="", rule="ECMA-376",
        message="The file is damaged or no workbook: {reason}.",
        remedy="Open it in the spreadsheet program and save it again.", params={"reason": reason},
    )


def _parts_are_safe(package: zipfile.ZipFile, findings: Findings) -> bool:
    parts = package.infolist()
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    swollen = any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size
                  for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or swollen:
        return _refused(
            findings, code="zip_bomb",
            message="Unpacked the file would be far larger than any list of goods.",
            remedy="Keep only the template's sheets, without pictures and empty formatted rows.",
        )
    if len(set(names)) < len(names):
        _broken(findings, reason="two parts of one name")
        return False
    if any(_has_no_place(name) for name in names):
        return _refused(
            findings, code="active_content",
            message="The workbook has macros or links to other files.",
            remedy="Save it as “Excel workbook (.xlsx)” without macros, and break the links.",
        )
    return all(_is_plain_xml(package, part, findings) for part in parts
               if part.filename.endswith((".xml", ".rels")))


def _has_no_place(name: str) -> bool:
    low = name.lower()
    return bool(re.search(r"vbaproject|externallink|activex|embeddings/", low)) or ".." in low


def _refused(findings: Findings, *, code: str, message: str, remedy: str) -> bool:
    findings.fault(code=code, path="", message=message, remedy=remedy, rule="ECMA-376")
    return False


@dataclass(slots=True)
class _Watch:
    """Takes no notice of anything but a document type."""

    typed: bool = False

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """A document type stands here."""
        self.typed = True

    def close(self) -> None:
        """The part has ended."""


def _is_plain_xml(
    package: zipfile.ZipFile, part: zipfile.ZipInfo, findings: Findings
) -> bool:
    """One pass in C that knows no entities and no depth beyond what libxml2 allows."""
    watch = _Watch()
    target = cast(Any, watch)  # any object with some of a target's methods will do
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        with package.open(part) as stream:
            while piece := stream.read(65536):
                parser.feed(piece)
                if watch.typed:
                    break
            else:
                parser.close()
    except etree.XMLSyntaxError as error:
        _broken(findings, reason=f"{part.filename[-60:]}: {str(error)[:80]}")
        return False
    if watch.typed:
        return _refused(
            findings, code="document_type",
            message="A part of the workbook has a document type; no spreadsheet program writes one.",
            remedy="Open it in the spreadsheet program and save it again.",
        )
    return True
