"""Rules of the gate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kopri.kernel.clock import to_text
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_REGIME = "Agreement on the border regime of 25 October 2021"
_HOUSE = "Köpri, docs/reference/rules"


class NotRegisteredTwice(Rule):
    """The vehicle is already registered on this side."""

    code = "gate.already_registered"
    source = _HOUSE
    remedy = "Open the case; its next step is shown there."


class ExitSideFirst(Rule):
    """The exit side has refused this vehicle; it cannot be registered here."""

    code = "gate.refused_by_exit_side"
    source = _REGIME
    remedy = "Send the vehicle back to the exit side."


class CaseNotOver(Rule):
    """The case is over: {phase}."""

    code = "gate.case_over"
    source = _HOUSE
    remedy = "Open a new case for this vehicle."


class ReleasedBeforeExit(Rule):
    """This side has not released the vehicle."""

    code = "gate.not_released"
    source = _REGIME
    remedy = "Wait until every service of this side has cleared it."


class RefusedBeforeTurningBack(Rule):
    """No service has refused this vehicle."""

    code = "gate.not_refused"
    source = _REGIME
    remedy = "A service must record its refusal first."


class PlausibleTime(Rule):
    """The time given lies in the future."""

    code = "gate.time_in_future"
    source = _HOUSE
    remedy = "Give the time when it happened, in UTC."


def broken_registration(*, state: str, exit_state: str, over: str) -> Iterator[Fault]:
    """What speaks against registering. ``over``: the phase of a case that has ended, or empty."""
    if over:
        yield CaseNotOver.fault(phase=over)
    if state not in ("expected", "turned_back"):
        yield NotRegisteredTwice.fault()
    if exit_state in ("refused", "turned_back"):
        yield ExitSideFirst.fault()


class NotAtExitSide(Rule):
    """The exit side has taken this vehicle in and has not let it out."""

    code = "gate.still_at_exit_side"
    source = _REGIME
    remedy = ("Compare plate and papers, and ask the exit side by radio; its exit arrives within a "
              "minute. A shift head may take the vehicle in with a reason.")


class NotAtEntrySide(Rule):
    """The entry side took this vehicle in at {time}; it was not here after that."""

    code = "gate.at_entry_side"
    source = _REGIME
    remedy = "Compare plate and papers; what happened here before that is entered with its time."


class NotElsewhere(Rule):
    """This vehicle stands inside the gates under the case {reference}."""

    code = "gate.vehicle_elsewhere"
    source = _HOUSE
    remedy = ("End that case at the gate first: let the vehicle out, or send it back. A shift head may "
              "take the vehicle in with a reason.")


class InOrder(Rule):
    """The time given lies before {before}, when the vehicle was somewhere else."""

    code = "gate.times_cross"
    source = _HOUSE
    remedy = "Give the time when it happened, in UTC."


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a vehicle is as far as this node knows, on the way of one case.

    ``taken_in`` and ``let_out``: by this side. ``exit_in``, ``exit_out``: by the exit side, of a vehicle that
    is to enter; ``entry_in``: by the entry side, of one that leaves. ``heard``: the exit side tells
    what it does; while it is silent, what stands at the gate is believed. ``elsewhere``: another case under
    which it stands inside.
    """

    time: datetime
    taken_in: datetime | None = None
    exit_in: datetime | None = None
    exit_out: datetime | None = None
    entry_in: datetime | None = None
    heard: bool = True
    elsewhere: str = ""


def in_two_places(at: Whereabouts) -> Iterator[Fault]:
    """What speaks against taking the vehicle in, but for a shift head who says why."""
    if at.heard and at.exit_in is not None and at.exit_out is None:
        yield NotAtExitSide.fault()
    if at.elsewhere:
        yield NotElsewhere.fault(reference=at.elsewhere)


def out_of_order(at: Whereabouts) -> Iterator[Fault]:
    """No place has the vehicle before another has let go of it, whoever says why."""
    if at.entry_in is not None and at.time >= at.entry_in:
        yield NotAtEntrySide.fault(path="/time", time=to_text(at.entry_in))
    before = max((each for each in (at.exit_out, at.taken_in) if each is not None),
                 default=at.time)
    if at.time < before:
        yield InOrder.fault(path="/time", before=to_text(before))


class SomethingRead(Rule):
    """Neither a plate nor a reference was read."""

    code = "gate.nothing_read"
    source = _HOUSE
    remedy = "Read again, or type the plate or the reference."


class VehicleKnown(Rule):
    """No open case for {text} is known here."""

    code = "gate.vehicle_unknown"
    source = _HOUSE
    remedy = "Check the plate or the reference, or open a case on the spot."


class SeveralCases(Rule):
    """{number} open cases belong to this plate alike: {references}."""

    code = "gate.several_cases"
    source = _HOUSE
    remedy = "Look at the driver's card or the papers, and choose the case by its reference."


class NotAnnounced(Rule):
    """{plate} is known here already: {references}."""

    code = "gate.vehicle_announced"
    source = _HOUSE
    remedy = "Open that case and register it; a second one is opened for nobody."
