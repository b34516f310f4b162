"""What a decision is made over, and what of it has changed since the officer looked."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_LOOK = "Look at it."


class ChangedSince(Rule):
    """The case has changed since you opened this form; nothing has been decided."""

    code = "control.changed_since"
    source = _HOUSE
    remedy = "Look at what has changed; what you have written is kept."


class DecidedSince(Rule):
    """Meanwhile {service} has decided."""

    code = "control.decided_since"
    source = _HOUSE
    remedy = _LOOK


class TakenBackSince(Rule):
    """Meanwhile {service} has taken a decision back."""

    code = "control.taken_back_since"
    source = _HOUSE
    remedy = _LOOK


class ProposedSince(Rule):
    """Meanwhile a colleague has proposed a decision, or confirmed one or let it fall."""

    code = "control.proposed_since"
    source = _HOUSE
    remedy = _LOOK


class PlannedSince(Rule):
    """Meanwhile the controls have been planned anew."""

    code = "control.planned_since"
    source = _HOUSE
    remedy = _LOOK


class NoticeSince(Rule):
    """Meanwhile the notice has changed."""

    code = "control.notice_since"
    source = _HOUSE
    remedy = _LOOK


class PapersSince(Rule):
    """Meanwhile a document has come, gone or been judged."""

    code = "control.papers_since"
    source = _HOUSE
    remedy = _LOOK


class WeighedSince(Rule):
    """Meanwhile the vehicle has been weighed."""

    code = "control.weighed_since"
    source = _HOUSE
    remedy = _LOOK


class InspectedSince(Rule):
    """Meanwhile something was found or done in the inspection."""

    code = "control.inspected_since"
    source = _HOUSE
    remedy = _LOOK


_OF_A_SIDE: Mapping[str, type[Rule]] = {
    "control.finding_recorded": DecidedSince, "outcomes.part_decided": DecidedSince,
    "outcomes.withheld": DecidedSince, "control.reversed": TakenBackSince,
    "outcomes.withheld_lifted": TakenBackSince, "outcomes.proposed": ProposedSince,
    "outcomes.proposal_ended": ProposedSince, "control.planned": PlannedSince,
    "control.directed": PlannedSince, "control.marked": PlannedSince,
    "control.mark_lifted": PlannedSince,
}
_OF_ALL: Mapping[str, type[Rule]] = {
    "notice.lodged": NoticeSince, "notice.amended": NoticeSince, "notice.cancelled": NoticeSince,
    "crossing.amended": NoticeSince, "documents.attached": PapersSince,
    "documents.lodged": PapersSince, "documents.withdrawn": PapersSince,
    "documents.accepted": PapersSince, "documents.rejected": PapersSince,
    "gate.weighed": WeighedSince, "inspection.found": InspectedSince,
    "inspection.seal_broken": InspectedSince, "inspection.sample_tested": InspectedSince,
}
_OF_ONE_SERVICE = {  # what another service does in these is no matter of mine
    "outcomes.proposed", "outcomes.proposal_ended", "control.directed", "control.marked",
    "control.mark_lifted", "documents.accepted", "documents.rejected",
}


def changes(
    events: Iterable[tuple[str, Mapping[str, Any]]], *, side: str, service: str
) -> Iterator[Fault]:
    """Each kind of change that this service's decision rests on, once; kind and payload given.

    That another service has cleared is none: services of a side work at the same time.
    """
    told = set()
    for kind, payload in events:
        rule = _OF_ALL.get(kind) or (_OF_A_SIDE.get(kind) if payload.get("side") == side else None)
        by = str(payload.get("service", ""))
        if rule is None or not _concerns(kind, payload, own=by == service):
            continue
        if (rule, by) not in told:
            told.add((rule, by))
            yield rule.fault(service=by)


def _concerns(kind: str, payload: Mapping[str, Any], *, own: bool) -> bool:
    if own:
        return True
    cleared = payload.get("outcome") == "cleared"
    return kind not in _OF_ONE_SERVICE and not cleared
