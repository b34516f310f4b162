"""The rows of a pair's folder: what two states own together."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from kopri.engines.countrydata.cells import (
    Bound,
    Code,
    Dated,
    Direction,
    Latitude,
    Longitude,
    Named,
    Names,
    Percent,
    Precision,
    Row,
    Side,
)

TO_BE_AGREED = "to be agreed"


class Post(Struct, frozen=True, kw_only=True):
    """One side's end of a point."""

    side: Side
    post: Annotated[str, Meta(pattern=r"^[a-z0-9]+$")]
    crossing: Code


class Point(Row, frozen=True, kw_only=True):
    """A pair of crossing points that face each other."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9]+-[a-z0-9]+$")]
    mode: Literal["road", "rail", "sea"]
    strip: Annotated[str, Meta(description="code in strip.csv")]
    names: Names
    posts: Annotated[tuple[Post, ...], Meta(min_length=2, max_length=2)]

    def post(self, side: str) -> Post:
        """This side's end. Raises KeyError for a side that is not of the pair."""
        for post in self.posts:
            if post.side == side:
                return post
        raise KeyError(side)


class PairFacts(Row, frozen=True, kw_only=True):
    """``pair.toml``: the pair itself and its points."""

    code: Direction
    sides: Annotated[tuple[Side, ...], Meta(min_length=2, max_length=2)]
    names: Names
    points: Annotated[tuple[Point, ...], Meta(min_length=1)]


class KeyPeriod(Struct, frozen=True, kw_only=True):
    """How long a key is used, and how long the one before it holds beside it."""

    days: Annotated[int, Meta(ge=1, le=3660)]
    overlap_days: Annotated[int, Meta(ge=1, le=366)]


class KeyPeriods(Row, frozen=True, kw_only=True):
    """``keys.toml``: when the keys of a node are followed by new ones."""

    log: KeyPeriod
    witness: KeyPeriod
    http: KeyPeriod
    basis: Annotated[str, Meta(description="id in agreements.csv, or 'to be agreed'")]

    def of(self, use: str) -> KeyPeriod:
        """The period of a use. Raises KeyError."""
        return {"log": self.log, "witness": self.witness, "http": self.http}[use]


class ExchangeRow(Dated, frozen=True, kw_only=True):
    """``exchange.csv``: a field of an entry that may leave its node. What is not here never does.

    ``audience``: ``both`` sides, ``own`` side only (its other nodes), or ``*`` for everybody.
    """

    unique: ClassVar = ("kind", "field", "valid_from")

    kind: Annotated[str, Meta(pattern=r"^[a-z_]+\.[a-z_]+$", description="without the version")]
    field: Annotated[
        str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="top level of the payload")
    ]
    audience: Literal["both", "own", "*"]
    legal_basis: Annotated[str, Meta(description="id in agreements.csv, or 'to be agreed'")]
    why: str = ""


class Agreement(Row, frozen=True, kw_only=True):
    """``agreements.csv``: treaties and other documents between the two states."""

    unique: ClassVar = ("id",)

    id: Code
    title: str
    signed: date
    signed_precision: Precision
    in_force: date | None = None
    subject: str = ""
    note: str = ""


class Recognition(Dated, frozen=True, kw_only=True):
    """``recognition.csv``: which act of one side counts on the other; else information only."""

    unique: ClassVar = ("subject", "from_side", "by_side", "valid_from")

    subject: Code
    from_side: Side
    by_side: Side
    recognised: bool
    host_post: str = ""
    legal_basis: str
    note: str = ""


class Strip(Named, frozen=True, kw_only=True):
    """``strip.csv``: the neutral strip between the two posts of a point."""

    unique: ClassVar = ("code",)

    code: Code
    point: Code
    length_m: Annotated[int, Meta(ge=0)]
    capacity_vehicles: Annotated[int, Meta(ge=0)]
    p50_min: Annotated[int, Meta(ge=1, description="minutes")]
    p90_min: Annotated[int, Meta(ge=1, description="minutes")]
    basis: str = ""


