"""What a node of a border does beside its own log: it follows the others, and minds witnesses."""

from functools import partial

from kopri.interfaces.house import House, Neighbour
from kopri.interfaces.worker.beside import Errand
from kopri.interfaces.worker.rounds import meet
from kopri.interfaces.worker.witnesses import bringing, gossiping

POST_EVERY = 10  # rounds between two looks at what is to be sent


def following(house: House) -> list[Errand]:
    """An errand for each neighbour, for each witness, and one for all mirrors."""
    return [
        *(Errand(name=each.origin, run=partial(_reached, house, each))
          for each in house.neighbours),
        *bringing(house), *gossiping(house),
        *([Errand(name="mail", run=house.posting, pause=POST_EVERY)] if house.posting else []),
    ]


def _reached(house: House, neighbour: Neighbour) -> bool:
    return meet(house, neighbour).reached
