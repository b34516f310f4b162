"""Release what nobody is left to clear: a mark was lifted, and with it went the last service that had not."""

from kopri.crossing.queries import by_reference, views_of
from kopri.crossing.states import SideState
from kopri.domains.control.operations import release_cleared as release
from kopri.domains.inspection.queries import inspections_of
from kopri.domains.inspection.rules import open_at
from kopri.domains.outcomes.queries import parts_of, proposals_of, withheld_of
from kopri.domains.outcomes.rules import left_behind
from kopri.domains.outcomes.types import PartOutcome
from kopri.engines.countrydata import PairData
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.queries import keeps
from kopri.journal.types import Entry


def release_cleared(*, journal: Journal, pair: PairData, entry: Entry) -> None:
    """Answer a lifted mark on the node that keeps the post, under the rules of any other release."""
    reference, side = entry.subject, journal.side
    cases = views_of([reference])
    if not cases or cases[0].state_at(side) is not SideState.REGISTERED:
        return
    post = pair.post_at(cases[0].point, side=side)
    if not keeps(journal, post=post):
        return
    with begin(journal, actor=journal.itself(post=post), keys=[f"case:{reference}"]) as tx:
        said = [each for each in parts_of([reference]) if each.side == side]
        held = (by_reference(reference).state_at(side) is not SideState.REGISTERED
                or any(each.outcome == PartOutcome.HELD.value for each in said)
                or withheld_of([reference], side=side) or proposals_of([reference], side=side)
                or open_at(inspections_of(reference), side=side))
        if not held:
            release(tx, reference=reference, without=left_behind(
                (each.part, each.outcome) for each in said))
