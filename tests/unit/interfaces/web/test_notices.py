"""A notice on its pages: read, compared, changed, withdrawn; frozen when the goods are at the gate."""

from typing import Any

import pytest
from lxml import html

from kopri.crossing.queries import by_reference
from kopri.domains.documents.queries import documents_of
from kopri.domains.notice.queries import by_id, notices_of, versions_of
from kopri.journeys.pass_gate import Passing, register_vehicle
from kopri.kernel.actor import Role
from tests.conftest import Node
from tests.unit.interfaces.web.conftest import SignIn
from tests.unit.interfaces.web.test_announcing import EMPTY, LOADED, file, reference, waybill

TWO = {**LOADED, "waybill": "CMR 7", "i0-packages": "400", "i0-package": "BG",
       "i0-value": "1 200,50", "i0-value_currency": "usd"}


@pytest.fixture
def client(sign_in: SignIn) -> Any:
    return sign_in(Role.CARRIER)


@pytest.fixture
def notice(client: Any) -> str:
    """A notice of the client's."""
    (found,) = notices_of(reference(client.post("/announce", TWO)))
    return found.notice


def page(answer: Any) -> Any:
    return html.document_fromstring(answer.content.decode())


def form(answer: Any) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    (found,) = page(answer).xpath("//form[contains(@class, 'entry')]")
    return {name: value or "" for name, value in found.form_values()}


