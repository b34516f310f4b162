"""Whose turn it is, when nobody is called and the exit gate is held, and what may be recorded."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kopri.domains.calling.types import Hold, Need, Standing, Waiting
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_REGIME = "Agreement on the border regime of 25 October 2021"


class EntryOpen(Rule):
    """The entry side is closed: {closed}."""

    code = "calling.entry_closed"
    source = _REGIME
    remedy = "Wait until it opens again; a shift head may let the vehicle out with a reason."


class EntryHeard(Rule):
    """The entry side has not been heard of for {minutes} minutes."""

    code = "calling.entry_silent"
    source = _HOUSE
    remedy = "Ask the other side by radio; a shift head may let the vehicle out with a reason."


class StripHasRoom(Rule):
    """The neutral strip is full: {vehicles} of {capacity} vehicles."""

    code = "calling.strip_full"
    source = _HOUSE
    remedy = "Wait until the entry side takes vehicles in; a shift head may override with a reason."


class NeedKnown(Rule):
    """Nobody can be helped with {need}: it is none of the needs that can be recorded."""

    code = "calling.need_unknown"
    source = _HOUSE
    remedy = "Choose water, heat, medical or livestock."


class StandsHere(Rule):
    """The vehicle does not wait here; the case is {phase}."""

    code = "calling.not_waiting"
    source = _HOUSE
    remedy = "Needs are recorded for vehicles at the waiting area or on their way to the gate."


class NeedOpen(Rule):
    """This need is not open."""

    code = "calling.need_not_open"
    source = _HOUSE
    remedy = "Look at the case again: somebody may have seen to it already."


class ReasonSaid(Rule):
    """The reason is missing."""

    code = "calling.no_reason"
    source = _HOUSE
    remedy = "Say in a few words why."


def turns(waiting: Sequence[Waiting], *, now: datetime) -> list[Waiting]:
    """In the order in which they are called: safety, then the hour of the slot, then arrival.

    Who has no booking comes after those booked for this hour, and before those of later ones.
    """
    hour = _hour(now)

    def key(each: Waiting) -> tuple[bool, datetime, bool, datetime, str]:
        slot = each.slot and _hour(each.slot)
        return not each.safety, slot or hour, slot is None, each.arrived, each.reference

    return sorted(waiting, key=key)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def holds(standing: Standing, *, entry: str) -> Iterator[tuple[Hold, Fault]]:
    """Why the exit gate is held, every reason; none where a vehicle may go on.

    A side that was never heard of is not silent: it has no node yet, and the border works without.
    """
    if entry in standing.closed:
        yield Hold.CLOSED, EntryOpen.fault(closed=entry.upper())
    if standing.heard is not None:
        quiet = standing.now - standing.heard
        if quiet > timedelta(minutes=standing.silence_min):
            yield Hold.SILENT, EntryHeard.fault(minutes=int(quiet.total_seconds() // 60))
    if standing.capacity and standing.strip >= standing.capacity:  # 0: not known
        yield Hold.FULL, StripHasRoom.fault(vehicles=standing.strip, capacity=standing.capacity)


def may_call(standing: Standing, *, entry: str) -> bool:
    """Whether vehicles are called at all: neither side closed, and the exit gate not held."""
    return not standing.closed and not list(holds(standing, entry=entry))


def is_need(text: str) -> bool:
    """Whether it is one of the needs that can be recorded."""
    return text in {need.value for need in Need}
