"""Payloads of weighing."""

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from kopri.journal.types import Authority, Payload

Mass = Annotated[int, Meta(ge=1, le=200_000, description="kg, as weighed")]


class AxleGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Axles that bear together, from the front."""

    axles: Annotated[int, Meta(ge=1, le=4)]
    load_kg: Mass


AxleGroups = Annotated[tuple[AxleGroup, ...], Meta(max_length=20, description="from the front")]


class Weighed(Payload, frozen=True, kw_only=True):
    """The scales of a side have weighed the vehicle."""

    KIND: ClassVar[str] = "gate.weighed"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    point: str
    gross_kg: Mass
    axle_groups: AxleGroups = ()
    device: Annotated[str, Meta(
        max_length=64, description="the scales' own name; empty: read and typed by hand")] = ""


KINDS: tuple[type[Payload], ...] = (Weighed,)
