"""The node's own work: mind the clock, start journeys, sequence, publish, follow."""

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
    def calls_for_more(self) -> bool:
        """Followed entries and journeys may have given this node something more to do."""
        return bool(self.applied or self.started)


def mind_clock(house: House) -> None:
    """What is due by the time alone: no-shows, lapses, ticks."""
    journal = house.journal
    expire_bookings(journal=journal, pair=house.pair)
    tick(journal=journal, actor=system(node=journal.origin, side=journal.side))


def exchange(house: House) -> Done:
    """Start what entries ask for, publish, follow. Every part may be repeated."""
    journal, press = house.journal, house.press
    started = start_due(journal=journal, starters=house.starters)
    sequence(journal=journal)
    published = publish(journal=journal, press=press)
    applied = sum(
        follow(journal=journal, press=press, origin=neighbour.origin, peer=neighbour.peer).applied
        for neighbour in house.neighbours
    )
    return Done(published=published, applied=applied, started=started)
