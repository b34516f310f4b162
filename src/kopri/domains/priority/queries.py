"""Reading claims, lists, decisions, safety calls."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kopri.domains.priority.models import (
    OwnDecision,
    OwnListedVehicle,
    OwnSafetyReason,
    SharedClaim,
    SharedSafetyCall,
)
from kopri.domains.priority.states import STANDING, ClaimState
from kopri.journal.rows import rows_with
from kopri.kernel.clock import from_text
from kopri.kernel.lines import Line

_STANDING = [state.value for state in STANDING]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim, and the last answer to it. ``missing``: codes of ``rules``."""

    uid: str
    log: str
    reference: str
    point: str
    direction: str
    vehicle_class: str
    claim: str
    wishes: tuple[datetime, ...]
    goods: str
    services: tuple[str, ...]
    time: datetime
    state: ClaimState
    rule: str = ""
    missing: tuple[str, ...] = ()
    slot: datetime | None = None
    spoils_by: datetime | None = None
    answered: datetime | None = None

    @property
    def line(self) -> Line:
        """What it queues for."""
        return Line(point=self.point, direction=self.direction, vehicle_class=self.vehicle_class)


def claim_by(uid: str) -> ClaimView | None:
    """A claim by the entry that made it."""
    row = SharedClaim.objects.filter(uid=uid).exclude(time=None).first()
    return _view(row) if row else None


def claims_of(references: Sequence[str]) -> dict[str, ClaimView]:
    """The newest claim of each of these cases."""
    rows = sorted((row for row in rows_with(SharedClaim, column="reference", values=references)
                   if row.time), key=lambda row: (row.time, row.uid))
    return {row.reference: _view(row) for row in rows}


def standing_claims(*, point: str, direction: str) -> list[ClaimView]:
    """Claims of a direction that may still be granted, in the order in which they are served."""
    rows = SharedClaim.objects.filter(
        point=point, direction=direction, state__in=_STANDING).order_by("time", "uid")
    newest = claims_of([row.reference for row in rows])
    return [_view(row) for row in rows if newest[row.reference].uid == row.uid]


def awaiting(*, directions: Collection[str]) -> list[ClaimView]:
    """Claims that wait for a service's decision, the oldest first."""
    rows = SharedClaim.objects.filter(
        direction__in=list(directions), state=ClaimState.AWAITING.value).order_by("time", "uid")
    return [_view(row) for row in rows]


def _view(row: SharedClaim) -> ClaimView:
    assert row.time is not None  # of one that was only answered so far nothing else is known
    return ClaimView(
        uid=row.uid, log=row.log, reference=row.reference, point=row.point,
        direction=row.direction, vehicle_class=row.vehicle_class, claim=row.claim,
        wishes=tuple(from_text(wish) for wish in row.wishes), goods=row.goods,
        services=tuple(row.services), time=row.time, state=ClaimState(row.state), rule=row.rule,
        missing=tuple(row.missing), slot=row.slot, answered=row.answered,
        spoils_by=from_text(row.spoils_by) if row.spoils_by else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What this side's service has decided on a claim."""

    approved: bool
    reason: str
    service: str
    time: datetime


def decision_of(claim: str) -> Decided | None:
    """The decision on a claim, None while there is none."""
    row = OwnDecision.objects.filter(claim=claim).first()
    return Decided(approved=row.approved, reason=row.reason, service=row.service,
                   time=row.time) if row else None


def days_listed(*, vehicle: str, rule: str, direction: str) -> list[date]:
    """When lists that name a vehicle (its comparable plate) came under a row."""
    return list(OwnListedVehicle.objects.filter(
        vehicle=vehicle, rule=rule, direction=direction).values_list("received", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """A list as it came."""

    rule: str
    body: str
    received: date
    vehicles: int


def lists(*, most: int = 50) -> list[ListLine]:
    """The lists that came, the newest first."""
    found: dict[str, ListLine] = {}
    for row in OwnListedVehicle.objects.order_by("-received", "entry"):
        known = found.get(row.entry)
        found[row.entry] = ListLine(rule=row.rule, body=row.body, received=row.received,
                                    vehicles=known.vehicles + 1 if known else 1)
    return list(found.values())[:most]


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyCallView:
    """A call for safety. ``reason``: what the officer wrote, where this node may read it;
    ``signed_by``: empty while it is open."""

    uid: str
    log: str
    reference: str
    point: str
    direction: str
    vehicle_class: str
    danger: str
    person: str
    time: datetime
    reason: str = ""
    signed_by: str = ""
    signed: datetime | None = None


def safety_call(uid: str) -> SafetyCallView | None:
    """A call by the entry that made it."""
    rows = list(SharedSafetyCall.objects.filter(uid=uid))
    return _calls(rows)[0] if rows else None


def safety_calls(*, directions: Collection[str], most: int = 100) -> list[SafetyCallView]:
    """The calls of these directions: open ones first, then the newest."""
    rows = SharedSafetyCall.objects.filter(direction__in=list(directions))
    ordered = [*rows.filter(signed=None).order_by("time", "uid"),
               *rows.exclude(signed=None).order_by("-time", "uid")[:most]]
    return _calls(ordered)


def open_safety_calls(*, directions: Collection[str]) -> int:
    """How many calls wait for a second signature."""
    return SharedSafetyCall.objects.filter(direction__in=list(directions), signed=None).count()


def _calls(rows: Sequence[SharedSafetyCall]) -> list[SafetyCallView]:
    said = {(row.reference, row.time): row.reason for row in rows_with(
        OwnSafetyReason, column="reference", values=[row.reference for row in rows])}
    return [SafetyCallView(
        uid=row.uid, log=row.log, reference=row.reference, point=row.point,
        direction=row.direction, vehicle_class=row.vehicle_class, danger=row.danger,
        person=row.person, time=row.time, reason=said.get((row.reference, row.time), ""),
        signed_by=row.signed_by, signed=row.signed) for row in rows if row.time is not None]
