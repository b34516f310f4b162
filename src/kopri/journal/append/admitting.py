"""Which log is whose: admitted once, from the pair's trust policy, and said in the journal."""

from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.models import Log
from kopri.journal.types import Draft, LogAdmitted, LogIdentity
from kopri.kernel.actor import Actor


def admit(*, journal: Journal, actor: Actor, identity: LogIdentity) -> bool:
    """Admit a log; False where it was admitted before."""
    own = identity.origin == journal.origin
    with begin(journal, actor=actor, keys=[f"log:{identity.origin}"]) as tx:
        new = know(identity, own=own)
        if new:
            tx.append(Draft(subject=identity.origin, payload=LogAdmitted(
                origin=identity.origin, side=identity.side, role=identity.role,
                letter=identity.letter, log_key=identity.log_key,
                witness_key=identity.witness_key, post=identity.post)))
    return new


def know(identity: LogIdentity, *, own: bool = False) -> bool:
    """Note a log and its keys, without a word in any journal; False where it was known before."""
    _, new = Log.objects.get_or_create(origin=identity.origin, defaults={
        "side": identity.side, "role": identity.role, "letter": identity.letter,
        "log_key": identity.log_key, "witness_key": identity.witness_key,
        "http_key": identity.http_key, "post": identity.post, "own": own,
    })
    return new
