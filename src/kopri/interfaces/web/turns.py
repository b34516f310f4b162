"""Whose turn it is with a case, in one sentence, and what comes next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kopri.crossing.queries import CaseView
from kopri.crossing.states import ENDS, Phase, SideState
from kopri.domains.queue.queries import Booking
from kopri.domains.queue.states import ACTIVE
from kopri.engines.countrydata import PairData
from kopri.interfaces.web import names
from kopri.interfaces.web.show import Status
from kopri.interfaces.web.words import say
from kopri.journal.authority import entry_side, exit_side

CONTROLS = (Phase.EXIT_CONTROLS, Phase.ENTRY_CONTROLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case and what its turn depends on. ``pending``, ``holding``: services, in words.

    ``untold``: held by nobody who is told.
    """

    case: CaseView
    pair: PairData
    booking: Booking | None = None
    announced: bool = False
    pending: Sequence[str] = ()
    holding: Sequence[str] = ()
    untold: bool = False

    @property
    def booked(self) -> bool:
        """Whether it has a slot that stands."""
        return self.booking is not None and self.booking.state in ACTIVE

    @property
    def here(self) -> str:
        """The side that has the vehicle, or will have it next."""
        case = self.case
        entering = case.entry_state is not SideState.EXPECTED or case.phase is Phase.STRIP
        return entry_side(case.direction) if entering else exit_side(case.direction)


def status(case: CaseView) -> Status:
    """The state as a word: held is said where it is so."""
    return Status(code="held" if case.held else case.phase.value)


def minutes(since: datetime, *, now: datetime) -> int:
    """Whole minutes, never less than none."""
    return max(0, int((now - since).total_seconds() // 60))


def waited(case: CaseView, *, now: datetime) -> int | None:
    """How long it has been in this state; nothing once it is over."""
    return None if case.phase in ENDS else minutes(case.since, now=now)


def sentence(of: Standing) -> str:
    """Whose turn, and for what."""
    found: Callable[[Standing], str] | None = _SENTENCES.get(of.case.phase)
    return found(of) if found and of.case.direction else ""


def after(of: Standing) -> str:
    """What comes next; empty at the end of the way."""
    case = of.case
    return {
        Phase.BOOKED: _("gate"), Phase.ANNOUNCED: _("gate"), Phase.WAITING: _("gate"),
        Phase.CALLED: _("controls"), Phase.EXIT_CONTROLS: _("exit gate"),
        Phase.EXIT_RELEASED: _("neutral strip"),
        Phase.STRIP: names.place_and_side(
            of.pair, side=entry_side(case.direction or "-"), point=case.point)
        if case.direction else "",
        Phase.ENTRY_CONTROLS: _("exit gate"), Phase.ENTRY_RELEASED: _("entered"),
    }.get(case.phase, "")


def _place(of: Standing) -> str:
    return names.place_and_side(of.pair, side=of.here, point=of.case.point)


def _opened(of: Standing) -> str:
    return _("The carrier's turn: book a slot and announce the cargo.")


def _booked(of: Standing) -> str:
    if of.case.loaded and not of.announced:
        return _("The carrier's turn: announce the cargo.")
    return say("The driver's turn: come to the waiting area, {place}.", place=_place(of))


def _announced(of: Standing) -> str:
    if not of.booked:
        return _("The carrier's turn: book a slot.")
    return say("The driver's turn: come to the waiting area, {place}.", place=_place(of))


def _controls(of: Standing) -> str:
    side = of.here.upper()
    if of.holding:
        return say("Held by {service}, {side}", service=", ".join(of.holding), side=side)
    if of.untold:
        return say("Held, {side}: the reason is withheld by law.", side=side)
    if of.pending:
        return say("Waiting for {service}, {side}", service=", ".join(of.pending), side=side)
    return say("Waiting for the services of {place}", place=_place(of))


_SENTENCES: dict[Phase, Callable[[Standing], str]] = {
    Phase.EXPECTED: lambda of: _("Only its reference is known here so far."),
    Phase.OPENED: _opened,
    Phase.BOOKED: _booked,
    Phase.ANNOUNCED: _announced,
    Phase.WAITING: lambda of: say("The gate's turn, {place}: call the truck.", place=_place(of)),
    Phase.CALLED: lambda of: say("The driver's turn: drive to the gate, {place}.",
                                 place=_place(of)),
    Phase.EXIT_CONTROLS: _controls,
    Phase.EXIT_RELEASED: lambda of: say("The driver's turn: drive to the exit gate, {place}.",
                                        place=_place(of)),
    Phase.STRIP: lambda of: say("The driver's turn: drive on to {place}.", place=_place(of)),
    Phase.ENTRY_CONTROLS: _controls,
    Phase.ENTRY_RELEASED: lambda of: say("The driver's turn: drive to the exit gate, {place}.",
                                         place=_place(of)),
    Phase.REFUSED: lambda of: say("The gate's turn, {place}: send the truck back.",
                                  place=_place(of)),
    Phase.ENTERED: lambda of: _("It has entered; nothing is left to do."),
}
