"""What desks see of priorities: flags beside a vehicle, ways to what waits for somebody."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kopri.domains.priority.queries import (
    awaiting,
    claims_of,
    decision_of,
    open_safety_calls,
)
from kopri.domains.priority.states import ClaimState
from kopri.domains.queue.queries import bookings_of
from kopri.domains.queue.queries.jumps import BY_LAW
from kopri.interfaces.house import House
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.words import Text, say
from kopri.kernel.actor import Actor

DECIDES = "customs"  # the revenue body receives lists and approves


def before_others(house: House, *, references: Sequence[str]) -> dict[str, list[Text]]:
    """That a vehicle goes before others by law; by when goods must arrive that were not let before."""
    found: dict[str, list[Text]] = {
        each.reference: [_("out of turn by law")]
        for each in bookings_of(references).values() if each.why == BY_LAW}
    now, zone = house.journal.clock.now(), house.pair.country(house.side).zone
    for claim in claims_of(references).values():
        if claim.spoils_by and claim.state is not ClaimState.GRANTED:
            moment = cldr.clock(claim.spoils_by, now=now, zone=zone, language=names.language())
            found.setdefault(claim.reference, []).append(
                say("must have arrived by {moment}", moment=moment))
    return found


def safety_link(house: House) -> Link:
    """To the calls for safety, and how many wait for a signature."""
    waiting = open_safety_calls(directions=[_own(house)])
    text = say("Calls for safety to be signed: {number}", number=waiting) if waiting else _(
        "Calls for safety")
    return Link(href="/safety-calls", label=text)


def claims_link(house: House, *, actor: Actor) -> Link | None:
    """To the claims that wait for the revenue body; None for the other services."""
    if not decides(house, actor=actor):
        return None
    waiting = [each for each in awaiting(directions=[_own(house)])
               if decision_of(each.uid) is None]
    return Link(href="/claims", label=say("Claims to go before others: {number}",
                                          number=len(waiting)))


def decides(house: House, *, actor: Actor) -> bool:
    """Whether this person's service is the one that lists are sent to."""
    own = house.pair.country(house.side).services_with(DECIDES)
    return actor.service in {service.id for service in own}


def _own(house: House) -> str:
    return f"{house.side}-{house.pair.other(house.side)}"
