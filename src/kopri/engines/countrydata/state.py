"""A country as its folder describes it, and what others ask of it."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from kopri.engines.countrydata.cells import in_force
from kopri.engines.countrydata.country import (
    CountryFacts,
    Crossing,
    Document,
    DocumentCode,
    DocumentSystem,
    DwellTime,
    FacilityCode,
    Service,
    SpsGoods,
    Stage,
    StageCheck,
    StandIn,
    WeightLimit,
)
from kopri.engines.countrydata.customs import CustomsRule
from kopri.engines.countrydata.deciding import Appeal, FourEyes
from kopri.engines.countrydata.examining import GoodsClass, PaperShare
from kopri.engines.countrydata.falling_back import FallbackRule
from kopri.engines.countrydata.joint import Unloading
from kopri.engines.countrydata.queueing import (
    Capacity,
    DutyHours,
    Fee,
    Holiday,
    PriorityRule,
    QueueRule,
    QueueStatus,
)
from kopri.engines.countrydata.retention import Retention, retention_of


class Country(Struct, frozen=True, kw_only=True):
    """One folder ``countries/<code>/``; a field is the file of that name.

    A field with a default may have no file.
    """

    facts: CountryFacts
    crossings: tuple[Crossing, ...]
    services: tuple[Service, ...]
    stages: tuple[Stage, ...]
    duty_hours: tuple[DutyHours, ...]
    capacity: tuple[Capacity, ...]
    queue: tuple[QueueRule, ...]
    documents: tuple[Document, ...]
    sps_goods: tuple[SpsGoods, ...]
    priority_rules: tuple[PriorityRule, ...] = ()
    weight_limits: tuple[WeightLimit, ...] = ()
    fees: tuple[Fee, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    stage_checks: tuple[StageCheck, ...] = ()
    dwell_times: tuple[DwellTime, ...] = ()
    facility_codes: tuple[FacilityCode, ...] = ()
    queue_statuses: tuple[QueueStatus, ...] = ()
    retention: tuple[Retention, ...] = ()
    paper_shares: tuple[PaperShare, ...] = ()
    goods_classes: tuple[GoodsClass, ...] = ()
    document_codes: tuple[DocumentCode, ...] = ()
    document_systems: tuple[DocumentSystem, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    customs: tuple[CustomsRule, ...] = ()
    fallback: tuple[FallbackRule, ...] = ()
    unloading: tuple[Unloading, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    four_eyes: tuple[FourEyes, ...] = ()

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-2, lower case."""
        return self.facts.code

    @property
    def zone(self) -> ZoneInfo:
        """The local time of the country's posts."""
        return ZoneInfo(self.facts.time_zone)

    def service(self, service: str) -> Service:
        """The service of an id. Raises KeyError."""
        for known in self.services:
            if known.id == service:
                return known
        raise KeyError(service)

    def stage(self, code: str) -> Stage:
        """The stage of a code. Raises KeyError."""
        for known in self.stages:
            if known.code == code:
                return known
        raise KeyError(code)

    def crossing(self, crossing: str) -> Crossing:
        """The crossing of an id. Raises KeyError."""
        for known in self.crossings:
            if known.id == crossing:
                return known
        raise KeyError(crossing)

    def way(self, *, flow: str, vehicle_class: str = "truck") -> tuple[Stage, ...]:
        """The stages of a way through this side (``exit`` or ``entry``), in order."""
        stages = [
            stage
            for stage in self.stages
            if stage.vehicle_class == vehicle_class and stage.flow in (flow, "both")
        ]
        return tuple(sorted(stages, key=lambda stage: stage.order))

    def services_at_the_border(self) -> tuple[Service, ...]:
        """Services that have a stage, in the order of ``services.csv``."""
        seen = {service for stage in self.stages for service in stage.services}
        return tuple(service for service in self.services if service.id in seen)

    def services_with(self, role: str) -> tuple[Service, ...]:
        """Services of a role that have a stage at the border."""
        return tuple(one for one in self.services_at_the_border() if one.role == role)

    def corridors(self) -> tuple[str, ...]:
        """Risk corridors that send a truck to a stage of its own, in order of their stages."""
        ordered = sorted(self.stages, key=lambda stage: stage.order)
        return tuple(dict.fromkeys(stage.corridor for stage in ordered if stage.corridor))

    def sps_roles(self, chapters: Iterable[str]) -> frozenset[str]:
        """Roles that must see goods of these HS codes (a chapter will do where no heading is asked)."""
        codes = list(chapters)
        return frozenset(row.role for row in self.sps_goods
                         if any(code.startswith(row.chapter) for code in codes))

    def papers_for(self, service: str, *, flow: str, mode: str = "road") -> tuple[str, ...]:
        """Types of document that a service asks for on a way through this side."""
        return tuple(row.id for row in self.documents if service in row.consumed_by
                     and row.flow in (flow, "both") and mode in row.modes)

    def unloading_minutes(self, service: str, *, flow: str) -> int:
        """How long goods are unloaded for a service, whatever the risk; 0: not at all. Stages that
        only a corridor leads to are not told."""
        own = {stage.code for stage in self.way(flow=flow)
               if service in stage.services and not stage.corridor}
        return max((row.p50_min for row in self.unloading if row.stage in own), default=0)

    def customs_rule(self, regime: str, *, day: date) -> CustomsRule | None:
        """How a regime is declared here on a local day."""
        return next((row for row in reversed(self.customs)
                     if row.regime == regime and row.holds_on(day)), None)

    def appeal_against(self, service: str, *, day: date) -> Appeal | None:
        """Where one may appeal against what a service refuses on a local day."""
        return next((row for row in self.appeals
                     if service in row.services and row.holds_on(day)), None)

    def asks_four_eyes(self, act: str, *, service: str, day: date) -> bool:
        """Whether a service's act counts only once a second officer confirms it."""
        return any(act in row.acts and service in row.services and row.holds_on(day)
                   for row in self.four_eyes)

    def paper_pct(self, stage: str) -> float:
        """How much of a stage's time is papers, in percent; 0 where nothing is said of it."""
        return next((row.share_pct for row in self.paper_shares if row.stage == stage), 0.0)

    def goods_classes_of(self, chapters: Iterable[str]) -> frozenset[str]:
        """Classes of goods that cannot wait, of these HS chapters (longer HS codes will do)."""
        codes = list(chapters)
        return frozenset(row.goods_class for row in self.goods_classes
                         if any(code.startswith(row.chapter) for code in codes))

    def names_of(self, document: str) -> frozenset[str]:
        """What a document goes by: its id and its codes, as ``un_1001:730``."""
        return frozenset([document, *(f"{row.scheme}:{row.code}" for row in self.document_codes
                                      if row.document == document)])

    def asking_for(self, names: Collection[str]) -> tuple[Document, ...]:
        """The documents of this country that go by one of these names."""
        return tuple(row for row in self.documents if not self.names_of(row.id).isdisjoint(names))

    def system_of(self, document: str) -> DocumentSystem | None:
        """The system with which a document is lodged; None where it is only shown."""
        return next((row for row in self.document_systems if row.document == document), None)

    def capacity_of(
        self, *, crossing: str, flow: str, day: date, vehicle_class: str = "truck"
    ) -> tuple[int, ...]:
        """Vehicles an hour that this side takes on a local day: 24 numbers, 0 where none is set."""
        hours = [0] * 24
        for row in self.capacity:
            same = (row.crossing, row.flow, row.vehicle_class) == (crossing, flow, vehicle_class)
            if same and day.isoweekday() in row.weekdays and row.holds_on(day):
                for hour in range(row.from_hour, row.to_hour):
                    hours[hour] = row.per_hour
        return tuple(hours)

    def queue_rule(
        self, *, crossing: str, day: date, vehicle_class: str = "truck"
    ) -> QueueRule | None:
        """How this side books vehicles that leave by a crossing on a day; None: not at all."""
        for row in reversed(self.queue):
            if (row.crossing, row.vehicle_class) == (crossing, vehicle_class) and row.holds_on(day):
                return row
        return None

    def fallback_at(self, *, crossing: str, day: date) -> FallbackRule | None:
        """What may be missed at a crossing on a local day; None: nothing."""
        return next((row for row in reversed(self.fallback)
                     if row.crossing == crossing and row.holds_on(day)), None)

    def on_duty(self, *, service: str, crossing: str, at: datetime) -> bool:
        """Whether a service is on duty at a crossing at a moment (aware; its zone is changed).

        A holiday is one that has a date; movable ones are not known ahead.
        """
        local = at.astimezone(self.zone)
        clock = local.strftime("%H:%M")
        holiday = self.is_holiday(local.date())
        return any(
            row.opens <= clock < row.closes
            for row in self.duty_hours
            if (row.service, row.crossing) == (service, crossing)
            and local.isoweekday() in row.weekdays
            and row.holds_on(local.date())
            and (row.on_holidays or not holiday)
        )

    def is_holiday(self, day: date) -> bool:
        """Whether a local day is a public holiday with a fixed date."""
        return any(row.month_day == day.strftime("%m-%d") for row in self.holidays)

    def retention_of(self, kind: str) -> Retention | None:
        """How long entries of a kind (without version) are kept; None: for ever."""
        return retention_of(self.retention, kind=kind)

    def fee_minor(self, *, code: str, day: date) -> tuple[int, str] | None:
        """A fee on a day in minor units and its currency (ISO 4217); None where none holds.

        A multiple is taken of the fee that it names, as of the same day.
        """
        for row in reversed(self.fees):
            dated = in_force(valid_from=row.valid_from, valid_to=row.valid_to, day=day)
            if row.code != code or not dated:
                continue
            if row.amount_minor is not None:
                return row.amount_minor, row.currency
            base = self.fee_minor(code=row.multiple_of, day=day)
            return base and (base[0] * (row.multiple or 1), base[1])
        return None
