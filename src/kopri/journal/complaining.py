"""What neighbours say is wrong with our log, and what we say of theirs: shown on both desks.

A complaint is told whole, as the list of what is open now, so that it may be told twice. It is
believed by nobody and changes nothing but what is shown.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta

from kopri.journal.locks import Locks
from kopri.journal.models import Complaint, Incident, Log

MOST = 100


class Charge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is wrong, by its name among the incidents, and where, if it has a place."""

    code: Annotated[str, Meta(pattern="^[a-z_]{1,60}$")]
    index: Annotated[int, Meta(ge=0, le=2**53 - 1)] | None = None


class Complaints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``log``: the origin of the log complained of, which is the one that is told."""

    log: str
    charges: Annotated[list[Charge], Meta(max_length=MOST)]


def hear(complaints: Complaints, *, by: Log, locks: Locks, now: datetime) -> None:
    """Take over what ``by`` complains of: what is not in the list any more is settled."""
    told = {(charge.code, charge.index) for charge in complaints.charges}
    with locks.hold([f"complaints:{by.origin}"]):
        for row in Complaint.objects.filter(by=by):
            if (row.code, row.index) not in told:
                row.delete()
            told.discard((row.code, row.index))
        Complaint.objects.bulk_create([
            Complaint(by=by, code=code, index=index, since=now)
            for code, index in sorted(told, key=str)
        ])


def untold(origin: str) -> bytes:
    """What to tell the node of that log; empty where it has been told as it is now."""
    body = _said(origin, _charges(origin))
    return b"" if Log.objects.filter(origin=origin, told=_digest(origin, body)).exists() else body


def told(origin: str, body: bytes, *, locks: Locks) -> None:
    """It has heard this."""
    with locks.hold([f"log:{origin}"]):
        Log.objects.filter(origin=origin).update(told=_digest(origin, body))


def _charges(origin: str) -> Sequence[Charge]:
    rows = Incident.objects.filter(log__origin=origin, closed=None).order_by("pk")[:MOST]
    return [Charge(code=row.code, index=row.index) for row in rows]


def _said(origin: str, charges: Sequence[Charge]) -> bytes:
    return msgspec.json.encode(Complaints(log=origin, charges=list(charges)))


def _digest(origin: str, body: bytes) -> str:
    """Nothing to complain of is what every neighbour knows from the beginning."""
    return "" if body == _said(origin, ()) else sha256(body).hexdigest()
