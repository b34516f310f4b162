"""A place that no backup holds, and that nobody else may write."""

from pathlib import Path

import pytest

from kopri.node.machine import fleeting_file


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path / "run"))
    return tmp_path / "run"


def test_each_folder_has_a_file_of_its_own(tmp_path: Path, folder: Path) -> None:
    one, other = fleeting_file(tmp_path / "kz"), fleeting_file(tmp_path / "tm")
    assert one is not None
    assert one != other
    assert one.parent == folder
    assert one == fleeting_file(tmp_path / "tm" / ".." / "kz")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_write_is_not_trusted(tmp_path: Path, folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    assert fleeting_file(tmp_path) is None


def test_where_there_is_no_such_place_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path / "absent" / "run"))
    assert fleeting_file(tmp_path) is None


def test_shared_memory_where_nothing_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RUNTIME_DIRECTORY")
    found = fleeting_file(tmp_path)
    assert found is None or found.parent.name.startswith("kopri-")
