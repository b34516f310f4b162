"""Documents: checked without being stored, written in other formats; the spreadsheet's template."""

from base64 import b64decode
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from kopri.engines import codecs
from kopri.engines.codecs import Choice, Reading
from kopri.engines.codecs.converting import Converted, convert, omitted
from kopri.engines.codecs.reading import MOST_BYTES
from kopri.interfaces.api.answers import answer, fault_in_words
from kopri.interfaces.conversions import in_words, meant, read_any, rewritten, value_in_words
from kopri.interfaces.files import handed_out
from kopri.interfaces.house import house_of
from kopri.interfaces.looking import of_reading
from kopri.interfaces.requests import actor, language_of
from kopri.journeys.read_notice import read_notice
from kopri.kernel.consignment.checks import Checked
from kopri.kernel.consignment.difference import Leaf
from kopri.kernel.text import translate

router = Router(tags=["documents"])
_WORKBOOK = "UEsDB"  # PK, as base64 has it
_BODY: dict[str, Any] = {"requestBody": {
    "required": True, "description": "the document itself, in any format that is read",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}}


class ConvertQuery(Schema):
    """``format``: of the document; recognised where it is not given. ``consignment``: which one."""

    to: str
    format: str = ""
    consignment: str = ""


class CheckQuery(ConvertQuery):
    """``leg``: which leg, where the document has several. ``direction`` and ``eta``: which way and
    when the goods cross, where the document does not say it; law is asked with them."""

    to: str = ""
    leg: str = ""
    direction: str = ""
    eta: str = ""


@router.post("/check", openapi_extra=_BODY)
def check(request: HttpRequest, asked: Query[CheckQuery]) -> HttpResponse:
    """Read a document and say all that is wrong with it, what it announces, and what is open.

    ``to``: also what that format could not carry. Nothing is stored.
    """
    reading = read_any(_document(request), format_name=asked.format,
                       choice=Choice(leg=asked.leg, consignment=asked.consignment))
    lost = omitted(meant(reading), to=asked.to) if asked.to and not reading.faults else ()
    house = house_of(request)
    found = Checked() if reading.faults else of_reading(
        reading, yardstick=house.yardstick, now=house.journal.clock.now(),
        direction=asked.direction, eta=asked.eta)
    return answer(_told(request, reading, found) | {"omissions": _omissions(request, lost)})


@router.post("/convert", openapi_extra=_BODY)
def write(request: HttpRequest, asked: Query[ConvertQuery]) -> HttpResponse:
    """Write a document in the format ``to``. Nothing is stored.

    The header ``Omitted`` counts the values for which the format has no place; ``check`` with the
    same ``to`` names them.
    """
    return _handed(rewritten(_document(request), to=asked.to, format_name=asked.format,
                             choice=Choice(consignment=asked.consignment)), name="consignment")


@router.get("/{notice}/as/{format}")
def stored(
    request: HttpRequest, notice: str, format: str, *, consignment: int = 0  # noqa: A002
) -> HttpResponse:
    """A notice in its newest version, in any format that is written (carrier and services).

    ``consignment``: which one, from 1, where the format holds one and the notice has several.
    """
    found = read_notice(actor=actor(request), notice=notice)
    whole = found.consignments
    chosen = whole[consignment - 1:consignment] if consignment > 0 else whole
    return _handed(convert(chosen, to=format), name=f"{found.reference}-{found.version}")


def sent_bytes(document: msgspec.Raw) -> bytes:
    """A document inside JSON: itself JSON, or a string that holds text, or base64 of a workbook."""
    data = bytes(document)
    if not data.startswith(b'"'):
        return data
    text = msgspec.json.decode(data, type=str)
    if text.startswith(_WORKBOOK):
        try:
            return b64decode(text, validate=True)
        except ValueError:
            pass  # read as it is, and refused
    return text.encode("utf-8", "surrogatepass")


def _document(request: HttpRequest) -> bytes:
    """The body, or the file of a form."""
    file = request.FILES.get("file")
    return file.read(MOST_BYTES + 1) if file else request.body


def _handed(made: Converted, *, name: str) -> HttpResponse:
    ending = made.codec.media_type.partition(";")[0].rpartition("/")[2]
    short = made.codec.name if made.codec.name in codecs.HOLDS_SEVERAL else ending
    handed = handed_out(made.data, name=f"{name}.{short}", media_type=made.codec.media_type)
    handed["Omitted"] = str(len(made.omissions))
    return handed


def _told(request: HttpRequest, reading: Reading, found: Checked) -> dict[str, Any]:
    language = language_of(request)
    says = codecs.announcement(reading)
    return {
        "format": reading.format, "consignments": len(reading.consignments),
        "faults": [fault_in_words(request, fault) for fault in (*reading.faults, *found.faults)],
        "notices": [fault_in_words(request, fault) for fault in reading.notices],
        "warnings": [fault_in_words(request, fault) for fault in found.warnings],
        "questions": [
            {"name": each.name, "message": translate(each.message, language=language),
             "options": [{"value": one.value, "text": one.text} for one in each.options]}
            for each in reading.questions
        ],
        "announcement": {
            "point": says.point.identifier or says.point.name if says.point else "",
            "direction": says.direction, "eta": says.eta, "plate": says.plate,
            "country": says.plate_country, "trailer_plate": says.trailer_plate,
            "carrier": says.carrier, "missing": list(says.missing),
        },
    }


def _omissions(request: HttpRequest, lost: tuple[Leaf, ...]) -> list[dict[str, Any]]:
    return [
        {"field": words, "term": leaves[0].term, "paths": [leaf.path for leaf in leaves],
         "values": [value_in_words(leaf) for leaf in leaves]}
        for words, leaves in in_words(lost, language=language_of(request)).items()
    ]
