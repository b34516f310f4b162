"""How far a case is: one table of milestones, one table of ends, one fold.

The fold looks at times and places, never at the order in which a node heard of things: both
nodes that hold the same milestones reach the same status.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from kopri.crossing.types import Milestone


class Phase(Enum):
    """How far the case is, or how it ended."""

    EXPECTED = "expected"  # heard of (a stub), not yet opened as far as this node knows
    OPENED = "opened"
    BOOKED = "booked"
    ANNOUNCED = "announced"
    WAITING = "waiting"
    CALLED = "called"
    EXIT_CONTROLS = "exit_controls"
    EXIT_RELEASED = "exit_released"
    STRIP = "strip"
    ENTRY_CONTROLS = "entry_controls"
    ENTRY_RELEASED = "entry_released"
    ENTERED = "entered"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    LAPSED = "lapsed"
    REFUSED = "refused"
    TURNED_BACK = "turned_back"
    CLOSED = "closed"


class SideState(Enum):
    """What one side has done with the case."""

    EXPECTED = "expected"
    REGISTERED = "registered"
    HELD = "held"
    REFUSED = "refused"
    RELEASED = "released"
    GONE = "gone"  # through that side's exit gate
    TURNED_BACK = "turned_back"


class Turn(Enum):
    """Whose turn it is."""

    CARRIER = "carrier"
    QUEUE = "queue"
    EXIT_SIDE = "exit_side"
    ENTRY_SIDE = "entry_side"
    DRIVER = "driver"
    NOBODY = "nobody"


# kind of entry -> name of the milestone; a trailing place or outcome comes from the payload
MILESTONES: dict[str, str] = {
    "crossing.opened": "opened",
    "crossing.closed": "closed",
    "notice.lodged": "announced",
    "notice.cancelled": "notice_cancelled",
    "queue.slot_granted": "booked",
    "queue.slot_moved": "moved",
    "queue.slot_cancelled": "cancelled",
    "queue.called": "called",
    "queue.no_show": "no_show",
    "queue.lapsed": "lapsed",
    "gate.arrived": "arrived",
    "gate.registered": "registered",
    "gate.exited": "exited",
    "gate.turned_back": "turned_back",
    "control.finding_recorded": "finding",
    "control.reversed": "reversed",
    "control.released": "released",
    "control.refused": "refused",
    "outcomes.withheld": "withheld",
    "outcomes.withheld_lifted": "withheld_lifted",
}

# phase -> whose turn; every phase that is not an end has an owner (a test proves it)
TURNS: dict[Phase, Turn] = {
    Phase.EXPECTED: Turn.CARRIER,
    Phase.OPENED: Turn.CARRIER,
    Phase.BOOKED: Turn.CARRIER,
    Phase.ANNOUNCED: Turn.DRIVER,
    Phase.WAITING: Turn.QUEUE,
    Phase.CALLED: Turn.DRIVER,
    Phase.EXIT_CONTROLS: Turn.EXIT_SIDE,
    Phase.EXIT_RELEASED: Turn.DRIVER,
    Phase.STRIP: Turn.DRIVER,
    Phase.ENTRY_CONTROLS: Turn.ENTRY_SIDE,
    Phase.ENTRY_RELEASED: Turn.DRIVER,
    Phase.REFUSED: Turn.DRIVER,
}

ENDS = frozenset(
    {Phase.ENTERED, Phase.CANCELLED, Phase.NO_SHOW, Phase.LAPSED, Phase.TURNED_BACK, Phase.CLOSED}
)

# acts that a vehicle which comes all the same overtakes: a physical fact beats them
OVERTAKEN = frozenset({Phase.NO_SHOW, Phase.CANCELLED, Phase.LAPSED})
SAME_TRIP = timedelta(days=1)  # for so long; whoever comes later is on another trip

_ON_THE_WAY = (Phase.WAITING, Phase.EXIT_CONTROLS)  # the vehicle comes, whatever was written

# from -> to: drawn in the reference; a test walks every lawful history against it
TRANSITIONS: dict[Phase, tuple[Phase, ...]] = {
    Phase.EXPECTED: (Phase.OPENED, Phase.WAITING, Phase.EXIT_CONTROLS, Phase.ENTRY_CONTROLS),
    Phase.OPENED: (Phase.BOOKED, Phase.ANNOUNCED, *_ON_THE_WAY, Phase.LAPSED, Phase.CLOSED),
    Phase.BOOKED: (
        Phase.ANNOUNCED, *_ON_THE_WAY, Phase.CANCELLED, Phase.NO_SHOW, Phase.CLOSED,
    ),
    Phase.ANNOUNCED: (
        *_ON_THE_WAY, Phase.CANCELLED, Phase.NO_SHOW, Phase.LAPSED, Phase.CLOSED,
        Phase.OPENED, Phase.BOOKED,
    ),
    Phase.WAITING: (Phase.CALLED, Phase.EXIT_CONTROLS),
    Phase.CALLED: (Phase.EXIT_CONTROLS,),
    Phase.EXIT_CONTROLS: (Phase.EXIT_RELEASED, Phase.REFUSED),
    Phase.EXIT_RELEASED: (Phase.STRIP, Phase.EXIT_CONTROLS),
    Phase.STRIP: (Phase.ENTRY_CONTROLS,),
    Phase.ENTRY_CONTROLS: (Phase.ENTRY_RELEASED, Phase.REFUSED),
    Phase.ENTRY_RELEASED: (Phase.ENTERED, Phase.ENTRY_CONTROLS),
    Phase.REFUSED: (Phase.TURNED_BACK, Phase.EXIT_CONTROLS, Phase.ENTRY_CONTROLS),
    Phase.CANCELLED: (
        Phase.BOOKED, Phase.ANNOUNCED, *_ON_THE_WAY, Phase.LAPSED, Phase.CLOSED,
    ),
    Phase.NO_SHOW: (Phase.BOOKED, Phase.ANNOUNCED, *_ON_THE_WAY, Phase.LAPSED, Phase.CLOSED),
    Phase.LAPSED: _ON_THE_WAY,
    Phase.CLOSED: _ON_THE_WAY,
}

# places of the exit side at which a vehicle has come, and is not yet registered
_BEFORE_GATE = ("waiting_area", "gate")
_ENDINGS = {
    "cancelled": Phase.CANCELLED, "no_show": Phase.NO_SHOW,
    "lapsed": Phase.LAPSED, "closed": Phase.CLOSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the milestones of a case add up to."""

    phase: Phase
    since: datetime
    held: bool
    exit_state: SideState
    entry_state: SideState
    turn: Turn


