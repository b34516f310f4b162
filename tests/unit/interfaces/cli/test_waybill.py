"""``kopri waybill`` on a machine without a node."""

from pathlib import Path

import pytest

from kopri.engines import codecs
from kopri.interfaces.cli.waybill import print_waybill
from tests.unit.engines.codecs.samples import filled


def printed(file: Path, output: Path) -> int:
    return print_waybill(file, output=output, languages="ru,tk", consignment="", language="en")


def test_a_document_is_printed(tmp_path: Path) -> None:
    file, output = tmp_path / "waybill.json", tmp_path / "waybill.pdf"
    file.write_bytes(codecs.codec("ecmr").write(filled()))
    assert printed(file, output) == 0
    assert output.read_bytes().startswith(b"%PDF-")


def test_what_cannot_be_read_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, output = tmp_path / "waybill.json", tmp_path / "waybill.pdf"
    assert printed(file, output) == 2
    file.write_bytes(b"{}")
    assert printed(file, output) == 2
    assert "[codecs.format]" in capsys.readouterr().err
    assert not output.exists()
