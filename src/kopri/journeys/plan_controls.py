"""Plan the controls of a case as soon as it is known what is coming, and anew when that changes or a
shift head asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.crossing.queries import CaseView, by_reference, views_of
from kopri.crossing.states import SideState
from kopri.domains.control import operations
from kopri.domains.control.operations import planned_of
from kopri.domains.control.permissions import may_plan_anew
from kopri.domains.control.rules import (
    ReasonGiven,
    RegisteredHere,
    planned_steps,
    replanned,
    without_papers,
)
from kopri.domains.control.types import Because, Step
from kopri.domains.documents.queries import documents_of
from kopri.domains.examination.queries import papers_of, still_accepted
from kopri.domains.notice.queries import Newest, commodities_of, newest_of, told_kg
from kopri.domains.weighing.queries import unfit, weighings_of
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.weighing import NOTICE
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.queries import keeps
from kopri.journal.types import Entry
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require

# the room that an entry is of -> why the plan is another
_BECAUSE = {"crossing": Because.VEHICLE, "notice": Because.GOODS, "gate": Because.WEIGHED}
PLANNED_ANEW = (SideState.EXPECTED, SideState.REGISTERED, SideState.HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAnew:
    """``changed``: whether the plan is another now."""

    reference: str
    changed: bool = False


def plan_controls(*, journal: Journal, pair: PairData, entry: Entry) -> None:
    """Answer what changes a case's papers or what a service says of them, on the node that keeps
    the post.

    What is in control already keeps its plan, unless the scales contradict what was told; an empty
    vehicle is planned at the gate.
    """
    reference = entry.subject
    cases = views_of([reference])
    if not cases or not cases[0].direction:
        return
    post = pair.post_at(cases[0].point, side=journal.side)
    because = _BECAUSE.get(entry.kind.partition(".")[0], Because.PAPERS)
    theirs = because is Because.WEIGHED and entry.side != journal.side
    if theirs or not keeps(journal, post=post):
        return
    with begin(journal, actor=journal.itself(post=post), keys=[f"case:{reference}"]) as tx:
        case = views_of([reference])[0]
        notices, state = newest_of([reference]), case.state_at(journal.side)
        may_change = PLANNED_ANEW if because is Because.WEIGHED else (SideState.EXPECTED,)
        if state not in may_change or not any(each.standing for each in notices):
            return
        operations.plan(tx, reference=reference, because=because, steps=_steps(
            case, notices=notices, journal=journal, pair=pair))


def plan_anew(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str, reason: str,
    request: RequestKey | None = None,
) -> PlannedAnew:
    """A shift head has the plan made anew, and says why; what services chose themselves stays."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        case = by_reference(reference)
        require(may_plan_anew(actor))
        refuse_if([] if reason.strip() else [ReasonGiven.fault(path="/reason")],
                  ground=Ground.INVALID)
        refuse_if([] if case.state_at(journal.side) in PLANNED_ANEW else [RegisteredHere.fault()])
        done = operations.plan(
            tx, reference=reference, because=Because.ASKED, reason=reason, steps=_steps(
                case, notices=newest_of([reference]), journal=journal, pair=pair))
        return tx.answer(PlannedAnew(reference=reference, changed=done is not None))


def _steps(
    case: CaseView, *, notices: Sequence[Newest], journal: Journal, pair: PairData
) -> list[Step]:
    """What the goods, the papers, the scales and the country's data make of a case, nothing of risk;
    once it is in control, with all whom it was to see and what they chose."""
    reference = case.reference
    papers = papers_of([reference], notices=notices, documents=documents_of([reference]))
    country = pair.country(journal.side)
    steps = planned_steps(
        country=country, flow="exit" if exit_side(case.direction) == journal.side else "entry",
        chapters=commodities_of(reference),
        accepted=[service for _, service in still_accepted(papers, side=journal.side)])
    base = without_papers(steps, country=country,
                          unfit=_unfit(case, side=journal.side, pair=pair))
    if case.state_at(journal.side) is SideState.EXPECTED:
        return base
    return replanned(country=country, base=base, known=planned_of(reference))


def _unfit(case: CaseView, *, side: str, pair: PairData) -> set[str]:
    """What of this side's last weighing does not fit by its own data; a limit only where it is sure."""
    own = [each for each in weighings_of(case.reference) if each.side == side]
    found = unfit(own[-1], pair=pair, told_kg=told_kg(case.reference), trailer=bool(
        case.conveyance.get("trailer_plate"))) if own else ()
    return {each.what for each in found
            if each.side == side and (each.certain or each.what == NOTICE)}