def lines(answer: Any) -> list[list[str]]:
    """The cells of the first table."""
    rows = page(answer).xpath("(//table)[1]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("td")] for row in rows]


def test_a_service_reads_it_and_every_field_of_it(sign_in: SignIn, notice: str) -> None:
    inspector = sign_in(Role.INSPECTOR, service="KZ-SRC")
    text = inspector.get(f"/notices/{notice}").content.decode()
    for told in ("CMR 7", "Wheat", "100199", "20,100", "1200.50 USD", "400 BG", "Aktau Grain LLP"):
        assert told in text
    assert "/amend" not in text
    every = inspector.get(f"/notices/{notice}?all=1").content.decode()
    assert "Leg of the way 1: Vehicle: Plate" in every and "555 EEE 05" in every
    assert sign_in(Role.CARRIER, name="other").get(f"/notices/{notice}").status_code == 404
    assert inspector.get("/notices/none").status_code == 404


def test_it_is_had_in_other_formats_which_say_what_they_leave_out(
    client: Any, sign_in: SignIn, notice: str
) -> None:
    shown = client.get(f"/notices/{notice}/formats")
    links = page(shown).xpath(f"//table//a[starts-with(@href, '/notices/{notice}/as/')]/@href")
    assert f"/notices/{notice}/as/xlsx" in links and f"/notices/{notice}/as/csv" in links
    told = client.get(f"/notices/{notice}/as/csv?consignment=1")
    assert told.status_code == 200 and b"Wheat" in told.content
    assert told["Content-Disposition"].endswith('-1-csv.csv"')
    assert client.get(f"/notices/{notice}/as/none").status_code == 422
    other = sign_in(Role.CARRIER, name="other")
    assert {other.get(f"/notices/{notice}/{path}").status_code
            for path in ("formats", "as/csv")} == {404}


def test_a_change_is_compared_sent_once_and_kept_beside_the_version_before(
    client: Any, notice: str
) -> None:
    where = f"/notices/{notice}/amend"
    sent = form(client.get(where))
    assert sent["i0-goods"] == "Wheat" and sent["eta"] == "2026-01-15T16:30"
    assert lines(client.post(where, {**sent, "do": "compare"})) == []
    sent |= {"i0-gross": "20200", "consignee": "Another Mill", "do": "compare"}
    compared = client.post(where, sent)
    assert lines(compared) == [
        ["Consignee: Name", "Balkan Mill", "Another Mill"],
        ["Gross weight, kg", "20100", "20200"],
        ["Goods item 1 (Wheat): Gross weight, kg", "20100", "20200"]]
    assert by_id(notice).version == 1
    sending = {**form(compared), "do": "send"}
    first, again = client.post(where, sending), client.post(where, sending)
    assert first.status_code == again.status_code == 302
    assert [each.version for each in versions_of(notice)] == [1, 2]
    shown = client.get(first["Location"])
    assert "The new version is sent to both sides." in shown.content.decode()
    assert ["Consignee: Name", "Balkan Mill", "Another Mill"] in lines(shown)
    back = client.get(f"/notices/{notice}/versions?from=2&to=1")
    assert ["Consignee: Name", "Another Mill", "Balkan Mill"] in lines(back)


def test_what_nobody_touched_is_no_change(client: Any) -> None:
    case = reference(client.post("/announce", {
        **EMPTY, "loaded": "1", "eta": "2026-01-15T16:30", "do": "send", "file": file(waybill())}))
    (notice,) = notices_of(case)
    where = f"/notices/{notice.notice}/amend"
    sent = {**form(client.get(where)), "i0-goods": "Barley", "i0-gross": "100", "do": "compare"}
    assert lines(client.post(where, sent)) == [
        ["Goods item 1 (Barley): Goods", "Wheat", "Barley"],
        ["Goods item 1 (Barley): Gross weight, kg", "not there", "100"]]


def test_a_version_that_its_author_has_not_seen_is_not_undone(client: Any, notice: str) -> None:
    where = f"/notices/{notice}/amend"
    old = form(client.get(where))
    client.post(where, {**old, "consignee": "First", "do": "send"})
    late = client.post(where, {**old, "key": "k-late", "consignor": "Second", "do": "send"})
    assert late.status_code == 409
    assert "Somebody has sent version 2 meanwhile." in late.content.decode()
    assert ["Consignee: Name", "First", "Balkan Mill"] in lines(late)
    assert client.post(where, {**form(late), "key": "k-3", "do": "send"}).status_code == 302
    assert by_id(notice).version == 3


def test_what_is_wrong_stands_at_its_field_and_nothing_is_sent(client: Any, notice: str) -> None:
    where = f"/notices/{notice}/amend"
    sent = {**form(client.get(where)), "i0-net": "30000", "i0-origin": "Kenya", "do": "send"}
    answer = client.post(where, sent)
    assert answer.status_code == 422
    linked = {link[1:] for link in page(answer).xpath("//section[@id='faults']//a/@href")}
    assert linked == {"announce-i0-net", "announce-i0-origin"}
    assert form(answer)["i0-origin"] == "Kenya" and by_id(notice).version == 1


def test_goods_at_the_gate_freeze_it_and_the_page_says_so(
    client: Any, notice: str, site: Node
) -> None:
    case = by_id(notice).reference
    register_vehicle(journal=site.journal, pair=site.house.pair,
                     actor=site.actor(Role.GATE_OFFICER), passing=Passing(reference=case))
    for act in ("amend", "cancel"):
        answer = client.get(f"/notices/{notice}/{act}")
        assert answer.status_code == 409
        assert "The goods are at the gate" in answer.content.decode()
        assert "Tell the customs officer" in answer.content.decode()
        assert not page(answer).xpath(f"//form[contains(@action, '{act}')]")
    assert client.post(f"/notices/{notice}/cancel", {"reason": "x", "key": "1"}).status_code == 409
    assert "/vehicle" not in client.get(f"/cases/{case}").content.decode()
    assert "already at the gate" in client.get(f"/cases/{case}/vehicle").content.decode()


def test_it_is_withdrawn_with_a_reason(client: Any, notice: str) -> None:
    where = f"/notices/{notice}/cancel"
    assert client.post(where, {"reason": " ", "key": "c1"}).status_code == 422
    assert by_id(notice).cancelled is None
    assert client.post(where, {"reason": "sold", "key": "c2"}).status_code == 302
    shown = client.get(f"/notices/{notice}").content.decode()
    assert "This notice was withdrawn." in shown and f"/announce?like={notice}" in shown


def test_only_who_may_change_it_is_let_to(sign_in: SignIn, notice: str) -> None:
    for role in (Role.INSPECTOR, Role.AUDITOR):
        for act in ("amend", "cancel"):
            assert sign_in(role, name=f"{role.value} {act}").get(
                f"/notices/{notice}/{act}").status_code == 403
    assert sign_in(Role.GATE_OFFICER).get(f"/notices/{notice}/amend").status_code == 200


def test_driver_and_trailer_are_changed_before_the_gate(client: Any, notice: str) -> None:
    case = by_id(notice).reference
    where = f"/cases/{case}/vehicle"
    bad = client.post(where, {"crew0-citizenship": "KZ", "vin": "SHORT", "key": "v1"})
    assert bad.status_code == 422
    linked = {link[1:] for link in page(bad).xpath("//section[@id='faults']//a/@href")}
    assert linked == {"vehicle-vin", "vehicle-crew0-document"}
    sent = {"trailer_plate": "77 tra 05", "crew0-citizenship": "kz", "key": "v2",
            "crew0-document": "n 123 456"}
    assert client.post(where, sent).status_code == 302
    found = by_reference(case)
    assert found.conveyance["trailer_plate"] == "77 TRA 05" and found.plate == "555 EEE 05"
    (driver,) = found.crew
    assert (driver["citizenship"], driver["document"]) == ("KZ", "N123456")
    assert "N123456" not in driver["person"]
    assert 'value="N123456"' in client.get(where).content.decode()


def test_a_document_is_withdrawn_with_a_reason(
    client: Any, sign_in: SignIn, notice: str, site: Node
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    case = by_id(notice).reference
    kind = min(each.id for each in site.house.pair.country("kz").documents
               if "road" in each.modes)
    paper = SimpleUploadedFile("a.json", b'{"a": 1}', content_type="application/json")
    client.post(f"/cases/{case}/attach", {"type": kind, "number": "1", "file": paper, "key": "a"})
    (document,) = documents_of([case])
    where = f"/cases/{case}/documents/{document.document}/withdraw"
    assert where in client.get(f"/cases/{case}").content.decode()
    assert sign_in(Role.AUDITOR).get(where).status_code == 403
    assert client.post(where, {"reason": "", "key": "w1"}).status_code == 422
    assert client.post(where, {"reason": "wrong file", "key": "w2"}).status_code == 302
    assert documents_of([case])[0].state.value == "withdrawn"
    assert client.get(where).status_code == 404
