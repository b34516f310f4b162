"""Codecs: documents in the world's formats to the consignment model and back. Pure, no I/O.

``read`` takes bytes and returns a ``Reading``: consignments, or all faults at once, each with path,
rule and remedy; placeholders and assumptions as notices; and questions where a document leaves open
what nobody may guess. A format is a grammar (its records), a mapping (wire member to field of the
model, read both ways) and a ``Codec`` of one shape. Formats: eCMR (UN/CEFACT D23B JSON), its first
version in XML and JSON, eFTI common data set and identifier subset.
"""

from kopri.engines.codecs.announcement import Announcement, announcement
from kopri.engines.codecs.reading import (
    Choice,
    Codec,
    Keeping,
    Message,
    Option,
    Question,
    Reading,
    Validator,
)
from kopri.engines.codecs.registry import CODECS, codec, read, sniff
from kopri.engines.codecs.sheet.codec import HOLDS_SEVERAL, template
from kopri.engines.codecs.wire.xml_codec import schema_validator

__all__ = [
    "CODECS",
    "HOLDS_SEVERAL",
    "Announcement",
    "Choice",
    "Codec",
    "Keeping",
    "Message",
    "Option",
    "Question",
    "Reading",
    "Validator",
    "announcement",
    "codec",
    "read",
    "schema_validator",
    "sniff",
    "template",
]
