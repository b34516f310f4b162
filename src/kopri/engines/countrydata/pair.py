"""A pair of countries as its folder describes it, with both countries in it."""

from datetime import date

from msgspec import Struct

from kopri.engines.countrydata.between import (
    TO_BE_AGREED,
    Agreement,
    Comparator,
    CouncilFunction,
    DemoVolume,
    Edge,
    ExchangeRow,
    Figure,
    GoodsShare,
    KeyPeriods,
    Node,
    PairFacts,
    Point,
    Recognition,
    RegimeEvent,
    Station,
    Strip,
    Trade,
)
from kopri.engines.countrydata.country import (
    Crossing,
    FacilityCode,
    Service,
    StageCheck,
)
from kopri.engines.countrydata.joint import JointStep
from kopri.engines.countrydata.queueing import PriorityRule
from kopri.engines.countrydata.reference import (
    Cpmm,
    HsTitle,
    HsWords,
    Letter,
    Locode,
    MrzRule,
    Source,
    Term,
    UsualBound,
)
from kopri.engines.countrydata.state import Country
from kopri.engines.countrydata.thirds import Third


class Reference(Struct, frozen=True, kw_only=True):
    """The folder ``countries/reference/``; a field is the file of that name."""

    sources: tuple[Source, ...]
    glossary: tuple[Term, ...] = ()
    mrz_transliteration: tuple[Letter, ...] = ()
    mrz_rules: tuple[MrzRule, ...] = ()
    cpmm_indicators: tuple[Cpmm, ...] = ()
    priority_practice: tuple[PriorityRule, ...] = ()
    hs_titles: tuple[HsTitle, ...] = ()
    hs_words: tuple[HsWords, ...] = ()
    un_locodes: tuple[Locode, ...] = ()
    usual_bounds: tuple[UsualBound, ...] = ()


