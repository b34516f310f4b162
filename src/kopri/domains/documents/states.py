"""The states of a document before a service: from, by whom, to."""

from enum import Enum


class DocumentState(Enum):
    """What became of a document: attached or withdrawn; before a service also lodged or judged."""

    ATTACHED = "attached"
    LODGED = "lodged"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


_WITHDRAW = ("carrier", DocumentState.WITHDRAWN)
_JUDGE = (("inspector", DocumentState.ACCEPTED), ("inspector", DocumentState.REJECTED))

TRANSITIONS: dict[DocumentState, tuple[tuple[str, DocumentState], ...]] = {
    DocumentState.ATTACHED: (("carrier", DocumentState.LODGED), *_JUDGE, _WITHDRAW),
    DocumentState.LODGED: (
        *_JUDGE, ("system", DocumentState.ACCEPTED), ("system", DocumentState.REJECTED), _WITHDRAW),
    DocumentState.ACCEPTED: (("inspector", DocumentState.REJECTED), _WITHDRAW),
    DocumentState.REJECTED: (("inspector", DocumentState.ACCEPTED), _WITHDRAW),
}
ENDS = frozenset({DocumentState.WITHDRAWN})
