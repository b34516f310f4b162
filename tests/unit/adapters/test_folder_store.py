"""Writing a file durably; the stores over it are held to their ports in contract/."""

import os
import stat
from pathlib import Path

import pytest

from kopri.adapters.folder_store import write_durably


def test_folders_are_made_on_the_way(tmp_path: Path) -> None:
    write_durably(tmp_path / "a" / "b" / "c", b"1")
    assert (tmp_path / "a" / "b" / "c").read_bytes() == b"1"


def test_nothing_else_is_left(tmp_path: Path) -> None:
    for data in (b"1", b"22"):
        write_durably(tmp_path / "c", data)
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


def test_what_fails_cleans_up_after_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_durably(tmp_path / "c", b"1")
    assert list(tmp_path.iterdir()) == []


def test_others_may_not_read_it(tmp_path: Path) -> None:
    write_durably(tmp_path / "c", b"1")
    assert stat.S_IMODE((tmp_path / "c").stat().st_mode) == 0o600
