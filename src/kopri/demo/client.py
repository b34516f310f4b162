"""A cheap client of one node: one kept-alive connection, JSON in and out.

Every POST carries an ``Idempotency-Key``; where the connection breaks before the answer, the same
request is sent again under the same key, so that it takes effect once whatever happened.
"""

import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import msgspec

JSON = "application/json"
PATIENCE = 90.0  # seconds for a node that is being started again
PAUSE = 0.1
STARTING = 503  # a node that is coming up, or a proxy in front of one


class Unreachable(Exception):
    """The node did not answer within ``PATIENCE`` seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``body``: the parsed JSON, or the text of anything else."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def codes(self) -> tuple[str, ...]:
        """The stable codes of the faults, empty when the request was taken."""
        if self.ok or not isinstance(self.body, Mapping):
            return ()
        return tuple(str(fault.get("code", "")) for fault in self.body.get("faults", ()))


class Client:
    """Calls to one node in strict order; not for two threads at once.

    ``patience``: seconds to go on trying a node that does not answer. ``count`` is the number of
    requests answered.
    """

    def __init__(self, *, base: str, patience: float = PATIENCE) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port or 80
        self._patience = patience
        self._connection: http.client.HTTPConnection | None = None
        self.count = 0
        self.retries = 0
        self.seen: Callable[[str, str, Answer], None] | None = None

    def get(self, path: str, *, token: str) -> Answer:
        """``path`` with its query, from the root."""
        return self._send("GET", path, headers=_headers(token), data=b"")

    def text(self, path: str) -> str:
        """What stands at a public address, as text; empty where there is nothing."""
        answer = self._send("GET", path, headers={}, data=b"")
        return answer.body if answer.ok and isinstance(answer.body, str) else ""

    def post(
        self, path: str, *, token: str, key: str, body: Any = None, raw: bytes | None = None,
        kind: str = JSON,
    ) -> Answer:
        """``body`` is encoded as JSON; ``raw`` is already encoded, as ``kind``, and wins over it."""
        data = raw if raw is not None else msgspec.json.encode(body if body is not None else {})
        headers = _headers(token)
        headers["Content-Type"] = kind
        headers["Idempotency-Key"] = key
        return self._send("POST", path, headers=headers, data=data)

    def close(self) -> None:
        """Closes the connection; the next call opens a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(self, method: str, path: str, *, headers: dict[str, str], data: bytes) -> Answer:
        until = time.monotonic() + self._patience
        while True:
            try:
                answer = self._once(method, path, headers=headers, data=data)
            except (OSError, http.client.HTTPException) as broken:
                self.close()
                self.retries += 1
                if time.monotonic() >= until:
                    raise Unreachable(f"{self._host}:{self._port}{path}: {broken}") from broken
                time.sleep(PAUSE)
                continue
            if answer.status == STARTING and time.monotonic() < until:
                time.sleep(PAUSE)
                continue
            self.count += 1
            if self.seen is not None:
                self.seen(method, path, answer)
            return answer

    def _once(self, method: str, path: str, *, headers: dict[str, str], data: bytes) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._host, self._port, timeout=60)
        self._connection.request(method, path, body=data or None, headers=headers)
        response = self._connection.getresponse()
        content = response.read()
        if response.will_close:
            self.close()
        return Answer(response.status, _parsed(response, content))


def multipart(*, fields: Mapping[str, str], file: bytes) -> tuple[bytes, str]:
    """A form with a file as its body and content type. The boundary is not in the file."""
    boundary = "kopri" + sha256(file).hexdigest()
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
             .encode() for name, value in fields.items()]
    head = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n").encode()
    body = b"".join([*parts, head, file, f"\r\n--{boundary}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={boundary}"


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": JSON}


def _parsed(response: http.client.HTTPResponse, content: bytes) -> Any:
    if response.headers.get("Content-Type", "").startswith(JSON):
        return msgspec.json.decode(content) if content else None
    return content.decode("utf-8", "replace")
