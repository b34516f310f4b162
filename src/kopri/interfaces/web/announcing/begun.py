"""How a form begins: empty, as a draft that was left, or like a notice that was sent before."""

from collections.abc import Iterator, Mapping

import msgspec

from kopri.crossing.queries import by_reference
from kopri.domains.drafts.queries import by_id
from kopri.interfaces.web.announcing.reading import NO_ETA, eta_of, vehicle_faults
from kopri.interfaces.web.announcing.work import Desk, Work, filled, received
from kopri.journeys.read_notice import read_notice
from kopri.kernel.consignment import Consignment, TransportEquipment
from kopri.kernel.errors import Fault


def begun(asked: Mapping[str, str], *, desk: Desk) -> Work:
    """By ``draft`` or ``like`` of the address; a Refusal where they are not this person's."""
    if draft := asked.get("draft", ""):
        return received({**by_id(draft, actor=desk.actor).texts, "draft": draft})
    if like := asked.get("like", ""):
        return _like(like, desk=desk)
    return filled((), {"loaded": "1", "direction": _first(desk)})


def _first(desk: Desk) -> str:
    return f"{desk.house.side}-{desk.house.pair.other(desk.house.side)}"


def _like(notice: str, *, desk: Desk) -> Work:
    """Again, like that one: all but what belongs to the one journey."""
    known = read_notice(actor=desk.actor, notice=notice)
    case = by_reference(known.reference)
    told = case.conveyance
    return filled([again(each) for each in known.consignments], {
        "loaded": "1", "direction": case.direction or _first(desk), "plate": case.plate,
        "country": str(told.get("country", "")), "vin": case.vin,
        "trailer_plate": str(told.get("trailer_plate", ""))})


def again(consignment: Consignment) -> Consignment:
    """The same goods between the same parties: without numbers, dates, seals, documents and events."""
    return msgspec.structs.replace(
        consignment, identifier="", waybill=None, consignor_reference="", carrier_reference="",
        forwarder_reference="", acceptance_time="", pick_up=None, delivery=None, examinations=(),
        events=(), documents=(), previous_documents=(), main_carriage=(), pre_carriage=(),
        on_carriage=(), movements=(), equipment=tuple(map(_unsealed, consignment.equipment)),
        items=tuple(msgspec.structs.replace(item, documents=(), previous_documents=())
                    for item in consignment.items))


def _unsealed(equipment: TransportEquipment) -> TransportEquipment:
    return msgspec.structs.replace(
        equipment, seals=(), sealed=None, seal_quantity=None,
        carried=tuple(map(_unsealed, equipment.carried)))


def plain_faults(work: Work, *, desk: Desk) -> Iterator[Fault]:
    """What is wrong beside a file that could not be read."""
    if work.text("plate") or work.text("country"):
        yield from vehicle_faults(work)
    if work.text("loaded") and eta_of(work, desk=desk) is None:
        yield NO_ETA
