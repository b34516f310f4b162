"""Invented vehicles: valid where a machine checks, fictional where a person reads."""

from random import Random

import pytest

from kopri.demo.vehicle import VIN_LETTERS, make_conveyance, make_driver, make_vin, vin_check_digit


# published examples: 49 CFR 565 (the all-ones VIN) and a well-known specimen
@pytest.mark.parametrize(
    ("vin", "digit"), [("11111111111111111", "1"), ("1M8GDM9AXKP042788", "X")]
)
def test_the_check_digit_is_that_of_the_standard(vin: str, digit: str) -> None:
    assert vin_check_digit(vin=vin) == digit


def test_a_vin_is_valid() -> None:
    random = Random(1)
    for _ in range(500):
        vin = make_vin(random=random)
        assert len(vin) == 17
        assert set(vin) <= set(VIN_LETTERS + "0123456789")
        assert vin[8] == vin_check_digit(vin=vin)


def test_a_letter_that_no_vin_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        vin_check_digit(vin="I1111111111111111")


def test_plates_stay_unique_over_a_thousand() -> None:
    plates = {
        make_conveyance(number=number, country="kz", random=Random(1)).plate
        for number in range(5000)
    }
    assert len(plates) == 5000


def test_nobody_takes_a_driver_for_a_real_one() -> None:
    driver = make_driver(number=7, citizenship="tm")
    assert "Sample" in driver.name
    assert "SAMPLE" in driver.document
