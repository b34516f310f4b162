"""How a country's customs take a declaration: by what system, and what a transit has to have."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from kopri.engines.countrydata.cells import Dated


class CustomsRule(Dated, frozen=True, kw_only=True):
    """``customs.csv``: a regime, the state's own system for it, and the terms of a transit.

    ``shape``: of the system's messages. ``term_days``: the longest that a transit may take.
    """

    unique: ClassVar = ("regime", "valid_from")

    regime: Literal["export", "transit", "import"]
    system: Annotated[str, Meta(min_length=1)]
    shape: Literal["wco", "asycuda"]
    guarantee: Literal["required", "none"] = "none"
    term_days: Annotated[int, Meta(ge=1, le=365)] | None = None
    note: str = ""
