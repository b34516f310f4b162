"""The trust policy that the logs known here amount to, one for each log."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from kopri.engines.notes import Verifier
from kopri.engines.notes.policy import NONE, Group, Policy, PolicyLog, PolicyWitness
from kopri.journal.keys import LOG, WITNESS, verifiers
from kopri.journal.models import Log

OTHERS = b"others"


def policy_of(log: Log, *, at: datetime, quorum: int = 1) -> Policy:
    """This log under the keys that hold at ``at``, and any ``quorum`` witnesses of other sides.

    A side's own witness is listed, and counts for nothing: a log does not vouch for itself.
    Where no other side's log is known, no cosignature is asked for.
    """
    own = [*_witnesses(Log.objects.filter(side=log.side).order_by("origin"), at=at)]
    others = [*_witnesses(Log.objects.exclude(side=log.side).order_by("origin"), at=at)]
    members = [each.name for each in others]
    groups = [Group(name=OTHERS, threshold=quorum, members=tuple(members))]
    asked = bool(others and quorum)
    return Policy(
        logs=tuple(PolicyLog(key=key) for key in verifiers(log, LOG, at=at)),
        witnesses=(*others, *own), groups=tuple(groups if asked else []),
        quorum=OTHERS if asked else NONE,
    )


def _witnesses(logs: Iterable[Log], *, at: datetime) -> Iterator[PolicyWitness]:
    for log in logs:
        for number, key in enumerate(verifiers(log, WITNESS, at=at)):
            yield PolicyWitness(name=_name(key, number), key=key)


def _name(key: Verifier, number: int) -> bytes:
    """The key's own name; while two keys of a witness overlap, the second is numbered."""
    return key.name.encode() + (b"#%d" % (number + 1) if number else b"")
