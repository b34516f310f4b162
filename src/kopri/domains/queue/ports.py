"""What the queue asks of systems elsewhere before a vehicle books."""

from typing import Protocol

from kopri.domains.queue.types import Known


class Registry(Protocol):
    """A register of vehicles: of insurances, of fines and tolls, of debts.

    Asking changes nothing there and may be repeated. It answers within a few seconds, and says so
    where it does not know or cannot be reached: it never raises, and never guesses.
    """

    def ask(self, *, plate: str, vin: str, country: str) -> Known:
        """What it knows of a vehicle now. ``country``: where it is registered, ISO 3166-1."""
        ...
