"""A folder, and object storage behind a real S3 server, against ``documents.ports.BlobStore``."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import httpx
import obstore
import pytest
from moto.server import ThreadedMotoServer
from obstore.store import from_url

from kopri.adapters.folder_store import FolderBlobs
from kopri.adapters.object_store import ObjectBlobs
from kopri.domains.documents.ports import BlobStore
from kopri.kernel.errors import Ground
from tests.border import refused

DATA = b"a waybill"
NAME = sha256(DATA).hexdigest()


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 server with one bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    # its first answer takes long: it loads what it simulates
    httpx.put(f"http://{host}:{port}/box", timeout=120, trust_env=False).raise_for_status()
    yield f"http://{host}:{port}"
    server.stop()


def in_bucket(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> ObjectBlobs:
    for name, value in {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
                        "AWS_REGION": "us-east-1", "AWS_ENDPOINT": endpoint}.items():
        monkeypatch.setenv(name, value)
    return ObjectBlobs.at("s3://box/files")


@pytest.fixture(params=["folder", "s3"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> BlobStore:
    if request.param == "folder":
        return FolderBlobs(tmp_path / "blobs")
    return in_bucket(monkeypatch, request.getfixturevalue("s3"))


@pytest.fixture
def folder(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")


@pytest.fixture
def spoil(store: BlobStore, tmp_path: Path) -> Callable[[bytes], object]:
    """Puts other bytes in the place of ``DATA``."""
    if isinstance(store, FolderBlobs):
        return (tmp_path / "blobs" / NAME[:2] / NAME).write_bytes
    bucket = from_url("s3://box/files", client_options={"allow_http": True})
    return lambda data: obstore.put(bucket, f"{NAME[:2]}/{NAME}", data)


@pytest.mark.parametrize("data", [b"", DATA, bytes(100_000)])
def test_what_was_put_is_got_by_its_hash(store: BlobStore, data: bytes) -> None:
    name = store.put(data)
    assert name == sha256(data).hexdigest()
    assert store.get(name) == data


def test_what_was_never_put_is_none(store: BlobStore) -> None:
    assert store.get("1" * 64) is None


def test_the_same_bytes_twice_are_one(folder: FolderBlobs, tmp_path: Path) -> None:
    assert folder.put(DATA) == folder.put(DATA)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_bytes_that_have_changed_are_not_handed_out(
    store: BlobStore, spoil: Callable[[bytes], object]
) -> None:
    store.put(DATA)
    spoil(DATA[:-1] + b"X")
    assert store.get(NAME) is None
    store.put(DATA)
    assert store.get(NAME) == DATA


class PowerCut(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_torn_write_cannot_be_seen(
    folder: FolderBlobs, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def cut(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(os, step, cut)
        with pytest.raises(PowerCut):
            folder.put(DATA)
    assert folder.get(NAME) is None
    assert folder.put(DATA) == NAME


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


def test_what_was_put_long_ago_is_listed_and_putting_it_again_makes_it_new(
    store: BlobStore, tmp_path: Path
) -> None:
    store.put(DATA)
    soon = datetime.now(UTC) + timedelta(hours=1)
    assert NAME in store.names(before=soon)
    assert list(store.names(before=soon - timedelta(hours=2))) == []
    if isinstance(store, FolderBlobs):
        os.utime(tmp_path / "blobs" / NAME[:2] / NAME, (0, 0))
        assert list(store.names(before=soon - timedelta(hours=2))) == [NAME]
        store.put_all([DATA, b"another"])
        assert list(store.names(before=soon - timedelta(hours=2))) == []


def test_a_store_out_of_reach_refuses_and_what_took_effect_may_be_put_again(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failed: nothing is there. Failed after it took effect: to put it again is right."""
    away = in_bucket(monkeypatch, "http://127.0.0.1:9")
    for call in (lambda: away.put(DATA), lambda: away.get(NAME), lambda: away.remove(NAME),
                 lambda: list(away.names(before=datetime.now(UTC)))):
        found = refused(call)
        assert [fault.code for fault in found.faults] == ["blobs.unreachable"]
        assert found.ground is Ground.UNAVAILABLE
    here = in_bucket(monkeypatch, s3)
    here.put(DATA)  # the answer was lost on the way
    assert here.put(DATA) == NAME
    assert here.get(NAME) == DATA
