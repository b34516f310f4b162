"""outcomes.* -> parts, withheld holds, proposals."""

from collections.abc import Sequence

from kopri.domains.outcomes.models import OwnHold, OwnProposal, SharedPart
from kopri.journal.types import Entry

_WORDS = ("lifts", "until", "rule", "appeal", "appeal_until")


def part_decided(entries: Sequence[Entry]) -> None:
    """outcomes.part_decided: the last word of a service on a part counts."""
    for entry in entries:
        payload = entry.payload
        SharedPart.objects.update_or_create(
            reference=entry.subject, side=entry.side, service=payload.get("service", ""),
            part=payload.get("part", ""), defaults={
                "outcome": payload.get("outcome", ""), "time": entry.time, "uid": entry.uid,
                **{name: payload.get(name, "") for name in _WORDS}})


def withheld(entries: Sequence[Entry]) -> None:
    """outcomes.withheld, the own side's part."""
    for entry in entries:
        if "service" in entry.payload:
            OwnHold.objects.update_or_create(
                reference=entry.subject, side=entry.side, service=entry.payload["service"],
                defaults={"reason": entry.payload.get("reason", ""), "since": entry.time,
                          "until": entry.payload.get("until", ""), "lifted": None})


def lifted(entries: Sequence[Entry]) -> None:
    """outcomes.withheld_lifted, the own side's part."""
    for entry in entries:
        if "service" in entry.payload:
            OwnHold.objects.filter(
                reference=entry.subject, side=entry.side, service=entry.payload["service"],
            ).update(lifted=entry.time)


def proposed(entries: Sequence[Entry]) -> None:
    """outcomes.proposed."""
    for entry in entries:
        OwnProposal.objects.get_or_create(proposal=entry.payload["proposal"], defaults={
            "reference": entry.subject, "side": entry.side, "time": entry.time, "uid": entry.uid,
            "person": entry.actor.get("person", ""),
            **entry.only("service", "act", "words")})


def ended(entries: Sequence[Entry]) -> None:
    """outcomes.proposal_ended."""
    for entry in entries:
        OwnProposal.objects.filter(proposal=entry.payload.get("proposal", "")).update(
            ended=entry.time)
