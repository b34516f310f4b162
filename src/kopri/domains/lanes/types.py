"""Payloads of lanes."""

from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload


class LaneSet(Payload, frozen=True, kw_only=True):
    """A lane of a post was closed or opened."""

    KIND: ClassVar[str] = "gate.lane_set"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    lane: Annotated[int, Meta(ge=1, le=99)]
    open: bool
    reason: Annotated[str, Meta(max_length=500)]


KINDS: tuple[type[Payload], ...] = (LaneSet,)
