"""Who may serve as a third in the draws of a pair."""

from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.engines.countrydata.cells import Dated


class Third(Dated, frozen=True, kw_only=True):
    """``thirds.csv``: observers that both states ask for the third share of a draw, the first first.

    ``origin``: of the observer's log; in a demo it has ``demo.`` before it.
    """

    unique: ClassVar = ("origin", "valid_from")

    origin: Annotated[str, Meta(min_length=1)]
    note: str = ""
