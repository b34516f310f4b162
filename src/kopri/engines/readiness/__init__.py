"""Readiness: which service of which side needs which paper, what is there, what is missing, until when.

Plain values in, a list of needs out. Words: a *paper* is what a side's law asks for, a *part* is
what it is asked for (consignment, vehicle, person), *evidence* is what somebody has shown of it, a
*need* is a paper asked for a part, with what became of it. *Prepared*: shown here. *Lodged*: with
the competent system's number. *Accepted*: by that system's answer or an officer's act. A printed
paper is never more than prepared.
"""

from kopri.engines.readiness.needs import readiness
from kopri.engines.readiness.results import Line, Need, Readiness
from kopri.engines.readiness.rules import RULES, Needed, of_the_vehicle
from kopri.engines.readiness.values import (
    Answer,
    Case,
    Evidence,
    Kind,
    Match,
    Paper,
    Part,
    Side,
    State,
    Step,
    Verdict,
)

__all__ = [
    "RULES", "Answer", "Case", "Evidence", "Kind", "Line", "Match", "Need", "Needed", "Paper",
    "Part", "Readiness", "Side", "State", "Step", "Verdict", "of_the_vehicle",
    "readiness",
]
