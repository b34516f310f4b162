"""What must be true of any consignment, whatever format it came in, and what is doubtful.

``check`` refuses what no document may say; ``examine`` looks closer, with code lists where they
are given. All faults at once. Paths are JSON pointers into the consignment; codecs turn them into
paths of the document.
"""

from kopri.kernel.consignment.checks.closer import examine
from kopri.kernel.consignment.checks.found import Checked, Found
from kopri.kernel.consignment.checks.lists import NO_LISTS, CodeLists
from kopri.kernel.consignment.checks.marked import vehicle
from kopri.kernel.consignment.checks.parts import TRAILERS
from kopri.kernel.consignment.checks.times import comparable
from kopri.kernel.consignment.checks.whole import check

__all__ = [
    "NO_LISTS", "TRAILERS", "Checked", "CodeLists", "Found", "check", "comparable", "examine",
    "vehicle",
]
