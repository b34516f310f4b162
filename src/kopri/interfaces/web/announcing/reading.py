"""A filled form as what journeys take; everything that is wrong with it at once, at its fields."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from kopri.crossing.types import Conveyance, CrewMember, Opening
from kopri.interfaces.doubts import of_announcement
from kopri.interfaces.web.announcing import papers
from kopri.interfaces.web.announcing.fields import places
from kopri.interfaces.web.announcing.lens import Path, get, put
from kopri.interfaces.web.announcing.sheet import ROWS, opened, tidied, written
from kopri.interfaces.web.announcing.work import CREW, Desk, Work
from kopri.journeys.announce_arrival import Announcement
from kopri.kernel.consignment import Consignment, ConsignmentItem
from kopri.kernel.consignment.checks import TRAILERS, check
from kopri.kernel.errors import Fault, Refusal

_HOUSE = "Köpri, docs/reference/rules"
FORM_FORMAT = "form"
CMR = "730"  # road consignment note, UN/EDIFACT 1001
SEMI_TRAILER = "SM"  # UN/EDIFACT 8053
ROAD = "3"  # UN/ECE Recommendation 19
VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")

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
NO_GOODS = Fault(code="form.no_goods", rule=_HOUSE,
                 message="It is not said what the truck carries.",
                 remedy="Fill in the goods, or choose the waybill's file.")
NO_WEIGHT = Fault(code="form.weight", rule=_HOUSE, message="The gross weight is missing.",
                  remedy="Write it in kilograms, packaging included.")
NO_CREW = Fault(code="form.crew", rule=_HOUSE,
                message="A driver needs a citizenship and the number of a travel document.",
                remedy="Write both, or leave both empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A form without faults. ``told``: an empty truck opens a case without a notice."""

    told: Announcement | Opening
    papers: Sequence[papers.Paper]


def ready(work: Work, *, desk: Desk) -> Ready:
    """What is to be sent; a Refusal with every fault of every field and consignment."""
    attached = papers.attached(work, desk=desk)
    faults = [*vehicle_faults(work), *crew_faults(work), *papers.broken(attached, desk=desk)]
    if not work.text("loaded"):
        if faults:
            raise Refusal(faults)
        return Ready(told=_opening(work, desk=desk), papers=attached)
    consignments, eta = told(work, desk=desk), eta_of(work, desk=desk)
    faults += [] if eta else [NO_ETA]
    faults += consignment_faults(work, consignments, desk=desk)
    if faults or eta is None:
        raise Refusal(faults)
    return Ready(told=_announcement(work, consignments, eta=eta, desk=desk), papers=attached)


def told(work: Work, *, desk: Desk) -> tuple[Consignment, ...]:
    """The consignments as they would be sent: as the document, or the version that stands, says
    them, where nobody has touched them since."""
    if any(papers.source_of(work, desk=desk)):
        return tuple(map(written, work.sheet.consignments))
    standing = work.amends.consignments if work.amends else ()
    return tuple(
        untouched if (untouched := written(each)) in standing
        else _finished(each, work, anew=number >= len(standing))
        for number, each in enumerate(work.sheet.consignments))


def _finished(consignment: Consignment, work: Work, *, anew: bool) -> Consignment:
    """``anew``: what follows from what was typed is filled in; in one that stood before, it would
    read as a change that nobody made."""
    whole = tidied(consignment, anew=anew)
    if anew and whole.waybill is not None and not whole.waybill.type_code:
        whole = put(whole, ("waybill", "type_code"), CMR)
    whole = _drawing(whole, trailer=work.text("trailer_plate").upper()[:20])
    plate = work.text("plate").upper()
    if not plate or len(whole.main_carriage) > 1:
        return whole
    leg: Path = ("main_carriage", 0)
    for path, value in (("mode_code",), ROAD), (("means", "identifier"), plate), (
            ("means", "country"), work.text("country").upper()):
        if not _known(whole, (*leg, *path), value):
            whole = put(whole, (*leg, *path), value)
    return whole


