"""Values of links."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverLink:
    """The link to a case's card; ``number``: how many renewals came before it."""

    reference: str
    number: int
