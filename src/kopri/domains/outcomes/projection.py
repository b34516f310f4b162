"""outcomes.* -> parts, withheld holds, proposals."""

from collections.abc import Sequence

from kopri.domains.outcomes.models import OwnHold, OwnProposal, SharedPart
from kopri.domains.outcomes.types import PartOutcome
from kopri.journal.rows import keep_row, put_row
from kopri.journal.types import Entry
from kopri.kernel.clock import require_day, require_moment

_WORDS = ("lifts", "until", "rule", "appeal", "appeal_until")


def part_decided(entries: Sequence[Entry]) -> None:
    """outcomes.part_decided: the last word of a service on a part counts."""
    for entry in entries:
        payload = entry.payload
        if "outcome" in payload:
            PartOutcome(payload["outcome"])
        require_moment(payload.get("until"))
        require_day(payload.get("appeal_until"))
        put_row(SharedPart, key={
            "reference": entry.subject, "side": entry.side,
            **{name: payload.get(name, "") for name in ("service", "part")},
        }, values={"outcome": payload.get("outcome", ""), "time": entry.time, "uid": entry.uid,
                   **{name: payload.get(name, "") for name in _WORDS}})


def withheld(entries: Sequence[Entry]) -> None:
    """outcomes.withheld, the own side's part."""
    for entry in entries:
        if "service" in entry.payload:
            put_row(OwnHold, key={
                "reference": entry.subject, "side": entry.side, **entry.only("service"),
            }, values={"reason": entry.payload.get("reason", ""), "since": entry.time,
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
        keep_row(OwnProposal, key={"proposal": entry.payload["proposal"]}, values={
            "reference": entry.subject, "side": entry.side, "time": entry.time, "uid": entry.uid,
            "person": entry.actor.get("person", ""),
            **entry.only("service", "act", "words")})


def ended(entries: Sequence[Entry]) -> None:
    """outcomes.proposal_ended."""
    for entry in entries:
        OwnProposal.objects.filter(proposal=entry.payload.get("proposal", "")).update(
            ended=entry.time)
