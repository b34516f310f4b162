"""The rows of one country's folder: what a sovereign owns."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from kopri.engines.countrydata.cells import (
    Chapter,
    Code,
    Currency,
    Dated,
    Flow,
    Latitude,
    Longitude,
    Named,
    Names,
    Percent,
    Row,
    Side,
    Weekday,
    in_force,
)

# why a document is needed: each is a rule class in engines/readiness
When = Literal[
    "every_vehicle", "loaded", "optional", "transit", "several_packages", "sps_goods", "dangerous",
    "overweight", "permit_regime", "humanitarian", "authority", "person", "foreigner",
    "border_resident", "border_zone", "seasonal_worker", "after_border", "escort", "refused",
]
StageKind = Literal["waiting", "gate_in", "control", "lab", "exit"]


class CountryFacts(Row, frozen=True, kw_only=True):
    """``country.toml``: the country itself."""

    code: Side
    alpha3: Annotated[str, Meta(pattern=r"^[A-Z]{3}$", description="as in a passport")]
    reference_letter: Annotated[
        str, Meta(pattern=r"^[A-HJ-NP-Z]$", description="begins the node's crossing references")
    ]
    currency: Currency
    currency_digits: Annotated[int, Meta(ge=0, le=4, description="digits of the minor unit")]
    time_zone: Annotated[str, Meta(description="IANA name")]
    languages: Annotated[tuple[str, ...], Meta(min_length=1, description="ISO 639-1")]
    working_days: tuple[Weekday, ...]
    names: Names


class Service(Named, frozen=True, kw_only=True):
    """``services.csv``: who controls what. Code looks for a ``role``, never for an id."""

    unique: ClassVar = ("id",)

    id: Code
    role: Annotated[str, Meta(pattern=r"^[a-z_]+$", description="border, customs, ...")]
    parent_body: str = ""
    controls: str = ""
    modes: tuple[str, ...] = ()
    other_stages: Annotated[
        tuple[str, ...], Meta(description="duties that are no stage of the day")
    ] = ()
    data_in: str = ""
    data_out: str = ""
    own_system: str = ""
    note: str = ""


class Stage(Named, frozen=True, kw_only=True):
    """``stages.csv``: one stage of a truck's way through this side, in either direction.

    ``condition``: ``always``; ``sps_goods`` (goods that ``sps_goods.csv`` names; of its services
    those whose role the goods demand); ``directed:<corridor>``; ``share`` (chosen by risk).
    ``share_pct``: how many trucks see it. ``p50_min``, ``p90_min``: duration, lognormal.
    """

    unique: ClassVar = ("code",)

    code: Code
    order: Annotated[int, Meta(ge=0)]
    kind: StageKind
    vehicle_class: Code
    flow: Annotated[Flow, Meta(description="on which way through this side")]
    starts: str
    ends: str
    services: Annotated[tuple[Code, ...], Meta(min_length=1)]
    condition: Annotated[str, Meta(pattern=r"^(always|sps_goods|share|directed:[a-z]+)$")]
    adds_to: str = ""
    share_pct: Percent
    p50_min: Annotated[int, Meta(ge=1, description="minutes")]
    p90_min: Annotated[int, Meta(ge=1, description="minutes")]
    basis: str = ""

    @property
    def corridor(self) -> str:
        """The risk corridor that sends a truck here; empty for other conditions."""
        return self.condition.partition(":")[2]

    @property
    def risk_based(self) -> bool:
        """Whether seeing this stage tells something of the risk: never shared."""
        return self.condition == "share" or bool(self.corridor)


class DwellTime(Row, frozen=True, kw_only=True):
    """``dwell_times.csv``: the whole passage of what is no truck on the road."""

    unique: ClassVar = ("code",)

    code: Code
    subject: Code
    flow: Flow
    name_en: str
    starts: str
    ends: str
    service: Code
    p50_min: Annotated[int, Meta(ge=1, description="minutes")]
    p90_min: Annotated[int, Meta(ge=1, description="minutes")]
    basis: str = ""


class StageCheck(Row, frozen=True, kw_only=True):
    """``stage_checks.csv``: what the sum of stages must come to; a test recomputes it."""

    unique: ClassVar = ("code", "statistic")

    code: Code
    stages: Annotated[tuple[Code, ...], Meta(min_length=1)]
    statistic: Literal["mean_min", "p50_min", "p90_min", "p95_min", "within_30_min_pct"]
    value: float
    tolerance_pct: Percent
    basis: str = ""


class Crossing(Named, frozen=True, kw_only=True):
    """``crossings.csv``: a border crossing point on one side."""

    unique: ClassVar = ("id",)

    id: Code
    post: Annotated[str, Meta(pattern=r"^[a-z0-9]+$", description="code in labels")]
    reference_letter: Annotated[str, Meta(
        pattern=r"^[A-HJ-NP-Z]?$", description="begins the references of the post's own node")] = ""
    country: Side
    counterpart: str = ""
    mode: Literal["road", "rail", "sea"]
    region: str = ""
    lat: Latitude
    lon: Longitude
    precision_km: Annotated[int, Meta(ge=0)]
    coord_source: str = ""
    lanes_before: int | None = None
    lanes_after: int | None = None
    capacity_per_day: int | None = None
    capacity_note: str = ""
    hours: str = ""
    category: str = ""
    equeue_since: date | None = None
    equeue_note: str = ""
    modernisation: str = ""
    note: str = ""


class Document(Named, frozen=True, kw_only=True):
    """``documents.csv``: a paper that services of this country ask for.

    ``when``: the rule that says whether it is needed (docs/reference/rules.md). ``issue``: a paper
    counts on paper, electronically, or either way. ``fact``: what this platform itself knows and
    counts as it: a slot, a notice. ``due_at``: the moment that ``deadline_value`` counts back from
    (for ``after_entry``, onwards). ``got_at``: where it is given out. ``regime``: for permit_regime
    the object of ``regime_events.csv`` that waives it, for border_resident the one that it rests on.
    """

    unique: ClassVar = ("id",)

    id: Code
    basis: str = ""
    modes: tuple[str, ...]
    flow: Flow
    when: When
    sps_role: Annotated[str, Meta(description="for sps_goods: the role that wants it")] = ""
    issued_by: str = ""
    consumed_by: tuple[Code, ...] = ()
    consumed_note: str = ""
    mandatory_when: str = ""
    deadline: str = ""
    deadline_value: Annotated[int, Meta(ge=0)] | None = None
    deadline_unit: Literal["", "min", "day", "working_day"] = ""
    due_at: Literal["arrival", "booking", "entry", "after_entry"] = "arrival"
    got_at: Literal["", "border"] = ""
    issue: Literal["any", "paper", "electronic"] = "any"
    fact: Literal["", "booking", "notice"] = ""
    regime: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    key_data: str = ""
    check: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is asked for on a local day."""
        return in_force(valid_from=self.valid_from, valid_to=self.valid_to, day=day)


