"""The rows of ``reference/``: what belongs to no single country."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from kopri.engines.countrydata.cells import Bound, Code, Named, Row

HsCode = Annotated[
    str, Meta(pattern=r"^(\d{2}|\d{4}|\d{6})$", description="HS chapter, heading or subheading")
]
Words = Annotated[tuple[str, ...], Meta(description="the usual one first")]


class Source(Row, frozen=True, kw_only=True):
    """``sources.csv``: what ids in ``source`` mean; a marker is no source."""

    unique: ClassVar = ("id",)

    id: Code
    kind: Literal["read-full", "excerpt", "repo-file", "repo-data", "package", "marker"]
    reference: str = ""
    what: str
    date: str = ""


class Term(Named, frozen=True, kw_only=True):
    """``glossary.csv``: a word of the field; ``unsure`` awaits a native speaker."""

    unique: ClassVar = ("term",)

    term: Code
    domain: Code
    kk_confidence: str = ""
    tk_confidence: str = ""
    unsure: bool
    note: str = ""


class Letter(Row, frozen=True, kw_only=True):
    """``mrz_transliteration.csv``: how a letter is written in a machine readable zone."""

    unique: ClassVar = ("script", "letter")

    script: Literal["cyrillic", "latin"]
    languages: tuple[str, ...]
    letter: str
    mrz: Annotated[str, Meta(pattern=r"^[A-Z]*$", description="empty: left out")] = ""
    alternatives: tuple[str, ...] = ()
    note: str = ""


class MrzRule(Row, frozen=True, kw_only=True):
    """``mrz_rules.csv``: what a reader must know beside the letters."""

    unique: ClassVar = ("kind", "item")

    kind: Literal["matching", "code", "check"]
    item: str
    says: str = ""
    note: str = ""


class Cpmm(Row, frozen=True, kw_only=True):
    """``cpmm_indicators.csv``: published times and costs at border crossing points."""

    unique: ClassVar = ("country", "mode", "direction", "year", "indicator", "bound")

    country: str
    mode: str
    direction: str
    year: int
    indicator: str
    value: float
    bound: Bound
    unit: str


class HsTitle(Row, frozen=True, kw_only=True):
    """``hs_titles.csv``: the nomenclature of the Harmonized System, titles in English."""

    unique: ClassVar = ("code",)

    code: HsCode
    title: Annotated[str, Meta(min_length=1)]


class HsWords(Row, frozen=True, kw_only=True):
    """``hs_words.csv``: what people call goods, in four languages; no text of any tariff."""

    unique: ClassVar = ("code",)

    code: HsCode
    kk: Words = ()
    tk: Words = ()
    ru: Words = ()
    en: Words = ()


class Locode(Row, frozen=True, kw_only=True):
    """``un_locodes.csv``: places by UN/LOCODE; of a country that is here, all of them."""

    unique: ClassVar = ("code",)

    code: Annotated[str, Meta(pattern=r"^[A-Z]{2}[A-Z2-9]{3}$", description="UN/LOCODE, no blank")]
    name: Annotated[str, Meta(min_length=1)]


class UsualBound(Row, frozen=True, kw_only=True):
    """``usual_bounds.csv``: between what a measure of goods and vehicles mostly lies.

    ``measure``: value_per_kg (by HS chapter), usd_rate (USD for one unit of a currency),
    package_weight (by type of Recommendation 21), density (by chapter), temperature, load (by
    mode), empty_weight (of a vehicle, by what it pulls). ``subject``: ``*`` is any other. Beyond
    the bounds a notice is warned of, never refused.
    """

    unique: ClassVar = ("measure", "subject")

    measure: Literal[
        "value_per_kg", "usd_rate", "package_weight", "density", "temperature", "load",
        "empty_weight",
    ]
    subject: Annotated[str, Meta(pattern=r"^(\*|[A-Za-z0-9]+)$")]
    least: Decimal
    most: Decimal
    unit: Annotated[str, Meta(min_length=1)]