def fold(milestones: Iterable[Milestone], *, exit_side: str, entry_side: str) -> Status:
    """The status of a case from all its milestones, in any order.

    Physical facts win over acts written without knowing them: an arrival inside the waiting area
    over a no-show or a lapse, a registration over a cancellation.
    """
    ordered = sorted(milestones, key=_as_written)
    exit_state, exit_since = _side([stone for stone in ordered if stone.side == exit_side])
    entry_state, entry_since = _side([stone for stone in ordered if stone.side == entry_side])
    phase, since = _journey_phase(
        exit_state, entry_state, exit_since=exit_since, entry_since=entry_since
    ) or _approach(ordered, exit_side=exit_side)
    held = SideState.HELD in (exit_state, entry_state)
    return Status(
        phase=phase, since=since, held=held, exit_state=exit_state, entry_state=entry_state,
        turn=TURNS.get(phase, Turn.NOBODY),
    )


def _as_written(stone: Milestone) -> tuple[datetime, str, int, str]:
    """By the moment of writing; within one second by log, and in each log as it wrote them."""
    return stone.recorded, stone.log, stone.number, stone.uid


def _side(own: Sequence[Milestone]) -> tuple[SideState, datetime | None]:
    """What one side's own milestones say of it."""
    latest = {stone.name: stone for stone in own}
    for name, state in (
        ("turned_back", SideState.TURNED_BACK), ("exited", SideState.GONE),
    ):
        if name in latest:
            return state, latest[name].time
    verdict = _verdict(own)
    if verdict is not None:
        refused = verdict.name == "refused"
        return SideState.REFUSED if refused else SideState.RELEASED, verdict.time
    hold = _open_hold(own)
    if hold is not None:
        return SideState.HELD, hold.time
    if "registered" in latest:
        return SideState.REGISTERED, latest["registered"].time
    return SideState.EXPECTED, None


