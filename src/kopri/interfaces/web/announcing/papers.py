"""Files that come with the form: the waybill that fills it, and documents to be attached.

A browser does not send a chosen file twice, so what was chosen is kept by its hash, under a token
that gives it back to the same person alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
from django.http import HttpRequest

from kopri.domains.documents.rules import broken_file
from kopri.engines import codecs
from kopri.engines.codecs import Choice, Reading
from kopri.interfaces.documents import read_document
from kopri.interfaces.web.announcing.sheet import fits, opened, written
from kopri.interfaces.web.announcing.work import PAPERS, Desk, Work
from kopri.interfaces.web.filling import contents
from kopri.interfaces.web.words import say
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault, Refusal

NO_FILE = Fault(
    code="form.no_file", path="/file", rule="Köpri, docs/reference/rules",
    message="No file was chosen.", remedy="Choose the waybill's file, then press the button again.")

ASKED = ("leg", "consignment")
TOO_LARGE = Fault(
    code="form.file_too_large", path="/file", rule="Köpri, docs/reference/rules",
    message="This document is too large to be corrected here.",
    remedy="Fill in way and vehicle and announce it as it is; what is wrong is mended in the file.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document to be attached: its kind in the countries' lists, its number, its bytes."""

    row: int
    kind: str
    number: str
    data: bytes


def uploaded(work: Work, *, desk: Desk, request: HttpRequest) -> Work:
    """The form with every chosen file kept, and its token in the place of it."""
    for field in ("file", *(f"d{number}-file" for number in range(PAPERS))):
        sent, data = request.FILES.get(field), contents(request, field)
        if data and sent is not None and not isinstance(sent, list):
            kept = {"sha256": desk.house.blobs.put(data), "name": str(sent.name)[:100]}
            work = work.saying(**{_token(field): desk.sign(kept)})
    return work


def _token(field: str) -> str:
    return "kept" if field == "file" else field.replace("-file", "-kept")


def name_of(work: Work, field: str, *, desk: Desk) -> str:
    """The name of the file that is kept for a field; empty where none is."""
    return str(desk.signed(work.text(_token(field))).get("name", ""))


def bytes_of(work: Work, field: str, *, desk: Desk) -> bytes:
    """The bytes of the file that is kept for a field; none where none is."""
    kept = desk.signed(work.text(_token(field)))
    return (desk.house.blobs.get(kept["sha256"]) or b"") if kept else b""


def read(work: Work, *, desk: Desk, append: bool = False, carried: bool = True) -> Work:
    """The form filled in from its file: in the place of what there is, or beside it. ``carried``:
    the form is shown, and so has to carry what was read."""
    data = bytes_of(work, "file", desk=desk)
    if not data:
        return work.blaming([NO_FILE])
    try:
        reading = read_document(data, choice=Choice(
            leg=work.text("leg"), consignment=work.text("consignment")))
    except Refusal as refusal:
        name = name_of(work, "file", desk=desk)
        return work.blaming(_placed(fault, name=name) for fault in refusal.faults)
    told = [reading.consignment] if reading.consignment else list(reading.consignments)
    if carried and not fits(told):
        return work.blaming([TOO_LARGE])
    known = [] if work.sheet.blank or not append else list(work.sheet.consignments)
    source = {} if known else {
        "format": reading.format, "sha256": sha256(data).hexdigest(), "told": _digest(told)}
    filled = work.showing(opened([*known, *told], at=len(known))).saying(
        **_vehicle(work, reading, desk=desk), source=desk.sign(source) if source else "",
        loaded="1")
    note = say("{name} is read; consignments: {number}. Correct what is not right, then send.",
               name=name_of(work, "file", desk=desk), number=len(told))
    return replace(filled, notes=[note])


def _placed(fault: Fault, *, name: str) -> Fault:
    """A fault of a file, told with its place there; what the form itself asks is no such fault."""
    if fault.path.rpartition("/")[2] in ASKED:
        return fault
    return replace(fault, path=f"{name} {fault.path.strip('/')}".strip())


def _digest(consignments: Sequence[Consignment]) -> str:
    return sha256(msgspec.json.encode(list(consignments))).hexdigest()


def source_of(work: Work, *, desk: Desk) -> tuple[str, str]:
    """Format and SHA-256 of the document that says just what the form says; empty where the form
    says something else by now."""
    known = desk.signed(work.text("source"))
    told = [written(each) for each in work.sheet.consignments]
    if known and not work.unreadable and known.get("told") == _digest(told):
        return str(known["format"]), str(known["sha256"])
    return "", ""


def _vehicle(work: Work, reading: Reading, *, desk: Desk) -> dict[str, str]:
    """What the document says of the crossing, where nobody has said it yet."""
    said = codecs.announcement(reading)
    found = {"plate": said.plate, "country": said.plate_country, "vin": said.vin,
             "trailer_plate": said.trailer_plate, "eta": _local(said.eta, desk=desk)}
    if said.direction in desk.house.pair.directions:
        found["direction"] = said.direction
    return {name: text for name, text in found.items()
            if text and (name == "direction" or not work.text(name))}


def _local(eta: str, *, desk: Desk) -> str:
    """A moment of a document in the post's own time; empty where it names no zone, or has passed."""
    try:
        found = datetime.fromisoformat(eta)
    except ValueError:
        return ""
    if found.tzinfo is None or found.astimezone(UTC) < desk.house.journal.clock.now():
        return ""
    zone = desk.house.pair.country(desk.house.side).zone
    return found.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def attached(work: Work, *, desk: Desk) -> list[Paper]:
    """The documents that the form brings."""
    found = []
    for row in range(PAPERS):
        data = bytes_of(work, f"d{row}-file", desk=desk)
        if data or work.text(f"d{row}-number"):
            found.append(Paper(row=row, kind=work.text(f"d{row}-type"), data=data,
                               number=work.text(f"d{row}-number")))
    return found


def broken(papers: Sequence[Paper], *, desk: Desk) -> Iterator[Fault]:
    """What speaks against attaching them, at their fields."""
    types = [each.id for country in desk.house.pair.countries for each in country.documents]
    for paper in papers:
        for fault in broken_file(data=paper.data, document_type=paper.kind, types=types,
                                 number=paper.number):
            yield replace(fault, path=f"/d{paper.row}-{fault.path.strip('/')}")
