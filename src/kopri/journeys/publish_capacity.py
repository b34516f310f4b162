"""Publish this side's capacity of a day."""

from collections.abc import Sequence
from datetime import datetime

from kopri.crossing.rules import broken_on_opening
from kopri.domains.queue import operations
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.lines import Line
from kopri.kernel.rules import refuse_if


def publish_capacity(
    *, journal: Journal, pair: PairData, actor: Actor, line: Line, day: str,
    hours: Sequence[int], valid_until: datetime, request: RequestKey | None = None,
) -> str:
    """The next revision of the day's 24 hours; the day."""
    refuse_if(broken_on_opening(
        direction=line.direction, point=line.point, directions=pair.directions,
        points=[point.code for point in pair.pair.facts.points]), ground=Ground.INVALID)
    keys = [f"line:{line.direction}:{line.point}"]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        operations.publish_capacity(tx, line=line, hours=operations.DayOfHours(
            day=day, hours=hours, valid_until=valid_until))
        return tx.answer(day)
