"""An observer's worker: it follows trees, and holds against each other what it is shown of them."""

from collections.abc import Callable
from functools import partial

from kopri.interfaces.house import House, Neighbour
from kopri.interfaces.worker.beside import EVERY, Errand, Trouble, beside
from kopri.interfaces.worker.witnesses import gossiping
from kopri.journal.follow.trees import watch


def observe(
    house: House, *, pause: Callable[[], bool], trouble: Trouble, every: float = EVERY
) -> None:
    """Until ``pause`` says no. What fails is told and tried again."""
    with beside([*watching(house), *gossiping(house)], trouble=trouble, every=every):
        while pause():
            pass


def watching(house: House) -> list[Errand]:
    """An errand for each log."""
    return [Errand(name=each.origin, run=partial(_watch, house, each))
            for each in house.neighbours]


def _watch(house: House, neighbour: Neighbour) -> bool:
    return watch(journal=house.journal, press=house.press, origin=neighbour.origin,
                 sources=neighbour.sources)
