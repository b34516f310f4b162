"""The rows of one country's folder that the queue lives by: when, how many, who first, for how much."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from kopri.engines.countrydata.cells import (
    ClockTime,
    Code,
    Dated,
    Hour,
    Minutes,
    MonthDay,
    Named,
    Percent,
    Precision,
    Row,
    Side,
    Weekday,
)


class DutyHours(Dated, frozen=True, kw_only=True):
    """``duty_hours.csv``: when a service is on duty at a crossing, local time."""

    unique: ClassVar = ("service", "crossing", "weekdays", "opens", "valid_from")

    service: Code
    crossing: Code
    weekdays: tuple[Weekday, ...]
    opens: ClockTime
    closes: ClockTime
    on_holidays: bool


class Capacity(Dated, frozen=True, kw_only=True):
    """``capacity.csv``: vehicles an hour that this side takes; of rows that meet, the last wins."""

    unique: ClassVar = ("crossing", "flow", "vehicle_class", "weekdays", "from_hour", "valid_from")

    crossing: Code
    flow: Literal["exit", "entry"]
    vehicle_class: Code
    weekdays: tuple[Weekday, ...]
    from_hour: Hour
    to_hour: Annotated[int, Meta(ge=0, le=24, description="hour that is no longer part of it")]
    per_hour: Annotated[int, Meta(ge=0, description="vehicles")]
    note: str = ""


class QueueRule(Dated, frozen=True, kw_only=True):
    """``queue.csv``: how this side, as the exit side, books and calls.

    ``grace_min``: minutes after the slot before a no-show. ``hold_min``: how long a slot is kept
    while it is to be paid for, ``draw_hold_min`` after a draw. ``lapse_days``: days after which a case
    that nobody saw is closed. ``draw_days_before``, ``draw_at``: the draw of a day's slots, local time;
    ``reveal_min``: minutes that both sides then have. ``unproven_pct``: share of a draw's slots for
    vehicles with neither deposit nor an earlier crossing. ``gate_target``: vehicles wanted between
    call and the first control. ``move_notice_min``: a booking is never moved to sooner than that.
    """

    unique: ClassVar = ("crossing", "flow", "vehicle_class", "valid_from")

    crossing: Code
    flow: Literal["exit"]
    vehicle_class: Code
    booking: Literal["required", "offered", "none"]
    slot_min: Minutes
    grace_min: Minutes
    hold_min: Minutes
    horizon_days: Annotated[int, Meta(ge=0, description="how far ahead one may book")]
    lapse_days: Annotated[int, Meta(ge=1)]
    draw_days_before: Annotated[int, Meta(ge=1)]
    draw_at: ClockTime
    reveal_min: Minutes
    draw_hold_min: Minutes
    unproven_pct: Percent
    gate_target: Annotated[int, Meta(ge=1, description="vehicles")]
    move_notice_min: Minutes
    note: str = ""


class PriorityRule(Dated, frozen=True, kw_only=True):
    """``priority_rules.csv``: law of the queue, one number a row.

    ``flow``: vehicles that leave this country, or that enter it. ``needs_document``: any one of
    these, ``document_state``: how far it must be. ``approved_by``: role of the service that approves
    each vehicle. ``notice_days``: a list of vehicles is there so many days before the slot's day.
    ``season_from``, ``season_to``: the days of each year on which it holds.
    """

    unique: ClassVar = ("id",)

    id: Code
    system: str
    country: Side
    kind: Literal["ceiling", "out_of_turn", "fee", "deposit", "limit", "rule"]
    goods_class: Code
    ceiling_group: str = ""
    value: float | None = None
    unit: Literal["", "pct_of_day", "mrp", "count", "min", "hour", "day"] = ""
    notice_days: Annotated[int, Meta(ge=0)] = 0
    needs_document: tuple[str, ...] = ()
    flow: Literal["exit", "entry"] = "exit"
    document_state: Literal["", "attached", "lodged", "accepted"] = ""
    only_such_cargo: bool = False
    approved_by: str = ""
    season_from: MonthDay = ""
    season_to: MonthDay = ""
    what: str
    rule: str
    quota_text: str = ""
    precondition: str = ""
    effect: str = ""
    legal_basis: str = ""
    valid_from_precision: Precision = ""
    status: Literal["in_force", "announced", "observed", "assumption", "lesson"]


class Fee(Named, frozen=True, kw_only=True):
    """``fees.csv``: an amount in minor units, or a multiple of another fee.

    ``status``: what is ``announced`` is asked for only where a node's settings say so.
    """

    unique: ClassVar = ("code", "valid_from")

    code: Code
    amount_minor: Annotated[int, Meta(ge=0, description="minor units")] | None = None
    currency: Annotated[str, Meta(pattern=r"^([A-Z]{3})?$", description="ISO 4217")] = ""
    multiple_of: str = ""
    multiple: Annotated[int, Meta(ge=1)] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    status: Literal["in_force", "announced"] = "in_force"
    note: str = ""


class QueueStatus(Row, frozen=True, kw_only=True):
    """``queue_statuses.csv``: the public vocabulary of the country's own queue."""

    unique: ClassVar = ("code",)

    code: Code
    name_kk: str
    name_tk: str
    name_ru: str
    name_en: str
    seen: bool
    seen_as: str = ""
    allowed_next: tuple[Code, ...] = ()
    terminal: bool
    note: str = ""


class Holiday(Named, frozen=True, kw_only=True):
    """``holidays.csv``: a day of the year, or one that moves and has no date here."""

    unique: ClassVar = ("month_day", "name_en")

    month_day: MonthDay = ""
    movable: bool