def _drawing(consignment: Consignment, *, trailer: str) -> Consignment:
    """With the trailer that was named among the equipment, where none is or it has no number."""
    known = consignment.equipment
    if not trailer:
        return consignment
    places_ = [place for place, each in enumerate(known) if each.category_code in TRAILERS]
    place = places_[0] if places_ else len(known)
    if places_ and known[place].identifier:
        return consignment
    whole = put(consignment, ("equipment", place, "identifier"), trailer)
    return whole if places_ else put(whole, ("equipment", place, "category_code"), SEMI_TRAILER)


def _known(consignment: Consignment, path: Path, value: str) -> bool:
    """The document says it already, perhaps with other blanks; a mode of transport stays."""
    before = str(get(consignment, path) or "")
    return before.replace(" ", "").upper() == value.replace(" ", "") or (
        path[-1] == "mode_code" and bool(before))


def consignment_faults(
    work: Work, consignments: Sequence[Consignment], *, desk: Desk
) -> list[Fault]:
    """Of every consignment; paths begin with its place. A document was checked when it was read."""
    if any(papers.source_of(work, desk=desk)):
        return []
    found = [replace(fault, path=f"/consignments/{work.sheet.at}{fault.path}")
             for fault in work.unreadable]
    unread = {fault.path for fault in work.unreadable}
    for number, whole in enumerate(consignments):
        here = number == work.sheet.at
        found += [replace(fault, path=f"/consignments/{number}{fault.path}")
                  for fault in (*_missing(whole, unread if here else set()), *check(whole))]
    return found


def _missing(whole: Consignment, unread: set[str]) -> Iterator[Fault]:
    items = whole.items or (ConsignmentItem(),)
    for number, item in enumerate(items):
        if not item.description and not whole.cargo_description:
            yield replace(NO_GOODS, path=f"/items/{number}/description")
        weighed = item.gross_weight_kg or whole.gross_weight_kg
        if not weighed and f"/i{number}-gross" not in unread:
            yield replace(NO_WEIGHT, path=f"/items/{number}/gross_weight_kg")


def vehicle_faults(work: Work) -> list[Fault]:
    """Of plate, country of registration and chassis number."""
    country, vin = work.text("country"), work.text("vin").upper()
    faults = [] if 2 <= len(work.text("plate")) <= 20 else [NO_PLATE]
    if not re.fullmatch(r"[A-Za-z]{2}", country):
        faults.append(NO_COUNTRY)
    return [*faults, *([] if not vin or VIN.fullmatch(vin) else [BAD_VIN])]


def crew_faults(work: Work) -> list[Fault]:
    """Of the people on board, as far as they are told."""
    faults = []
    for row in range(CREW):
        citizenship, document = _member(work, row)
        if (citizenship or document) and not (
                re.fullmatch(r"[A-Z]{2}", citizenship) and 3 <= len(document) <= 32):
            name = "document" if citizenship else "citizenship"
            faults.append(replace(NO_CREW, path=f"/crew{row}-{name}"))
    return faults


def _member(work: Work, row: int) -> tuple[str, str]:
    return (work.text(f"crew{row}-citizenship").upper(),
            work.text(f"crew{row}-document").upper().replace(" ", ""))


def crew_of(work: Work) -> tuple[CrewMember, ...]:
    """The people on board. The id of a person is made of the document alone, and names nobody."""
    told = [_member(work, row) for row in range(CREW)]
    return tuple(
        CrewMember(citizenship=citizenship, document=document,
                   person=f"d-{sha256(f'{citizenship} {document}'.encode()).hexdigest()[:24]}")
        for citizenship, document in told if citizenship and document)


def conveyance_of(work: Work) -> Conveyance:
    """The vehicle."""
    return Conveyance(plate=work.text("plate").upper(), country=work.text("country").upper(),
                      vin=work.text("vin").upper(),
                      trailer_plate=work.text("trailer_plate").upper()[:20])


