"""Times, numbers and durations as each language writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from kopri.interfaces.web import cldr

ZONE = timezone(timedelta(hours=5))
NOW = datetime(2026, 1, 15, 6, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "12 минут бұрын"),
        ("tk", "12 minut öň"),
        ("ru", "12 минут назад"),
        ("en", "12 minutes ago"),
    ],
)
def test_near_moments_are_relative(language: str, said: str) -> None:
    moment = NOW - timedelta(minutes=12, seconds=10)
    assert cldr.near(moment, now=NOW, zone=ZONE, language=language) == said


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(hours=-1), "10:40"),
        (timedelta(days=-2), "13 Jan 11:40"),
        (timedelta(days=-20), "26 Dec 2025 11:40"),
        (timedelta(hours=13), "16 Jan 00:40"),
    ],
)
def test_far_moments_are_local_and_as_short_as_they_can_be(away: timedelta, said: str) -> None:
    assert cldr.near(NOW + away, now=NOW, zone=ZONE, language="en") == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 мин"), (119, "119 мин"), (120, "2 ч"), (125, "2 ч 5 мин"), (2880, "2 дн.")],
)
def test_durations_change_their_unit(minutes: int, said: str) -> None:
    assert cldr.minutes(minutes, language="ru").replace("\xa0", " ") == said


def test_ranges_share_a_unit_where_they_can() -> None:
    assert cldr.minutes_between(8, 18, language="en") == "8–18 min"
    assert cldr.minutes_between(35, 180, language="en") == "35 min – 3 hr"


def test_the_zone_is_named() -> None:
    assert cldr.full(NOW, zone=ZONE, language="en") == "Thu 15 Jan 2026, 11:40 UTC+05:00"
    assert cldr.full(NOW, zone=UTC, language="en").endswith("06:40 UTC")


def test_numbers_have_the_separators_of_the_language() -> None:
    assert cldr.number(36000, language="en") == "36,000"
    assert cldr.number(36000, language="kk").replace("\xa0", " ") == "36 000"
    assert cldr.share(0.205, language="ru") == "20,5%"
