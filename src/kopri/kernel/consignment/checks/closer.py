"""A closer look: code lists that are data, identifiers, and what does not go together.

What is certainly wrong is a fault, also where a document may be read with it; all else a warning.
"""

from kopri.kernel.consignment.checks import listed, marked, unlike
from kopri.kernel.consignment.checks.found import Checked, Found
from kopri.kernel.consignment.checks.lists import NO_LISTS, CodeLists
from kopri.kernel.consignment.whole import Consignment


def examine(consignment: Consignment, *, lists: CodeLists = NO_LISTS) -> Checked:
    """Everything that ``check`` does not look at."""
    found = Found()
    listed.look(consignment, lists, found)
    marked.look(consignment, found)
    unlike.look(consignment, found)
    return found.checked