class RegimeEvent(Dated, frozen=True, kw_only=True):
    """``regime_events.csv``: when a regime between the two was opened, stopped or announced."""

    unique: ClassVar = ("id",)

    id: Code
    scope: Annotated[str, Meta(description="both, or a side")]
    valid_from_precision: Precision = ""
    valid_to_precision: Precision = ""
    event: Literal["enacted", "suspended", "closed", "restricted", "stopped", "announced", "agreed"]
    object: str
    note: str = ""


class DemoVolume(Row, frozen=True, kw_only=True):
    """``demo_volumes.csv``: one number of a simulated day.

    ``scope``: a direction, a side, ``both`` or another word; ``case`` where a number depends.
    """

    unique: ClassVar = ("scenario", "parameter", "case", "scope")

    scenario: Code
    parameter: Code
    case: str = ""
    value: float
    unit: str
    scope: str
    basis: str = ""


class CouncilFunction(Row, frozen=True, kw_only=True):
    """``council_functions.csv``: what the proposed council would do."""

    unique: ClassVar = ("id",)

    id: Code
    function: str
    requirement: str


class Node(Row, frozen=True, kw_only=True):
    """``corridor_nodes.csv``: a place on the corridor."""

    unique: ClassVar = ("id",)

    id: Code
    name_ru: str = ""
    name_en: str
    country: Side
    type: str
    lat: Latitude
    lon: Longitude
    coord_source: str = ""
    note: str = ""


class Edge(Row, frozen=True, kw_only=True):
    """``corridor_edges.csv``: a line between two places; hours are of the run alone."""

    unique: ClassVar = ("id",)

    id: Code
    from_node: Code
    to_node: Code
    mode: Literal["road", "rail", "sea"]
    km: Annotated[float, Meta(ge=0)]
    km_note: str = ""
    hours: Annotated[float, Meta(ge=0)] | None = None
    hours_basis: str = ""
    gauge_mm: int | None = None
    gauge_to_mm: int | None = None
    corridor: str = ""
    status: str = ""


class Figure(Row, frozen=True, kw_only=True):
    """``benchmarks.csv``, ``energy.csv``: one published number; an event has none."""

    unique: ClassVar = ("subject", "indicator", "period", "bound", "unit")

    subject: str
    indicator: str
    period: str = ""
    value: float | None = None
    bound: Bound
    unit: str = ""
    note: str = ""


class Comparator(Row, frozen=True, kw_only=True):
    """``comparators.csv``: other borders, in words."""

    unique: ClassVar = ("pair_or_body",)

    pair_or_body: str
    crossings: str = ""
    regime: str = ""
    volume: str = ""
    digital_rules: str = ""
    lesson: str = ""


class Trade(Row, frozen=True, kw_only=True):
    """``trade_by_year.csv``: trade in millions of USD as the reporter states it."""

    unique: ClassVar = ("reporter", "year", "period", "basis")

    reporter: Side
    year: int | None = None
    period: str
    turnover_musd: float | None = None
    export_musd: float | None = None
    import_musd: float | None = None
    yoy_pct: float | None = None
    bound: Bound
    basis: str
    note: str = ""


class GoodsShare(Row, frozen=True, kw_only=True):
    """``hs_structure.csv``: shares of HS sections in the trade of a direction."""

    unique: ClassVar = ("direction", "section")

    direction: Direction
    section: str
    chapter_from: Annotated[int, Meta(ge=1, le=97)]
    chapter_to: Annotated[int, Meta(ge=1, le=97)]
    title: str
    share_pct: Percent | None = None
    reported_share_pct: Percent | None = None
    fact: str = ""
    year: int
    basis: str = ""


class Station(Row, frozen=True, kw_only=True):
    """``wmo_stations.csv``: where weather and sea level are measured."""

    unique: ClassVar = ("wmo_id", "icao", "name")

    wmo_id: str = ""
    icao: str = ""
    name: str
    country: Side
    lat: Latitude
    lon: Longitude
    elevation_m: int | None = None
    km_to_border: Annotated[int, Meta(ge=0)]
    note: str = ""
