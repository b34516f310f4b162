"""What the API takes of customs declarations."""

from typing import Annotated, Literal

from msgspec import Meta

from kopri.interfaces.api.bodies import Body, Moment

Line = Annotated[str, Meta(max_length=120)]
Lines = Annotated[list[Line], Meta(max_length=50)]
Words = Annotated[str, Meta(max_length=500)]


class Declare(Body, frozen=True, kw_only=True):
    """A declaration; with a number where a system has it already. The rest is for transit."""

    regime: Literal["export", "transit", "import"]
    number: Line = ""
    consignment: Annotated[Line, Meta(description="as the notice names it, where there are several")] = ""
    exit_office: Line = ""
    deadline: Moment | None = None
    guarantee: Line = ""
    seals: Lines | None = None
    route: Lines | None = None


class Follow(Body, frozen=True, kw_only=True):
    """Nothing is to be said: what is known of the goods is told to the system."""


class TellState(Body, frozen=True, kw_only=True):
    """What an officer has before him on paper."""

    state: Literal["accepted", "under_examination", "released", "invalidated"]
    number: Line = ""
    text: Words = ""


class Invalidate(Body, frozen=True, kw_only=True):
    """Why the system is asked to invalidate it."""

    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class EndTransit(Body, frozen=True, kw_only=True):
    """``office``: that has reported; not needed where the neighbour's arrival is the evidence."""

    seals_intact: bool
    office: Line = ""
    text: Words = ""


CUSTOMS_SHAPES: tuple[type[Body], ...] = (Declare, Follow, TellState, Invalidate, EndTransit)
