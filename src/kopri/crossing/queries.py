"""Reading cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from kopri.crossing.models import Case, SharedCrossing, SharedMilestone
from kopri.crossing.rules import KnownCase
from kopri.crossing.states import ENDS, OVERTAKEN, SAME_TRIP, Phase, SideState, Turn
from kopri.crossing.types import Milestone
from kopri.engines.queueing.tags import vehicle_of
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.rows import pairs_with, rows_with, select_rows
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.ids import candidates, near, near_plates, pieces, plate_key
from kopri.kernel.lines import TRUCK, Line

_ENDED = [phase.value for phase in ENDS]
_MOST = 50  # cases of a plate
_PLATE, _TWO_PLATES = 4, 10  # characters that one has, and two have, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case as this node knows it."""

    reference: str
    direction: str
    point: str
    loaded: bool | None
    plate: str
    vin: str
    conveyance: dict[str, Any]
    carrier: str
    crew: list[dict[str, Any]]
    mode: str
    phase: Phase
    since: datetime
    held: bool
    exit_state: SideState
    entry_state: SideState
    turn: Turn

    @property
    def vehicle(self) -> str:
        """What the vehicle is called as a part of the case: its comparable plate."""
        return plate_key(self.plate)

    @property
    def vehicle_class(self) -> str:
        """Truck, car or coach; a truck where nobody said otherwise."""
        return str(self.conveyance.get("vehicle_class", TRUCK))

    @property
    def line(self) -> Line:
        """What it queues for."""
        return Line(point=self.point, direction=self.direction, vehicle_class=self.vehicle_class)

    @property
    def drawn_as(self) -> str:
        """What its vehicle is told apart by in draws: of this tags are made."""
        return vehicle_of(vin=self.vin, country=self.conveyance.get("country", ""),
                          plate=self.plate)

    @property
    def payer(self) -> str:
        """Whose account is charged: the carrier's; the case's own where no carrier is known here."""
        return self.carrier or self.reference

    @property
    def parts(self) -> list[str]:
        """Vehicle and persons: the parts that need no notice."""
        return [self.vehicle, *(str(person.get("person", "")) for person in self.crew)]

    def state_at(self, side: str) -> SideState:
        """How far a side is with it."""
        return self.exit_state if exit_side(self.direction) == side else self.entry_state

    def may_come(self, now: datetime) -> bool:
        """Whether a vehicle that stands here may be this case's: it is open, or was given up so
        lately that it is the same trip."""
        lately = self.phase in OVERTAKEN and now - self.since <= SAME_TRIP
        return lately or self.phase not in ENDS

    def is_named(self, text: str) -> bool:
        """Whether what was read names the case or its tractor, and not its trailer alone: trailers go
        from one tractor to another."""
        return any(plate_key(part) == self.vehicle or self.reference in candidates(part)
                   for part in pieces(text))

    def is_inside(self, side: str) -> bool:
        """Whether a side has the vehicle in its controls."""
        return self.state_at(side) in (SideState.REGISTERED, SideState.HELD)

    def has_left(self, side: str) -> bool:
        """Whether a side is done with it: it went on, or back."""
        return self.state_at(side) in (SideState.GONE, SideState.TURNED_BACK)

    def lies_before(self, side: str) -> bool:
        """Whether a side still looks at its papers: its gate has not registered the vehicle."""
        return self.phase not in ENDS and self.state_at(side) is SideState.EXPECTED


def by_reference(reference: str) -> CaseView:
    """The case, or a Refusal that it is not known here."""
    views = views_of([reference]) if reference in candidates(reference) else []
    if not views:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    return views[0]


def views_of(references: Sequence[str]) -> list[CaseView]:
    """These cases, in this order; unknown ones are left out."""
    known = {status.reference: _view(status, case) for status, case in pairs_with(
        SharedCrossing, Case, column="reference", values=references)}
    return [known[reference] for reference in references if reference in known]


def at_points(points: Sequence[str]) -> QuerySet[Any, Any]:
    """References of all cases of these points, to be asked for inside another query."""
    return SharedCrossing.objects.filter(point__in=list(points)).values("reference")


