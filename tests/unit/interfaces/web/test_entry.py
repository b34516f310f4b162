"""The form and the consignments behind it: nothing that is not shown is lost, nothing typed is lost."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from kopri.domains.drafts.queries import drafts_of
from kopri.domains.notice.queries import notices_of
from kopri.interfaces.web.announcing import sheet as sheet_module
from kopri.interfaces.web.announcing.sheet import ROWS, opened, pack, tidied, unpack
from kopri.interfaces.web.announcing.texts import KINDS, Unreadable, money, number
from kopri.interfaces.web.announcing.work import received
from kopri.kernel.actor import Role
from kopri.kernel.consignment import Amount, Consignment, ConsignmentItem, Seal, TransportEquipment
from tests.conftest import Node
from tests.unit.engines.codecs.samples import filled, rich
from tests.unit.interfaces.web.conftest import SignIn
from tests.unit.interfaces.web.test_announcing import EMPTY, LOADED, file, reference, waybill


@pytest.fixture
def client(sign_in: SignIn) -> Any:
    return sign_in(Role.CARRIER)


def form(answer: Any) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    tree = html.document_fromstring(answer.content.decode())
    (found,) = tree.xpath("//form[contains(@class, 'entry')]")
    return {name: value or "" for name, value in found.form_values()}


# the consignments behind it

texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=8).map(str.strip)
weights = st.none() | st.decimals(min_value=0, max_value=10**6, places=3)
items = st.builds(
    ConsignmentItem, description=texts, commodity_code=st.sampled_from(["", "070200", "0702.00"]),
    gross_weight_kg=weights, sequence=st.none() | st.integers(1, 9), identifier=texts,
    invoice_amount=st.none() | st.builds(Amount, minor=st.integers(0, 10**9),
                                         currency=st.sampled_from(["USD", "JPY", "KWD"])))
equipment = st.builds(
    TransportEquipment, identifier=texts, seals=st.lists(
        st.builds(Seal, identifier=texts, condition_code=texts), max_size=3).map(tuple))
anything = st.builds(
    Consignment, items=st.lists(items, max_size=ROWS + 2).map(tuple), insurance=texts,
    equipment=st.lists(equipment, max_size=2).map(tuple), gross_weight_kg=weights)


@settings(max_examples=60)
@given(anything)
def test_a_form_that_nobody_touched_changes_nothing(consignment: Consignment) -> None:
    sheet = opened([consignment])
    assert sheet.overlaid(sheet.texts()) == (sheet, [])
    assert unpack(pack(sheet.consignments)) == sheet.consignments


@pytest.mark.parametrize("whole", [filled(), rich()])
def test_what_the_form_does_not_show_stays(whole: Consignment) -> None:
    sheet = opened([whole])
    changed, faults = sheet.overlaid({**sheet.texts(), "i0-goods": "Sugar", "consignor": ""})
    assert not faults and changed.open.items[0].description == "Sugar"
    assert changed.open.consignor is not None and changed.open.consignor.name == ""
    assert changed.open.charges == whole.charges
    assert changed.open.items[0].notes == whole.items[0].notes


def test_a_row_that_is_emptied_does_not_shift_the_others() -> None:
    sheet = opened([Consignment(
        items=(ConsignmentItem(description="A"), ConsignmentItem(description="B")),
        equipment=(TransportEquipment(identifier="T1"),
                   TransportEquipment(identifier="T2", seals=(Seal(identifier="S"),))))])
    changed, _ = sheet.overlaid({**sheet.texts(), "i0-goods": "", "e0-number": ""})
    tidy = tidied(changed.open)
    assert [(item.description, item.sequence) for item in tidy.items] == [("B", 1)]
    assert [(each.identifier, len(each.seals)) for each in tidy.equipment] == [("T2", 1)]


def test_totals_are_what_the_rows_add_up_to_where_every_row_says_its_part() -> None:
    two = (ConsignmentItem(gross_weight_kg=Decimal(2)), ConsignmentItem(description="x"))
    assert tidied(Consignment(items=two, gross_weight_kg=Decimal(9))).gross_weight_kg == 9
    full = (two[0], ConsignmentItem(gross_weight_kg=Decimal("1.5")))
    assert tidied(Consignment(items=full, gross_weight_kg=Decimal(9))).gross_weight_kg == (
        Decimal("3.5"))


@pytest.mark.parametrize("held", ["", "x", "AAAA", pack([Consignment()])[:-9], "é", "\0"])
def test_a_broken_or_foreign_hidden_field_is_an_empty_form(held: str) -> None:
    assert unpack(held) == () and received({"held": held, "at": "9", "start": "-1"}).sheet.at == 0


def test_a_hidden_field_that_swells_is_not_unpacked() -> None:
    bomb = pack([Consignment(information="x" * 5_000_000)])
    assert len(bomb) < 20_000 and unpack(bomb) == ()


# what people type

@pytest.mark.parametrize(("text", "value"), [
    ("20 100", "20100"), ("20 100,5", "20100.5"), ("1.25", "1.25"), ("0", "0"),
])
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(("kind", "text", "code"), [
    ("number", "20,100", "form.number_unclear"), ("number", "1.2.3", "form.number"),
    ("number", "1e3", "form.number"), ("number", "٣", "form.number"),
    ("count", "2.5", "form.count"), ("day", "31.01.2026", "form.day"),
    ("country", "Kenya", "form.country"), ("hs", "07", "form.hs"), ("hs", "tomato", "form.hs"),
    ("undg", "12", "form.undg"), ("text", "x" * 2001, "form.too_long"),
])
def test_what_is_no_value_is_told_with_a_remedy(kind: str, text: str, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        KINDS[kind].read(text)
    assert told.value.fault.code == code and told.value.fault.remedy


def test_codes_forgive_case_dots_and_blanks() -> None:
    assert KINDS["hs"].read("0702.00 00") == "07020000"
    assert KINDS["undg"].read("un 1203") == "1203"
    assert KINDS["country"].read(" kz") == "KZ"


def test_money_has_as_many_decimals_as_its_currency() -> None:
    assert money("1 200,50", "usd") == Amount(minor=120050, currency="USD")
    assert money("5", "JPY") == Amount(minor=5, currency="JPY") and money("", "") is None
    for amount, currency in (("1.5", "JPY"), ("1", ""), ("", "USD"), ("x", "USD")):
        with pytest.raises(Unreadable):
            money(amount, currency)


# its buttons

def test_rows_and_consignments_come_and_go_without_script(client: Any) -> None:
    sent = form(client.post("/announce", {**LOADED, "waybill": "CMR 1", "do": "item"}))
    assert sent["i0-goods"] == "Wheat" and sent["i1-goods"] == ""
    sent |= {"i1-goods": "Flour", "i1-gross": "900", "do": "consignment"}
    second = form(client.post("/announce", sent))
    assert second["i0-goods"] == "" and second["waybill"] == "" and second["at"] == "1"
    second |= {"i0-goods": "Bran", "i0-gross": "heavy", "waybill": "CMR 2", "do": "open:0"}
    refused = client.post("/announce", second)
    assert refused.status_code == 422 and form(refused)["i0-gross"] == "heavy"
    first = form(client.post("/announce", {**form(refused), "i0-gross": "50", "do": "open:0"}))
    assert (first["waybill"], first["i1-goods"]) == ("CMR 1", "Flour")
    first = form(client.post("/announce", {**first, "do": "drop-item:0"}))
    assert first["i0-goods"] == "Flour" and "i1-goods" not in first
    (notice,) = notices_of(reference(client.post("/announce", {**first, "do": "send"})))
    assert [[item.description for item in whole.items] for whole in notice.consignments] == [
        ["Flour"], ["Bran"]]
    assert [whole.gross_weight_kg for whole in notice.consignments] == [900, 50]
    assert {leg.means.identifier for whole in notice.consignments  # type: ignore[union-attr]
            for leg in whole.main_carriage} == {"555 EEE 05"}


def test_what_is_wrong_with_another_consignment_opens_that_one(client: Any) -> None:
    sent = form(client.post("/announce", {**LOADED, "do": "consignment"}))
    back = form(client.post("/announce", {**sent, "i0-goods": "Bran", "do": "open:0"}))
    answer = client.post("/announce", {**back, "do": "send"})
    assert answer.status_code == 422 and form(answer)["at"] == "1"
    assert 'href="#announce-i0-gross"' in answer.content.decode()


def test_words_are_looked_up_and_one_is_taken(client: Any) -> None:
    sent = {**LOADED, "i0-goods": "", "i0-hs": "помидоры"}
    shown = client.post("/announce", {**sent, "do": "hs:0"})
    assert 'value="take:0:070200"' in shown.content.decode()
    assert form(shown)["i0-hs"] == "помидоры"
    taken = form(client.post("/announce", {**form(shown), "do": "take:0:070200"}))
    assert taken["i0-hs"] == "070200" and taken["i0-goods"]
    nothing = client.post("/announce", {**sent, "i0-hs": "qqqq zzzz", "do": "hs:0"})
    assert nothing.status_code == 422 and form(nothing)["i0-hs"] == "qqqq zzzz"


def test_enter_sends_nothing_and_says_what_is_worth_a_look(client: Any) -> None:
    answer = client.post("/announce", {**LOADED, "i0-hs": "", "do": "check"})
    text = answer.content.decode()
    assert answer.status_code == 200 and "20,100 kg" in text
    assert "Worth a look; it may be sent as it is" in text and 'href="#announce-i0-goods"' in text


# files

def test_a_file_fills_the_form_and_is_kept_as_the_source_while_nobody_corrects_it(
    client: Any
) -> None:
    data = waybill()
    sent = form(client.post("/announce", {**EMPTY, "plate": "", "country": "", "do": "read",
                                          "file": file(data)}))
    assert (sent["plate"], sent["i0-goods"], sent["waybill"]) == ("777 FFF 07", "Wheat", "CMR 1")
    sent |= {"eta": "2026-01-15T16:30", "do": "send"}
    (as_sent,) = notices_of(reference(client.post("/announce", sent)))
    assert as_sent.format == "ecmr"
    corrected = {**sent, "key": "k-7", "plate": "778 FFF 07", "i0-goods": "Barley",
                 "i0-gross": "500"}
    (by_hand,) = notices_of(reference(client.post("/announce", corrected)))
    assert by_hand.format == "form"
    (whole,) = by_hand.consignments
    assert whole.items[0].description == "Barley" and whole.items[0].packages[0].quantity == 400


def test_a_document_that_no_form_can_carry_is_announced_as_it_is(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_module, "MOST_PACKED", 100)
    sent = {**EMPTY, "loaded": "1", "file": file(waybill())}
    refused = client.post("/announce", {**sent, "do": "read"})
    assert refused.status_code == 422 and "too large to be corrected" in refused.content.decode()
    kept = form(client.post("/announce", {**sent, "file": file(waybill())}))
    assert kept["kept"] and kept["i0-goods"] == ""
    found = reference(client.post("/announce", {**kept, "eta": "2026-01-15T16:30", "do": "send"}))
    assert notices_of(found)[0].consignments[0].items[0].description == "Wheat"


def test_a_form_that_was_sent_and_changed_afterwards_gets_a_key_of_its_own(client: Any) -> None:
    reference(client.post("/announce", LOADED))
    changed = {**LOADED, "plate": "556 EEE 05"}
    refused = client.post("/announce", changed)
    assert refused.status_code == 409 and form(refused)["key"] not in ("", LOADED["key"])
    reference(client.post("/announce", {**form(refused), "do": "send"}))


def test_a_second_file_adds_its_consignments(client: Any) -> None:
    first = form(client.post("/announce", {**EMPTY, "do": "read", "file": file(waybill())}))
    both = form(client.post("/announce", {**first, "do": "append",
                                          "file": file(waybill(identifier="W-2"))}))
    assert both["at"] == "1" and len(unpack(both["held"])) == 2


def test_documents_are_checked_before_anything_is_stored_and_kept_meanwhile(
    client: Any, site: Node
) -> None:
    kind = min(each.id for each in site.house.pair.country("kz").documents
               if "road" in each.modes)
    sent = {**LOADED, "plate": "", "d0-type": kind, "d0-number": "A 1", "d1-type": kind,
            "d1-number": "A 2"}
    answer = client.post("/announce", {**sent, "d0-file": file(b'{"a": 1}')})
    linked = {link.rpartition("announce-")[2] for link in html.document_fromstring(
        answer.content.decode()).xpath("//section[@id='faults']//a/@href")}
    assert linked == {"plate", "d1-file"}
    again = {**form(answer), "plate": "700 DOC 05", "d1-number": "", "do": "send"}
    case = client.get(f"/cases/{reference(client.post('/announce', again))}")
    assert "A 1" in case.content.decode() and "A 2" not in case.content.decode()


def test_people_on_board_are_told_by_document_alone(client: Any) -> None:
    from kopri.crossing.queries import by_reference

    sent = {**LOADED, "crew0-citizenship": "kz", "crew0-document": "N 1234567"}
    (driver,) = by_reference(reference(client.post("/announce", sent))).crew
    assert (driver["citizenship"], driver["document"]) == ("KZ", "N1234567")


# drafts, and again

def test_a_draft_is_left_found_again_and_gone_when_it_is_sent(client: Any, site: Node) -> None:
    owner = site.actor(Role.CARRIER, person=client.person)
    saved = client.post("/announce", {**LOADED, "i0-gross": "heavy", "do": "save"})
    assert saved.status_code == 302
    (draft,) = drafts_of(owner)
    assert draft.title == "555 EEE 05, Aktau Grain LLP, Wheat"
    assert f"?draft={draft.draft}" in client.get("/announce/drafts").content.decode()
    back = form(client.get(saved["Location"]))
    assert (back["i0-gross"], back["plate"], back["draft"]) == ("heavy", "555 EEE 05", draft.draft)
    kept = client.post("/announce", {**back, "i0-gross": "10", "do": "save"}, headers={
        "X-Autosave": "1"})
    assert json.loads(kept.content)["draft"] == draft.draft
    reference(client.post("/announce", {**back, "i0-gross": "10", "do": "send"}))
    assert drafts_of(owner) == []


def test_a_nul_is_nothing(client: Any) -> None:
    sent = {**LOADED, "i0-goods": "Wh\0eat", "plate": "5\x0055 NUL 05", "waybill": "C\0MR"}
    assert client.post("/announce", {**sent, "do": "save"}).status_code == 302
    (notice,) = notices_of(reference(client.post("/announce", sent)))
    assert notice.consignments[0].items[0].description == "Wheat"


def test_a_stranger_sees_no_draft(client: Any, sign_in: SignIn) -> None:
    where = client.post("/announce", {**LOADED, "do": "save"})["Location"]
    draft = where.partition("draft=")[2].partition("&")[0]
    other = sign_in(Role.CARRIER, name="other")
    assert other.get(where).status_code == 404
    other.post(f"/announce/drafts/{draft}/delete")
    assert client.get(where).status_code == 200
    client.post(f"/announce/drafts/{draft}/delete")
    assert client.get(where).status_code == 404


def test_again_like_this_one_leaves_out_what_belongs_to_one_journey(
    client: Any, sign_in: SignIn
) -> None:
    sent = {**LOADED, "waybill": "CMR 9", "issued": "2026-01-14", "trailer_plate": "T 1"}
    rows = form(client.post("/announce", {**sent, "do": "equipment"}))
    (notice,) = notices_of(reference(client.post("/announce", {
        **rows, "e0-seals": "S1, S2", "do": "send"})))
    (trailer,) = notice.consignments[0].equipment
    assert (trailer.identifier, trailer.category_code) == ("T 1", "SM")
    assert [seal.identifier for seal in notice.consignments[0].equipment[0].seals] == ["S1", "S2"]
    again = form(client.get(f"/announce?like={notice.notice}"))
    assert (again["i0-goods"], again["consignor"], again["plate"], again["e0-number"]) == (
        "Wheat", "Aktau Grain LLP", "555 EEE 05", "T 1")
    assert (again["waybill"], again["issued"], again.get("eta", ""),
            again["e0-seals"]) == ("", "", "", "")
    stranger = sign_in(Role.CARRIER, name="other").get(f"/announce?like={notice.notice}")
    assert stranger.status_code == 404


def test_a_fault_in_a_spreadsheet_is_told_with_its_cell(client: Any) -> None:
    table = b"waybill_number,description,gross_weight_kg\nCMR 1,Wheat,2OO\nCMR 1,Salt,30\n"
    told = client.post("/announce", {"do": "read", "file": file(table)})
    assert told.status_code == 422
    assert "waybill.json C2 (gross_weight_kg)" in told.content.decode()
