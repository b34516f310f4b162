"""What a country allows while a system or a line is down: who may be missed, how many, how long."""

from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.engines.countrydata.cells import Code, Dated

NEVER_MISSED = frozenset({"border", "migration"})  # roles; whatever a table says


class FallbackRule(Dated, frozen=True, kw_only=True):
    """``fallback.csv``: the regime that a shift head may declare at a crossing.

    ``may_miss``: roles of services, never border guard or migration. ``lasts_min``: after so many
    minutes it ends unless a second person renews it. A crossing without a row has no such regime.
    """

    unique: ClassVar = ("crossing", "valid_from")

    crossing: Code
    may_miss: Annotated[tuple[Code, ...], Meta(min_length=1)]
    cap_per_hour: Annotated[int, Meta(ge=1, description="vehicles released in any sixty minutes")]
    lasts_min: Annotated[int, Meta(ge=1, description="minutes")]
    note: str = ""
