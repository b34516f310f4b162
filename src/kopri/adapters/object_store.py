"""Blobs in object storage (S3 and its kin), one object a file, named by its SHA-256."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from kopri.kernel.errors import Ground, Refusal, refuse

_AT_A_TIME = 8
_NAME = re.compile("[0-9a-f]{64}")
# An officer waits for the answer: better a clear refusal than a page that hangs.
_PATIENCE: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
_CLIENT: Any = {"timeout": "30s", "connect_timeout": "5s", "allow_http": True}


class ObjectBlobs:
    """``documents.ports.BlobStore`` over object storage: ``<first two>/<sha256>``.

    ``put`` is one whole PUT, which such stores make durable and visible at once, or not at all; the
    same bytes again replace a damaged object.
    Where the store cannot be reached every call refuses with ``blobs.unreachable``.
    """

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def at(cls, url: str) -> "ObjectBlobs":
        """The store of a URL such as ``s3://bucket/prefix``; credentials, region and endpoint come
        from the environment (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT`` ...)."""
        return cls(from_url(url, client_options=_CLIENT, retry_config=_PATIENCE))

    def put(self, data: bytes) -> str:
        """Store; the SHA-256 in hex."""
        name = sha256(data).hexdigest()
        try:
            obstore.put(self._store, _key(name), data, use_multipart=False)
        except BaseError as error:
            raise _unreachable() from error
        return name

    def put_all(self, data: Sequence[bytes]) -> list[str]:
        """Store many, some of them at a time."""
        with ThreadPoolExecutor(_AT_A_TIME) as threads:
            return list(threads.map(self.put, data))

    def names(self, *, before: datetime) -> Iterator[str]:
        """By the time that the store gives an object."""
        try:
            for part in obstore.list(self._store):
                for each in part:
                    name = str(each["path"]).rpartition("/")[2]
                    if _NAME.fullmatch(name) and each["last_modified"] < before:
                        yield name
        except BaseError as error:
            raise _unreachable() from error

    def get(self, sha256_hex: str, /) -> bytes | None:
        """The bytes, re-hashed on the way out."""
        if not _NAME.fullmatch(sha256_hex):
            return None
        try:
            data = bytes(obstore.get(self._store, _key(sha256_hex)).bytes())
        except FileNotFoundError:
            return None
        except BaseError as error:
            raise _unreachable() from error
        return data if sha256(data).hexdigest() == sha256_hex else None

    def remove(self, sha256_hex: str, /) -> None:
        """Forget the bytes."""
        if not _NAME.fullmatch(sha256_hex):
            return
        try:
            obstore.delete(self._store, _key(sha256_hex))
        except FileNotFoundError:
            return
        except BaseError as error:
            raise _unreachable() from error


def _key(name: str) -> str:
    return f"{name[:2]}/{name}"


def _unreachable() -> Refusal:
    return refuse(
        code="blobs.unreachable", ground=Ground.UNAVAILABLE, path="/file",
        rule="Köpri, docs/reference/settings",
        message="The store of files does not answer.",
        remedy="Try again in a minute; if it lasts, tell the operator of this node.",
    )
