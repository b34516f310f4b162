"""Grant a slot that was asked for at the neighbour's node."""

from functools import partial

from kopri.crossing.queries import references_with_vehicle, views_of
from kopri.crossing.rules import broken_on_change
from kopri.domains.draw.queries import draws_of, full_of, tag_of, undrawn
from kopri.domains.fees.ports import Payments
from kopri.domains.queue import operations
from kopri.domains.queue.queries import standing_among
from kopri.domains.queue.queries.excess import awaits_moves
from kopri.domains.queue.queries.waiting import unproven_on
from kopri.domains.queue.rules import OneActiveBooking, broken_offer, broken_wishes
from kopri.engines.countrydata import PairData, held_until, queue_rule_of
from kopri.engines.countrydata.drawing import draws_close
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.types import Entry, Recorded
from kopri.kernel.clock import from_text
from kopri.kernel.errors import Fault
from kopri.kernel.ids import plate_key
from kopri.kernel.lines import LOADED, Line, Load


def grant_slot(
    *, journal: Journal, pair: PairData, entry: Entry, payments: Payments | None = None
) -> None:
    """Answer ``queue.slot_requested``: only the exit side's log may, and only the neighbour's.

    With ``payments`` it is held until its fee is paid; whose carrier is not known here pays by the
    reference of the case.
    """
    if entry.log == journal.origin:
        return  # answered when it was asked
    payload = entry.payload
    line = Line(point=payload["point"], direction=payload["direction"],
                vehicle_class=payload["vehicle_class"])
    cases = views_of([entry.subject])
    vin, plate = (cases[0].vin, cases[0].plate) if cases else ("", "")
    vehicle = cases[0].drawn_as if cases else ""
    days = {wish[:10] for wish in payload["wishes"]}
    keys = [f"case:{entry.subject}", line.lock, f"vin:{vin}", f"vehicle:{plate_key(plate)}"]
    actor = journal.itself()
    asked = Recorded(log=entry.log, uid=entry.uid, index=entry.index)
    with begin(journal, actor=actor, keys=keys) as tx:
        if standing_among([entry.subject], direction=line.direction):
            return  # answered already; on a list it stands with what was asked for last
        asking = operations.Asking(
            line=line, wishes=[from_text(wish) for wish in payload["wishes"]],
            load=Load(goods=payload.get("goods", LOADED),
                      services=tuple(payload.get("services", ()))),
            stands_until=payload.get("stands_until", ""),
            proven=payload.get("proven", False), claim=payload.get("claim", ""))
        if faults := _faults(entry, asking=asking, pair=pair):
            operations.decline(tx, reference=entry.subject, line=line, reason=faults[0].code,
                               request=asked)
            return
        draws = draws_of([line.draw(day) for day in days])
        operations.answer(
            tx, reference=entry.subject, request=asked, asking=asking,
            undrawn=undrawn(line=line, closes=draws_close(pair, line=line, days=days), now=tx.now,
                            draws=draws),
            full=full_of(draws.values(), taken=unproven_on),
            moving=partial(awaits_moves, line=line, now=tx.now),
            giving=operations.Giving(
                tag=tag_of(direction=line.direction, day=min(days), vehicle=vehicle),
                held_until=held_until(pair, line=line, now=tx.now) if payments else None))


def _faults(entry: Entry, *, asking: operations.Asking, pair: PairData) -> list[Fault]:
    """The vehicle came, or the case ended, while it was under way; or it may not be asked for.

    The neighbour's node has said so before; nobody's node has to trust it.
    """
    rule = queue_rule_of(pair, line=asking.line, at=min(asking.wishes, default=entry.time))
    faults = [*broken_wishes(wishes=asking.wishes, now=entry.time), *broken_offer(
        rule, wishes=asking.wishes, stands_until=asking.stands_until, now=entry.time)]
    officer = bool(entry.actor.get("post"))  # who has seen the certificate
    for case in views_of([entry.subject]):
        same = references_with_vehicle(plate=case.plate, vin=case.vin)
        booked = standing_among(same, direction=asking.line.direction)
        faults += [*broken_on_change(phase=case.phase),
                   *(() if officer else operations.not_its_plate(case, same_vehicle=same)),
                   *([OneActiveBooking.fault(reference=booked)] if booked else [])]
    return faults
