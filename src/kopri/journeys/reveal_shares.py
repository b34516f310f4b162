"""Tell this side's share of a draw, once it is sure of the list; or say why it does not."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta

from kopri.crossing.queries import views_of
from kopri.domains.draw import operations
from kopri.domains.draw.queries import (
    Draw,
    anchor_of,
    has_spoken,
    open_draws,
    rows_of,
    tag_key_of,
    tagger,
)
from kopri.domains.queue.queries.waiting import Waiting, turned_down, waiting
from kopri.domains.queue.types import (
    Lapsed,
    NoShow,
    RequestDeclined,
    RequestListed,
    SlotCancelled,
    SlotGranted,
)
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.drawing import draw_times
from kopri.engines.queueing.chains import chain_end, is_share, quarter_of, value_at
from kopri.engines.queueing.tags import commitment
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.placed import applied_of, index_of, is_cosigned, last_before
from kopri.journal.types import CENTRE

LAST_WORD = timedelta(minutes=5)  # before the deadline what is missing is told, whatever is under way
MISSING, ROOT, KEY, TERMS = "missing", "root", "key", "terms"
_ANSWERS = tuple(kind.KIND for kind in (
    RequestListed, RequestDeclined, SlotGranted, SlotCancelled, Lapsed, NoShow))


def reveal_shares(*, journal: Journal, pair: PairData, secret: bytes) -> int:
    """Speak to every open draw that this side has not spoken to; how many entries.

    Only before the deadline: after it a share is of no use. Only of a close that this node has
    cosigned, or written: then no other list can take its place.
    """
    spoken, now = 0, journal.clock.now()
    if journal.role != CENTRE:
        return spoken
    for draw in open_draws():
        if now >= draw.reveal_until or has_spoken(draw.draw, side=journal.side):
            continue
        foreign = draw.log != journal.origin
        if foreign and not is_cosigned(log=draw.log, subject=draw.draw, uid=draw.uid):
            continue
        with begin(journal, actor=journal.itself(), keys=[f"draw:{draw.draw}"]) as tx:
            reason, tags = _doubts(journal, pair, draw=draw) if foreign else ("", ())
            if reason == MISSING and _may_hear_more(journal, draw=draw, now=now):
                continue
            share = _share(journal, draw=draw, secret=secret)
            if reason:
                operations.object_to(tx, draw=draw.draw, reason=reason, tags=tags)
            elif share:
                operations.reveal(tx, draw=draw.draw, share=share)
            spoken += bool(reason or share)
    return spoken


def _may_hear_more(journal: Journal, *, draw: Draw, now: datetime) -> bool:
    """Whether the close rests on what is still under way, as an arrival at the neighbour's gate."""
    return now < draw.reveal_until - LAST_WORD and any(
        applied_of(log) < size for log, size in draw.seen.items() if log != journal.origin)


def _share(journal: Journal, *, draw: Draw, secret: bytes) -> str:
    """This side's share; empty where it has fixed no chain, or one of another secret."""
    fixed = anchor_of(side=journal.side, line=draw.line, quarter=draw.quarter)
    if fixed is None or not 1 <= draw.position <= fixed[1]:
        return ""
    end = chain_end(secret, line=draw.line.name, quarter=draw.quarter)
    value = value_at(end, length=fixed[1], position=draw.position)
    return value.hex() if is_share(
        value, anchor=bytes.fromhex(fixed[0]), position=draw.position) else ""


def _doubts(journal: Journal, pair: PairData, *, draw: Draw) -> tuple[str, Sequence[str]]:
    """Why the list is not to be trusted, and the tags that are missing; nothing where it is."""
    rows = rows_of(draw.draw)
    if (len(rows), operations.list_root(rows).hex()) != (draw.number, draw.root):
        return ROOT, ()
    known = tag_key_of(direction=draw.line.direction, quarter=draw.quarter)
    if known is None or not known[1] or commitment(bytes.fromhex(known[1])).hex() != known[0]:
        return KEY, ()
    if not _as_agreed(pair, draw=draw):
        return TERMS, ()
    missing = _missing(journal, draw=draw, listed={row.tag for row in rows})
    return (MISSING, sorted(missing)) if missing else ("", ())


def _as_agreed(pair: PairData, *, draw: Draw) -> bool:
    """Whether place and deadline are those that the data of both states give."""
    day = date.fromisoformat(draw.day)
    quarter, times = quarter_of(day), draw_times(pair, line=draw.line, day=draw.day)
    return times is not None and (draw.quarter, draw.position, draw.reveal_until) == (
        quarter.name, quarter.position(day), times.until) and times.opens <= draw.closed


def _missing(journal: Journal, *, draw: Draw, listed: AbstractSet[str]) -> set[str]:
    """Tags that are not on the list though the exit side had the request, by what it has signed itself.

    It had listed it, or turned it down while it stood; or the close says that it had seen it.
    """
    close = index_of(log=draw.log, subject=draw.draw, uid=draw.uid)
    places = [place for place in [*waiting(line=draw.line), *turned_down(line=draw.line)]
              if place.hours_on(draw.day)]
    cases = {case.reference: case for case in views_of([place.reference for place in places])}
    found, tag_of = set(), tagger(direction=draw.line.direction, day=draw.day)
    for place in places:
        case = cases.get(place.reference)
        tag = tag_of(case.drawn_as) if case else ""
        if tag and tag not in listed and (
                _had_listed(place, draw=draw, close=close) or _had_seen(journal, place, draw=draw)):
            found.add(tag)
    return found


def _had_listed(place: Waiting, *, draw: Draw, close: int | None) -> bool:
    last = last_before(log=draw.log, subject=place.reference, kinds=_ANSWERS,
                       index=close if close is not None else 0)
    return last in (RequestListed.KIND, RequestDeclined.KIND)


def _had_seen(journal: Journal, place: Waiting, *, draw: Draw) -> bool:
    """Of a request of the own log that was not answered: whether the close says it was seen."""
    index = index_of(log=journal.origin, subject=place.reference, uid=place.asked.uid)
    return (place.state is None and index is not None
            and index < draw.seen.get(journal.origin, 0))