class DocumentCode(Row, frozen=True, kw_only=True):
    """``document_codes.csv``: which codes of a list of others name a document of ``documents.csv``."""

    unique: ClassVar = ("document", "scheme", "code")

    document: Code
    scheme: Annotated[Literal["un_1001", "eaeu"], Meta(
        description="UN/EDIFACT 1001, or the EAEU classifier of kinds of documents")]
    code: Annotated[str, Meta(pattern=r"^[0-9A-Za-z]{1,6}$")]


class DocumentSystem(Row, frozen=True, kw_only=True):
    """``document_systems.csv``: the system with which a document is lodged, and its numbers' form.

    A document without a row is shown and not lodged.
    """

    unique: ClassVar = ("document",)

    document: Code
    system: Annotated[str, Meta(min_length=1, max_length=40)]
    number_form: Annotated[str, Meta(description="regular expression; empty: not known")] = ""
    number_example: str = ""


class StandIn(Dated, frozen=True, kw_only=True):
    """``stand_ins.csv``: a document that counts in another's place while the row holds."""

    unique: ClassVar = ("document", "stands_for", "valid_from")

    document: Code
    stands_for: Code
    note: str = ""


class WeightLimit(Dated, frozen=True, kw_only=True):
    """``weight_limits.csv``: masses in kg, lengths in mm, fines in the country's index.

    ``notice_tolerance``: percent that a weight may differ from the one that was announced.
    """

    unique: ClassVar = ("code", "axles", "valid_from")

    code: Code
    value: Annotated[int, Meta(ge=0)]
    unit: Literal["kg", "mm", "mrp", "pct"]
    axles: str = ""
    note: str = ""


class SpsGoods(Row, frozen=True, kw_only=True):
    """``sps_goods.csv``: which HS chapters, or headings, a service of which role must see."""

    unique: ClassVar = ("chapter", "role")

    chapter: Chapter
    role: Code
    goods: str


class FacilityCode(Row, frozen=True, kw_only=True):
    """``facility_codes.csv``: a place's code in a list of others; empty where it has none."""

    unique: ClassVar = ("facility", "scheme", "code")

    facility: Code
    scheme: str
    code: str = ""
    note: str = ""