def _verdict(own: Sequence[Milestone]) -> Milestone | None:
    """The outcome that stands. A reversal opens a release again, whoever of the side reverses; a
    refusal only when the service that refused takes it back."""
    released: Milestone | None = None
    refused: dict[str, Milestone] = {}
    for stone in own:
        service = stone.detail.partition(" ")[0]
        if stone.name == "released":
            released = stone
        elif stone.name == "refused":
            refused.setdefault(service, stone)
        elif stone.name == "reversed":
            released = None
            refused.pop(service, None)
    return min(refused.values(), key=lambda stone: stone.time) if refused else released


def open_hold(milestones: Iterable[Milestone], *, side: str) -> Milestone | None:
    """What holds a case on a side now: the milestone by which ``fold`` calls it held."""
    return _open_hold([stone for stone in sorted(milestones, key=_as_written)
                       if stone.side == side])


def _open_hold(own: Sequence[Milestone]) -> Milestone | None:
    """The first hold that its service has not lifted; ``detail`` is ``<service> <outcome>``.

    Of holds whose reason is withheld no service is told: the first to end is taken for the first.
    """
    last: dict[str, Milestone] = {}
    withheld: list[Milestone] = []
    for stone in own:
        if stone.name in ("finding", "reversed"):
            last[stone.detail.partition(" ")[0]] = stone
        elif stone.name == "withheld":
            withheld.append(stone)
        elif stone.name == "withheld_lifted":
            withheld = withheld[1:]
    held = [stone for stone in last.values() if stone.detail.endswith(" held")] + withheld
    return min(held, key=lambda stone: stone.time) if held else None


def _journey_phase(
    exit_state: SideState, entry_state: SideState, *,
    exit_since: datetime | None, entry_since: datetime | None,
) -> tuple[Phase, datetime] | None:
    """The phase once a side has the vehicle; the entry side is further along."""
    for state, since, inside, released, gone in (
        (entry_state, entry_since, Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED, Phase.ENTERED),
        (exit_state, exit_since, Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.STRIP),
    ):
        if since is None:
            continue
        phase = {
            SideState.REGISTERED: inside, SideState.HELD: inside, SideState.RELEASED: released,
            SideState.GONE: gone, SideState.REFUSED: Phase.REFUSED,
            SideState.TURNED_BACK: Phase.TURNED_BACK,
        }[state]
        return phase, since
    return None


# acts of the queue: under the other direction the entry side may write them, of any case
_OF_EXIT_SIDE = frozenset(name for kind, name in MILESTONES.items() if kind.startswith("queue."))


def _approach(ordered: Sequence[Milestone], *, exit_side: str) -> tuple[Phase, datetime]:
    """The phase before the gate, which is the exit side's to say. Of a stub the direction, and so the
    exit side, may be unknown."""
    first = ordered[0].time
    ordered = [stone for stone in ordered
               if stone.name not in _OF_EXIT_SIDE or stone.side in (exit_side or stone.side,)]
    latest = {stone.name: stone for stone in ordered}
    waiting = next(
        (stone for stone in ordered if stone.name == "arrived" and stone.detail in _BEFORE_GATE
         and stone.side in (exit_side or stone.side,)),
        None,
    )
    if waiting is not None:
        called = latest.get("called")
        return (Phase.CALLED, called.time) if called else (Phase.WAITING, waiting.time)
    queue = [stone for stone in ordered if stone.name in (*_ENDINGS, "booked")]
    if queue and queue[-1].name in _ENDINGS:
        return _ENDINGS[queue[-1].name], queue[-1].time
    for name, phase in (("called", Phase.CALLED), ("booked", Phase.BOOKED), ("opened", Phase.OPENED)):
        if phase is Phase.BOOKED and (notice := _standing_notice(ordered)):
            return Phase.ANNOUNCED, notice.time  # announced counts as further than booked
        if name in latest:
            return phase, latest[name].time
    return Phase.EXPECTED, first


def _standing_notice(ordered: Sequence[Milestone]) -> Milestone | None:
    """The newest notice that was not withdrawn; ``detail`` is its id."""
    standing: dict[str, Milestone] = {}
    for stone in ordered:
        if stone.name == "announced":
            standing[stone.detail] = stone
        elif stone.name == "notice_cancelled":
            standing.pop(stone.detail, None)
    return max(standing.values(), key=_as_written) if standing else None
