"""Witnesses and mirrors: bring the own checkpoints to the ones, look at the others for forks."""

from functools import partial

from kopri.interfaces.house import House, WitnessNode
from kopri.interfaces.worker.beside import Errand
from kopri.journal.prove.gossip import compare
from kopri.journal.witness.cosignatures import submit

SELDOM = 10  # a fork stays to be found


def mind_witnesses(house: House) -> None:
    """In a round of the demo: the witnesses always, the mirrors in one second of ten."""
    seldom = int(house.press.wall().timestamp()) % SELDOM == 0
    for errand in (*bringing(house), *(gossiping(house) if seldom else ())):
        errand.run()


def bringing(house: House) -> list[Errand]:
    """An errand for each witness that does not follow the own log."""
    return [Errand(name=f"witness {each.origin}", run=partial(_bring, house, each))
            for each in house.witnesses if not each.follows]


def gossiping(house: House) -> list[Errand]:
    """One errand to all mirrors of what is followed here, where there are any."""
    return [Errand(name="gossip", run=partial(_gossip, house), pause=SELDOM)] * bool(house.mirrors)


def _bring(house: House, witness: WitnessNode) -> bool:
    return submit(journal=house.journal, press=house.press, origin=witness.origin,
                  witness=witness.witness)


def _gossip(house: House) -> bool:
    for mirror in house.mirrors:
        compare(journal=house.journal, press=house.press, origin=mirror.origin, mirror=mirror.peer)
    return True
