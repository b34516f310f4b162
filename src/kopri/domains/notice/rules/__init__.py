"""Rules of notices: what refuses one, and what is only said about it.

``lodging`` refuses; ``lacking``, ``lawful`` and ``likely`` warn. Warnings are never stored: they
follow from the notice, the country data and the time, and are computed when somebody looks.
"""

from kopri.domains.notice.rules.coming import Bound, Coming, Yardstick
from kopri.domains.notice.rules.lodging import (
    LONGEST_AHEAD,
    CarriesSomething,
    NotInThePast,
    NotPresented,
    NotTooEarly,
    StillNewest,
    StillThere,
    broken_lodging,
)
from kopri.domains.notice.rules.looking import goods_looked_at, looked_at, wrong_with

__all__ = [
    "LONGEST_AHEAD", "Bound", "CarriesSomething", "Coming", "NotInThePast", "NotPresented",
    "NotTooEarly", "StillNewest", "StillThere", "Yardstick", "broken_lodging", "goods_looked_at",
    "looked_at", "wrong_with",
]
