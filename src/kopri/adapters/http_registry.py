"""``queue.ports.Registry`` over HTTP: asks a register of vehicles, and takes no answer for none.

GET ``<url>?plate=...&vin=...&country=...`` with a bearer token; the answer is JSON with ``state``
(clear, found, unknown), ``source``, ``at`` (RFC 3339, UTC) and where there is one ``text``,
``number``, ``valid_to``.
"""

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from kopri.adapters.http_line import HttpLine
from kopri.domains.queue.types import SILENT, Known
from kopri.journal.ports import PeerUnreachable
from kopri.kernel.clock import Clock, from_text

WHOLE_CALL = 3.0  # seconds: a carrier waits for the page
LARGEST = 16 * 1024
Short = Annotated[str, Meta(max_length=200)]


class _Answer(msgspec.Struct, kw_only=True):
    state: Literal["clear", "found", "unknown"]
    source: Short = ""
    at: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")] = ""
    text: Short = ""
    number: Short = ""
    valid_to: Short = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRegistry:
    """One register. ``name``: how pages call it where it does not name itself."""

    url: str
    name: str
    clock: Clock
    token: str = ""

    def ask(self, *, plate: str, vin: str, country: str) -> Known:
        """What it says now; ``silent`` where it does not answer in time, or not in this form."""
        query = urlencode({"plate": plate, "vin": vin, "country": country})
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            said = self._said(f"{self.url}?{query}", headers=headers)
            at = from_text(said.at) if said.at else self.clock.now()
        except (PeerUnreachable, msgspec.DecodeError, ValueError):
            return Known(state=SILENT, source=self.name, at=self.clock.now())
        return Known(state=said.state, source=said.source or self.name, at=at, text=said.text,
                     number=said.number, valid_to=said.valid_to)

    def _said(self, url: str, *, headers: dict[str, str]) -> _Answer:
        with HttpLine().ask(url, headers=headers, seconds=WHOLE_CALL) as answer:
            if not answer.is_success:
                raise PeerUnreachable(f"status {answer.status_code}")
            read = b""
            for piece in answer.iter_bytes():
                read += piece
                if len(read) > LARGEST:
                    raise PeerUnreachable("the answer is too long")
        return msgspec.json.decode(read, type=_Answer)
