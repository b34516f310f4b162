"""What scales say, held against the notice and both sides' limits; it stops nobody."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kopri.domains.weighing.queries import weighings_of
from kopri.domains.weighing.types import AxleGroup
from kopri.journeys.check_vehicle import check_vehicle
from kopri.journeys.weigh_vehicle import Judged, show_weighings
from kopri.kernel.actor import Role
from kopri.kernel.consignment import Consignment, ConsignmentItem
from kopri.kernel.errors import Ground
from tests.border import POINT, Border, codes, refused

# the Turkmen limit is 36 t whatever the axles, 10, 16 and 22 t for one, two and three axles; the
# Kazakh one depends on axles that nobody has told: from 25 t to 49 t


def said(judged: Judged) -> list[tuple[str, str, int, bool]]:
    return [(each.what, each.side, each.off_kg, each.certain) for each in judged.findings]


def announced(border: Border, *, gross_kg: int) -> str:
    return border.announce("870899", plate="700 NOT 12", consignments=(Consignment(
        identifier="W1", cargo_description="goods", gross_weight_kg=Decimal(gross_kg),
        items=(ConsignmentItem(sequence=1, description="goods", commodity_code="870899"),)),
    )).reference


def test_against_both_sides_limits_and_the_notice(border: Border) -> None:
    reference = announced(border, gross_kg=20_000)  # 34 t with the vehicle's usual own weight
    groups = (AxleGroup(axles=1, load_kg=7_000), AxleGroup(axles=2, load_kg=16_500),
              AxleGroup(axles=3, load_kg=22_000))
    found = border.weigh("700not12", 45_500, axle_groups=groups)
    assert found.reference == reference
    assert said(found) == [
        ("gross", "kz", 20_500, False), ("gross", "tm", 9_500, True),
        ("notice", "kz", 11_500, False), ("axles", "tm", 500, True), ("notice", "tm", 11_500, False)]
    assert [each.limit_kg for each in found.findings] == [25_000, 36_000, 34_000, 16_000, 34_000]
    border.register(reference)  # nobody is stopped by it
    assert "control.planned" in border.kinds(reference)
    (check,) = (each for each in check_vehicle(
        pair=border.node.house.pair, registries={}, case=border.view(reference), booking=None,
        at=border.now, now=border.now) if (each.name, each.side) == ("weight", "tm"))
    assert (check.over_kg, check.assumed) == (9_500, False)


@pytest.mark.parametrize(("gross_kg", "off"), [
    (35_700, None), (35_701, 1_701), (32_300, None), (32_299, -1_701)])
def test_five_percent_either_way(border: Border, gross_kg: int, off: int | None) -> None:
    announced(border, gross_kg=20_000)
    found = border.weigh("700not12", gross_kg)
    assert [each.off_kg for each in found.findings if each.what == "notice"] == (
        [] if off is None else [off, off])


def test_the_neighbours_weighing_is_heard_and_shown(border: Border) -> None:
    reference = border.open()
    border.tell("gate.weighed/1", {
        "side": "tm", "point": POINT, "gross_kg": 36_001, "device": "scales-7",
        "axle_groups": [{"axles": 3, "load_kg": 22_001}]}, subject=reference)
    border.hear()
    (found,) = show_weighings(pair=border.node.house.pair, case=border.view(reference))
    assert (found.weighed.side, found.weighed.device) == ("tm", "scales-7")
    assert [(each.what, each.off_kg) for each in found.findings if each.side == "tm"] == [
        ("gross", 1), ("axles", 1)]
    (sent,) = [each for each in (border.weigh(reference, 20_000), border.entries("gate.weighed"))
               if isinstance(each, list)]
    assert sent[0]["audience"] == ["kz", "tm"] and sent[0]["source"] == "officer"


def test_what_is_no_weighing_is_refused_and_changes_nothing(border: Border) -> None:
    reference = border.open(trailer="77 TRL 12")
    unequal = (AxleGroup(axles=2, load_kg=9_000),)
    assert codes(lambda: border.weigh(
        reference, 11_000, axle_groups=unequal, time=border.now + timedelta(seconds=1))) == [
        "weighing.time_in_future", "weighing.axles_differ"]
    missing = refused(lambda: border.weigh("999 XYZ 99", 20_000))
    assert (missing.ground, missing.faults[0].code) == (Ground.MISSING, "weighing.vehicle_unknown")
    other = border.open(trailer="77 TRL 12")
    assert codes(lambda: border.weigh("77trl12", 20_000)) == ["weighing.several_cases"]
    denied = refused(lambda: border.weigh("999 XYZ 99", 1, actor=border.carrier()))
    assert denied.ground is Ground.DENIED
    assert weighings_of(reference) == []
    border.register(other)  # of two the one that is inside is on the scales
    scales = border.node.actor(Role.DEVICE, person="s1")
    found = border.weigh("77trl12", 20_000, actor=scales, device="s")
    assert found.reference == other and not weighings_of(reference)
