"""Show the journal: to everybody how it stands, to auditors what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from kopri.journal.apply.rebuild import digest
from kopri.journal.core import Journal
from kopri.journal.queries import (
    ComplaintLine,
    EntryLine,
    EvidenceFile,
    IncidentLine,
    LogLine,
    complaints,
    entries_json,
    evidence_files,
    incidents,
    logs,
    recent,
)
from kopri.journal.serve import checkpoint_note, own_log
from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role, require


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalSheet:
    """``tables``: SHA-256 of each shared table, equal on both nodes once both have followed."""

    now: datetime
    logs: Sequence[LogLine]
    incidents: Sequence[IncidentLine]
    complaints: Sequence[ComplaintLine]
    checkpoint: str
    recent: Sequence[EntryLine]
    tables: dict[str, str]


def show_journal(
    *, journal: Journal, shared: Sequence[type[models.Model]], with_tables: bool = True
) -> JournalSheet:
    """How the own log and the followed ones stand."""
    return JournalSheet(
        now=journal.clock.now(), logs=logs(), incidents=incidents(),
        complaints=complaints(), checkpoint=checkpoint_note(own_log()).decode(), recent=recent(),
        tables={table._meta.db_table: digest(table) for table in shared} if with_tables else {},
    )


def show_entries(*, actor: Actor, log: str, start: int, limit: int) -> bytes:
    """Entries of a log from an index on, as JSON: everything this node holds, for auditors."""
    require(has_role(actor, Role.AUDITOR))
    return entries_json(log=log, start=start, limit=limit)


def show_evidence(*, actor: Actor, number: int) -> EvidenceFile | None:
    """The evidence file of an incident; for auditors and the operator."""
    require(has_role(actor, Role.AUDITOR, Role.OPERATOR))
    return next(iter(evidence_files(number=number)), None)


def show_state(
    *, actor: Actor, journal: Journal, shared: Sequence[type[models.Model]]
) -> JournalSheet:
    """How the logs stand and what is newest in them, digests included; for auditors."""
    require(has_role(actor, Role.AUDITOR))
    return show_journal(journal=journal, shared=shared)
