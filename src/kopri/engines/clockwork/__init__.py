"""Whose time it was: every second of a case is attributed to one party, and the sum is exact.

A case lasts from first arrival to exit gate. Intervals say what went on meanwhile (a service at
work, a queue, a closure, an outage); they may overlap and leave gaps. A table of precedence
decides between those that overlap; what nobody claims is ``UNATTRIBUTED``, shown as such.
"""

from kopri.engines.clockwork.attribution import (
    UNATTRIBUTED,
    Attribution,
    Interval,
    Segment,
    attribute,
)

__all__ = ["UNATTRIBUTED", "Attribution", "Interval", "Segment", "attribute"]
