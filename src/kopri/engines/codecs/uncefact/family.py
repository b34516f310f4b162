"""Which of the D23B messages a JSON document is: they begin alike, and nothing need name them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kopri.engines.codecs.uncefact.grammar import ECMR
from kopri.engines.codecs.uncefact.rail_grammar import RAIL
from kopri.engines.codecs.uncefact.sps_grammar import SPS
from kopri.engines.codecs.wire.grammar import Record

GUIDELINES = {
    "smgs-json": "D23B/SMGSConsignmentNote", "cim-smgs-json": "D23B/MMTCIM-SMGSConsignmentNote",
}
MARKS = (b'"specifiedConsignment"', b'"exchangedDocument"', b'"exchangedDocumentContext"')
_NAME = re.compile(rb'"([A-Za-z]+)"\s*:')


def _names(record: Record, seen: set[str]) -> Iterator[bytes]:
    """The names of all members of a record and of what is in it."""
    seen.add(record.name)
    for member in record.members.values():
        yield member.name.encode()
        kind = record.types[member.name]
        if isinstance(kind, Record) and kind.name not in seen:
            yield from _names(kind, seen)


# In the order in which they win where nothing in the document tells them apart.
_MESSAGES = {
    name: frozenset(_names(record, set()))
    for name, record in (
        ("ecmr", ECMR["Master"]), ("smgs-json", RAIL["Smgs"]),
        ("cim-smgs-json", RAIL["CimSmgs"]), ("sps-json", SPS["Certificate"]),
    )
}


@lru_cache(maxsize=4)
def message_of(head: bytes) -> str:
    """The codec's name: as the document names its guideline, else as most of its members fit."""
    for name, guideline in GUIDELINES.items():
        if f'"{guideline}"'.encode() in head:
            return name
    names = set(_NAME.findall(head))
    return min(_MESSAGES, key=lambda name: len(names - _MESSAGES[name]))