def directions_of(references: Sequence[str]) -> dict[str, str]:
    """reference -> the direction in which a case goes, as it was first heard of."""
    named = list(dict.fromkeys(references))
    if not named:
        return {}
    return dict(select_rows(SharedCrossing, columns=("reference", "direction"), params=named,
                            tail=f"WHERE reference IN ({', '.join(['%s'] * len(named))})"))


def told_directions(references: Sequence[str]) -> dict[str, str]:
    """The same, as opening and gates told it: known to projections before statuses are folded."""
    rows = Case.objects.filter(reference__in=set(references))
    return dict(rows.values_list("reference", "direction"))


def _view(status: SharedCrossing, case: Case | None) -> CaseView:
    case = case or Case(reference=status.reference)
    return CaseView(
        reference=status.reference, direction=status.direction or case.direction,
        point=status.point or case.point, loaded=case.loaded, plate=case.plate, vin=case.vin,
        conveyance=case.conveyance, carrier=case.carrier, crew=case.crew, mode=case.mode or "road",
        phase=Phase(status.phase), since=status.since, held=status.held,
        exit_state=SideState(status.exit_state), entry_state=SideState(status.entry_state),
        turn=Turn(status.turn),
    )


def milestones_of(reference: str) -> list[Milestone]:
    """What has happened so far, by time."""
    return [
        Milestone(name=row.name, side=row.side, time=row.time, recorded=row.recorded,
                  uid=row.uid, detail=row.detail, log=row.log, number=row.number)
        for row in rows_with(SharedMilestone, column="reference", values=[reference],
                             order="time, recorded, log, number")
    ]


def in_phases(
    *phases: Phase, direction: str = "", point: str = "", before: datetime | None = None,
    most: int = 500,
) -> list[CaseView]:
    """Cases in these phases (since before a moment), the longest in them first."""
    rows = SharedCrossing.objects.filter(phase__in=[phase.value for phase in phases])
    if direction:
        rows = rows.filter(direction=direction)
    if point:
        rows = rows.filter(point=point)
    if before is not None:
        rows = rows.filter(since__lt=before)
    return views_of(list(rows.order_by("since").values_list("reference", flat=True)[:most]))


def of_carrier(carrier: str, *, most: int = 200) -> list[CaseView]:
    """A carrier's own cases, the newest change first."""
    references = Case.objects.filter(carrier=carrier).values_list("reference", flat=True)
    rows = SharedCrossing.objects.filter(reference__in=list(references)).order_by("-since")
    return views_of(list(rows.values_list("reference", flat=True)[:most]))


_TYPED = 300  # no plate, reference or driver's card says more


def find(text: str, *, direction: str = "") -> list[CaseView]:
    """Cases by reference or plate (tractor or trailer, or both), however typed or read from a
    driver's card; open ones first.

    A stub, of which nothing but the reference was heard, is found by that.
    """
    parts = pieces(text[:_TYPED])
    keys = [key for key in map(plate_key, parts) if key]
    return _found(keys=keys, spelt=[each for part in parts for each in candidates(part)],
                  direction=direction)


def resembling(text: str) -> list[CaseView]:
    """Open cases whose reference or plate is one slip away from what was typed. For a person to
    choose from: nothing is done with one that nobody has chosen."""
    spelt = near(text)
    return [view for view in _found(keys=near_plates(text), spelt=spelt)
            if view.phase not in ENDS]


def _found(
    *, keys: Sequence[str], spelt: Sequence[str], direction: str = ""
) -> list[CaseView]:
    if not keys and not spelt:
        return []
    hits = Case.objects.filter(
        Q(reference__in=spelt) | Q(plate_key__in=keys) | Q(trailer_key__in=keys)
    )
    if direction:
        hits = hits.filter(direction__in=["", direction])
    named = _open_first(hits.values("reference"))
    if not named:  # a stub has no more than its reference
        named = _open_first(spelt)
    if not named and (both := _one_after_the_other(keys)):
        named = _open_first(Case.objects.filter(both).values("reference"))
    return views_of(named)


