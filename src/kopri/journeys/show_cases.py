"""Show cases: a carrier's own; for officers those that are on their way or inside."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.crossing.queries import CaseView, in_phases, of_carrier
from kopri.crossing.states import ENDS, Phase
from kopri.domains.examination.queries import open_questions
from kopri.domains.queue.queries import Booking, bookings_of
from kopri.kernel.actor import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case and its booking. ``questions``: of services, that wait for the carrier."""

    case: CaseView
    booking: Booking | None
    questions: int = 0


def show_cases(*, actor: Actor) -> Sequence[CaseRow]:
    """The newest change first for a carrier, the longest wait first for staff."""
    open_phases = [phase for phase in Phase if phase not in ENDS]
    cases = of_carrier(actor.person) if actor.role is Role.CARRIER else in_phases(*open_phases)
    bookings = bookings_of([case.reference for case in cases])
    known = {case.reference: case for case in cases}
    questions = open_questions(
        list(known), waits=lambda reference, side: known[reference].lies_before(side))
    return [CaseRow(case=case, booking=bookings.get(case.reference),
                    questions=questions[case.reference]) for case in cases]
