"""The trust policy that the logs known here amount to, one for each log."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from kopri.engines.notes.policy import NONE, Group, Policy, PolicyLog, PolicyWitness
from kopri.journal.keys import LOG, WITNESS, key_name, verifiers
from kopri.journal.models import Log

OTHERS = b"others"


def policy_of(log: Log, *, at: datetime, quorum: int = 1) -> Policy:
    """This log under the keys that hold at ``at``, and any ``quorum`` witnesses of other sides.

    A side's own witness is listed, and counts for nothing: a log does not vouch for itself.
    Where no other side's log is known, no cosignature is asked for.
    """
    others = list(Log.objects.exclude(side=log.side).order_by("origin"))
    own = list(Log.objects.filter(side=log.side).order_by("origin"))
    groups = [group for each in others for group in _overlap(each, at=at)]
    members = tuple(_name(each) for each in others if verifiers(each, WITNESS, at=at))
    asked = bool(members and quorum)
    if asked:
        groups.append(Group(name=OTHERS, threshold=quorum, members=members))
    return Policy(
        logs=tuple(PolicyLog(key=key) for key in verifiers(log, LOG, at=at)),
        witnesses=tuple(_witnesses([*others, *own], at=at)), groups=tuple(groups),
        quorum=OTHERS if asked else NONE,
    )


def _witnesses(logs: Iterable[Log], *, at: datetime) -> Iterator[PolicyWitness]:
    """One line for each key; while two keys of a witness overlap they are numbered."""
    for log in logs:
        keys = verifiers(log, WITNESS, at=at)
        for number, key in enumerate(keys, start=1):
            yield PolicyWitness(name=_name(log, number if len(keys) > 1 else 0), key=key)


def _overlap(log: Log, *, at: datetime) -> Iterator[Group]:
    """The several keys of one witness, of which any one is that witness, once."""
    count = len(verifiers(log, WITNESS, at=at))
    if count > 1:
        members = tuple(_name(log, number) for number in range(1, count + 1))
        yield Group(name=_name(log), threshold=1, members=members)


def _name(log: Log, number: int = 0) -> bytes:
    name = key_name(origin=log.origin, use=WITNESS)
    return (f"{name}#{number}" if number else name).encode()
