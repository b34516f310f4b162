"""The spreadsheet: round trips, what people type, faults by cell, groupage."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook

from kopri.engines import codecs
from kopri.engines.codecs.sheet.codec import CSV, XLSX, SheetCodec
from kopri.engines.codecs.sheet.fields import BY_CODE, FIELDS, code_of
from kopri.engines.codecs.sheet.template import workbook
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Refusal
from kopri.kernel.text import LANGUAGES
from tests.unit.engines.codecs.samples import filled, rich
from tests.unit.engines.codecs.strategies import consignments, without

CALM = settings(max_examples=8, suppress_health_check=list(HealthCheck))
BOTH = pytest.mark.parametrize("codec", [CSV, XLSX], ids=lambda one: one.name)


def sheet(text: str, *, encoding: str = "utf-8") -> codecs.Reading:
    return codecs.read(text.encode(encoding))


def book(*, form: dict[str, Any] | None = None, goods: list[dict[str, Any]] | None = None) -> bytes:
    """A workbook as a program that knows the codes alone would write it."""
    made = Workbook()
    first = made.active
    assert first is not None
    for code, value in (form or {}).items():
        first.append(["", code, *(value if isinstance(value, list) else [value])])
    rows = goods or []
    if rows:
        second = made.create_sheet("Goods")
        names = list(dict.fromkeys(name for row in rows for name in row))
        second.append(names)
        for row in rows:
            second.append([row.get(name) for name in names])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def paths(reading: codecs.Reading) -> dict[str, str]:
    return {fault.path: fault.code for fault in reading.faults}


def same(one: Consignment | None, other: Consignment | None) -> bool:
    """Equal, whatever the order of the equipment."""
    def ordered(each: Consignment | None) -> Consignment | None:
        return each and msgspec.structs.replace(each, equipment=tuple(
            sorted(each.equipment, key=lambda unit: unit.category_code)))

    return ordered(one) == ordered(other)


@BOTH
@CALM
@given(consignments(said=("items", "equipment", "main_carriage", "waybill")))
def test_what_is_written_is_read_again(codec: SheetCodec, drawn: Consignment) -> None:
    data = codec.write(drawn)
    left = without(drawn, codec.omissions(drawn))
    reading = codec.read(data)
    assert not reading.faults or left is None
    assert same(reading.consignments[0] if reading.consignments else None, left)


@BOTH
def test_real_waybills_keep_their_heart(codec: SheetCodec) -> None:
    for whole in (filled(items=3), rich()):
        data = codec.write(whole)
        assert codecs.sniff(data) is codec
        (back,) = codec.read(data).consignments
        assert back.waybill and whole.waybill
        assert back.waybill.identifier == whole.waybill.identifier
        assert [item.commodity_code for item in back.items] == [
            item.commodity_code for item in whole.items]
        assert codec.omissions(back) == () and codec.write(whole) == data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_read_as_it_is_filled_in(language: str) -> None:
    assert paths(XLSX.read(workbook(language=language))) == {"": "codecs.empty"}
    template = load_workbook(io.BytesIO(workbook(language=language)))
    form, goods = template.worksheets[:2]
    rows = {form.cell(row, 2).value: row for row in range(1, form.max_row + 1)}
    for code, value in (("vehicle_plate", "777ABC02"), ("vehicle_country", "KZ – Kazakhstan"),
                        ("waybill_number", 14772), ("border_time", datetime.fromisoformat("2026-01-15T06:40")),
                        ("waybill_date", date(2026, 1, 14)), ("waybill_type", "730 – CMR")):
        form.cell(rows[code], 3, value)
    columns = {goods.cell(2, column).value: column for column in range(1, goods.max_column + 1)}
    for code, value in (("description", "Wheat"), ("hs_code", "100199"), ("packages", 20),
                        ("package_type", "bg"), ("gross_weight_kg", 20100.5)):
        goods.cell(3, columns[code], value)
    out = io.BytesIO()
    template.save(out)
    reading = codecs.read(out.getvalue())
    assert not reading.faults and not reading.notices and reading.consignment
    whole = reading.consignment
    assert whole.waybill and whole.waybill.identifier == "14772" and whole.waybill.type_code == "730"
    assert whole.waybill.issued == "2026-01-14"
    assert whole.items[0].gross_weight_kg == Decimal("20100.5")
    assert whole.items[0].packages[0].type_code == "BG"
    assert codecs.announcement(reading).eta == "2026-01-15T06:40:00"


def test_titles_lead_to_their_codes_and_no_two_are_alike() -> None:
    for language in LANGUAGES:
        said = [one.said(language) for one in FIELDS]
        assert len(set(said)) == len(said)
        assert all(code_of(f"{title.upper()} *") in BY_CODE for title in said)


def test_titles_serve_without_codes_and_columns_may_be_missing() -> None:
    reading = sheet("Vehicle: plate\tGoods\tGross weight, kg\tColour\n777ABC02\tWheat\t20 100,5\tred\n")
    assert reading.consignment and not reading.faults
    assert reading.consignment.items[0].gross_weight_kg == Decimal("20100.5")
    assert [notice.code for notice in reading.notices] == ["codecs.unknown_heading"]
    assert reading.notices[0].path == "D1"


NUMBERS = {
    "20100": "20100", "20 100,5": "20100.5", "20\u00a0100.5 kg": "20100.5", "20'100.50": "20100.5",
    "20.100,5": "20100.5", "20,100.5": "20100.5", "1.234.567": "1234567", "0,125": "0.125",
    "20100,125": "20100.125", "20.1000": "20.1", "12 кг": "12",
    "20.100": "codecs.ambiguous_number", "20,100": "codecs.ambiguous_number",
    "twenty": "codecs.number", "20 t": "codecs.number", "1,2,3": "codecs.number",
    "1.23.456": "codecs.number", "2E+04": "codecs.number", "--5": "codecs.number",
}


@pytest.mark.parametrize(("typed", "meant"), NUMBERS.items())
def test_weights_as_people_type_them(typed: str, meant: str) -> None:
    reading = sheet(f"description;gross_weight_kg\nWheat;{typed}\n")
    if meant.startswith("codecs."):
        assert paths(reading) == {"B2 (gross_weight_kg)": meant}
    else:
        assert reading.consignment and not reading.faults
        assert reading.consignment.items[0].gross_weight_kg == Decimal(meant)


DAYS = {
    "15.01.2026": "2026-01-15", "2026-01-15": "2026-01-15", "15/01/2026": "2026-01-15",
    "01/15/2026": "2026-01-15", "15.01.2026 06:40": "2026-01-15T06:40:00",
    "15.01.2026 6:40": "2026-01-15T06:40:00", "2026-01-15T06:40:00+05:00": "2026-01-15T01:40:00Z",
    "05/06/2026": "codecs.ambiguous_date", "31.02.2026": "codecs.date", "46037": "codecs.date",
    "soon": "codecs.date", "0000-00-00": "codecs.date",
}


@pytest.mark.parametrize(("typed", "meant"), DAYS.items())
def test_dates_as_people_type_them(typed: str, meant: str) -> None:
    reading = sheet(f"waybill_number;waybill_date\nC-1;{typed}\n")
    if meant.startswith("codecs."):
        assert paths(reading) == {"B2 (waybill_date)": meant}
    else:
        assert reading.consignment and reading.consignment.waybill
        assert reading.consignment.waybill.issued == meant


def test_every_fault_at_once_by_row_and_column_with_rule_and_remedy() -> None:
    reading = codecs.read(book(
        form={"vehicle_country": "Turkmenistan", "container_number": "CSQU3054384"},
        goods=[
            {"description": "Horses", "hs_code": 10121, "gross_weight_kg": "many", "un_number": 12},
            {"description": "Oil", "hs_code": "2710 19.42", "gross_weight_kg": 5, "origin_country": "XY1",
             "net_weight_kg": 6, "package_type": "bottle", "value": 1.005, "currency": "USD"},
            {"description": "Cups", "hs_code": 1e22, "gross_weight_kg": 5, "value": 3},
        ]))
    assert paths(reading) == {
        "Sheet!C1 (vehicle_country)": "consignment.country",
        "Sheet!C2 (container_number)": "consignment.container",
        "Goods!B2 (hs_code)": "codecs.zero_lost",
        "Goods!C2 (gross_weight_kg)": "codecs.number",
        "Goods!D2 (un_number)": "codecs.zero_lost",
        "Goods!E3 (origin_country)": "consignment.country",
        "Goods!F3 (net_weight_kg)": "consignment.net_above_gross",
        "Goods!G3 (package_type)": "consignment.package",
        "Goods!H3 (value)": "codecs.amount",
        "Goods!B4 (hs_code)": "codecs.mangled",
        "Goods!H4 (value)": "codecs.currency_missing",
    }
    assert all(fault.rule and fault.remedy for fault in reading.faults)
    assert {fault.params["line"] for fault in reading.faults} == {1, 2, 3, 4}
    assert not reading.consignments


def test_groupage_in_a_flat_table_and_in_a_form() -> None:
    flat = sheet(
        "waybill_number;vehicle_plate;vehicle_country;consignor_name;description;gross_weight_kg\n"
        "C-1;777ABC02;KZ;First LLP;Wheat;10\n;;;;Barley;20\nC-2;777ABC02;KZ;Second LLP;Cups;30\n"
        "C-1;;;;Oats;5\n")
    form = codecs.read(book(
        form={"vehicle_plate": "777ABC02", "vehicle_country": "KZ",
              "waybill_number": ["C-1", "C-2"], "consignor_name": ["First LLP", "Second LLP"]},
        goods=[{"waybill_number": "C-1", "description": "Wheat", "gross_weight_kg": 10},
               {"waybill_number": "C-1", "description": "Barley", "gross_weight_kg": 20},
               {"waybill_number": "C-2", "description": "Cups", "gross_weight_kg": 30},
               {"waybill_number": "C-1", "description": "Oats", "gross_weight_kg": 5}]))
    for reading in (flat, form):
        assert not reading.faults and not reading.questions
        assert [len(one.items) for one in reading.consignments] == [3, 1]
        assert [one.main_carriage[0].means for one in reading.consignments] == [
            reading.movement and reading.movement.means] * 2
        assert codecs.announcement(reading).plate == "777ABC02"
    assert flat.consignments == form.consignments
    for codec in (CSV, XLSX):
        assert codec.read(codec.write_all(flat.consignments)).consignments == flat.consignments
    picked = codecs.read(CSV.write_all(flat.consignments), consignment="C-2")
    assert picked.consignment == flat.consignments[1]


def test_two_vehicles_in_one_file_are_a_question() -> None:
    reading = sheet("waybill_number;vehicle_plate;trailer_plate;description\n"
                    "C-1;777ABC02;12TR;Wheat\nC-2;888ABC02;;Cups\n")
    assert [question.name for question in reading.questions] == ["consignment"]
    assert not reading.consignments[1].equipment


def test_rows_that_nobody_can_place() -> None:
    reading = codecs.read(book(form={"waybill_number": ["C-1", "C-2"]}, goods=[
        {"waybill_number": "C-1", "description": "Wheat"}, {"description": "Cups"},
        {"waybill_number": "C-3", "description": "Oats"}]))
    assert paths(reading) == {"Goods!B3 (waybill_number)": "codecs.which_consignment",
                              "Goods!A4 (waybill_number)": "codecs.which_consignment"}
    twice = sheet("waybill_number;consignor_name;description;description\nC-1;A;x;y\nC-1;B;z;\n")
    assert paths(twice) == {"B3 (consignor_name)": "codecs.said_twice",
                            "D1": "codecs.heading_twice"}


def test_several_consignments_without_numbers_are_not_written_into_one_file() -> None:
    with pytest.raises(Refusal):
        CSV.write_all([filled(), filled()])


def test_letters_of_any_program_or_a_clear_fault() -> None:
    text = "description;gross_weight_kg\nПшеница «мягкая»;5\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251"):
        reading = sheet(text, encoding=encoding)
        assert reading.consignment and reading.consignment.items[0].description == "Пшеница «мягкая»"
        assert bool(reading.notices) == (encoding == "cp1251")
    for other, encoding in ((text.replace("«", "").replace("»", ""), "cp866"),
                            ("description;gross_weight_kg\nKumaş şeridi;5\n", "cp1254")):
        assert paths(sheet(other, encoding=encoding)) == {"": "codecs.encoding"}
    odd = "description;gross_weight_kg\n".encode("utf-16")
    assert paths(CSV.read(odd + b"\x00\xd8\n\x00")) == {"": "codecs.encoding"}
    assert paths(CSV.read(b"description;hs_code\n\0;1\n")) == {"": "codecs.encoding"}


def test_csv_as_programs_write_it() -> None:
    for text in ("sep=,\ndescription,gross_weight_kg\n\"Wheat, soft\",5\n",
                 "description\tgross_weight_kg\nWheat, soft\t5\n",
                 "\n;;\ndescription;gross_weight_kg;\n\"Wheat, soft\";5;\n;;\n"):
        reading = sheet(text)
        assert reading.consignment and reading.consignment.items[0].description == "Wheat, soft"
    assert paths(sheet('description;hs_code\n"Wheat;1001\n')) == {"A2": "codecs.csv"}
    many = "description;hs_code\n" + "Wheat;1001\n" * 10_001
    assert list(paths(sheet(many)).values()) == ["codecs.too_many"]


def test_nothing_written_is_a_formula() -> None:
    nasty = [f"{sign}cmd|' /C calc'!A0" for sign in "=+-@"] + ["'=1+1", "''", "=HYPERLINK(\"x\")"]
    whole = Consignment(identifier="C", items=tuple(
        msgspec.structs.replace(item, description=text)
        for item, text in zip(filled(items=len(nasty)).items, nasty, strict=True)))
    data = CSV.write(whole)
    assert all(f";{text[0]}" not in data.decode() for text in nasty if text[0] != "'")
    sheets = load_workbook(io.BytesIO(XLSX.write(whole)))
    assert not any(cell.data_type == "f" for one in sheets for row in one for cell in row)
    for codec in (CSV, XLSX):
        (back,) = codec.read(codec.write(whole)).consignments
        assert [item.description for item in back.items] == nasty


@BOTH
def test_what_no_cell_holds_is_refused(codec: SheetCodec) -> None:
    for text in ("a\0b", "\ud800", "x" * 40_000, "\x1f"):
        with pytest.raises(Refusal):
            codec.write(Consignment(identifier="C", cargo_description=text))
