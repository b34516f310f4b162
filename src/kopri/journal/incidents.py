"""What is wrong with a log, by name: proofs that anyone can judge, complaints that nobody need."""

from datetime import datetime

from kopri.journal.models import Incident, Log

# code -> True where the evidence convinces a third party
CODES: dict[str, bool] = {
    "fork": True,  # two signed checkpoints of one size with two roots
    "checkpoint_signature": False,
    "checkpoint_malformed": False,
    "checkpoint_smaller": False,
    "wrong_log": False,
    "bundle_malformed": False,
    "root_mismatch": False,  # the leaves served do not hash to the root signed
    "leaf_mismatch": False,  # an opening is not the one that was published at its index
    "not_canonical": False,
    "bad_opening": False,
    "out_of_order": False,
    "count_broken": False,  # an entry addressed to us is missing
    "foreign_actor": False,
    "impossible_seen": False,
    "clock_apart": False,
}


class Rejected(Exception):
    """What a log has shown is rejected: by code, and where it is known, by index."""

    def __init__(self, code: str, *, detail: str = "", index: int | None = None) -> None:
        self.code, self.detail, self.index = code, detail, index
        super().__init__(f"{code} {detail}".strip())


def open_incident(log: Log, rejected: Rejected, *, now: datetime) -> None:
    """Note it once; an open incident of the same name at the same place stays one."""
    Incident.objects.get_or_create(
        log=log, code=rejected.code, index=rejected.index, closed=None,
        defaults={"detail": rejected.detail, "proof": CODES[rejected.code], "opened": now},
    )
    if CODES[rejected.code]:
        Log.objects.filter(pk=log.pk).update(stopped=rejected.code)


def close_incidents(log: Log, *, now: datetime) -> None:
    """What was complained of has been served after all; proofs stay open."""
    Incident.objects.filter(log=log, closed=None, proof=False).update(closed=now)