def _one_after_the_other(keys: Sequence[str]) -> Q:
    """Tractor and trailer with nothing but a space between: ``123 ABC 02 45 XYZ 02``."""
    return reduce(or_, (
        Q(plate_key=key[:end], trailer_key=key[end:])
        for key in keys if len(key) >= _TWO_PLATES for end in range(_PLATE, len(key) - _PLATE + 1)), Q())


def _open_first(references: Sequence[str] | QuerySet[Any, Any]) -> list[str]:
    """Of these the open cases, then the ended ones, each the newest change first: who comes every week
    has many, and the one of today must not be lost among them."""
    rows = SharedCrossing.objects.filter(reference__in=references).alias(
        ended=ExpressionWrapper(Q(phase__in=_ENDED), output_field=BooleanField()))
    return list(rows.order_by("ended", "-since").values_list("reference", flat=True)[:_MOST])


def open_for_vehicles(plates: Sequence[tuple[str, str]]) -> dict[tuple[str, str], CaseView]:
    """The open case of each (direction, plate), for those that have one."""
    keys = {(direction, plate_key(plate)) for direction, plate in plates}
    rows = Case.objects.filter(plate_key__in=[key for _, key in keys]).values_list(
        "reference", "direction", "plate_key"
    )
    wanted = {reference: (direction, key) for reference, direction, key in rows
              if (direction, key) in keys}
    return {
        wanted[view.reference]: view for view in views_of(list(wanted)) if view.phase not in ENDS
    }


def references_with_vin(vin: str) -> list[str]:
    """Every case that names this VIN."""
    if not vin:
        return []
    return list(Case.objects.filter(vin=vin).values_list("reference", flat=True))


def references_with_vehicle(*, plate: str, vin: str) -> list[str]:
    """Every case of a vehicle: of its VIN, or of its plate however it was typed."""
    same = {"vin": vin, "plate_key": plate_key(plate)}
    named = {column: value for column, value in same.items() if value}
    if not named:
        return []
    rows = select_rows(Case, columns=("reference",), params=list(named.values()),
                       tail="WHERE " + " OR ".join(f"{column} = %s" for column in named))
    return [reference for reference, in rows]


def references_with_vehicles(cases: Iterable[CaseView]) -> dict[str, set[str]]:
    """reference -> every case of the vehicle of that case, itself too."""
    wanted = list(cases)
    rows = list(Case.objects.filter(
        Q(plate_key__in={case.vehicle for case in wanted if case.vehicle})
        | Q(vin__in={case.vin for case in wanted if case.vin})
    ).values_list("reference", "plate_key", "vin"))
    same: dict[tuple[str, str], set[str]] = {}
    for reference, plate, vin in rows:
        for key in (("plate", plate), ("vin", vin)):
            same.setdefault(key, set()).add(reference)
    return {case.reference: set().union(*(
        same.get(key, ()) for key in (("plate", case.vehicle), ("vin", case.vin)) if key[1]))
        for case in wanted}


# a side has the vehicle inside its gates
INSIDE = (SideState.REGISTERED, SideState.HELD, SideState.REFUSED, SideState.RELEASED)


def standing_inside(*, plate: str, vin: str, but: str) -> dict[str, CaseView]:
    """side -> another case than ``but`` under which that side has this vehicle inside."""
    found = {}
    for case in views_of([each for each in references_with_vehicle(plate=plate, vin=vin)
                          if each != but]):
        for side in (exit_side(case.direction), entry_side(case.direction)):
            if case.phase not in ENDS and case.state_at(side) in INSIDE:
                found[side] = case
    return found


def count_by_phase(*, direction: str, point: str) -> dict[Phase, int]:
    """How many cases of a direction of a point are in each phase."""
    rows = SharedCrossing.objects.filter(direction=direction, point=point).values_list("phase")
    return {Phase(phase): number for phase, number in rows.annotate(Count("pk")).order_by()}


def ended(*, before: datetime, after: str, most: int) -> list[str]:
    """References of cases that ended before a moment, in their order, from the one after ``after``."""
    rows = SharedCrossing.objects.filter(
        phase__in=_ENDED, since__lt=before, reference__gt=after).order_by("reference")
    return list(rows.values_list("reference", flat=True)[:most])
