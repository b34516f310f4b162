"""What some trucks meet at the border beside their controls, drawn with the plan: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from kopri.demo.scenario import Scenario

EVERY_DECLARED = 3  # of the loaded trucks that both sides know in time, one in so many
EVERY_TRANSIT = 4  # of those declared, one in so many goes on in transit
EVERY_WEIGHED = 4
OVER = 1.12  # what the scales show of what was told, where they differ
EXPORT, IMPORT, TRANSIT = "export", "import", "transit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """Of one truck. ``regimes``: side -> what its customs is to declare; ``shows``: what the scales
    show of the weight told, 0 where it is not weighed; ``unloads``: the side that inspects it jointly.

    ``withheld``, ``refused``, ``less_one``: the side that holds it without a reason, refuses it, or one
    of its two consignments. ``unannounced``: nobody knows of it until it stands at the gate.
    """

    regimes: Mapping[str, str] = field(default_factory=dict)
    shows: float = 0
    unloads: str = ""
    withheld: str = ""
    refused: str = ""
    less_one: str = ""
    unannounced: bool = False


NONE = Incidents()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A truck before its incidents. ``known``: loaded, announced in time and in no other trouble;
    ``unloads``: sides with a step for which goods are unloaded."""

    exit_side: str
    entry_side: str
    loaded: bool
    known: bool
    unloads: tuple[str, ...]


def incidents(
    *, trucks: Sequence[Candidate], scenario: Scenario, random: Random
) -> list[Incidents]:
    """One of each rare kind a direction, as far as there are trucks; of the frequent kinds a share."""
    places = [n for n, truck in enumerate(trucks) if truck.known]
    random.shuffle(places)
    rare = _rare(trucks, places=places)
    weighed = places[::EVERY_WEIGHED]
    declared = {place: number for number, place in enumerate(places[::EVERY_DECLARED])}
    empty = [n for n, truck in enumerate(trucks) if not truck.loaded]
    spot = random.choice(empty) if empty and not scenario.storm else -1
    return [Incidents(
        regimes=_regimes(truck, scenario=scenario, number=declared[n]) if n in declared else {},
        shows=0 if n not in weighed else OVER if n == weighed[0] else 1,
        unannounced=n == spot, **rare.get(n, {}))
        for n, truck in enumerate(trucks)]


def _rare(trucks: Sequence[Candidate], *, places: Sequence[int]) -> dict[int, dict[str, str]]:
    """The inspected one first: few have goods that are unloaded."""
    left = list(places)
    found: dict[int, dict[str, str]] = {}
    unloaded = [n for n in left if trucks[n].unloads]
    if unloaded:
        found[unloaded[0]] = {"unloads": trucks[unloaded[0]].unloads[-1]}
        left.remove(unloaded[0])
    for name in ("less_one", "refused", "withheld"):
        if left:
            truck = left.pop()
            found[truck] = {name: trucks[truck].exit_side if name == "withheld"
                            else trucks[truck].entry_side}
    return found


def _regimes(truck: Candidate, *, scenario: Scenario, number: int) -> dict[str, str]:
    """Export and import; now and then transit through both states. A side without customs has none."""
    through = number % EVERY_TRANSIT == 0
    return {side: TRANSIT if through else usual
            for side, usual in ((truck.exit_side, EXPORT), (truck.entry_side, IMPORT))
            if side in scenario.customs}
