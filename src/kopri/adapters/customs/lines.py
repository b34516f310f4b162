"""Ways for messages to a customs system: over HTTP, or straight to a simulated one."""

from dataclasses import dataclass, field
from typing import Protocol

from kopri.adapters.customs.simulated import Dossier, SimulatedCustoms
from kopri.adapters.customs.wco_reading import AMENDMENT, CANCELLATION, DECLARATION, MOVEMENT, heard
from kopri.adapters.customs.wco_writing import answers_of
from kopri.adapters.http_line import HttpLine
from kopri.journal.ports import PeerUnreachable

WHOLE_CALL = 20.0  # seconds
LARGEST = 2 * 1024 * 1024


class Line(Protocol):
    """Takes a message, gives back all that was ever answered to its declaration.

    ``PeerUnreachable`` where that fails; the message may have arrived.
    """

    def send(self, body: bytes, /) -> bytes: ...

    def ask(self, reference: str, /) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessages:
    """POST of a message to ``<url>/messages``, GET of the answers from ``<url>/answers``."""

    url: str
    media_type: str
    token: str = field(default="", repr=False)

    def send(self, body: bytes, /) -> bytes:
        """Post it."""
        return self._call(f"{self.url}/messages", body=body)

    def ask(self, reference: str, /) -> bytes:
        """By the declarant's reference or the number, in hex: it may hold anything."""
        return self._call(f"{self.url}/answers/{reference.encode().hex()}")

    def _call(self, url: str, *, body: bytes = b"") -> bytes:
        headers = {"Accept": self.media_type, "Content-Type": self.media_type}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        with HttpLine().ask(url, headers=headers, seconds=WHOLE_CALL, body=body) as answer:
            if not answer.is_success:
                raise PeerUnreachable(f"status {answer.status_code}")
            read = b""
            for piece in answer.iter_bytes():
                read += piece
                if len(read) > LARGEST:
                    raise PeerUnreachable("the answer is too long")
        return read


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedWco:
    """A simulated system that takes WCO messages."""

    customs: SimulatedCustoms

    def send(self, body: bytes, /) -> bytes:
        """Whatever is no message of these is not understood."""
        found = heard(body)
        if found is None:
            raise PeerUnreachable("this is no message of the WCO Data Model")
        dossiers: list[Dossier | None] = []
        name = found.number or found.reference
        if found.kind == DECLARATION and found.declared is not None:
            dossiers = [self.customs.lodge(found.declared)]
        elif found.kind == MOVEMENT and found.moved is not None:
            dossiers = [*self.customs.move(found.moved)]
        elif found.kind == CANCELLATION:
            dossiers = [self.customs.withdraw(name, message=found.reference)]
        elif found.kind == AMENDMENT:
            dossiers = [self.customs.amend(name, message=found.reference)]
        return self._answers(dossiers)

    def ask(self, reference: str, /) -> bytes:
        """What it has of a declaration."""
        return self._answers([self.customs.ask(reference)])

    def _answers(self, dossiers: list[Dossier | None]) -> bytes:
        known = [each for each in dossiers if each is not None]
        return answers_of(known, country=self.customs.country)
