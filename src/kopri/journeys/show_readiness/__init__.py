"""Show readiness: what each service of either side needs for a case, and what is there of it."""

from kopri.journeys.show_readiness.showing import (
    Flags,
    flags_of,
    readiness_of,
    show_readiness,
)

__all__ = ["Flags", "flags_of", "readiness_of", "show_readiness"]
