"""The rows that say what a service's decision needs: where one may appeal, and who signs second."""

import calendar
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from kopri.engines.countrydata.cells import Code, Dated, Named, in_force

FourEyesAct = Literal["refuse", "refuse_part", "withhold", "reverse"]


class Appeal(Named, frozen=True, kw_only=True):
    """``appeals.csv``: to whom and until when one may appeal against what a service has refused.

    The names are the body's. ``deadline_value``: days, or months, from the day of the refusal.
    """

    unique: ClassVar = ("id",)

    id: Code
    services: Annotated[tuple[Code, ...], Meta(min_length=1, description="ids in services.csv")]
    deadline_value: Annotated[int, Meta(ge=1)]
    deadline_unit: Literal["day", "month"]
    basis: Annotated[str, Meta(min_length=1, description="law, article")]
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether one may appeal there against what was refused on a local day."""
        return in_force(valid_from=self.valid_from, valid_to=self.valid_to, day=day)

    def until(self, day: date) -> date:
        """The last day to appeal against what was refused on ``day``.

        Months end on the same day of the month, or on its last.
        """
        if self.deadline_unit == "day":
            return day + timedelta(days=self.deadline_value)
        months = day.month - 1 + self.deadline_value
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class FourEyes(Dated, frozen=True, kw_only=True):
    """``four_eyes.csv``: acts of a service that count only once a second officer of it confirms them."""

    unique: ClassVar = ("id",)

    id: Code
    services: Annotated[tuple[Code, ...], Meta(min_length=1, description="ids in services.csv")]
    acts: Annotated[tuple[FourEyesAct, ...], Meta(min_length=1, description=(
        "refuse, refuse_part, withhold (a hold whose reason is withheld by law), reverse (of a refusal)"))]
    basis: str = ""
    note: str = ""
