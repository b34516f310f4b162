"""What each service sees first of one vehicle: its own facts, and nothing that is another's."""

from decimal import Decimal

import pytest
from lxml import html

from kopri.crossing.types import Conveyance, CrewMember
from kopri.interfaces.web.case.goods import Goods
from kopri.journeys.open_crossing import amend_crossing
from kopri.kernel.actor import Role
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    DangerousGoods,
    Seal,
    TradeProduct,
    TransportEquipment,
    TransportMovement,
)
from tests.border import Border
from tests.unit.interfaces.web.conftest import SignIn

LOAD = Consignment(
    export_country="TM", transit_countries=("UZ",), package_quantity=4, gross_weight_kg=Decimal(12000),
    equipment=(TransportEquipment(
        identifier="TRAILER", seals=(Seal(identifier="S-1"),), minimum_celsius=Decimal(2),
        maximum_celsius=Decimal(6), carried=(TransportEquipment(
            identifier="BOX", seals=(Seal(identifier="S-2"),), setting_celsius=Decimal(-18)),)),),
    items=(
        ConsignmentItem(description="Sheep", commodity_code="010410", origin_country="KZ",
                        gross_weight_kg=Decimal(9000),
                        product=TradeProduct(scientific_name="Ovis aries")),
        ConsignmentItem(description="Tomatoes", commodity_code="070200"),
        ConsignmentItem(description="Juice", commodity_code="220290",
                        product=TradeProduct(expires="2026-07-01T00:00:00Z")),
        ConsignmentItem(description="Paint", commodity_code="320810",
                        dangerous_goods=(DangerousGoods(undg_number="1263", hazard_class="3"),)),
    ))


def test_goods_are_read_off_consignments() -> None:
    goods = Goods([LOAD, Consignment(cargo_description="Wool", cargo_commodity_code="5101",
                                     dangerous_goods=DangerousGoods(proper_shipping_name="Wet"))])
    assert [each.partition(",")[0] for each in goods.named(chapters=["01", "51"])] == [
        "Sheep (Ovis aries)", "Wool"]
    assert goods.named(chapters=[]) == []
    assert "HS 010410, 9,000 kg" in goods.named(chapters=["01"])[0]
    assert (goods.gross_kg, goods.packages) == (12000, 4)
    assert goods.origins == ["KZ", "TM"]
    assert goods.seals == ["S-1", "S-2"]
    assert goods.temperatures == ["2…6 °C", "-18 °C"]
    assert goods.routes == ["TM – UZ"]
    assert Goods([Consignment(export_country="TM", main_carriage=(
        TransportMovement(route="Aktau, Zhanaozen"), TransportMovement()))]).routes == [
            "Aktau, Zhanaozen"]
    assert goods.expiries == ["2026-07-01"]
    assert goods.dangerous == ["UN 1263 class 3", "Wet"]
    assert Goods([]).named(chapters=["01"]) == [] == Goods([]).origins


@pytest.fixture
def vehicle(border: Border) -> str:
    """A loaded truck in this side's controls, too heavy, with two persons on board."""
    reference = border.announce(consignments=(LOAD,), plate="700 ALL 12").reference
    amend_crossing(
        **border.common, actor=border.carrier(), reference=reference,
        conveyance=Conveyance(plate="700 ALL 12", country="KZ", trailer_plate="12TRL"),
        crew=[CrewMember(person="d1", citizenship="KZ", document="N1234567"),
              CrewMember(person="d2", citizenship="TM")])
    for step in (border.read, border.call, border.register):
        step(reference)
    border.weigh(reference, 47000)
    return reference


def test_each_service_sees_first_what_is_its_own(
    site: object, vehicle: str, sign_in: SignIn
) -> None:
    pages = {service: sign_in(Role.INSPECTOR, service=service, name=service).get(
        f"/cases/{vehicle}").content.decode() for service in (
            "KZ-BS", "KZ-SRC", "KZ-TRC", "KZ-VET", "KZ-PHY", "KZ-SAN")}
    seen = {service: " ".join(" ".join(html.document_fromstring(page).get_element_by_id(
        "wanted").itertext()).split()) for service, page in pages.items()}
    for service, words in {
        "KZ-BS": ["KZ N1234567; TM", "Chassis number"],
        "KZ-SRC": ["none is put to this case", "S-1; S-2", "12,000 kg", "47,000 kg", "over the limit",
                   "Papers not accepted yet E-queue booking; Goods declaration"],
        "KZ-TRC": ["12TRL", "47,000 kg", "UN 1263 class 3"],
        "KZ-VET": ["Sheep (Ovis aries), HS 010410", "KZ; TM", "2…6 °C; -18 °C", "TM – UZ",
                   "Papers not accepted yet Veterinary certificate", "At this border for"],
        "KZ-PHY": ["Tomatoes, HS 070200", "Papers not accepted yet Phytosanitary certificate"],
        "KZ-SAN": ["Juice, HS 220290", "Holds until 2026-07-01"],
    }.items():
        assert [word for word in words if word not in seen[service]] == [], seen[service]
    assert [service for service, page in pages.items() if "N1234567" in page] == ["KZ-BS"]
    assert "Tomatoes" not in seen["KZ-VET"] and "Sheep" not in seen["KZ-PHY"]
    for service, page in pages.items():
        order = [page.find(f'id="{name}"') for name in ("desk", "wanted", "readiness")]
        assert -1 < order[0] < order[1] < order[2], service
        assert 'action="/desk"' in page, service


def test_others_have_the_finder_of_their_own_desk_and_no_list_of_a_service(
    site: object, vehicle: str, sign_in: SignIn
) -> None:
    for role, where in ((Role.GATE_OFFICER, "/gate"), (Role.SHIFT_HEAD, "/gate"),
                        (Role.ANALYST, "/cases"), (Role.AUDITOR, "")):
        page = sign_in(role).get(f"/cases/{vehicle}").content.decode()
        assert 'id="wanted"' not in page and "N1234567" not in page
        found = html.document_fromstring(page).xpath("//form[@role='search']/@action")
        assert found == ([where] if where else [])
