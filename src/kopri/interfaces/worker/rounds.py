"""One round of the node's own work: sequence, publish, follow, start journeys, mind the clock."""

from dataclasses import dataclass

from kopri.interfaces.house import House
from kopri.journal.follow import follow
from kopri.journal.outbox import start_due
from kopri.journal.publish import publish
from kopri.journal.sequence import sequence
from kopri.journal.ticking import tick
from kopri.journeys.expire_bookings import expire_bookings
from kopri.kernel.actor import system


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a round came to. ``published``: entries, own; ``applied``: entries, followed."""

    published: int
    applied: int
    started: int

    @property
    def idle(self) -> bool:
        """Nothing was left to do."""
        return not (self.published or self.applied or self.started)


def run_round(house: House) -> Done:
    """One round. Every part may be repeated, and none hinders the others."""
    journal, press = house.journal, house.press
    expire_bookings(journal=journal, pair=house.pair)
    tick(journal=journal, actor=system(node=journal.origin, side=journal.side))
    started = start_due(journal=journal, starters=house.starters)
    sequence(journal=journal)
    published = publish(journal=journal, press=press)
    applied = 0
    for neighbour in house.neighbours:
        applied += follow(journal=journal, press=press, origin=neighbour.origin,
                          peer=neighbour.peer).applied
    return Done(published=published, applied=applied, started=started)
