"""What others ask of a country."""

from datetime import UTC, date, datetime

import pytest

from kopri.engines.countrydata import Country, PairData, read_pair
from kopri.kernel.errors import Refusal

DAY = date(2026, 6, 3)


@pytest.fixture
def north(data: PairData) -> Country:
    return data.country("xa")


@pytest.fixture
def south(data: PairData) -> Country:
    return data.country("xb")


def test_the_waiting_area_is_on_the_way_out_alone(north: Country) -> None:
    out = [stage.code for stage in north.way(flow="exit")]
    assert out[:2] == ["NP", "NIN"]
    assert [stage.code for stage in north.way(flow="entry")] == out[1:]
    assert north.way(flow="exit", vehicle_class="train") == ()


def test_stages_of_risk_are_told_apart(north: Country, south: Country) -> None:
    assert north.corridors() == ("green", "yellow", "red")
    assert south.corridors() == ()
    risky = {stage.code for stage in (*north.stages, *south.stages) if stage.risk_based}
    assert risky == {"NCG", "NCY", "NCR", "SXR", "SLB"}


def test_things_are_found_by_id_or_not_at_all(north: Country) -> None:
    assert north.service("TOLL").role == "customs"
    assert north.stage("NWT").services == ("ROADS",)
    assert north.crossing("XA-NOR").post == "nor"
    for find in (north.service, north.stage, north.crossing):
        with pytest.raises(KeyError):
            find("NONE")


def test_services_are_found_by_role(south: Country) -> None:
    assert [one.id for one in south.services_with("migration")] == ["PERSONS"]
    assert south.services_with("transport") == ()
    assert len(south.services_at_the_border()) == 5


def test_goods_name_the_roles_that_must_see_them(north: Country) -> None:
    assert north.sps_roles(["07", "72"]) == {"phytosanitary"}
    assert north.sps_roles(["0201.10", "3004"]) == {"veterinary", "sanitary"}
    assert north.sps_roles([]) == frozenset()


def test_capacity_is_of_hours_and_the_last_row_wins(south: Country) -> None:
    def hours(vehicle_class: str) -> tuple[int, ...]:
        return south.capacity_of(
            crossing="XB-SUD", flow="entry", day=DAY, vehicle_class=vehicle_class
        )

    assert hours("truck") == (4,) * 6 + (6,) * 18
    assert hours("bus") == (0,) * 24


def test_a_queue_rule_is_of_the_side_that_is_left(south: Country) -> None:
    rule = south.queue_rule(crossing="XB-SUD", day=DAY)
    assert rule is not None
    assert (rule.booking, rule.grace_min) == ("required", 90)
    assert south.queue_rule(crossing="XB-SUD", day=DAY, vehicle_class="car") is None


@pytest.mark.parametrize(
    ("hour", "on"),
    [(4, False), (5, True), (16, True), (17, False)],  # 08:00 to 20:00 at UTC+3
)
def test_the_plant_quarantine_is_on_duty_by_day(south: Country, hour: int, on: bool) -> None:
    at = datetime(2026, 6, 3, hour, tzinfo=UTC)
    assert south.on_duty(service="PLANTQ", crossing="XB-SUD", at=at) is on
    assert south.on_duty(service="TARIFF", crossing="XB-SUD", at=at)
    assert not south.on_duty(service="TARIFF", crossing="XA-NOR", at=at)


def test_a_holiday_with_a_date_sends_home_who_does_not_work_then(south: Country) -> None:
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert south.is_holiday(date(2026, 12, 1))
    assert not south.on_duty(service="PLANTQ", crossing="XB-SUD", at=at)
    assert south.on_duty(service="TARIFF", crossing="XB-SUD", at=at)


def test_a_fee_is_an_amount_or_a_multiple_of_one(north: Country) -> None:
    assert north.fee_minor(code="booking", day=DAY) == (1500, "XTS")
    assert north.fee_minor(code="rebooking", day=DAY) == (4500, "XTS")
    assert north.fee_minor(code="none", day=DAY) is None


def test_a_name_is_said_in_a_language_or_in_the_next_best(north: Country) -> None:
    names = north.service("TOLL").names
    assert names.said_in("kk") == "Кеден палатасы"
    assert names.said_in("fa") == names.ru
    assert not north.service("TOLL").sourced


@pytest.mark.parametrize(("kind", "days"), [
    ("crossing.opened", 400), ("documents.attached", 90), ("queue.called", 60),
    ("queue.capacity_published", None), ("journal.tick", None),
])
def test_the_row_that_fits_best_says_how_long_a_kind_is_kept(
    data: PairData, kind: str, days: int | None
) -> None:
    row = data.country("xa").retention_of(kind)
    assert row is not None
    assert row.days == days


def test_what_no_row_speaks_of_is_kept(data: PairData) -> None:
    assert data.country("xa").retention_of("crossings.opened") is None
    assert data.country("xa").retention_of("draw.closed") is None


@pytest.mark.parametrize("spoilt", ["queue.*,6,", "queue,60,", "queue.*.own,60,", "QUEUE.*,60,"])
def test_a_period_too_short_or_no_kind_is_refused(files: dict[str, str], spoilt: str) -> None:
    files["xa/retention.csv"] = files["xa/retention.csv"].replace("queue.*,60,", spoilt)
    with pytest.raises(Refusal) as caught:
        read_pair(files=files, code="xa-xb")
    assert [fault.path.partition(":")[0] for fault in caught.value.faults] == ["xa/retention.csv"]
