"""What the law and the house say of inspections, and what entries add up to."""

from kopri.domains.inspection.rules.arranging import (
    LONGEST_LINE,
    Place,
    broken_beginning,
    broken_hosting,
    broken_party,
    broken_place,
    broken_time,
    broken_words,
)
from kopri.domains.inspection.rules.clearing import broken_clearing, open_at
from kopri.domains.inspection.rules.folding import records_of, state_of, unsigned
from kopri.domains.inspection.rules.law import (
    HasBegun,
    IsAPhotograph,
    KnownInspection,
    OtherSidesResult,
    PlausibleTime,
    ReasonGiven,
    UnderWay,
)
from kopri.domains.inspection.rules.working import (
    broken_fact,
    broken_moment,
    broken_part,
    broken_recognition,
    broken_signature,
    broken_weighing,
    recognisable,
    subject_of,
)

__all__ = [
    "LONGEST_LINE",
    "HasBegun",
    "IsAPhotograph",
    "KnownInspection",
    "OtherSidesResult",
    "Place",
    "PlausibleTime",
    "ReasonGiven",
    "UnderWay",
    "broken_beginning",
    "broken_clearing",
    "broken_fact",
    "broken_hosting",
    "broken_moment",
    "broken_part",
    "broken_party",
    "broken_place",
    "broken_recognition",
    "broken_signature",
    "broken_time",
    "broken_weighing",
    "broken_words",
    "open_at",
    "recognisable",
    "records_of",
    "state_of",
    "subject_of",
    "unsigned",
]
