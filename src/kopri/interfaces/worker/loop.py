"""The worker's loop: a round a second on a real border, or a round when the demo asks."""

from collections.abc import Callable

from kopri.interfaces.house import House
from kopri.interfaces.worker.beside import EVERY, Trouble, beside
from kopri.interfaces.worker.following import following
from kopri.interfaces.worker.rounds import Done, answer, exchange, mind_clock, tidy
from kopri.interfaces.worker.witnesses import mind_witnesses


def settle(house: House) -> Done:
    """Everything that is due at the time of the clock, as far as the neighbour is in reach."""
    mind_clock(house)
    done = exchange(house)
    mind_witnesses(house)
    tidy(house)
    return done


def work(
    house: House, *, pause: Callable[[], bool], trouble: Trouble, every: float = EVERY
) -> None:
    """Round after round until ``pause`` says no: the own log here, the others' beside it.

    ``every``: seconds between two rounds with a neighbour. What fails is told and tried again.
    """
    _attempt(answer, house, trouble=trouble)  # takes back what is lost before others are followed
    with beside(following(house), trouble=trouble, every=every):
        while pause():
            for part in (mind_clock, answer, tidy):
                _attempt(part, house, trouble=trouble)


def _attempt(part: Callable[[House], object], house: House, *, trouble: Trouble) -> None:
    try:
        part(house)
    except Exception as error:  # noqa: BLE001  the worker must outlive any failure
        trouble(error)
