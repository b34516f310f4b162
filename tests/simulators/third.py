"""An observer in memory that serves as a third: a chain, a key, and what it says it has cosigned."""

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.drawing import draw_times
from kopri.engines.notes import Ed25519Signer, SignatureKind, Verifier, sign_note
from kopri.engines.queueing.chains import chain_end, quarter_of, value_at
from kopri.engines.queueing.words import AnchorWords, ShareWords
from kopri.journal.ports import PeerUnreachable
from kopri.journal.types import LogIdentity
from kopri.kernel.lines import Line


@dataclass(slots=True, kw_only=True)
class MemoryThird:
    """``domains.draw.ports.Third``. ``down``: it is not reached. ``sizes``: what it had cosigned.

    ``lie``: says the share of another day.
    """

    pair: PairData
    now: datetime
    origin: str = "observer.eu.kz-tm.kopri"
    secret: bytes = b"third"
    down: bool = False
    lie: bool = False
    sizes: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def identity(self) -> LogIdentity:
        """As both sides admit it."""
        key = Verifier.of(self._signer("log")).vkey
        return LogIdentity(origin=self.origin, side="eu", role="observer", letter="", log_key=key,
                           witness_key=Verifier.of(self._signer("witness")).vkey)

    def anchor(self, *, line: Line, quarter: str) -> bytes:
        self._ask(quarter)
        found = quarter_of(date(int(quarter[:4]), 3 * int(quarter[-1]), 1))
        return self._say(AnchorWords(line=line.name, quarter=quarter, anchor=value_at(
            self._end(line, quarter), length=found.length, position=0)).text())

    def share(self, *, draw: str) -> bytes:
        self._ask(draw)
        day, direction, point, vehicle_class = draw.split("/")
        line = Line(point=point, direction=direction, vehicle_class=vehicle_class)
        times, quarter = draw_times(self.pair, line=line, day=day), quarter_of(date.fromisoformat(day))
        if times is None or self.now < times.until:
            raise PeerUnreachable("not yet")
        return self._say(ShareWords(draw=draw, sizes=self.sizes, share=value_at(
            self._end(line, quarter.name), length=quarter.length,
            position=quarter.position(date.fromisoformat(day)) - self.lie)).text())

    def _end(self, line: Line, quarter: str) -> bytes:
        return chain_end(self.secret, line=line.name, quarter=quarter)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.down:
            raise PeerUnreachable("down")

    def _say(self, text: str) -> bytes:
        return sign_note(text, [self._signer("log")])

    def _signer(self, use: str) -> Ed25519Signer:
        kind = SignatureKind.COSIGNATURE if use == "witness" else SignatureKind.ED25519
        return Ed25519Signer(seed=sha256(self.origin.encode() + use.encode()).digest(), kind=kind,
                             name=self.origin if use == "log" else f"{self.origin}/{use}")
