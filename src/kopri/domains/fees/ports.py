"""What journeys need of whoever takes the money."""

from typing import Protocol

from kopri.domains.fees.types import Charge
from kopri.journal.append.writing import Writing


class Payments(Protocol):
    """Where fees are paid.

    ``take`` is called inside the transaction of the journey that gives the slot and is durable with it
    or not at all; the caller holds the lock ``fees:<party>``, so that no money is used twice. It is
    repeated until it has answered True: an answer of False has changed nothing. A system elsewhere
    is asked beforehand and its receipts are booked; nothing here waits for a line.
    """

    def take(self, tx: Writing, /, charge: Charge) -> bool:
        """Take what is due out of what was paid in; False where that does not cover it."""
        ...

    def vouches(self, /, vehicle: str) -> bool:
        """Whether a deposit is held for a VIN."""
        ...