def eta_of(work: Work, *, desk: Desk) -> datetime | None:
    """Local time of the post, as the browser's field sends it."""
    try:
        local = datetime.fromisoformat(work.text("eta"))
    except ValueError:
        return None
    zone = desk.house.pair.country(desk.house.side).zone
    return local.replace(tzinfo=zone).astimezone(UTC).replace(microsecond=0)


def _point(desk: Desk) -> str:
    return desk.house.pair.pair.facts.points[0].code


def _opening(work: Work, *, desk: Desk) -> Opening:
    return Opening(direction=work.text("direction"), point=_point(desk), mode="road", loaded=False,
                   conveyance=conveyance_of(work), carrier=desk.actor.person, crew=crew_of(work))


def _announcement(
    work: Work, consignments: tuple[Consignment, ...], *, eta: datetime, desk: Desk
) -> Announcement:
    name, digest = papers.source_of(work, desk=desk)
    return Announcement(
        direction=work.text("direction"), point=_point(desk), eta=eta,
        format=name or FORM_FORMAT,
        document_sha256=digest or sha256(msgspec.json.encode(list(consignments))).hexdigest(),
        document=papers.bytes_of(work, "file", desk=desk) if digest else b"",
        consignments=consignments, conveyance=conveyance_of(work), crew=crew_of(work))


def doubted(work: Work, *, desk: Desk) -> Work:
    """The form with what is worth a look, at its fields; nothing while it cannot be sent anyway."""
    try:
        found = ready(work, desk=desk).told
    except Refusal:
        return work
    if not isinstance(found, Announcement):
        return work
    plain = replace(found, where=str)
    doubts = of_announcement(desk.house, plain).warnings
    return replace(work, doubts=[_named(fault, work) for fault in doubts])


def at_fields(work: Work, faults: Sequence[Fault]) -> Work:
    """The form with these faults at its fields. Where none is at the consignment that is open, the
    first that has one is opened, with the rows where it stands."""
    told_of = [_consignment_of(fault.path) for fault in faults]
    wrong = [place for place in told_of if place is not None]
    sheet = work.sheet
    if wrong and sheet.at not in wrong and wrong[0] < len(sheet.consignments):
        work = work.showing(opened(sheet.consignments, at=wrong[0]))
    rows = [row for fault in faults if (row := _row_of(fault.path, at=work.sheet.at)) is not None]
    if rows and not any(work.sheet.start <= row < work.sheet.start + ROWS for row in rows):
        work = work.showing(opened(work.sheet.consignments, at=work.sheet.at, start=rows[0]))
    return work.blaming(_named(fault, work) for fault in faults)


CONSIGNMENT = re.compile(r"/(?:document/)?consignments/(\d+)(/.*)?$")
_ITEM = re.compile(r"/items/(\d+)(/|$)")


def _consignment_of(path: str) -> int | None:
    found = CONSIGNMENT.match(path)
    return int(found[1]) if found else None


def _row_of(path: str, *, at: int) -> int | None:
    found = CONSIGNMENT.match(path)
    item = _ITEM.match(found[2] or "") if found and int(found[1]) == at else None
    return int(item[1]) if item else None


def _named(fault: Fault, work: Work) -> Fault:
    """A fault of the open consignment at the name of its field; of another one as it is."""
    found = CONSIGNMENT.match(fault.path)
    if not found or int(found[1]) != work.sheet.at:
        return fault
    return replace(fault, path=f"/{_field_of(found[2] or '', work)}")


def _field_of(path: str, work: Work) -> str:
    """The field whose path has the longest beginning in common; the name itself where it is one."""
    steps: Path = tuple(int(step) if step.isdecimal() else step for step in path.split("/")[1:])
    if steps[:1] == ("main_carriage",):
        return "plate"
    best, length = path.strip("/"), 0
    for place in places(work.sheet.open, start=work.sheet.start, rows=ROWS):
        if place.name == path.strip("/"):
            return place.name
        common = 0
        for one, two in zip(place.path, steps, strict=False):
            if one != two:
                break
            common += 1
        if common > length and (common == len(place.path) or common > 1 or len(steps) == 1):
            best, length = place.name, common
    return best
