"""Tell the carrier that a state has moved a booking: from when, to when, why, what ends first."""

from collections.abc import Callable

from kopri.crossing.queries import CaseView, views_of
from kopri.domains.accounts.queries import reach
from kopri.domains.attendance.ports import Message, Messenger
from kopri.domains.attendance.queries import BY_STATE
from kopri.engines.countrydata import PairData
from kopri.engines.readiness import Readiness, State
from kopri.journal.authority import exit_side
from kopri.journal.types import Entry
from kopri.kernel.clock import from_text
from kopri.kernel.text import translate

WHY = {"closed": "the road was shut", "slowed": "the border takes fewer",
       "reopened": "the road is open again"}
SUBJECT = "{plate}: your hour at the border is now {slot}"
BODY = "Your hour was moved, free of charge: {was} -> {slot} ({why}). Reference: {reference}."
LATE = "At the new time no longer good: {document}, good until {day}."
FIRST = "Of your papers this ends first: {document}, good until {day}."


def tell_move(
    *, pair: PairData, messenger: Messenger | None, entry: Entry,
    readiness: Callable[[CaseView], Readiness],
) -> None:
    """Answer ``queue.slot_moved``, on the node that knows the carrier, where he left an address.

    ``readiness``: of the case as it is expected now.
    """
    cases = views_of([entry.subject])
    to = reach(cases[0].carrier) if cases and cases[0].carrier else None
    if messenger is None or to is None or entry.payload.get("reason") not in BY_STATE:
        return
    case, (address, language) = cases[0], to
    zone = pair.country(exit_side(case.direction)).zone
    was, slot = (from_text(entry.payload[name]).astimezone(zone).strftime("%Y-%m-%d %H:%M %z")
                 for name in ("was", "slot"))
    said = {"plate": case.plate, "reference": case.reference, "was": was, "slot": slot,
            "why": translate(WHY[entry.payload["reason"]], language=language)}
    lines = [translate(BODY, language=language, params=said),
             *_ends(readiness(case), pair=pair, language=language)]
    messenger.tell(Message(
        key=entry.uid, to=address, language=language, text="\n".join(lines) + "\n",
        subject=translate(SUBJECT, language=language, params=said)))


def _ends(found: Readiness, *, pair: PairData, language: str) -> list[str]:
    need = found.ends_first
    if need is None or need.evidence is None:
        return []
    row = next(row for row in pair.country(need.paper.side).documents if row.id == need.paper.id)
    return [translate(LATE if need.state is State.EXPIRED else FIRST, language=language, params={
        "document": row.names.said_in(language), "day": need.evidence.valid_to})]
