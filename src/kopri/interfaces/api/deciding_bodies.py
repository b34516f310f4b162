"""What the API takes of decisions: a mark, a service's finding, an answer to what goes back."""

from typing import Annotated

from msgspec import Meta, field

from kopri.interfaces.api.bodies import Body, Moment, Reason, When, Why

KnownTo = Annotated[str, Meta(max_length=80, description="the case's `seen` when it was decided over")]


class MarkRisk(Body, frozen=True, kw_only=True):
    """What was seen, and which steps a service does of it beyond its usual ones."""

    service: str
    steps: Annotated[list[str], Meta(min_length=1, max_length=20)]
    reason: Reason
    seen: KnownTo = ""


class LiftMark(Why, frozen=True, kw_only=True):
    """Why the risk is none."""

    seen: KnownTo = ""


class DirectControls(Body, frozen=True, kw_only=True):
    """How deep a service looks: a corridor of its side, steps of its own beyond it."""

    corridor: str = ""
    steps: list[str] = field(default_factory=list)
    time: Moment | None = None
    seen: KnownTo = ""


class RecordFinding(Body, frozen=True, kw_only=True):
    """A service's decision. ``part``: of this part alone. ``withheld``: a hold without saying why."""

    outcome: Annotated[str, Meta(pattern="^(cleared|held|refused)$")]
    reason: Reason | None = None
    lifts: Reason | None = None
    until: Moment | None = None
    part: Annotated[str, Meta(max_length=80, description="<kind>:<its id>")] = ""
    withheld: bool = False
    rule: Annotated[str, Meta(max_length=200)] | None = None
    facts_differ: bool = False
    time: Moment | None = None
    seen: KnownTo = ""


class TakeBack(Why, frozen=True, kw_only=True):
    """Why a decision is taken back."""

    seen: KnownTo = ""


class Confirm(When, frozen=True, kw_only=True):
    """A second officer confirms."""

    seen: KnownTo = ""


class AnswerReturn(Body, frozen=True, kw_only=True):
    """What the exit side says to what comes back; ``note``: where and how, or why not."""

    answer: Annotated[str, Meta(pattern="^(takes_back|objects)$")]
    note: Reason


DECIDING_SHAPES: tuple[type[Body], ...] = (
    MarkRisk, LiftMark, DirectControls, RecordFinding, TakeBack, Confirm, AnswerReturn)