class Pair(Struct, frozen=True, kw_only=True):
    """One folder ``countries/pairs/<a>-<b>/``; a field is the file of that name.

    A field with a default may have no file.
    """

    facts: PairFacts
    keys: KeyPeriods
    exchange: tuple[ExchangeRow, ...]
    agreements: tuple[Agreement, ...]
    strip: tuple[Strip, ...]
    recognition: tuple[Recognition, ...]
    demo_volumes: tuple[DemoVolume, ...]
    regime_events: tuple[RegimeEvent, ...] = ()
    thirds: tuple[Third, ...] = ()
    joint_steps: tuple[JointStep, ...] = ()
    stage_checks: tuple[StageCheck, ...] = ()
    joint_bodies: tuple[Service, ...] = ()
    council_functions: tuple[CouncilFunction, ...] = ()
    other_crossings: tuple[Crossing, ...] = ()
    facility_codes: tuple[FacilityCode, ...] = ()
    corridor_nodes: tuple[Node, ...] = ()
    corridor_edges: tuple[Edge, ...] = ()
    benchmarks: tuple[Figure, ...] = ()
    energy: tuple[Figure, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    trade_by_year: tuple[Trade, ...] = ()
    hs_structure: tuple[GoodsShare, ...] = ()
    wmo_stations: tuple[Station, ...] = ()


class PairData(Struct, frozen=True, kw_only=True):
    """Everything that a node of the pair is given: the pair, both countries, the reference.

    ``applied``: ids of rows of ``priority_rules.csv`` that are only announced, or whose first day is
    not known, and that this node's settings apply all the same.
    """

    pair: Pair
    countries: tuple[Country, Country]
    reference: Reference
    applied: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        """``<a>-<b>``."""
        return self.pair.facts.code

    @property
    def sides(self) -> tuple[str, ...]:
        """Both codes, in the order of ``pair.toml``."""
        return self.pair.facts.sides

    @property
    def directions(self) -> tuple[str, str]:
        """``<exit>-<entry>``, there and back."""
        first, second = self.sides
        return f"{first}-{second}", f"{second}-{first}"

    def country(self, side: str) -> Country:
        """The country of a side. Raises KeyError."""
        for country in self.countries:
            if country.code == side:
                return country
        raise KeyError(side)

    def other(self, side: str) -> str:
        """The neighbour's code. Raises KeyError for a side that is not of the pair."""
        first, second = self.sides
        return {first: second, second: first}[side]

    def post_at(self, point: str, *, side: str) -> str:
        """The code of this side's post at a point; empty where there is no such point."""
        return next((each.post(side).post for each in self.pair.facts.points
                     if each.code == point), "")

    def points_of(self, *, side: str, post: str) -> list[str]:
        """The points that a post of this side keeps; every point where none is named, or none is its."""
        points = self.pair.facts.points
        own = [each.code for each in points if post and each.post(side).post == post]
        return own or [each.code for each in points]

    def point(self, code: str) -> Point:
        """The point of a code. Raises KeyError."""
        for point in self.pair.facts.points:
            if point.code == code:
                return point
        raise KeyError(code)

    def strip_of(self, point: str) -> Strip:
        """The neutral strip of a point. Raises KeyError."""
        wanted = self.point(point).strip
        for strip in self.pair.strip:
            if strip.code == wanted:
                return strip
        raise KeyError(wanted)

    def capacity_of(
        self, *, point: str, side: str, direction: str, day: date, vehicle_class: str = "truck"
    ) -> tuple[int, ...]:
        """Vehicles an hour that a side takes at a point in a direction, on its local day."""
        flow = "exit" if exit_side(direction) == side else "entry"
        crossing = self.point(point).post(side).crossing
        return self.country(side).capacity_of(
            crossing=crossing, flow=flow, day=day, vehicle_class=vehicle_class
        )

    def regime_holds(self, regime: str, *, side: str, day: date) -> bool:
        """Whether a regime between the two is in force for a side: enacted, and not stopped."""
        rows = [row for row in self.pair.regime_events
                if row.object == regime and row.scope in ("both", side) and row.holds_on(day)]
        return any(row.event == "enacted" for row in rows) and not any(
            row.event in ("suspended", "closed", "restricted", "stopped") for row in rows)

    def guests_at(self, *, side: str, post: str, day: date) -> tuple[JointStep, ...]:
        """What lets services of the other side work at a post of this one on a day."""
        return tuple(row for row in self.pair.joint_steps
                     if (row.host_side, row.host_post) == (side, post) and row.valid_from
                     and row.holds_on(day))

    def recognises(self, subject: str, *, by_side: str, post: str, day: date) -> str:
        """The agreement by which a side takes the other's result, got at that post, as its own;
        empty where it is information only."""
        return next((row.legal_basis for row in self.pair.recognition
                     if (row.subject, row.by_side) == (subject, by_side) and row.recognised
                     and row.host_post in ("", post) and row.holds_on(day)), "")

    def names_of(self, document: str) -> frozenset[str]:
        """What a document of either country goes by."""
        return frozenset().union(*(country.names_of(document) for country in self.countries))

    def audiences(self, *, kind: str, day: date) -> dict[str, str]:
        """Field -> audience (``both``, ``own``, ``*``) of an entry kind (no version) on a day.

        A field that is not in it goes to nobody.
        """
        return {
            row.field: row.audience
            for row in self.pair.exchange
            if row.kind == kind and row.holds_on(day)
        }

    def volume(
        self, parameter: str, *, scope: str = "both", case: str = "", scenario: str = "base"
    ) -> float:
        """A number of a simulated day; what a scenario does not say, ``base`` says.

        Raises KeyError where neither has it.
        """
        for name in (scenario, "base"):
            for row in self.pair.demo_volumes:
                if (row.scenario, row.parameter, row.scope, row.case) == (
                    name, parameter, scope, case,
                ):
                    return row.value
        raise KeyError(f"{scenario}/{parameter}/{scope}/{case}")


def exit_side(direction: str) -> str:
    """The side that a vehicle leaves: ``a`` of ``a-b``."""
    return direction.partition("-")[0]


def entry_side(direction: str) -> str:
    """The side that a vehicle enters: ``b`` of ``a-b``."""
    return direction.partition("-")[2]


__all__ = [
    "TO_BE_AGREED", "Country", "Pair", "PairData", "Reference", "entry_side", "exit_side",
]
