"""The folder on disk: read as it is, or refused with everything that is wrong."""

import shutil
from pathlib import Path

import pytest

from kopri.adapters.countries import load_pair
from kopri.kernel.errors import Refusal

ROOT = Path(__file__).resolve().parents[3] / "countries"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT, tmp_path / "countries"))


def test_a_pair_is_read_with_both_countries(root: Path) -> None:
    data = load_pair(root, "xa-xb")
    assert [country.code for country in data.countries] == ["xa", "xb"]


def test_files_that_are_no_data_are_left_alone(root: Path) -> None:
    (root / "xa" / "README.md").write_text("notes", encoding="utf-8")
    assert load_pair(root, "xa-xb").code == "xa-xb"


def test_faults_name_file_line_and_column_all_at_once(root: Path) -> None:
    for path, old, new in (
        (root / "xa" / "stages.csv", "control", "kontrol"),
        (root / "xb" / "capacity.csv", ",6,", ",half,"),
    ):
        path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        load_pair(root, "xa-xb")
    assert [fault.path for fault in caught.value.faults] == [
        "xa/stages.csv:4:kind",
        "xb/capacity.csv:2:to_hour",
    ]


def test_what_is_not_utf8_is_refused(root: Path) -> None:
    (root / "xa" / "fees.csv").write_bytes("code\nпробег\n".encode("cp1251"))
    with pytest.raises(Refusal) as caught:
        load_pair(root, "xa-xb")
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("countrydata.not_utf8", "xa/fees.csv")


def test_a_pair_without_a_folder_is_refused(root: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load_pair(root, "xa-xc")
    assert {fault.path for fault in caught.value.faults} == {"pairs/xa-xc", "xc"}
