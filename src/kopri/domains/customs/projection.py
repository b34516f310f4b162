"""customs.* -> declarations and what was told of them."""

from collections.abc import Sequence

from kopri.domains.customs.models import (
    OwnAnswer,
    OwnDeclaration,
    SharedDeclaration,
    SharedDeclarationState,
)
from kopri.domains.customs.types import DeclarationState
from kopri.journal.rows import keep_row
from kopri.journal.types import Entry
from kopri.kernel.clock import require_moment


def declared(entries: Sequence[Entry]) -> None:
    """customs.declared, what both sides hold."""
    for entry in entries:
        require_moment(entry.payload.get("deadline"))
        keep_row(SharedDeclaration, key={"uid": entry.uid}, values={
            "reference": entry.subject, "side": entry.side, "time": entry.time,
            "event": entry.event,
            **entry.only("declaration", "regime", "simulated", "exit_office", "deadline", "seals",
                         "route")})


def owned(entries: Sequence[Entry]) -> None:
    """customs.declared, the own side's part."""
    for entry in entries:
        told = entry.only("lrn", "system", "guarantee", "consignment")
        if told and entry.event:
            keep_row(OwnDeclaration, key={"event": entry.event}, values={
                "reference": entry.subject, "service": entry.actor.get("service", ""), **told})


def told(entries: Sequence[Entry]) -> None:
    """customs.state_told, what both sides hold."""
    for entry in entries:
        _state(entry, **entry.only("state", "number", "by"))


def answered(entries: Sequence[Entry]) -> None:
    """customs.state_told, the own side's part."""
    for entry in entries:
        said = entry.only("answer", "code", "text")
        if said and entry.event:
            keep_row(OwnAnswer, key={"event": entry.event}, values={
                "reference": entry.subject, "time": entry.time, **said,
                "place": OwnAnswer.objects.filter(reference=entry.subject).count()})


def ended(entries: Sequence[Entry]) -> None:
    """customs.transit_ended."""
    for entry in entries:
        _state(entry, state=DeclarationState.DISCHARGED.value, by="officer",
               **entry.only("evidence", "office", "seals_intact"))


def _state(entry: Entry, **fields: object) -> None:
    keep_row(SharedDeclarationState, key={"uid": entry.uid}, values={
        "reference": entry.subject, "side": entry.side, "time": entry.time,
        "event": entry.event, **entry.only("declaration"), **fields})
