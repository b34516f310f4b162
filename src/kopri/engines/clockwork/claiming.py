"""What claims which seconds of a case: who works on it, what it stands before, who is waited for."""

from collections.abc import Iterator
from itertools import repeat

from kopri.engines.clockwork.history import History, Mark, Span, What
from kopri.engines.clockwork.table import Cause, Whose

_GONE = (What.EXITED, What.TURNED_BACK)
_INSIDE = (What.AT_GATE, What.REGISTERED)


def claims(history: History, *, end: int) -> Iterator[Span]:
    """Every claim, cut off at ``end``; they may overlap, and leave gaps."""
    sides = (history.exit_side, history.entry_side)
    found = [*_approach(history), *_strip(history), *_troubles(history)]
    for side in sides:
        found += [*_work(history, side=side), *_holds(history, side=side),
                  *_inside(history, side=side)]
    for span in found:
        last = end if span.end is None else min(span.end, end)
        if span.start < last:
            yield Span(start=span.start, end=last, whose=span.whose)


def _approach(history: History) -> Iterator[Span]:
    """Before the exit side's gate. Who comes before the hour that was given waits for it by choice."""
    side, come = history.exit_side, history.first(history.exit_side, What.ARRIVED)
    called, inside = history.first(side, What.CALLED), _in(history, *_INSIDE)
    if come is not None:
        turn = _earliest(called, inside)
        hour = _clip(history.slot, low=come, high=turn)
        yield Span(start=come, end=hour, whose=Whose(cause=Cause.DRIVER))
        yield Span(start=hour, end=turn, whose=Whose(cause=Cause.QUEUE))
    if called is not None:
        yield Span(start=called, end=inside, whose=Whose(cause=Cause.DRIVER))


def _in(history: History, *whats: What) -> int | None:
    """When the exit side took it in; where that was not heard of, when anything later happened."""
    return _earliest(history.first(history.exit_side, *whats, *_GONE),
                     history.first(history.entry_side, *_INSIDE, *_GONE))


def _clip(slot: int | None, *, low: int, high: int | None) -> int:
    """The hour as far as it was waited for."""
    if slot is None or slot < low:
        return low
    return slot if high is None else max(low, min(slot, high))


def _strip(history: History) -> Iterator[Span]:
    left = history.first(history.exit_side, What.EXITED)
    if left is not None:
        yield Span(start=left, end=history.first(history.entry_side, *_INSIDE, *_GONE),
                   whose=Whose(cause=Cause.STRIP))


def _inside(history: History, *, side: str) -> Iterator[Span]:
    """From the gate until the side is done, and again after a reversal; then the driver's, until the
    exit gate has it."""
    came, gone = history.first(side, *_INSIDE), history.first(side, *_GONE)
    if came is None:
        return
    own, free = Whose(cause=Cause.SIDE, side=side), Whose(cause=Cause.DRIVER)
    start, whose = came, own
    for mark in history.of(side, What.RELEASED, What.REFUSED, What.REVERSED, What.AT_EXIT_GATE):
        yield Span(start=start, end=mark.at, whose=whose)
        start = max(start, mark.at)
        whose = free if mark.what in (What.RELEASED, What.REFUSED) else own
    if gone is None or start < gone:
        yield Span(start=start, end=gone, whose=whose)


def _work(history: History, *, side: str) -> Iterator[Span]:
    """Steps of the side's services, until it is gone. What a service has decided it works on no more."""
    gone = history.first(side, *_GONE)
    for span in history.spans:
        if span.whose.cause is Cause.SERVICE and span.whose.side == side:
            said = min((mark.at for mark in history.of(side, What.DECIDED, What.HELD)
                        if mark.service == span.whose.service and mark.at >= span.start),
                       default=None)
            yield Span(start=span.start, end=_earliest(span.end, said, gone), whose=span.whose)


def _holds(history: History, *, side: str) -> Iterator[Span]:
    """From a service's hold until the same service says something else, or it is gone."""
    says = history.of(side, What.DECIDED, What.HELD, What.REVERSED)
    gone, ends = history.first(side, *_GONE), _untold_ends(says)
    for place, mark in enumerate(says):
        if mark.what is What.HELD:
            later = _next(says[place + 1:], service=mark.service) if mark.service else next(ends)
            yield Span(start=mark.at, end=_earliest(later, gone), whose=Whose(
                cause=Cause.HOLD, side=side, service=mark.service))


def _untold_ends(says: list[Mark]) -> Iterator[int | None]:
    """When holds whose service is not told end, one after the other; that still stand: None."""
    yield from (mark.at for mark in says if not mark.service and mark.what is What.DECIDED)
    yield from repeat(None)


def _next(marks: list[Mark], *, service: str) -> int | None:
    return next((mark.at for mark in marks if mark.service == service), None)


def _troubles(history: History) -> Iterator[Span]:
    """Closures, outages and held gates, for as long as the case stands before what does not work."""
    for span in history.spans:
        if span.whose.cause is not Cause.SERVICE:
            for start, end in _stands_before(history, span):
                low, high = max(start, span.start), _earliest(end, span.end)
                if high is None or low < high:
                    yield Span(start=low, end=high, whose=span.whose)


def _stands_before(history: History, span: Span) -> Iterator[tuple[int, int | None]]:
    """When a trouble of a side is felt: before that side's gate, and of an outage inside it too.

    A closed entry side keeps vehicles from being called, and from leaving the exit side.
    """
    leaving, entering, whose = history.exit_side, history.entry_side, span.whose
    come, ready = history.start, history.first(leaving, What.RELEASED)
    shut = span.shut or whose.cause is Cause.CLOSURE
    if shut and come is not None:
        yield come, _in(history, What.REGISTERED)
    if not shut and whose == Whose(cause=Cause.OUTAGE, side=leaving) and come is not None:
        yield come, history.first(leaving, *_GONE)
    if whose.side == entering and ready is not None:
        yield ready, _over(history, span, shut=shut)


def _over(history: History, span: Span, *, shut: bool) -> int | None:
    """Until when a trouble of the entry side is felt by who may leave the exit side."""
    if shut:
        return history.first(history.entry_side, What.REGISTERED)
    neighbour = span.whose.cause is Cause.NEIGHBOUR
    return history.first(history.exit_side if neighbour else history.entry_side, *_GONE)


def _earliest(*moments: int | None) -> int | None:
    return min((moment for moment in moments if moment is not None), default=None)
