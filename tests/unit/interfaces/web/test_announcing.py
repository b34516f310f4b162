"""One form for a truck: nothing is lost, everything that is wrong is said at once."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from kopri.crossing.queries import by_reference
from kopri.domains.notice.queries import notices_of
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.states import BookingState
from kopri.engines.codecs import codec
from kopri.kernel.actor import Role
from kopri.kernel.consignment import (
    Address,
    Consignment,
    ConsignmentItem,
    DocumentReference,
    Location,
    PackagingUnit,
    TradeParty,
    TransportMeans,
    TransportMovement,
)
from tests.unit.interfaces.web.conftest import SignIn

EMPTY = {"direction": "kz-tm", "plate": "555 EEE 05", "country": "kz", "key": "k-1"}
LOADED = {**EMPTY, "loaded": "1", "eta": "2026-01-15T16:30", "i0-goods": "Wheat",
          "i0-hs": "1001.99", "i0-gross": "20 100", "consignor": "Aktau Grain LLP",
          "consignee": "Balkan Mill"}


@pytest.fixture
def client(sign_in: SignIn) -> Any:
    return sign_in(Role.CARRIER)


def page(answer: Any) -> Any:
    return html.document_fromstring(answer.content.decode())


def reference(answer: Any) -> str:
    """Of the case that an accepted form leads to."""
    assert answer.status_code == 302, answer.content.decode()
    found = re.fullmatch(r"/cases/([A-Z0-9-]+)\?done=\w+", answer["Location"])
    assert found is not None, answer["Location"]
    return found[1]


def waybill(**changes: Any) -> bytes:
    """An eCMR of one truck, as a carrier's system writes it."""
    known: dict[str, Any] = {
        "identifier": "W-1",
        "waybill": DocumentReference(type_code="730", identifier="CMR 1",
                                     issued="2026-01-15T05:00:00Z"),
        "consignor": TradeParty(name="Aktau Grain LLP", address=Address(country="KZ")),
        "consignee": TradeParty(name="Balkan Mill", address=Address(country="TM")),
        "carrier": TradeParty(name="Caspian Haulage"),
        "acceptance_location": Location(name="Aktau", country="KZ"),
        "receipt_location": Location(name="Balkanabat", country="TM"),
        "items": (ConsignmentItem(
            sequence=1, description="Wheat", commodity_code="100199",
            packages=(PackagingUnit(type_code="BG", quantity=400),)),),
        "main_carriage": (TransportMovement(
            mode_code="3", means=TransportMeans(identifier="777 FFF 07", country="KZ")),),
    }
    return codec("ecmr").write(Consignment(**{**known, **changes}))


def file(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("waybill.json", data, content_type="application/json")


def test_an_empty_form_says_everything_that_is_missing_and_keeps_what_was_typed(
    client: Any
) -> None:
    answer = client.post("/announce", {
        "direction": "tm-kz", "plate": "", "country": "Kazakhstan", "vin": "SHORT",
        "loaded": "1", "i0-hs": "12", "i0-gross": "heavy", "consignor": "Somebody", "key": "k-9"})
    assert answer.status_code == 422
    shown = page(answer)
    linked = {link[1:] for link in shown.xpath("//section[@id='faults']//a/@href")}
    assert linked == {f"announce-{name}" for name in
                      ("plate", "country", "vin", "eta", "i0-goods", "i0-hs", "i0-gross")}
    for field in linked:
        (found,) = shown.xpath(f"//*[@id='{field}']")
        assert f"{field}-error" in found.get("aria-describedby", "")
    assert shown.xpath("//input[@id='announce-consignor']/@value") == ["Somebody"]
    assert shown.xpath("//input[@id='announce-i0-gross']/@value") == ["heavy"]
    assert shown.xpath("//input[@name='direction'][@checked]/@value") == ["tm-kz"]
    assert shown.xpath("//input[@name='loaded']/@checked")
    assert set(shown.xpath("//form[@action='/announce']//input[@name='key']/@value")) == {"k-9"}


def test_an_empty_truck_opens_a_case_once_however_often_it_is_sent(client: Any) -> None:
    first, again = (reference(client.post("/announce", EMPTY)) for _ in range(2))
    assert first == again
    case = by_reference(first)
    assert (case.plate, case.loaded, case.carrier) == ("555 EEE 05", False, client.person)


def test_the_few_fields_make_a_notice_in_local_time(client: Any) -> None:
    found = reference(client.post("/announce", LOADED))
    (notice,) = notices_of(found)
    (consignment,) = notice.consignments
    assert notice.eta == "2026-01-15T11:30:00Z"
    assert str(consignment.gross_weight_kg) == "20100"
    assert consignment.items[0].commodity_code == "100199"
    assert notice.chapters == {"10"}


def test_a_wish_that_nobody_can_grant_is_answered_and_said(client: Any) -> None:
    """The other side has published nothing here: no hour has a slot."""
    answer = client.post("/announce", {**EMPTY, "wish_1": "2026-01-15T10:00:00Z"})
    booking = booking_of(reference(answer))
    assert booking is not None and booking.state is BookingState.DECLINED
    shown = client.get(answer["Location"]).content.decode()
    assert "No slot could be given" in shown and "Book the slot" in shown


def test_a_refused_wish_leaves_the_case_and_is_mended_on_its_page(client: Any) -> None:
    answer = client.post("/announce", {**EMPTY, "wish_1": "2026-01-15T02:00:00Z"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "is over." in text and "555 EEE 05" in text
    assert 'action="/cases/' in text


def test_a_file_says_the_vehicle_and_the_goods(client: Any) -> None:
    found = reference(client.post("/announce", {
        "direction": "kz-tm", "eta": "2026-01-15T16:30", "key": "k-2", "file": file(waybill())}))
    assert by_reference(found).plate == "777 FFF 07"
    assert notices_of(found)[0].consignments[0].items[0].description == "Wheat"


def test_a_file_is_kept_when_something_else_is_wrong(client: Any, sign_in: SignIn) -> None:
    sent = {"direction": "kz-tm", "key": "k-3"}
    answer = client.post("/announce", {**sent, "file": file(waybill())})
    assert answer.status_code == 422
    shown = page(answer)
    assert "waybill.json is kept" in answer.content.decode()
    (kept,) = shown.xpath("//input[@name='kept']/@value")
    again = {**sent, "kept": kept, "eta": "2026-01-15T16:30"}
    stranger = sign_in(Role.CARRIER, name="stranger").post("/announce", again)
    assert stranger.status_code == 422  # the token gives the file to its own person alone
    assert by_reference(reference(client.post("/announce", again))).plate == "777 FFF 07"


def test_a_broken_file_shows_its_faults_with_rule_and_remedy(client: Any) -> None:
    answer = client.post("/announce", {
        "direction": "kz-tm", "eta": "2026-01-15T16:30", "file": file(b'{"a": 1')})
    assert answer.status_code == 422
    assert page(answer).xpath("//section[@id='faults']//li")


def test_only_carriers_announce(sign_in: SignIn) -> None:
    assert sign_in(Role.GATE_OFFICER).get("/announce").status_code == 403
