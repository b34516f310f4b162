"""Documents in standard formats, read into what journeys take. Used by API, pages and commands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from kopri.crossing.types import Conveyance, CrewMember
from kopri.engines import codecs
from kopri.engines.codecs import Choice, Reading
from kopri.interfaces.conversions import asked
from kopri.interfaces.looking import where
from kopri.journeys.announce_arrival import Announcement
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault, Refusal
from kopri.kernel.shapes import faults

UNASKED = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the caller says beside the document, where the format does not.

    ``at``: where the document stands in what was sent, a JSON pointer.
    """

    direction: str
    point: str
    eta: datetime
    crossing: str = ""
    conveyance: Conveyance | None = None
    crew: tuple[CrewMember, ...] = ()
    choice: Choice = UNASKED
    at: str = ""


def read_document(data: bytes, *, choice: Choice = UNASKED, at: str = "") -> Reading:
    """Read a document of any known format; a Refusal with every fault and open question."""
    reading = codecs.read(data, leg=choice.leg or None, consignment=choice.consignment or None)
    found = [*(replace(fault, path=at + fault.path) for fault in reading.faults),
              *(asked(question) for question in reading.questions)]
    if found:
        raise Refusal(found)
    return reading


def announcement(data: bytes, *, said: Said) -> Announcement:
    """A document and what the caller says, as one announcement."""
    reading = read_document(data, choice=said.choice, at=said.at)
    consignments: Sequence[Consignment] = (
        [reading.consignment] if reading.consignment else reading.consignments
    )
    if not consignments:  # a cancellation, an answer: the notices say what it is
        raise Refusal([replace(notice, path=said.at + notice.path) for notice in reading.notices])
    if wrong := [each for each in reading.notices if each.code.startswith(_OF_THE_GOODS)]:
        raise Refusal([replace(each, path=said.at + each.path) for each in wrong])
    conveyance = said.conveyance or _conveyance(codecs.announcement(reading))
    if conveyance is None:
        raise Refusal([NO_VEHICLE])
    return Announcement(
        direction=said.direction, point=said.point, eta=said.eta, format=reading.format,
        document_sha256=sha256(data).hexdigest(), consignments=tuple(consignments),
        conveyance=conveyance, crossing=said.crossing, crew=said.crew, document=data,
        where=where(reading, at=said.at),
    )


# A declaration is read as it is, and what is wrong with its goods is only pointed out; here it
# refuses, as in every other format.
_OF_THE_GOODS = "consignment."
NO_VEHICLE = Fault(
    code="document.no_vehicle", path="/conveyance", rule="Köpri, docs/reference/rules",
    message="The document does not say which vehicle carries the goods.",
    remedy="Give the plate and the country of registration.",
)


def _conveyance(told: codecs.Announcement) -> Conveyance | None:
    """The vehicle of the leg that was meant, where the document names plate and country."""
    if not told.plate or not told.plate_country:
        return None
    return conveyance_of(plate=told.plate, country=told.plate_country, vin=told.vin,
                         trailer_plate=told.trailer_plate)


def conveyance_of(*, plate: str, country: str, vin: str = "", trailer_plate: str = "") -> Conveyance:
    """A vehicle from words that nobody has checked; a Refusal with every fault."""
    told = {"plate": plate, "country": country, "vin": vin, "trailer_plate": trailer_plate}
    found = faults(told, Conveyance)
    if found:
        raise Refusal([replace(fault, path=f"/conveyance{fault.path}") for fault in found])
    return Conveyance(plate=plate, country=country, vin=vin, trailer_plate=trailer_plate)
