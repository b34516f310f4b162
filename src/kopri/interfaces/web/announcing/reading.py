"""What was sent, as an announcement or an opening; everything that is wrong with it at once."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

import msgspec

from kopri.crossing.types import Conveyance, Opening
from kopri.engines import codecs
from kopri.engines.codecs import Choice
from kopri.interfaces.documents import Said, announcement, read_document
from kopri.interfaces.house import House
from kopri.journeys.announce_arrival import Announcement
from kopri.kernel.actor import Actor
from kopri.kernel.consignment import Consignment, ConsignmentItem, TradeParty
from kopri.kernel.errors import Fault, Refusal

_HOUSE = "Köpri, docs/reference/rules"
FORM_FORMAT = "form"
VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
HS = re.compile(r"\d{4,10}")

NO_PLATE = Fault(code="form.no_plate", path="/plate", rule=_HOUSE,
                 message="The plate is missing.", remedy="Write it as on the vehicle.")
NO_COUNTRY = Fault(code="form.no_country", path="/country", rule="ISO 3166-1",
                   message="The country of registration is missing.",
                   remedy="Write its two letters.")
BAD_VIN = Fault(code="form.vin", path="/vin", rule="ISO 3779",
                message="This is not a chassis number.",
                remedy="It has 17 digits and letters, without I, O and Q.")
NO_ETA = Fault(code="form.no_eta", path="/eta", rule=_HOUSE,
               message="It is not said when the truck will be at the border.",
               remedy="Give the day and the hour.")
NO_GOODS = Fault(code="form.no_goods", path="/goods", rule=_HOUSE,
                 message="It is not said what the truck carries.",
                 remedy="Choose the waybill's file, or fill in the goods.")
BAD_HS = Fault(code="form.hs", path="/hs", rule="HS convention",
               message="This is not an HS code.", remedy="Write 4 to 10 digits.")
BAD_WEIGHT = Fault(code="form.weight", path="/gross_kg", rule=_HOUSE,
                   message="The gross weight is missing or no number.",
                   remedy="Write whole kilograms, digits only.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was sent: trimmed texts, and the bytes of the file if there is one."""

    values: dict[str, str]
    file: bytes
    house: House
    actor: Actor

    def text(self, name: str) -> str:
        """A field; empty where it was not sent."""
        return self.values.get(name, "")


def read(filled: Filled) -> Announcement | Opening:
    """A Refusal with every fault of the file and of the fields."""
    if filled.file:
        return _from_file(filled)
    if filled.text("loaded"):
        return _from_fields(filled)
    faults = _vehicle_faults(filled)
    if faults:
        raise Refusal(faults)
    return Opening(direction=filled.text("direction"), point=_point(filled), mode="road",
                   loaded=False, conveyance=_conveyance(filled), carrier=filled.actor.person)


def _from_file(filled: Filled) -> Announcement:
    """The file first; what it does not say must be filled in."""
    choice = Choice(leg=filled.text("leg"), consignment=filled.text("consignment"))
    faults: list[Fault] = []
    told = codecs.Announcement()
    try:
        told = codecs.announcement(read_document(filled.file, choice=choice))
    except Refusal as refusal:
        faults += refusal.faults
    eta = _moment(filled) or _told(told.eta)
    faults += [] if eta else [NO_ETA]
    typed = bool(filled.text("plate") or filled.text("country"))
    if typed or not (told.plate and told.plate_country):
        faults += _vehicle_faults(filled) if typed or not faults else []
    if faults or eta is None:
        raise Refusal(faults)
    return announcement(filled.file, said=Said(
        direction=filled.text("direction"), point=_point(filled), eta=eta, choice=choice,
        conveyance=_conveyance(filled) if typed else None))


def _from_fields(filled: Filled) -> Announcement:
    eta, weight = _moment(filled), filled.text("gross_kg").replace(" ", "")
    faults = _vehicle_faults(filled)
    faults += [] if eta else [NO_ETA]
    faults += [] if filled.text("goods") else [NO_GOODS]
    faults += [] if not filled.text("hs") or HS.fullmatch(filled.text("hs")) else [BAD_HS]
    faults += [] if weight.isdecimal() and int(weight) else [BAD_WEIGHT]
    if faults or eta is None:
        raise Refusal(faults)
    consignment = _consignment(filled, weight=Decimal(weight))
    return Announcement(
        direction=filled.text("direction"), point=_point(filled), eta=eta, format=FORM_FORMAT,
        document_sha256=sha256(msgspec.json.encode(consignment)).hexdigest(),
        consignments=(consignment,), conveyance=_conveyance(filled))


def _consignment(filled: Filled, *, weight: Decimal) -> Consignment:
    return Consignment(
        consignor=_party(filled.text("consignor")), consignee=_party(filled.text("consignee")),
        gross_weight_kg=weight, cargo_description=filled.text("goods"),
        items=(ConsignmentItem(sequence=1, description=filled.text("goods"),
                               commodity_code=filled.text("hs"), gross_weight_kg=weight),))


def _party(name: str) -> TradeParty | None:
    return TradeParty(name=name) if name else None


def _vehicle_faults(filled: Filled) -> list[Fault]:
    country, vin = filled.text("country"), filled.text("vin").upper()
    faults = [] if 2 <= len(filled.text("plate")) <= 20 else [NO_PLATE]
    if not re.fullmatch(r"[A-Za-z]{2}", country):
        faults.append(NO_COUNTRY)
    return [*faults, *([] if not vin or VIN.fullmatch(vin) else [BAD_VIN])]


def _conveyance(filled: Filled) -> Conveyance:
    return Conveyance(plate=filled.text("plate").upper(), country=filled.text("country").upper(),
                      vin=filled.text("vin").upper(),
                      trailer_plate=filled.text("trailer_plate").upper()[:20])


def _point(filled: Filled) -> str:
    return filled.house.pair.pair.facts.points[0].code


def _moment(filled: Filled) -> datetime | None:
    """Local time of the post, as the browser's field sends it."""
    try:
        local = datetime.fromisoformat(filled.text("eta"))
    except ValueError:
        return None
    zone = filled.house.pair.country(filled.house.side).zone
    return local.replace(tzinfo=zone).astimezone(UTC).replace(microsecond=0)


def _told(eta: str) -> datetime | None:
    """A moment of a document, where it names its zone."""
    try:
        found = datetime.fromisoformat(eta)
    except ValueError:
        return None
    return found.astimezone(UTC).replace(microsecond=0) if found.tzinfo else None
