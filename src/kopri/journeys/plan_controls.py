"""Plan the controls of a case as soon as it is known what is coming, and anew when that changes."""

from kopri.crossing.queries import views_of
from kopri.crossing.states import SideState
from kopri.domains.control import operations
from kopri.domains.control.rules import planned_steps
from kopri.domains.documents.queries import documents_of
from kopri.domains.examination.queries import papers_of, still_accepted
from kopri.domains.notice.queries import commodities_of, newest_of
from kopri.engines.countrydata import PairData
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.queries import keeps
from kopri.journal.types import Entry


def plan_controls(*, journal: Journal, pair: PairData, entry: Entry) -> None:
    """Answer what changes a case's papers or what a service says of them, on the node that keeps
    the post.

    What is in control already keeps its plan; an empty vehicle is planned at the gate.
    """
    reference = entry.subject
    cases = views_of([reference])
    if not cases or not cases[0].direction:
        return
    post = pair.post_at(cases[0].point, side=journal.side)
    if not keeps(journal, post=post):
        return
    with begin(journal, actor=journal.itself(post=post), keys=[f"case:{reference}"]) as tx:
        cases = views_of([reference])
        leaving = exit_side(cases[0].direction) == journal.side
        state = cases[0].state_at(journal.side)
        notices = newest_of([reference])
        if state is not SideState.EXPECTED or not any(each.standing for each in notices):
            return
        papers = papers_of([reference], notices=notices, documents=documents_of([reference]))
        operations.plan(tx, reference=reference, steps=planned_steps(
            country=pair.country(journal.side), flow="exit" if leaving else "entry",
            chapters=commodities_of(reference), accepted=[
                service for _, service in still_accepted(papers, side=journal.side)]))
