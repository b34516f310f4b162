"""priority.* -> claims, decisions, lists, safety calls; queue.slot_requested -> the claim in it."""

from collections.abc import Sequence
from datetime import date

from kopri.domains.priority.models import (
    OwnDecision,
    OwnListedVehicle,
    OwnSafetyReason,
    SharedClaim,
    SharedSafetyCall,
)
from kopri.journal.rows import keep_row, put_row
from kopri.journal.types import Entry
from kopri.kernel.clock import from_text

_ASKED = ("point", "direction", "vehicle_class", "claim", "wishes", "goods", "services", "spoils_by")


def claimed(entries: Sequence[Entry]) -> None:
    """priority.claimed, and queue.slot_requested where it claims a class."""
    for entry in entries:
        if entry.payload.get("claim"):
            known = SharedClaim.objects.filter(uid=entry.uid, time=None)
            known.exclude(direction=entry.payload["direction"]).delete()  # not its writer's to answer
            put_row(SharedClaim, key={"uid": entry.uid}, values={
                "reference": entry.subject, "log": entry.log, "time": entry.time,
                **entry.only(*_ASKED)})


def answered(entries: Sequence[Entry]) -> None:
    """priority.claim_answered, by the exit side of the direction in which it was claimed."""
    for entry in entries:
        slot, uid = entry.payload.get("slot", ""), entry.payload["claim"]
        if SharedClaim.objects.filter(uid=uid).exclude(
                direction=entry.payload["direction"], reference=entry.subject).exists():
            continue
        put_row(SharedClaim, key={"uid": uid}, values={
            **entry.only("direction"), "reference": entry.subject,
            "state": entry.payload["state"], "rule": entry.payload.get("rule", ""),
            "missing": entry.payload.get("missing", []), "answered": entry.time,
            "slot": from_text(slot) if slot else None})


def decided(entries: Sequence[Entry]) -> None:
    """priority.claim_decided: the first decision stands."""
    for entry in entries:
        keep_row(OwnDecision, key={"claim": entry.payload["claim"]}, values={
            "reference": entry.subject, "time": entry.time,
            "service": entry.actor.get("service", ""), **entry.only("approved", "reason")})


def listed(entries: Sequence[Entry]) -> None:
    """priority.vehicles_listed."""
    for entry in entries:
        received = date.fromisoformat(entry.payload["received"])
        for vehicle in entry.payload["vehicles"]:
            keep_row(OwnListedVehicle, key={"entry": entry.uid, "vehicle": vehicle}, values={
                "received": received, **entry.only("rule", "direction", "body")})


def safety_called(entries: Sequence[Entry]) -> None:
    """priority.safety_called."""
    for entry in entries:
        put_row(SharedSafetyCall, key={"uid": entry.uid}, values={
            "reference": entry.subject, "log": entry.log, "time": entry.time,
            "person": entry.actor.get("person", ""),
            **entry.only("point", "direction", "vehicle_class", "danger")})


def safety_reason(entries: Sequence[Entry]) -> None:
    """priority.safety_called: the half that stays."""
    for entry in entries:
        if "reason" in entry.payload:
            keep_row(OwnSafetyReason, key={"event": entry.event or entry.uid}, values={
                "reference": entry.subject, "reason": entry.payload["reason"],
                "time": entry.time})


def countersigned(entries: Sequence[Entry]) -> None:
    """priority.countersigned: the first signature stands."""
    for entry in entries:
        call, _made = SharedSafetyCall.objects.get_or_create(
            uid=entry.payload["call"], defaults={"reference": entry.subject})
        if call.signed is None:
            call.signed, call.signed_by = entry.time, entry.actor.get("person", "")
            call.save()
