"""The board as open data: fields that keep their names, moments in UTC, no personal data."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from kopri.domains.queue.types import Closure, Offer
from kopri.journeys.show_board import BoardSheet, ClassLine, Way
from kopri.kernel.clock import to_text

FORMAT = "kopri-board/1"
DRAWS = "/queue"
Moment = Annotated[str, Meta(description="UTC, as 2026-01-15T06:00:00Z")]


class OpenClosure(Struct, frozen=True, kw_only=True):
    """A side takes nobody."""

    side: Annotated[str, Meta(description="which side is shut, ISO 3166-1 in lower case")]
    since: Moment
    until: Annotated[str, Meta(description="when it expects to open, UTC")]
    reason: Annotated[str, Meta(description="weather, works, security, system, other")]
    text: Annotated[str, Meta(description="in the side's own words; may be empty")]
    vehicle_classes: Annotated[list[str], Meta(description="empty: every class")]


class OpenWait(Struct, frozen=True, kw_only=True):
    """Measured from the waiting area to the registration, over the last six hours."""

    p50_min: Annotated[int, Meta(description="half of the vehicles waited up to so many minutes")]
    p90_min: Annotated[int, Meta(description="nine of ten waited up to so many minutes")]
    vehicles: Annotated[int, Meta(description="how many were measured")]
    measured_at: Annotated[str, Meta(description="when the last of them was taken in, UTC")]


class OpenHour(Struct, frozen=True, kw_only=True):
    """An hour to come."""

    slot: Annotated[str, Meta(description="start of the hour, UTC")]
    exit_capacity: Annotated[int, Meta(description="vehicles that the exit side takes")]
    entry_capacity: Annotated[int, Meta(description="vehicles that the entry side takes")]
    closed: Annotated[list[str], Meta(description="sides that are shut in it")]
    supply: Annotated[int, Meta(description="the smaller of both; 0 while a side is shut")]
    granted: Annotated[int, Meta(description="slots given")]
    free: Annotated[int, Meta(description="slots left")]


class OpenLine(Struct, frozen=True, kw_only=True):
    """A vehicle class of a direction."""

    vehicle_class: Annotated[str, Meta(description="truck, car or coach")]
    listed: Annotated[int, Meta(description="requests on the list, for a draw or what is returned")]
    excess: Annotated[int, Meta(description="slots of these hours above what both sides now take")]
    daily: Annotated[dict[str, dict[str, int]], Meta(
        description="side -> dangerous or live_animals -> vehicles of it in the whole UTC day")]
    hours: list[OpenHour]


class OpenJump(Struct, frozen=True, kw_only=True):
    """Slots of this UTC day that were given out of turn."""

    public_class: Annotated[str, Meta(description="post, paid, priority; or safety")]
    given: Annotated[int, Meta(description="how many so far")]
    ceiling: Annotated[int | None, Meta(description="how many there may be; null: no ceiling")]


class OpenEstimate(Struct, frozen=True, kw_only=True):
    """How well the ranges held that drivers were told, over 30 days; the first of each vehicle."""

    side: Annotated[str, Meta(description="which side told, ISO 3166-1 in lower case")]
    stage: Annotated[str, Meta(description="call, gate, passage: what a time was told of")]
    told: Annotated[int, Meta(description="ranges whose end has passed")]
    below_p50: Annotated[int, Meta(description="of these, ended by the first figure; half should")]
    below_p90: Annotated[int, Meta(description="ended by the second; nine of ten should")]


class OpenVehicle(Struct, frozen=True, kw_only=True):
    """A vehicle that is here now."""

    plate: Annotated[str, Meta(description="as it was told")]
    slot: Annotated[str | None, Meta(description="its hour, UTC; null: without a booking")]
    status: Annotated[str, Meta(
        description="waiting, called, exit_controls, exit_released, strip, entry_controls, "
                    "entry_released")]


class OpenWay(Struct, frozen=True, kw_only=True):
    """A direction of a crossing point."""

    point: Annotated[str, Meta(description="code of the crossing point")]
    direction: Annotated[str, Meta(description="<exit>-<entry>, ISO 3166-1 in lower case")]
    open: Annotated[bool, Meta(description="both sides take somebody in the hour that runs")]
    closures: list[OpenClosure]
    waiting_time: Annotated[OpenWait | None, Meta(description="null: nothing measured lately")]
    waiting_area: Annotated[int, Meta(description="vehicles at the waiting area")]
    longest_min: Annotated[int | None, Meta(
        description="minutes that the first of them has waited; null: nobody waits")]
    listed: Annotated[int, Meta(description="requests on the list for a slot, at home")]
    called: Annotated[int, Meta(description="vehicles called to the gate")]
    in_control: Annotated[int, Meta(description="vehicles in the controls of either side")]
    jumps: list[OpenJump]
    estimates: Annotated[list[OpenEstimate], Meta(description="empty: not measured yet")]
    moves: Annotated[int, Meta(description="bookings that got another hour this UTC day")]
    excess: Annotated[int, Meta(description="slots given above what both sides now take")]
    lines: list[OpenLine]
    vehicles: list[OpenVehicle]


class OpenBoard(Struct, frozen=True, kw_only=True):
    """``/board.json``."""

    format: Annotated[str, Meta(description="kopri-board/1; fields may be added, none is renamed")]
    as_of: Annotated[str, Meta(description="what is told holds from this minute on, UTC")]
    draws: Annotated[str, Meta(description="where the data of the draws are")]
    ways: list[OpenWay]


# what stands once a direction, and in the same words in JSON and in /board.csv
FIGURES = ("open", "waiting_area", "longest_min", "listed", "called", "in_control", "moves", "excess")
WAIT = tuple(each.name for each in msgspec.structs.fields(OpenWait))
HEAD = ("as_of", "point", "direction")
HOUR = tuple(each.name for each in msgspec.structs.fields(OpenHour))
HOURS = (*HEAD, "vehicle_class", *HOUR)
VEHICLES = (*HEAD, "plate", "slot", "status")


def opened(sheet: BoardSheet) -> OpenBoard:
    """The board as it is published."""
    return OpenBoard(format=FORMAT, as_of=to_text(sheet.now), draws=DRAWS,
                     ways=[_way(way) for way in sheet.ways])


def _way(way: Way) -> OpenWay:
    return OpenWay(
        point=way.point, direction=way.direction, open=way.is_open,
        closures=[_closure(each) for each in way.closures],
        waiting_time=OpenWait(
            p50_min=way.measured.p50, p90_min=way.measured.p90, vehicles=way.measured.vehicles,
            measured_at=to_text(way.measured.at)) if way.measured else None,
        waiting_area=way.waiting, longest_min=way.longest, listed=way.listed, called=way.called,
        in_control=way.in_control, moves=way.told.moves, excess=way.excess,
        jumps=[OpenJump(public_class=name, given=way.told.jumps.get(name, 0),
                        ceiling=way.ceilings.get(name))
               for name in sorted(way.told.jumps | way.ceilings)],
        estimates=[OpenEstimate(
            side=each.side, stage=each.stage.value, told=each.told, below_p50=each.below_p50,
            below_p90=each.below_p90) for each in way.estimates],
        lines=[_line(each) for each in way.lines],
        vehicles=[OpenVehicle(plate=each.plate, status=each.phase.value,
                              slot=to_text(each.slot) if each.slot else None)
                  for each in way.vehicles],
    )


def _closure(each: Closure) -> OpenClosure:
    return OpenClosure(side=each.side, since=to_text(each.since), until=to_text(each.until),
                       reason=each.reason, text=each.text,
                       vehicle_classes=list(each.vehicle_classes))


def _line(line: ClassLine) -> OpenLine:
    return OpenLine(vehicle_class=line.vehicle_class, listed=line.listed, excess=line.excess,
                    daily=line.daily, hours=[_hour(each) for each in line.hours])


def _hour(each: Offer) -> OpenHour:
    return OpenHour(slot=to_text(each.slot), exit_capacity=each.exit_capacity,
                    entry_capacity=each.entry_capacity, closed=list(each.closed),
                    supply=each.supply, granted=each.granted, free=each.free)


def as_json(sheet: BoardSheet) -> bytes:
    """``/board.json``."""
    return msgspec.json.encode(opened(sheet))


def ways_csv(sheet: BoardSheet) -> bytes:
    """``/board.csv``: one row a direction."""
    board = opened(sheet)
    return _csv((*HEAD, *FIGURES, *WAIT, "closed"), (
        [board.as_of, way.point, way.direction, *(getattr(way, name) for name in FIGURES),
         *(getattr(way.waiting_time, name, None) for name in WAIT),
         " ".join(each.side for each in way.closures)] for way in board.ways))


def hours_csv(sheet: BoardSheet) -> bytes:
    """``/board/hours.csv``: one row an hour, vehicle class and direction."""
    board = opened(sheet)
    return _csv(HOURS, (
        [board.as_of, way.point, way.direction, line.vehicle_class,
         *(getattr(hour, name) for name in HOUR)]
        for way in board.ways for line in way.lines for hour in line.hours))


def vehicles_csv(sheet: BoardSheet) -> bytes:
    """``/board/vehicles.csv``: one row a vehicle that is here."""
    board = opened(sheet)
    return _csv(VEHICLES, (
        [board.as_of, way.point, way.direction, _plain(each.plate), each.slot, each.status]
        for way in board.ways for each in way.vehicles))


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV (RFC 4180); what is not there is empty, yes is 1, several are parted by spaces."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(head)
    lines.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else value


def _plain(text: str) -> str:
    """A plate that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text
