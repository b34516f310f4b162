"""Fall back: declare a regime, release under it, look again; print a pack, enter paper hours."""

from kopri.journeys.fall_back.declaring import declare_regime, end_regime, renew_regime
from kopri.journeys.fall_back.paper import PaperHours, enter_paper_hours, print_pack
from kopri.journeys.fall_back.releasing import look_again, release_under_regime
from kopri.journeys.fall_back.showing import (
    Candidate,
    FallbackSheet,
    PackRow,
    PackSheet,
    PointSheet,
    released_under,
    show_fallback,
    show_pack,
    to_look_at,
)

__all__ = [
    "Candidate",
    "FallbackSheet",
    "PackRow",
    "PackSheet",
    "PaperHours",
    "PointSheet",
    "declare_regime",
    "end_regime",
    "enter_paper_hours",
    "look_again",
    "print_pack",
    "release_under_regime",
    "released_under",
    "renew_regime",
    "show_fallback",
    "show_pack",
    "to_look_at",
]
