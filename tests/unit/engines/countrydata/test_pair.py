"""What others ask of a pair."""

from datetime import date

import pytest

from kopri.engines.countrydata import PairData, entry_side, exit_side

DAY = date(2026, 6, 3)


def test_sides_and_directions(data: PairData) -> None:
    assert data.code == "xa-xb"
    assert data.directions == ("xa-xb", "xb-xa")
    assert (exit_side("xb-xa"), entry_side("xb-xa")) == ("xb", "xa")
    assert (data.other("xa"), data.other("xb")) == ("xb", "xa")
    for ask in (data.country, data.other):
        with pytest.raises(KeyError):
            ask("xc")


def test_a_point_has_a_post_on_each_side_and_a_strip(data: PairData) -> None:
    point = data.point("nor-sud")
    assert [point.post(side).post for side in data.sides] == ["nor", "sud"]
    assert data.strip_of("nor-sud").length_m == 800
    with pytest.raises(KeyError):
        point.post("xc")
    with pytest.raises(KeyError):
        data.point("none")


def test_capacity_of_a_side_is_asked_by_direction(data: PairData) -> None:
    def hours(side: str) -> tuple[int, ...]:
        return data.capacity_of(point="nor-sud", side=side, direction="xa-xb", day=DAY)

    assert (hours("xa")[0], hours("xb")[0], hours("xb")[6]) == (6, 4, 6)


def test_a_field_that_is_not_listed_has_no_audience(data: PairData) -> None:
    found = data.audiences(kind="gate.registered", day=DAY)
    assert found == dict.fromkeys(
        ("side", "direction", "point", "plate", "hour_from"), "both")
    assert data.audiences(kind="control.directed", day=DAY) == {}
    assert set(data.audiences(kind="queue.capacity_published", day=DAY).values()) == {"*"}


def test_a_row_of_exchange_holds_from_its_day_on(data: PairData) -> None:
    assert data.audiences(kind="notice.lodged", day=date(2010, 12, 31)) == {}
    assert "eta" in data.audiences(kind="notice.lodged", day=date(2011, 1, 1))


def test_a_scenario_says_what_differs_and_base_the_rest(data: PairData) -> None:
    assert data.volume("trucks", scope="xa-xb") == 60
    assert data.volume("trucks", scope="xa-xb", scenario="storm") == 60
    with pytest.raises(KeyError):
        data.volume("trucks", scope="sea")
