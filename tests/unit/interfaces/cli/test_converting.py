"""``kopri convert``, ``kopri template`` and ``kopri check`` by line, run as a user runs them."""

from pathlib import Path

import pytest

from kopri.engines import codecs
from kopri.engines.codecs.sheet.codec import CSV
from kopri.node.console import main
from tests.unit.engines.codecs.samples import filled


@pytest.fixture
def waybill(tmp_path: Path) -> Path:
    file = tmp_path / "waybill.json"
    file.write_bytes(codecs.codec("ecmr").write(filled(items=4)))
    return file


def test_a_document_is_converted_and_what_is_lost_is_said(
    waybill: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "waybill.xlsx"
    assert main(["convert", str(waybill), "--to", "xlsx", "-o", str(file), "--language", "en"]) == 0
    told = capfd.readouterr()
    assert told.out == "" and "Country of destination: TR\n" in told.err
    assert codecs.read(file.read_bytes()).format == "xlsx"
    assert main(["convert", str(file), "--to", "efti", "--language", "en"]) == 0
    told = capfd.readouterr()
    assert codecs.read(told.out.encode()).format == "efti"
    assert "grade 3 … (4)" in told.err and "Value: 12345.50 USD" in told.err


def test_what_cannot_be_converted_is_refused(
    waybill: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    several = tmp_path / "several.csv"
    two = [filled(items=1), codecs.read(
        CSV.write(filled(items=2)).replace(b"CMR 0014772", b"CMR 2")).consignments[0]]
    several.write_bytes(CSV.write_all(two))
    for words, code in (
        ([str(waybill), "--to", "pigeon"], "codecs.not_written"),
        ([str(waybill), "--to", "csv", "--from", "efti"], "codecs.syntax"),
        ([str(tmp_path / "none"), "--to", "csv"], "document.unreadable"),
        ([str(waybill), "--to", "csv", "-o", str(tmp_path)], "file.unusable"),
        ([str(several), "--to", "ecmr"], "codecs.one_at_a_time"),
    ):
        assert main(["convert", *words]) == 2
        told = capfd.readouterr()
        assert told.out == "" and f"[{code}]" in told.err
    assert main(["convert", str(several), "--to", "ecmr", "--consignment", "CMR 2"]) == 0


def test_the_template_is_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "--format", "csv", "--language", "ru"]) == 0
    assert CSV.sniff(capfd.readouterr().out.encode())
    file = tmp_path / "empty.xlsx"
    assert main(["template", "-o", str(file), "--near", "kz,tm"]) == 0
    assert codecs.read(file.read_bytes()).faults[0].code == "codecs.empty"
    assert main(["template", "-o", str(tmp_path)]) == 2


def test_faults_of_xml_name_the_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wrong.xml"
    whole = codecs.codec("efti").write(filled(items=1)).decode()
    file.write_text(whole.replace("<modeCode>3<", "\n\n<modeCode>x<"))
    assert main(["check", str(file), "--language", "en"]) == 2
    assert "modeCode (line " in capfd.readouterr().out


def test_a_hundred_megabytes_are_refused_at_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as opened:
        opened.write(codecs.codec("ecmr").write(filled(items=1)))
        opened.truncate(100_000_000)  # sparse
    for words in (["check", str(file)], ["convert", str(file), "--to", "csv"]):
        assert main(words) == 2
        told = capfd.readouterr()
        assert "codecs.too_large" in told.out + told.err
