"""One side's people as the node hears them: every call of the API that the demo makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from kopri.demo.client import Answer, Client
from kopri.demo.nodes import Roster
from kopri.kernel.clock import to_text

API = "/api/v1"
EXPECTED = frozenset({"queue.no_free_slot"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A call that the node refused although the demo's people meant well."""

    side: str
    path: str
    status: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A write that the node said was stored: what an entry about it must carry."""

    verb: str
    reference: str
    time: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Own entries that a node published, and the neighbour's that it applied."""

    appended: int
    applied: int


@dataclass(slots=True, kw_only=True)
class Office:
    """``midnight``: the moment from which the day's seconds count. ``salt`` makes keys unique."""

    side: str
    client: Client
    roster: Roster
    midnight: datetime
    salt: str
    complaints: list[Complaint] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    _keys: int = 0

    def moment(self, seconds: int) -> str:
        """Seconds of the day as RFC 3339."""
        return to_text(self.midnight + timedelta(seconds=seconds))

    def clock(self, *, seconds: int) -> Moved:
        """Moves the node's clock; what the node did until it was idle."""
        answer = self.client.post(
            "/demo/clock",
            token=self.roster.token(role="operator"),
            key=self._key(),
            body={"now": self.moment(seconds)},
        )
        if not answer.ok:
            raise RuntimeError(f"{self.side}: the clock did not move: {answer}")
        return Moved(
            appended=int(answer.body["appended"]), applied=int(answer.body["applied"])
        )

    def publish(self, *, point: str, direction: str, day: str, hours: Sequence[int], until: int,
                now: int) -> bool:
        """The side's capacity for one day and direction."""
        answer = self._post(
            "/capacity",
            role="shift_head",
            body={
                "point": point,
                "direction": direction,
                "vehicle_class": "truck",
                "day": day,
                "hours": list(hours),
                "valid_until": self.moment(until),
                "time": self.moment(now),
            },
        )
        return answer.ok

    def open(self, *, body: Mapping[str, Any], carrier: int) -> str:
        """A case without goods; its reference, or empty when refused."""
        answer = self._post("/crossings", role="carrier", turn=carrier, body=body)
        reference = str(answer.body["reference"]) if answer.ok else ""
        self._note(answer, verb="open", reference=reference)
        return reference

    def announce(self, *, raw: bytes, carrier: int) -> str:
        """A notice, already encoded; the reference of its case, or empty when refused."""
        answer = self._post("/notices", role="carrier", turn=carrier, raw=raw)
        reference = str(answer.body["reference"]) if answer.ok else ""
        self._note(answer, verb="announce", reference=reference)
        return reference

    def book(self, *, reference: str, wishes: Sequence[str], carrier: int) -> Mapping[str, Any]:
        """``{"state": ..., "slot": ...}``; state ``refused`` where the node said no."""
        answer = self._post(
            f"/crossings/{reference}/booking",
            role="carrier",
            turn=carrier,
            body={"wishes": list(wishes)},
        )
        return answer.body if answer.ok else {"state": "refused", "slot": None}

    def cancel(self, *, reference: str, carrier: int) -> bool:
        """Gives a booking back."""
        answer = self._post(
            f"/crossings/{reference}/booking/cancel",
            role="carrier",
            turn=carrier,
            body={"reason": "Simulated: the load is not ready"},
        )
        return answer.ok

    def case(self, *, reference: str, role: str, service: str = "", turn: int = 0
             ) -> Mapping[str, Any] | None:
        """The case as that person sees it; None where the node does not know it yet."""
        token = self.roster.token(role=role, service=service, turn=turn)
        answer = self.client.get(f"{API}/crossings/{reference}", token=token)
        return answer.body if answer.ok else None

    def worklist(self, *, role: str, service: str = "") -> int:
        """How many rows wait for that person."""
        token = self.roster.token(role=role, service=service)
        answer = self.client.get(f"{API}/worklist", token=token)
        if not answer.ok:
            return 0
        rows = answer.body if isinstance(answer.body, list) else answer.body.get("rows", ())
        return len(rows)

    def command(self, *, path: str) -> Any:
        """A demo-only order of the operator; what the node answered."""
        return self.client.post(
            path, token=self.roster.token(role="operator"), key=self._key()
        ).body

    def read(self, *, reference: str, place: str, now: int) -> bool:
        """A plate camera or an officer sees the truck at a place of this side."""
        answer = self._post(
            "/gate/reads",
            role="gate_officer",
            body={"reference": reference, "place": place, "time": self.moment(now)},
        )
        self._note(answer, verb="read", reference=reference, now=now, detail=place)
        return answer.ok

    def gate(self, *, reference: str, verb: str, now: int, body: Mapping[str, Any] | None = None
             ) -> bool:
        """``call``, ``register``, ``exit`` or ``turn-back``."""
        answer = self._post(
            f"/crossings/{reference}/{verb}",
            role="gate_officer",
            body={"time": self.moment(now), **(body or {})},
        )
        self._note(answer, verb=verb, reference=reference, now=now)
        return answer.ok

    def direct(self, *, reference: str, service: str, body: Mapping[str, Any], now: int
               ) -> Answer:
        """Customs chooses a corridor."""
        return self._post(
            f"/crossings/{reference}/direct",
            role="inspector",
            service=service,
            body={"time": self.moment(now), **body},
        )

    def step(self, *, reference: str, step: str, verb: str, service: str, now: int) -> bool:
        """``start`` or ``finish`` of a control step."""
        answer = self._post(
            f"/crossings/{reference}/steps/{step}/{verb}",
            role="inspector",
            service=service,
            body={"time": self.moment(now)},
        )
        self._note(answer, verb=verb, reference=reference, now=now, detail=step)
        return answer.ok

    def find(self, *, reference: str, service: str, body: Mapping[str, Any], now: int) -> bool:
        """A service's outcome."""
        answer = self._post(
            f"/crossings/{reference}/findings",
            role="inspector",
            service=service,
            body={"time": self.moment(now), **body},
        )
        self._note(answer, verb="find", reference=reference, now=now, detail=service)
        return answer.ok

    def _post(self, path: str, *, role: str, service: str = "", turn: int = 0,
              body: Mapping[str, Any] | None = None, raw: bytes | None = None) -> Answer:
        answer = self.client.post(
            API + path,
            token=self.roster.token(role=role, service=service, turn=turn),
            key=self._key(),
            body=body,
            raw=raw,
        )
        if not answer.ok and not EXPECTED.issuperset(answer.codes or ("",)):
            self.complaints.append(
                Complaint(side=self.side, path=path, status=answer.status, codes=answer.codes)
            )
        return answer

    def _note(self, answer: Answer, *, verb: str, reference: str, now: int | None = None,
              detail: str = "") -> None:
        if answer.ok:
            time = "" if now is None else self.moment(now)
            self.told.append(Told(verb=verb, reference=reference, time=time, detail=detail))

    def _key(self) -> str:
        self._keys += 1
        return sha256(f"{self.salt}/{self.side}/{self._keys}".encode()).hexdigest()[:32]
