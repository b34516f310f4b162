"""Who may go before others by law on a day, and how many of them: read from ``priority_rules.csv``."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from msgspec import structs

from kopri.engines.countrydata.charging import ACCELERATED, OUT_OF_TURN
from kopri.engines.countrydata.disagreeing import known
from kopri.engines.countrydata.pair import PairData, entry_side, exit_side
from kopri.engines.countrydata.queueing import PriorityRule
from kopri.kernel.errors import Refusal
from kopri.kernel.lines import PAID, POST, PRIORITY

ALL = "all_"  # a ceiling of several classes names its group alone


class Standing(Enum):
    """Whether a row lets a vehicle go before others on a day, or why it does not."""

    APPLIED = "applied"
    ANNOUNCED = "announced"  # no exact date, or not in force: shown, and applied by a setting alone
    AHEAD = "ahead"  # its first day is still to come
    OVER = "over"
    OUT_OF_SEASON = "out_of_season"
    NO_CEILING = "no_ceiling"  # how many is not said: then nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A class of vehicles that may go before others. ``ceiling``: the row that says how many.

    ``by_setting``: it holds because this node's settings say so.
    """

    rule: PriorityRule
    ceiling: PriorityRule | None
    standing: Standing
    by_setting: bool = False

    @property
    def applied(self) -> bool:
        """Whether vehicles may be granted slots by it."""
        return self.standing is Standing.APPLIED

    @property
    def public_class(self) -> str:
        """What the public may know of it."""
        return public_class(self.rule.ceiling_group)


NO_SHOWS = "no_shows_in_90_days"  # the limit from which on a deposit is kept
_APPLIED = ("ceiling", "out_of_turn", "deposit")


def applying(data: PairData, *, rules: Collection[str], path: str) -> PairData:
    """The data with these rows applied although they are only announced, or their first day is not
    known. A Refusal that names those of ``path`` that are no such rows."""
    rows = [row for country in data.countries for row in country.priority_rules
            if row.kind in _APPLIED or row.goods_class == NO_SHOWS]
    faults = [*known(path=path, values=sorted(rules), among=[row.id for row in rows],
                     where="priority_rules.csv")]
    if faults:
        raise Refusal(faults)
    return structs.replace(data, applied=frozenset(rules))


def public_class(group: str) -> str:
    """The public class under which a group of rows is counted."""
    return group if group in (POST, PAID) else PRIORITY


def has_exact_date(rule: PriorityRule) -> bool:
    """Whether it is known from which day on the row is in force."""
    return (rule.status == "in_force" and rule.valid_from is not None
            and rule.valid_from_precision == "day")


def priorities_on(data: PairData, *, direction: str, day: date) -> tuple[Priority, ...]:
    """The classes of a direction on a local day, with those that are not applied.

    The exit side's rows for vehicles that leave it, and the entry side's for those that enter it;
    the ceilings are the exit side's alone, as it alone grants.
    """
    rows = [row for side, flow in ((exit_side(direction), "exit"), (entry_side(direction), "entry"))
            for row in data.country(side).priority_rules if _is_class(row) and row.flow == flow]
    return tuple(_priority(data, row=row, direction=direction, day=day) for row in rows)


def ceilings_on(data: PairData, *, direction: str, day: date) -> dict[str, PriorityRule]:
    """Group -> the exit side's ceiling that holds on a day."""
    return {row.ceiling_group: row
            for row in data.country(exit_side(direction)).priority_rules
            if row.kind == "ceiling" and row.flow == "exit" and _in_force(data, row=row, day=day)}


def cargo_classes(data: PairData, *, rule: PriorityRule) -> tuple[str, ...]:
    """HS codes, or their beginnings, that are of a row's class; none where the cargo does not tell."""
    country = data.country(rule.country)
    return tuple(row.chapter for row in country.goods_classes if row.goods_class == rule.goods_class)


def _is_class(row: PriorityRule) -> bool:
    own_ceiling = row.kind == "ceiling" and not row.goods_class.startswith(ALL)
    return own_ceiling or row.kind == "out_of_turn"


def _priority(data: PairData, *, row: PriorityRule, direction: str, day: date) -> Priority:
    ceiling = ceilings_on(data, direction=direction, day=day).get(row.ceiling_group)
    standing = _standing(data, row=row, day=day)
    if standing is Standing.APPLIED and ceiling is None:
        standing = Standing.NO_CEILING
    return Priority(rule=row, ceiling=ceiling, standing=standing,
                    by_setting=row.id in data.applied and not has_exact_date(row))


def _in_force(data: PairData, *, row: PriorityRule, day: date) -> bool:
    return _standing(data, row=row, day=day) is Standing.APPLIED


def _standing(data: PairData, *, row: PriorityRule, day: date) -> Standing:
    if row.valid_to is not None and day > row.valid_to:
        return Standing.OVER
    if not has_exact_date(row) and row.id not in data.applied:
        return Standing.ANNOUNCED
    if row.valid_from is not None and day < row.valid_from:
        return Standing.AHEAD
    return Standing.APPLIED if in_season(row, day=day) else Standing.OUT_OF_SEASON


def in_season(rule: PriorityRule, *, day: date) -> bool:
    """Whether a day lies in the row's season; one may go over the end of the year."""
    if not rule.season_from or not rule.season_to:
        return True
    now = day.strftime("%m-%d")
    if rule.season_from <= rule.season_to:
        return rule.season_from <= now <= rule.season_to
    return now >= rule.season_from or now <= rule.season_to


def fee_code(of_class: str) -> str:
    """The fee for going before others, under a public class."""
    return ACCELERATED if of_class == PAID else OUT_OF_TURN
