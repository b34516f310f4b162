"""The worker's loop: a round a second on a real border, or a round when the demo asks."""

from collections.abc import Callable

from kopri.interfaces.house import House
from kopri.interfaces.worker.rounds import Done, exchange, mind_clock


def settle(house: House) -> Done:
    """Everything that is due at the time of the clock, as far as the neighbour is in reach."""
    mind_clock(house)
    return exchange(house)


def work(house: House, *, pause: Callable[[], bool], trouble: Callable[[Exception], None]) -> None:
    """Round after round until ``pause`` says no. What fails is told and tried again."""
    while pause():
        try:
            settle(house)
        except Exception as error:  # noqa: BLE001  the worker must outlive any failure
            trouble(error)
