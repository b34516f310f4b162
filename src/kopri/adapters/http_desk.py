"""``journal.ports.Desk`` over HTTP: what one node tells another."""

from collections.abc import Callable, Mapping

import httpx

from kopri.adapters.http_peer import TIMEOUT
from kopri.journal.ports import PeerUnreachable

Sign = Callable[[str, str, bytes], Mapping[str, str]]


class HttpDesk:
    """A neighbour's node. ``sign``: method, URL and body to the headers of RFC 9421."""

    def __init__(self, *, base: str, sign: Sign) -> None:
        self._url = base.rstrip("/") + "/log/complaint"
        self._sign = sign
        self._client = httpx.Client(timeout=TIMEOUT, trust_env=False)

    def complain(self, body: bytes, /) -> None:
        """Tell it all that is wrong with its log now."""
        headers = {"Content-Type": "application/json", **self._sign("POST", self._url, body)}
        try:
            with self._client.stream("POST", self._url, content=body, headers=headers) as answer:
                if not answer.is_success:
                    raise PeerUnreachable(f"{self._url}: status {answer.status_code}")
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise PeerUnreachable(str(error)) from error
