"""What is done in inspections."""

from kopri.domains.inspection.operations.arranging import (
    Asked,
    appoint,
    begin,
    begin_at_once,
    change,
    end,
)
from kopri.domains.inspection.operations.clearing import require_signed
from kopri.domains.inspection.operations.working import (
    note,
    recognise,
    recognise_weighing,
    sign,
)

__all__ = [
    "Asked",
    "appoint",
    "begin",
    "begin_at_once",
    "change",
    "end",
    "note",
    "recognise",
    "recognise_weighing",
    "require_signed",
    "sign",
]
