"""The printed waybill: what the model says stands on it, in both languages, and nothing else acts."""

from dataclasses import replace
from decimal import Decimal

import pytest
import typst
from msgspec.structs import replace as changed

from kopri.engines.files import PDF, is_whole, kind_of
from kopri.engines.typesetting import Print, waybill
from kopri.engines.typesetting.sheet import page
from kopri.kernel.consignment import Amount, Consignment, DangerousGoods, TradeParty
from tests.unit.engines.codecs.samples import filled, rich

SHEET = Print(
    consignments=[filled(items=2)], languages=("ru", "tk"), link="https://kz.example/cases/K7Q2",
    printed="2026-01-15T06:00:00Z", reference="K7Q2-9MXD-4T", notice="a1b2", version=2,
    sha256="ab" * 32,
)




def test_a_waybill_is_a_pdf_a_and_the_same_print_the_same_bytes() -> None:
    made = waybill(SHEET)
    assert kind_of(made) == PDF and is_whole(made)
    assert b"pdfaid:part>2<" in made
    assert waybill(SHEET) == made
    assert waybill(replace(SHEET, version=3)) != made


def test_each_consignment_begins_a_page_and_long_lists_go_on() -> None:
    def pages(*consignments: Consignment) -> int:
        return waybill(replace(SHEET, consignments=consignments)).count(b"/Type/Page/")

    assert pages(filled(items=1)) == 1
    assert pages(filled(items=1), rich()) == 2
    assert pages(filled(items=80)) == 3


def test_every_box_has_a_number_and_a_label_in_both_languages() -> None:
    boxes = page(filled(items=2), languages=("en", "en"))["boxes"]
    assert boxes["sender"] == {
        "number": "1", "label": "Sender (name, address, country)",
        "text": "Baku Polymers LLC\nMain street 1\n130000 Baku\nAZ\n600700123456"}
    numbers = [int(box["number"]) for box in boxes.values() if box["number"]]
    assert sorted(numbers) == [1, 2, 3, 4, 5, *range(13, 22)]


def test_amounts_have_the_places_of_their_currency() -> None:
    def said(minor: int, currency: str) -> str:
        consignment = Consignment(cash_on_delivery=Amount(minor=minor, currency=currency))
        return str(page(consignment, languages=("en", "en"))["boxes"]["cash"]["text"])

    assert said(1234567, "USD") == "12 345.67 USD"
    assert said(1500, "JPY") == "1 500 JPY"
    assert said(15000, "KWD") == "15.000 KWD"


def test_dangerous_goods_are_told_in_the_order_of_adr() -> None:
    goods = DangerousGoods(undg_number="1203", proper_shipping_name="PETROL", hazard_class="3",
                           packing_group_code="2", tunnel_code="D/E")
    boxes = page(Consignment(dangerous_goods=goods), languages=("en", "ru"))["boxes"]
    assert boxes["dangerous"]["text"] == "UN 1203 PETROL 3 II (D/E)"


def test_another_note_than_the_cmr_has_no_numbers() -> None:
    consignment = rich()
    assert consignment.waybill is not None
    rail = changed(consignment, waybill=changed(consignment.waybill, type_code="722"))
    shown = page(rail, languages=("en", "en"))
    assert shown["title"] == "Consignment note"
    assert {box["number"] for box in shown["boxes"].values()} == {""}


@pytest.mark.parametrize("text", [
    '#import "@preview/evil:1.0": x', "#read(\"/etc/passwd\")", "*bold* $x$ \\ <label> @ref",
    "\x00\x07", "C:\\u0007", "Қазақстан ә ғ қ ң ө ұ ү һ і", "ň ž ý ş ç ä ö ü", "中文", "\u202eabc", "x" * 5000, "",
])
def test_whatever_a_text_holds_is_only_text(text: str) -> None:
    consignment = changed(filled(items=1), consignor=TradeParty(name=text))
    assert is_whole(waybill(replace(SHEET, consignments=[consignment])))


def test_the_letters_of_the_four_languages_are_in_the_font() -> None:
    """A letter that is not there would be drawn as the same empty box as any other."""
    def drawn(letter: str) -> bytes:
        source = f'#set page(width: 20pt, height: 20pt)\n#set text(font: "Libertinus Serif")\n{letter}'
        made = typst.compile(source.encode(), format="png", ignore_system_fonts=True, ppi=72)
        assert isinstance(made, bytes)
        return made

    missing = drawn("\U0001343f")
    for letter in "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЪъЭэЮюÄäŇňÖöŞşÜüÝýŽžÇç№³":
        assert drawn(letter) != missing, letter


def test_weights_are_grouped_and_absent_ones_blank() -> None:
    totals = page(Consignment(gross_weight_kg=Decimal("20100.5")), languages=("en", "en"))["totals"]
    assert totals[5:] == ["20 100.5", ""]
