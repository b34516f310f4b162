"""Show returns: what goes back over the border and is not over, the overdue first."""

from dataclasses import dataclass

from kopri.crossing.queries import views_of
from kopri.domains.returns.permissions import may_see
from kopri.domains.returns.queries import ReturnView, open_returns
from kopri.domains.returns.states import ReturnState
from kopri.engines.countrydata import PairData
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.rules import require

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """A return and its vehicle. ``ours``: this side has to act; the exit side does until it objects."""

    back: ReturnView
    plate: str
    ours: bool
    overdue: bool


def show_returns(*, journal: Journal, pair: PairData, actor: Actor) -> list[ReturnRow]:
    """Of the reader's post; of all, where he is at none."""
    require(may_see(actor))
    now, side = journal.clock.now(), journal.side
    points = pair.points_of(side=side, post=actor.post)
    found = open_returns(points=points, most=MOST)
    cases = {case.reference: case for case in views_of([each.reference for each in found])}
    rows = [ReturnRow(
        back=each, plate=cases[each.reference].plate, overdue=each.overdue(now),
        ours=(each.side == side) == (each.state is ReturnState.OBJECTED),
    ) for each in found]
    return sorted(rows, key=lambda row: (not row.overdue, row.back.opened, row.back.number))
