"""Answer a return: the exit side takes back what the entry side has refused, or objects; it comes back."""

from kopri.domains.returns import operations
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor


def answer_return(
    *, journal: Journal, actor: Actor, reference: str, number: str, answer: str, note: str,
    request: RequestKey | None = None,
) -> str:
    """``answer``: ``takes_back`` or ``objects``; the reference."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        operations.answer(tx, reference=reference, number=number, answer=answer, note=note)
        return tx.answer(reference)


def receive_return(
    *, journal: Journal, actor: Actor, reference: str, number: str,
    request: RequestKey | None = None,
) -> str:
    """It has come back to the exit side; the reference."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        operations.receive(tx, reference=reference, number=number)
        return tx.answer(reference)
