"""Grant a slot that was asked for at the neighbour's node."""

from kopri.crossing.queries import references_with_vehicle, views_of
from kopri.crossing.rules import broken_on_change
from kopri.domains.draw.queries import full_of, tag_of, undrawn
from kopri.domains.fees.ports import Payments
from kopri.domains.queue import operations
from kopri.domains.queue.queries import active_among
from kopri.domains.queue.queries.waiting import unproven_on
from kopri.domains.queue.rules import broken_wishes
from kopri.engines.countrydata import PairData, held_until
from kopri.engines.countrydata.drawing import draws_close
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.types import Entry, Recorded
from kopri.kernel.clock import from_text
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
        if active_among([entry.subject]):
            return
        now = views_of([entry.subject])
        wishes = [from_text(wish) for wish in payload["wishes"]]
        # the vehicle came, or the case ended, while it was under way; or it is no request at all
        faults = [fault for case in now for fault in broken_on_change(phase=case.phase)]
        faults += broken_wishes(wishes=wishes, now=entry.time)
        if faults:
            operations.decline(tx, reference=entry.subject, line=line, reason=faults[0].code,
                               request=asked)
            return
        operations.answer(
            tx, reference=entry.subject, request=asked,
            same_vehicle=references_with_vehicle(plate=plate, vin=vin),
            undrawn=undrawn(line=line, closes=draws_close(pair, line=line, days=days), now=tx.now),
            full=full_of([line.draw(day) for day in days], taken=unproven_on),
            giving=operations.Giving(
                tag=tag_of(direction=line.direction, day=min(days), vehicle=vehicle),
                held_until=held_until(pair, line=line, now=tx.now) if payments else None),
            asking=operations.Asking(
                line=line, wishes=wishes,
                load=Load(goods=payload.get("goods", LOADED),
                          services=tuple(payload.get("services", ()))),
                stands_until=payload.get("stands_until", ""),
                proven=payload.get("proven", False), claim=payload.get("claim", "")))
