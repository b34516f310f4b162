"""``journal.ports.Desk`` over HTTP: what one node tells another."""

from collections.abc import Callable, Mapping

from kopri.adapters.http_line import HttpLine
from kopri.journal.ports import PeerUnreachable

WHOLE_CALL = 60.0  # seconds, however steadily the answer trickles in
Sign = Callable[[str, str, bytes], Mapping[str, str]]


class HttpDesk:
    """A neighbour's node. ``sign``: method, URL and body to the headers of RFC 9421."""

    def __init__(self, *, base: str, sign: Sign) -> None:
        self._url = base.rstrip("/") + "/log/complaint"
        self._sign = sign
        self._line = HttpLine()

    def complain(self, body: bytes, /) -> None:
        """Tell it all that is wrong with its log now."""
        headers = {"Content-Type": "application/json", **self._sign("POST", self._url, body)}
        with self._line.ask(self._url, headers=headers, seconds=WHOLE_CALL, body=body) as answer:
            if not answer.is_success:
                raise PeerUnreachable(f"{self._url}: status {answer.status_code}")
