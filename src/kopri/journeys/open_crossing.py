"""Open a case, or change who and what is in it."""

from dataclasses import dataclass

from kopri.crossing import operations
from kopri.crossing.queries import (
    by_reference,
    open_for_vehicles,
    references_with_vehicle,
    views_of,
)
from kopri.crossing.types import Conveyance, CrewMember, Opening, Part
from kopri.domains.queue.operations import unbound
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.ids import plate_key
from kopri.kernel.rules import refuse_if


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """``new``: False where the vehicle had an open case of the same carrier already."""

    reference: str
    new: bool


def open_crossing(
    *, journal: Journal, pair: PairData, actor: Actor, opening: Opening,
    request: RequestKey | None = None,
) -> Opened:
    """Open a case for a vehicle; an open one of the same carrier is given back instead."""
    key = (opening.direction, plate_key(opening.conveyance.plate))
    with begin(journal, actor=actor, keys=[f"plate:{key[0]}:{key[1]}"], request=request) as tx:
        known = open_for_vehicles([key]).get(key)
        if known and known.carrier == opening.carrier and actor.role is Role.CARRIER:
            return tx.answer(Opened(reference=known.reference, new=False))
        reference = operations.opened(
            tx, opening=opening, directions=pair.directions,
            points=[point.code for point in pair.pair.facts.points],
        )
        return tx.answer(Opened(reference=reference, new=True))


def amend_crossing(
    *, journal: Journal, actor: Actor, reference: str, conveyance: Conveyance | None = None,
    crew: list[CrewMember] | None = None, loaded: bool | None = None,
    parts: list[Part] | None = None, request: RequestKey | None = None,
) -> Opened:
    """Another driver, another trailer: until the vehicle is at the gate.

    Plate, chassis and class stay those of the booking, where there is one.
    """
    known = views_of([reference])
    vehicles = [(case.plate, case.vin) for case in known]
    vehicles += [(conveyance.plate, conveyance.vin)] if conveyance else []
    keys = [f"case:{reference}", *(key for plate, vin in vehicles
                                   for key in (f"vin:{vin}", f"vehicle:{plate_key(plate)}"))]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        before = views_of([reference])
        operations.amend(tx, reference=reference, conveyance=conveyance, crew=crew, loaded=loaded,
                         parts=parts)
        if conveyance is not None:  # what was just written is undone where the booking forbids it
            case = by_reference(reference)
            refuse_if(unbound(case, vin_before=before[0].vin, same_vehicle=references_with_vehicle(
                plate=case.plate, vin=case.vin)))
        return tx.answer(Opened(reference=reference, new=False))
