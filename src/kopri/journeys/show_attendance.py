"""Show how often a vehicle did not come by its driver's own fault, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.domains.attendance.queries import own_absences
from kopri.domains.attendance.types import Absence
from kopri.domains.gate.queries import passages_of
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.no_shows import WINDOW, NoShowLaw, no_show_law
from kopri.journal.core import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """``absences``: those that count, by time."""

    absences: Sequence[Absence]
    law: NoShowLaw

    @property
    def keeps_deposit(self) -> bool:
        """Whether the deposit is kept."""
        return self.law.keeps_deposit(len(self.absences))


def show_attendance(
    *, journal: Journal, pair: PairData, tags: Sequence[str], side: str
) -> Attendance:
    """The own no-shows of these tags in the window of days, by the law of the exit side.

    One that had come to the exit side before it was missed, unknown to who wrote that, was there.
    """
    now = journal.clock.now()
    absences = own_absences(tags=tags, since=now - WINDOW)
    passages = passages_of([each.reference for each in absences])

    def had_come(absence: Absence) -> bool:
        passage = passages.get((absence.reference, side))
        seen = (passage.waiting_area, passage.gate, passage.registered) if passage else ()
        return any(moment is not None and moment <= absence.time for moment in seen)

    return Attendance(
        absences=[each for each in absences if not had_come(each)],
        law=no_show_law(pair, side=side, day=now.astimezone(pair.country(side).zone).date()))
