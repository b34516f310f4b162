"""The states of a document: from, by whom, to."""

from enum import Enum


class DocumentState(Enum):
    """What became of a document."""

    ATTACHED = "attached"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[DocumentState, tuple[tuple[str, DocumentState], ...]] = {
    DocumentState.ATTACHED: (("carrier", DocumentState.WITHDRAWN),),
}
ENDS = frozenset({DocumentState.WITHDRAWN})
