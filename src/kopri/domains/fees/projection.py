"""fees.posted -> the lines of the ledger."""

from collections.abc import Sequence

from kopri.domains.fees.models import LedgerLine
from kopri.journal.rows import keep_row
from kopri.journal.types import Entry

_OF_THE_POSTING = ("why", "currency", "reference", "code", "source", "bank_reference", "reverses",
                   "reason")


def posted(entries: Sequence[Entry]) -> None:
    """fees.posted: each line once, however often it is heard."""
    for entry in entries:
        common = entry.only(*_OF_THE_POSTING)
        for number, line in enumerate(entry.payload.get("lines", ())):
            keep_row(LedgerLine, key={"uid": entry.uid, "number": number}, values={
                **common, "time": entry.time, "account": line["account"],
                "amount_minor": line["amount_minor"], "party": line.get("party", ""),
                "vehicle": line.get("vehicle", "")})
