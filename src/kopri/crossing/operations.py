"""Open, amend and close a case: check, then append."""

from collections.abc import Collection

from kopri.crossing.models import Case
from kopri.crossing.queries import by_reference
from kopri.crossing.rules import (
    broken_on_change,
    broken_on_change_inside,
    broken_on_opening,
)
from kopri.crossing.types import (
    Conveyance,
    CrewMember,
    CrossingAmended,
    CrossingClosed,
    CrossingOpened,
    Opening,
    Part,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.actor import Role
from kopri.kernel.errors import Ground
from kopri.kernel.ids import new_reference
from kopri.kernel.rules import has_role, refuse_if, require

OPENERS = (Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def opened(
    tx: Writing, *, opening: Opening, directions: Collection[str], points: Collection[str]
) -> str:
    """Open a case; its reference, unique without asking anyone."""
    drafts, references = drafted(
        tx, openings=[opening], directions=directions, points=points
    )
    tx.append_many(drafts)
    return references[0]


def open_as(tx: Writing, *, reference: str, opening: Opening) -> None:
    """Open a case under a reference that this node has drawn beforehand."""
    require(has_role(tx.actor, Role.GATE_OFFICER, Role.SHIFT_HEAD))
    tx.append(Draft(subject=reference, source="paper", payload=_told(opening)))


def drafted(
    tx: Writing, *, openings: Collection[Opening], directions: Collection[str],
    points: Collection[str],
) -> tuple[list[Draft], list[str]]:
    """The drafts of new cases and their references, checked but not yet appended."""
    require(has_role(tx.actor, *OPENERS))
    refuse_if(
        (fault for opening in openings for fault in broken_on_opening(
            direction=opening.direction, point=opening.point,
            directions=directions, points=points)),
        ground=Ground.INVALID,
    )
    references = _fresh_references(tx, count=len(openings))
    return [
        Draft(subject=reference, payload=_told(opening))
        for reference, opening in zip(references, openings, strict=True)
    ], references


def _told(opening: Opening) -> CrossingOpened:
    return CrossingOpened(
        direction=opening.direction, point=opening.point, mode=opening.mode,
        loaded=opening.loaded, conveyance=opening.conveyance, carrier=opening.carrier,
        crew=list(opening.crew), parts=list(opening.parts))


def _fresh_references(tx: Writing, *, count: int) -> list[str]:
    """References that this node's own table does not have yet."""
    fresh: dict[str, None] = {}
    while len(fresh) < count:
        drawn = [new_reference(letter=tx.journal.letter, random=tx.random)
                 for _ in range(count - len(fresh))]
        known = set(Case.objects.filter(reference__in=drawn).values_list("reference", flat=True))
        fresh |= dict.fromkeys(each for each in drawn if each not in known)
    return list(fresh)


def amend(
    tx: Writing, *, reference: str, loaded: bool | None = None,
    conveyance: Conveyance | None = None, crew: list[CrewMember] | None = None,
    parts: list[Part] | None = None,
) -> Recorded:
    """Change what may still be changed: before the gate, and by the gate's officers inside it."""
    case = by_reference(reference)
    officer = has_role(tx.actor, Role.GATE_OFFICER, Role.SHIFT_HEAD)
    require(officer or _owns(tx, case.carrier))
    if not (officer and case.is_inside(tx.journal.side)):
        refuse_if(broken_on_change(phase=case.phase))
    elif conveyance is not None:
        refuse_if(broken_on_change_inside(
            before=(case.plate, case.vin, case.vehicle_class),
            after=(conveyance.plate, conveyance.vin, conveyance.vehicle_class)))
    return tx.append(Draft(subject=reference, payload=CrossingAmended(
        loaded=loaded, conveyance=conveyance, crew=crew, parts=parts)))


def close(tx: Writing, *, reference: str, reason: str) -> Recorded:
    """End a case that did not cross."""
    case = by_reference(reference)
    require(has_role(tx.actor, Role.SHIFT_HEAD) or _owns(tx, case.carrier))
    refuse_if(broken_on_change(phase=case.phase))
    return tx.append(Draft(subject=reference, payload=CrossingClosed(reason=reason)))


def _owns(tx: Writing, carrier: str) -> bool:
    return tx.actor.role is Role.CARRIER and tx.actor.person == carrier
