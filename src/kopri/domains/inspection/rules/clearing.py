"""What an inspection holds up: a service that takes part clears when it is over and signed."""

from collections.abc import Iterable, Iterator

from kopri.domains.inspection.rules.arranging import OPEN
from kopri.domains.inspection.rules.folding import state_of, unsigned
from kopri.domains.inspection.rules.law import OverBeforeClearing, SignedBeforeClearing
from kopri.domains.inspection.types import Invited, Record
from kopri.kernel.errors import Fault


def open_at(records: Iterable[Record], *, side: str) -> bool:
    """Whether an inspection at this side's post is appointed or under way."""
    return any(state_of(each) in OPEN and each.head.side == side for each in records)


def broken_clearing(records: Iterable[Record], *, side: str, service: str) -> Iterator[Fault]:
    """What keeps a service from clearing the vehicle.

    One that the other side hosts and never ended holds up nobody here: the vehicle has gone on.
    """
    me = Invited(side=side, service=service)
    for record in (each for each in records if me in each.head.services):
        if record.head.ended is not None:
            if me in unsigned(record):
                yield SignedBeforeClearing.fault(service=service)
        elif open_at([record], side=side):
            yield OverBeforeClearing.fault(service=service)
