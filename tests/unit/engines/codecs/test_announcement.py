"""What a reading says of the crossing, and what must be asked for."""

import msgspec
import pytest

from kopri.engines import codecs
from kopri.engines.codecs.efti import consignment as efti
from kopri.engines.codecs.uncefact import ecmr
from kopri.kernel.consignment import (
    Consignment,
    Event,
    Location,
    TransportEquipment,
    TransportMovement,
)
from tests.unit.engines.codecs.samples import filled, rich

replace = msgspec.structs.replace


def said(consignment: Consignment) -> codecs.Announcement:
    return codecs.announcement(codecs.read(ecmr.CODEC.write(consignment)))


def test_a_full_waybill_says_everything() -> None:
    one = said(filled())
    assert one.missing == ()
    assert (one.plate, one.plate_country, one.vin) == ("123ABC12", "AZ", "XLRTE47MS0E123456")
    assert (one.trailer_plate, one.direction) == ("45BCD02", "az-tr")
    assert one.point is not None and one.point.identifier == "GEVNL"
    assert (one.eta, one.carrier, one.loaded) == ("2026-01-15T06:40:00Z", "Caspian Haulage", True)


def test_what_is_not_said_is_missing() -> None:
    assert said(rich()).missing == ("point", "direction", "eta", "plate")
    legs = filled().main_carriage
    crossed = legs[0].events[0]
    twice = replace(filled(), main_carriage=(replace(legs[0], events=(crossed, crossed)),))
    assert said(twice).missing == ("point", "eta")  # two borders: not ours to choose
    elsewhere = Event(estimated=crossed.estimated, location=Location(identifier="GETBS"))
    inland = replace(filled(), main_carriage=(replace(legs[0], events=(elsewhere,)),))
    assert said(inland).missing == ("point", "eta")


def test_a_faulty_reading_says_nothing() -> None:
    one = codecs.announcement(codecs.read(b"{}"))
    assert one == codecs.Announcement(missing=("point", "direction", "eta", "plate", "loaded"))


@pytest.mark.parametrize(("code", "stated", "direction"), [
    ("AZBAK", "", "az-tr"), ("azbak", "", ""), ("BAKU", "", ""), ("", "GE", "ge-tr"),
    ("TRMER", "", ""),
])
def test_the_direction_is_that_of_the_places(code: str, stated: str, direction: str) -> None:
    place = Location(identifier=code, name="Somewhere", country=stated)
    assert said(replace(filled(), acceptance_location=place)).direction == direction


def test_an_empty_container_is_not_loaded() -> None:
    empty = TransportEquipment(category_code="CN", full_empty_code="4", country="AZ")
    carriage = TransportMovement(dangerous_goods=False, mode_code="3")
    consignment = Consignment(equipment=(empty,), main_carriage=(carriage,))
    reading = codecs.read(efti.COMMON_CODEC.write(consignment))
    assert codecs.announcement(reading).loaded is False
