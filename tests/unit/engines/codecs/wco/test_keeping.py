"""A kept document: unchanged it stays what it was; changed, only what changed is another."""

from collections.abc import Callable

import pytest
from lxml import etree
from msgspec.structs import replace

from kopri.engines import codecs
from kopri.engines.codecs.efti import consignment as efti
from kopri.engines.codecs.wco.declaration import CODEC
from kopri.engines.codecs.wire.keeping import paired
from kopri.kernel.consignment import Consignment, ConsignmentItem, Event, Location
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.samples import filled
from tests.unit.engines.codecs.wco.documents import additional, declaration

DATA = declaration()


def _canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n", with_comments=True)


def _read(data: bytes = DATA) -> Consignment:
    consignment = codecs.read(data).consignment
    assert consignment is not None
    return consignment


def _lines(data: bytes) -> list[str]:
    return [line.strip() for line in data.decode().splitlines()]


def _changed(change: Callable[[Consignment], Consignment]) -> tuple[set[str], set[str]]:
    """Lines that went and lines that came."""
    after = change(_read())
    written = CODEC.write_back(DATA, after)
    assert _read(written) == after
    was, is_now = set(_lines(CODEC.write_back(DATA))), set(_lines(written))
    return was - is_now, is_now - was


@pytest.mark.parametrize("data", [DATA, additional(kind="INV"), DATA.decode().encode("utf-16")])
def test_unchanged_it_is_the_same_document(data: bytes) -> None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = DATA.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    reading = codecs.read(data)
    assert _canonical(CODEC.write_back(reading.kept)) == _canonical(data)
    if reading.consignment:
        written = CODEC.write_back(reading.kept, reading.consignment)
        assert _canonical(written) == _canonical(data)


def _with_items(said: Consignment, *items: ConsignmentItem) -> Consignment:
    return replace(said, items=items, item_quantity=len(items))


def test_a_changed_value_is_changed_in_its_place() -> None:
    gone, come = _changed(lambda said: _with_items(
        said, *said.items[:2], replace(said.items[2], description="Granules")
    ))
    assert gone == {"<Description>Goods 3</Description>"}
    assert come == {"<Description>Granules</Description>"}


def test_a_changed_measure_is_written_with_its_unit() -> None:
    gone, come = _changed(lambda said: _with_items(
        said, replace(said.items[0], net_weight_kg=said.items[0].gross_weight_kg), *said.items[1:]
    ))
    assert gone == {'<NetNetWeightMeasure unitCode="TNE">0.1</NetNetWeightMeasure>'}
    assert come == {'<NetNetWeightMeasure unitCode="KGM">100.5</NetNetWeightMeasure>'}


def test_a_new_value_comes_where_the_format_has_it() -> None:
    written = CODEC.write_back(DATA, replace(_read(), identifier="UCR-1")).decode()
    assert written.index("<UCR><ID>UCR-1</ID></UCR>") > written.rindex("</GovernmentAgencyGoodsItem>")


def test_a_value_that_goes_leaves_what_the_model_does_not_carry() -> None:
    kept = CODEC.write_back(DATA, replace(_read(), main_carriage=()))
    assert b"<IdentificationTypeCode>30</IdentificationTypeCode>" in kept
    assert b"123ABC12" not in kept


def test_an_item_that_goes_takes_its_own_and_no_other_s() -> None:
    written = CODEC.write_back(DATA, _with_items(_read(), *_read().items[1:])).decode()
    assert "<DutyRegimeCode>101<" not in written and "INV-1" not in written
    for number in (2, 3):
        item = written.split(f"<Description>Goods {number}<")[1].split("</Government")[0]
        assert f"<DutyRegimeCode>10{number}<" in item and f"<ID>401{number}<" in item


def test_items_in_another_order_keep_what_is_theirs() -> None:
    first, second, third = _read().items
    written = CODEC.write_back(DATA, _with_items(_read(), third, first, second)).decode()
    assert [part[0] for part in written.split("<Description>Goods ")[1:]] == ["3", "1", "2"]
    for number in (1, 2, 3):
        item = written.split(f"<Description>Goods {number}<")[1].split("</Government")[0]
        assert f"<DutyRegimeCode>10{number}<" in item


def test_a_new_item_has_nothing_of_another() -> None:
    new = ConsignmentItem(sequence=4, description="Wheat", commodity_code="10019900")
    written = CODEC.write_back(DATA, _with_items(_read(), *_read().items, new)).decode()
    item = written.split("<Description>Wheat<")[1].split("</Government")[0]
    assert "DutyTaxFee" not in item and "<ID>10019900<" in item
    assert _read(written.encode()).items[3] == new


def test_the_waybill_is_found_among_the_documents() -> None:
    def other(said: Consignment) -> Consignment:
        assert said.waybill is not None
        return replace(said, waybill=replace(said.waybill, identifier="CMR 8"))

    gone, come = _changed(other)
    line = "<CategoryCode>N</CategoryCode><ID>CMR {}</ID><TypeCode>730</TypeCode>"
    assert gone == {line.format(7)} and come == {line.format(8)}


def test_comments_and_prefixes_stay() -> None:
    written = CODEC.write_back(DATA, replace(_read(), identifier="UCR-1")).decode()
    assert "<!-- an export -->" in written and "<d:DateTimeString" in written


def test_what_would_not_be_of_the_format_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        CODEC.write_back(DATA, replace(_read(), export_country="Kazakhstan"))
    paths = {fault.path for fault in caught.value.faults}
    assert "/MetaData/Declaration/GoodsShipment/ExportCountry/ID" in paths
    with pytest.raises(Refusal):
        CODEC.write_back(b"<nothing>", _read())


def test_other_xml_formats_keep_too() -> None:
    codec = efti.COMMON_CODEC
    data = codec.write(filled(items=2))
    reading = codecs.read(data)
    assert reading.consignment is not None
    assert _canonical(codec.write_back(reading.kept, reading.consignment)) == _canonical(data)
    leg = reading.consignment.main_carriage[0]
    border = Event(scheduled="2026-01-16T00:00:00Z", location=Location(identifier="GEVNL"))
    changed = replace(reading.consignment, main_carriage=(replace(leg, border_crossing=(border,)),))
    assert codecs.read(codec.write_back(reading.kept, changed)).consignment == changed


def test_entries_are_paired_by_what_they_say() -> None:
    one, two = {"id": "1", "text": "a", "code": "x"}, {"id": "2", "text": "b", "code": "x"}
    assert paired([one, two], [two, one]) == [1, 0]
    assert paired([one, two], [{**two, "text": "c"}]) == [1]
    assert paired([one], [{"id": "9", "text": "z", "code": "y"}]) == [None]
    assert paired([], [one]) == [None] and paired([one], []) == []
