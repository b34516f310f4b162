"""Close this side of a crossing point for a while, extend that, end it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kopri.crossing.rules import broken_on_opening
from kopri.domains.queue import operations
from kopri.domains.queue.operations.capacity import Closing, check_change, check_closing
from kopri.domains.queue.queries.capacity import closure_of, closures
from kopri.domains.queue.queries.excess import excess
from kopri.domains.queue.types import Closure, PointClosed
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.core import Journal
from kopri.journal.rules import OursToWrite
from kopri.journal.types import POST
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.lines import VEHICLE_CLASSES, Line
from kopri.kernel.rules import refuse_if

ID_SIZE = 8  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """``to_move``: bookings that stand in hours which are shut now."""

    closure: str
    to_move: int


def close_point(
    *, journal: Journal, pair: PairData, actor: Actor, point: str, direction: str,
    closing: Closing, time: datetime | None = None, request: RequestKey | None = None,
) -> Closed:
    """Take nobody of these classes until its expected end. A post closes itself alone."""
    line = _line(pair, point=point, direction=direction)
    if journal.role == POST and pair.point(point).post(journal.side).post != journal.post:
        refuse_if([OursToWrite.fault(kind=PointClosed.KIND)], ground=Ground.DENIED)
    with begin(journal, actor=actor, keys=[line.lock], request=request) as tx:
        closure = f"{journal.side}-{tx.random(ID_SIZE).hex()}"
        operations.close_point(tx, line=line, closure=closure, closing=closing, time=time)
        return tx.answer(_answer(tx, line=line, closure=closure))


def change_closure(
    *, journal: Journal, actor: Actor, closure: str, until: datetime | None = None,
    request: RequestKey | None = None,
) -> Closed:
    """Expect its end at another time; without one it has ended now."""
    known = closure_of(closure)
    line = Line(point=known.point if known else "", vehicle_class="",
                direction=known.direction if known else "")
    with begin(journal, actor=actor, keys=[line.lock], request=request) as tx:
        operations.change_closure(tx, closure=closure, until=until, ended=until is None)
        return tx.answer(_answer(tx, line=line, closure=closure))


def would_move_by_closing(
    *, journal: Journal, pair: PairData, point: str, direction: str, closing: Closing
) -> int:
    """How many bookings would stand in shut hours, were it closed now."""
    now, line = journal.clock.now(), _line(pair, point=point, direction=direction)
    check_closing(closing, now=now)
    new = closing.as_closure(closure="", side=journal.side, line=line, now=now)
    return _over(line, shut=[*closures(point=point, direction=direction, now=now), new], now=now)


def would_move_by_change(*, journal: Journal, closure: str, until: datetime | None) -> int:
    """The same with another end; without one, were it opened now."""
    now = journal.clock.now()
    known = check_change(closure=closure, journal=journal, until=until or now,
                         ended=until is None, now=now)
    others = [each for each in closures(point=known.point, direction=known.direction, now=now)
              if each.closure != closure]
    line = Line(point=known.point, direction=known.direction, vehicle_class="")
    return _over(line, shut=[*others, *([replace(known, until=until)] if until else [])], now=now)


def _line(pair: PairData, *, point: str, direction: str) -> Line:
    """A place that exists; of every class."""
    refuse_if(broken_on_opening(
        direction=direction, point=point, directions=pair.directions,
        points=[each.code for each in pair.pair.facts.points]), ground=Ground.INVALID)
    return Line(point=point, direction=direction, vehicle_class="")


def _answer(tx: Writing, *, line: Line, closure: str) -> Closed:
    shut = closures(point=line.point, direction=line.direction, now=tx.now)
    return Closed(closure=closure, to_move=_over(line, shut=shut, now=tx.now))


def _over(line: Line, *, shut: Sequence[Closure], now: datetime) -> int:
    return sum(sum(excess(line=replace(line, vehicle_class=each), now=now, shut=shut).values())
               for each in VEHICLE_CLASSES)
