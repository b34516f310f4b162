"""What one cell of a country's data may hold, and what every row has.

A row type is a frozen msgspec Struct. Its fields are the columns, in any order; a field with a
default may be left empty or out. ``unique`` names the columns that no two rows may share.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

Confidence = Literal["high", "medium", "low", "assumption", "none", "fictional"]
Flow = Literal["exit", "entry", "both"]
Bound = Literal["exact", "min", "max"]
Precision = Literal["", "day", "month", "year"]
Code = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", description="letters, digits, . _ -")
]
Side = Annotated[str, Meta(pattern=r"^[a-z]{2}$", description="ISO 3166-1 alpha-2, lower case")]
Direction = Annotated[
    str, Meta(pattern=r"^[a-z]{2}-[a-z]{2}$", description="exit side, entry side")
]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$", description="ISO 4217")]
Minutes = Annotated[int, Meta(ge=0, description="minutes")]
Percent = Annotated[float, Meta(ge=0, le=100, description="percent")]
Latitude = Annotated[float, Meta(ge=-90, le=90, description="degrees north, WGS 84")]
Longitude = Annotated[float, Meta(ge=-180, le=180, description="degrees east, WGS 84")]
Weekday = Annotated[int, Meta(ge=1, le=7, description="ISO weekday, Monday is 1")]
Hour = Annotated[int, Meta(ge=0, le=24, description="hour of the local day")]
ClockTime = Annotated[
    str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$", description="local time, HH:MM")
]
MonthDay = Annotated[str, Meta(pattern=r"^((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$")]
Chapter = Annotated[
    str, Meta(pattern=r"^\d{2}(\d{2})?$", description="HS chapter, or heading of four digits")
]

# Markers that stand in ``source`` beside ids: what they name is never shown as a sourced fact.
UNSOURCED = frozenset(
    {"assumption", "general-knowledge", "not-kept", "not-found", "house", "fictional"}
)


class Row(Struct, frozen=True, kw_only=True):
    """What every row has: where it comes from and how far it can be trusted.

    ``source``: ids of ``reference/sources.csv``; a word in brackets says what part it is for.
    """

    unique: ClassVar[tuple[str, ...]] = ()

    source: Annotated[tuple[str, ...], Meta(min_length=1)]
    confidence: Confidence
    confidence_note: str = ""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids alone, without what is in brackets."""
        return tuple(entry.partition(" (")[0] for entry in self.source)

    @property
    def sourced(self) -> bool:
        """Whether a page may show this row as a fact from a source."""
        return self.confidence in ("high", "medium", "low") and not UNSOURCED & set(self.source_ids)


class Names(Struct, frozen=True, kw_only=True):
    """A name in the four languages of the platform; empty where it is not known."""

    kk: str = ""
    tk: str = ""
    ru: str = ""
    en: Annotated[str, Meta(min_length=1)]

    def said_in(self, language: str) -> str:
        """The name in a language (ISO 639-1), else in Russian, else in English."""
        known = {"kk": self.kk, "tk": self.tk, "ru": self.ru, "en": self.en}
        return known.get(language, "") or self.ru or self.en


class Named(Row, frozen=True, kw_only=True):
    """A row with a name in four languages.

    ``name_unsure``: languages whose name was translated here and awaits a native speaker.
    """

    name_kk: str = ""
    name_tk: str = ""
    name_ru: str = ""
    name_en: Annotated[str, Meta(min_length=1)]
    name_unsure: tuple[str, ...] = ()

    @property
    def names(self) -> Names:
        return Names(kk=self.name_kk, tk=self.name_tk, ru=self.name_ru, en=self.name_en)


class Dated(Row, frozen=True, kw_only=True):
    """A row that holds from a day to a day, both included; an empty end is open."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the row is in force on a local day."""
        return in_force(valid_from=self.valid_from, valid_to=self.valid_to, day=day)


def in_force(*, valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether a day lies in a period whose ends are included, and open where there is none."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)
