"""``FolderBlobs`` against the comment of ``documents.ports.BlobStore``."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from kopri.adapters.folder_store import FolderBlobs
from kopri.domains.documents.ports import BlobStore

DATA = b"a waybill"
NAME = sha256(DATA).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return FolderBlobs(tmp_path / "blobs")


@pytest.mark.parametrize("data", [b"", DATA, bytes(100_000)])
def test_what_was_put_is_got_by_its_hash(store: BlobStore, data: bytes) -> None:
    name = store.put(data)
    assert name == sha256(data).hexdigest()
    assert store.get(name) == data


def test_what_was_never_put_is_none(store: BlobStore) -> None:
    assert store.get(NAME) is None


def test_the_same_bytes_twice_are_one(store: BlobStore, tmp_path: Path) -> None:
    assert store.put(DATA) == store.put(DATA)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_bytes_that_have_changed_are_not_handed_out(store: BlobStore, tmp_path: Path) -> None:
    store.put(DATA)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(DATA[:-1] + b"X")
    assert store.get(NAME) is None
    store.put(DATA)
    assert store.get(NAME) == DATA


class PowerCut(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_torn_write_cannot_be_seen(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def cut(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(os, step, cut)
        with pytest.raises(PowerCut):
            store.put(DATA)
    assert store.get(NAME) is None
    assert store.put(DATA) == NAME


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "", "/etc/passwd", "x" * 64])
def test_what_is_no_hash_names_nothing(store: BlobStore, tmp_path: Path, name: str) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "passwd").write_bytes(b"secret")
    store.put(DATA)
    assert store.get(name) is None
    store.remove(name)
    assert (tmp_path / "etc" / "passwd").exists()
    assert store.get(NAME) == DATA


def test_what_was_removed_is_gone_and_may_be_put_again(store: BlobStore, tmp_path: Path) -> None:
    store.put(DATA)
    for _ in range(2):
        store.remove(NAME)
        assert store.get(NAME) is None
        assert not any(path.is_file() for path in tmp_path.rglob("*"))
    assert store.put(DATA) == NAME
    assert store.get(NAME) == DATA
