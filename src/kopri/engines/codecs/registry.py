"""All codecs, and the one call that reads a document in whatever format it is."""

from kopri.engines.codecs.eaeu import cmr, pi_auto_arrive, smgs, tir, transit
from kopri.engines.codecs.efti import consignment as efti
from kopri.engines.codecs.reading import Choice, Codec, Reading, Validator
from kopri.engines.codecs.sheet.codec import CSV, XLSX
from kopri.engines.codecs.uncefact import ecmr, ecmr_v1, rail, sps
from kopri.engines.codecs.wco import declaration, response
from kopri.kernel.errors import Fault

# In the order in which they are asked whether they know a document.
CODECS: tuple[Codec, ...] = (
    ecmr.CODEC, rail.SMGS, rail.CIM_SMGS, sps.CODEC,
    ecmr_v1.JSON, ecmr_v1.XML, efti.SUBSET_CODEC, efti.COMMON_CODEC,
    pi_auto_arrive.CODEC, cmr.CODEC, smgs.CODEC, transit.CODEC, tir.CODEC,
    response.CODEC, declaration.CODEC, XLSX, CSV,
)


_BEGINNING = 2048


def codec(name: str) -> Codec:
    """The codec called ``name``; KeyError where there is none."""
    return {one.name: one for one in CODECS}[name]


def sniff(data: bytes) -> Codec | None:
    """The first codec that knows the document."""
    if data[:1] == b"<":  # the beginning of XML tells, unless several or none know it
        beginning = data[:_BEGINNING]
        known = [one for one in CODECS if one.sniff(beginning)]
        if len(known) == 1:
            return known[0]
    return next((one for one in CODECS if one.sniff(data)), None)


def read(
    data: bytes, *, leg: int | str | None = None, consignment: int | str | None = None,
    format_name: str = "", validator: Validator | None = None,
) -> Reading:
    """Read a document. Never raises; an unknown format is a fault.

    ``leg``, ``consignment``: answers to the reading's questions (see ``Choice``). ``format_name``:
    a codec's name where the caller knows it, else it is recognised. ``validator``: the caller's
    own schema check, bytes to faults.
    """
    choice = Choice(
        leg="" if leg is None else str(leg),
        consignment="" if consignment is None else str(consignment),
    )
    found = _named(format_name) if format_name else sniff(data)
    if found is None:
        return Reading(format="", faults=(_unknown(),))
    return found.read(data, choice=choice, validator=validator)


def _named(name: str) -> Codec | None:
    return next((one for one in CODECS if one.name == name), None)


def _unknown() -> Fault:
    return Fault(
        code="codecs.format", message="The format of the document is not known.", path="",
        rule="docs/reference/codecs",
        remedy="Send one of: {formats}.",
        params={"formats": ", ".join(one.title for one in CODECS)},
    )
