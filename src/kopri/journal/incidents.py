"""Open and close incidents: what was found wrong with a log, and what became of it."""

from datetime import datetime

from kopri.journal.charges import CHARGES, Weight
from kopri.journal.models import Incident, Log

# code -> True where the evidence convinces a third party
CODES: dict[str, bool] = {
    code: charge.weight is Weight.PROOF for code, charge in CHARGES.items()
}


class Rejected(Exception):
    """What a log has shown is rejected: by code, and where it is known, by index.

    A complaint, until evidence is built from ``shown``: the note or the opening line as served.
    """

    def __init__(
        self, code: str, *, detail: str = "", index: int | None = None, shown: bytes = b""
    ) -> None:
        self.code, self.detail, self.index, self.shown = code, detail, index, shown
        super().__init__(f"{code} {detail}".strip())


def open_incident(log: Log, rejected: Rejected, *, now: datetime, evidence: bytes = b"") -> None:
    """Note it once for each name, where it was first found: places are for a liar to choose.

    With evidence the log is stopped: nothing more of it is applied or cosigned.
    """
    if not Incident.objects.filter(log=log, code=rejected.code, closed=None).exists():
        Incident.objects.create(
            log=log, code=rejected.code, index=rejected.index, detail=rejected.detail,
            proof=bool(evidence), evidence=evidence, opened=now)
    if evidence:
        Log.objects.filter(pk=log.pk).update(stopped=rejected.code)


def note_parked(log: Log, code: str, *, index: int, now: datetime) -> None:
    """An entry was kept and not applied."""
    open_incident(log, Rejected(code, index=index), now=now)
