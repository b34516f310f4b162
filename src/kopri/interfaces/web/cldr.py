"""Dates, times, numbers and units as the Unicode CLDR writes them in each of our languages.

Django ships no formats for Kazakh; Babel carries CLDR for all four. Moments are aware datetimes,
``zone`` is the post's own, durations are whole minutes, weights kilograms.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from functools import partial

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

HOUR = 60
DAY = 24 * HOUR


def number(value: float, *, language: str) -> str:
    """1234567 -> ``1 234 567`` (kk), ``1,234,567`` (en)."""
    return format_decimal(value, locale=language)


def tenths(value: float, *, language: str) -> str:
    """0.25 -> ``0.2``: a number with one place, also where it is nought."""
    return format_decimal(value, format="#,##0.0", locale=language)


def share(value: float, *, language: str) -> str:
    """0.205 -> ``20.5%``."""
    return format_percent(value, format="#,##0.#%", locale=language)


def kilograms(value: float, *, language: str) -> str:
    """36000 -> ``36 000 кг``."""
    return format_unit(value, "mass-kilogram", length="short", locale=language)


def kilometres(value: float, *, language: str) -> str:
    """2 -> ``2 km``."""
    return format_unit(value, "length-kilometer", length="short", locale=language)


def minutes(value: float, *, language: str) -> str:
    """A duration in minutes: ``22 min``, from two hours on ``2 h 5 min``, from two days ``3 d``."""
    unit: Callable[[float, str], str] = partial(format_unit, length="short", locale=language)
    whole = round(value)
    if whole < 2 * HOUR:
        return unit(whole, "duration-minute")
    if whole >= 2 * DAY:
        return unit(whole // DAY, "duration-day")
    hours, rest = divmod(whole, HOUR)
    return " ".join(
        [unit(hours, "duration-hour")] + ([unit(rest, "duration-minute")] if rest else [])
    )


def minutes_between(low: float, high: float, *, language: str) -> str:
    """A range of durations: ``8-18 min``, with one unit where both are short."""
    if high < 2 * HOUR:
        return f"{number(round(low), language=language)}–{minutes(high, language=language)}"
    return f"{minutes(low, language=language)} – {minutes(high, language=language)}"


def near(moment: datetime, *, now: datetime, zone: tzinfo, language: str) -> str:
    """Relative within the hour (``12 minutes ago``), else and for this minute as ``clock``."""
    away = moment - now
    if abs(away) < timedelta(hours=1):
        rounded = timedelta(minutes=round(away.total_seconds() / 60))
        if not rounded:
            return clock(moment, now=now, zone=zone, language=language)
        return format_timedelta(
            rounded, granularity="minute", threshold=1, add_direction=True, locale=language
        )
    return clock(moment, now=now, zone=zone, language=language)


def clock(moment: datetime, *, now: datetime, zone: tzinfo, language: str) -> str:
    """``09:41`` on the same local day, ``14 Jan 09:41`` in the same year, else with the year."""
    here = moment.astimezone(zone)
    today = now.astimezone(zone)
    pattern = "d MMM y HH:mm"
    if here.year == today.year:
        pattern = "HH:mm" if here.date() == today.date() else "d MMM HH:mm"
    return format_datetime(here, pattern, locale=language)


def hour(moment: datetime, *, zone: tzinfo, language: str) -> str:
    """``09:41``, whatever the day."""
    return format_datetime(moment.astimezone(zone), "HH:mm", locale=language)


def day(value: date, *, language: str) -> str:
    """``Thu 15 Jan``, of this year or the next."""
    return format_date(value, "EEE d MMM", locale=language)


def day_said(text: str, *, language: str) -> str:
    """A day of ISO 8601 as ``day``; empty for none."""
    return day(date.fromisoformat(text), language=language) if text else ""


def date_of(value: date, *, language: str) -> str:
    """``15 Jan 2026``."""
    return format_date(value, "d MMM y", locale=language)


def date_said(text: str, *, language: str) -> str:
    """A day of ISO 8601 as ``date_of``; empty for none."""
    return date_of(date.fromisoformat(text), language=language) if text else ""


def full(moment: datetime, *, zone: tzinfo, language: str) -> str:
    """``Thu 15 Jan 2026, 11:40 UTC+05:00``: the day, the time and the zone."""
    here = moment.astimezone(zone)
    return f"{format_datetime(here, 'EEE d MMM y, HH:mm', locale=language)} {offset(here)}"


def offset(moment: datetime) -> str:
    """The zone of a local moment as ``UTC+05:00``; ``UTC`` where there is none."""
    sign = moment.strftime("%z")
    return f"UTC{sign[:3]}:{sign[3:5]}" if sign.strip("+-0") else "UTC"
