"""A record in a test's hand: written entries without a node."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from kopri.domains.inspection.types import Written

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOST, GUEST = ("xa", "LEAF"), ("xb", "PLANTQ")


def written(
    act: str, by: tuple[str, str] = HOST, *, at: int = 0, number: int = 0, **said: Any
) -> Written:
    """An entry ``at`` minutes past noon; its uid is of all that it says."""
    uid = sha256(repr((act, by, at, number, sorted(said.items()))).encode()).hexdigest()
    time = NOON + timedelta(minutes=at)
    return Written(
        uid=uid, reference="K", inspection="i", act=act, side=by[0], service=by[1], time=time,
        recorded=time, log=f"{by[0]}.test", number=number, person="p", said=said)


def begun(*, services: Sequence[tuple[str, str]] = (HOST, GUEST), joint: bool = True) -> Written:
    guests = [{"step": "J1", "side": GUEST[0], "service": GUEST[1], "host_post": "nor",
               "legal_basis": "T1", "since": "2002-01-01"}] if joint else []
    return written(
        "began", at=-1, post="nor", place="shed 2", guests=guests,
        services=[{"side": side, "service": service} for side, service in services])
