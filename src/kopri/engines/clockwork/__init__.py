"""Whose time it was: every second of a case is attributed to one party, and the sum is exact.

A case lasts from first arrival to exit gate. ``History`` says what happened; what claims which
seconds is in ``claiming``, who has a second that several claim in ``table``: the one table of
precedence. What nobody claims is ``NOBODY``'s, shown as unattributed. ``attribute`` is the sweep
beneath it, of any parties.
"""

from kopri.engines.clockwork.attribution import (
    UNATTRIBUTED,
    Attribution,
    Interval,
    Segment,
    attribute,
)
from kopri.engines.clockwork.history import History, Mark, Span, What
from kopri.engines.clockwork.reading import Reading, Stretch, added_up, read_clock
from kopri.engines.clockwork.table import NOBODY, PRECEDENCE, Cause, Whose

__all__ = [
    "NOBODY",
    "PRECEDENCE",
    "UNATTRIBUTED",
    "Attribution",
    "Cause",
    "History",
    "Interval",
    "Mark",
    "Reading",
    "Segment",
    "Span",
    "Stretch",
    "What",
    "Whose",
    "added_up",
    "attribute",
    "read_clock",
]
