"""One side's people as its nodes hear them: every call of the API that the demo makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from kopri.demo.client import Answer, Client, multipart
from kopri.demo.nodes import Roster
from kopri.kernel.clock import to_text

API = "/api/v1"
CALLED = "queue.not_waiting"  # the post's node has called it by itself
HELD = frozenset({"calling.entry_closed", "calling.entry_silent", "calling.strip_full"})
NOTICE = "notice"  # a finding of the scales: it is not as was announced
NOT_THERE = "customs.no_arrival"  # the neighbour's word is still to come
# why a vehicle is not let go without a service that is missed
KEPT = frozenset(f"fallback.{word}" for word in (
    "over_cap", "goods_excluded", "held", "inspected", "wanted", "service_needed", "not_in_force"))
EXPECTED = HELD | KEPT | {"queue.no_free_slot", "queue.road_closed", CALLED, NOT_THERE}
AT_THE_BORDER = frozenset({"gate_officer", "inspector"})  # work at the post; all others at the centre


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A call that the node of that name refused although the demo's people meant well."""

    node: str
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
    """Own entries that a side's nodes published, and those of others that they applied."""

    appended: int
    applied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One node, as somebody with an account there reaches it."""

    node: str
    client: Client
    roster: Roster


@dataclass(slots=True, kw_only=True)
class Office:
    """``midnight``: the moment from which the day's seconds count. ``salt`` makes keys unique.

    ``post``: the node of the side's post; the centre itself where the post has none.
    """

    side: str
    centre: Desk
    post: Desk
    midnight: datetime
    salt: str
    complaints: list[Complaint] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    _keys: int = 0

    def moment(self, seconds: int) -> str:
        """Seconds of the day as RFC 3339."""
        return to_text(self.midnight + timedelta(seconds=seconds))

    @property
    def desks(self) -> tuple[Desk, ...]:
        """Every node of the side, the centre first."""
        return (self.centre,) if self.post is self.centre else (self.centre, self.post)

    def clock(self, *, seconds: int) -> Moved:
        """Moves the side's clocks, one after the other; what its nodes did until they were idle."""
        moved = [self._move(desk, seconds=seconds) for desk in self.desks]
        return Moved(
            appended=sum(one.appended for one in moved), applied=sum(one.applied for one in moved)
        )

    def _move(self, desk: Desk, *, seconds: int) -> Moved:
        answer = desk.client.post(
            "/demo/clock",
            token=desk.roster.token(role="operator"),
            key=self._key(),
            body={"now": self.moment(seconds)},
        )
        if not answer.ok:
            raise RuntimeError(f"{desk.node}: the clock did not move: {answer}")
        return Moved(
            appended=int(answer.body["appended"]), applied=int(answer.body["applied"])
        )

    def publish(self, *, point: str, direction: str, day: str, hours: Sequence[int], until: int,
                now: int) -> bool:
        """The side's capacity for one day and direction."""
        answer = self.write(
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

    def close(self, *, point: str, direction: str, until: int, now: int) -> str:
        """The side's road in one direction, for the weather; the closure, or empty when refused."""
        answer = self.write("/closures", role="shift_head", body={
            "point": point, "direction": direction, "until": self.moment(until),
            "reason": "weather", "text": "Simulated: a blizzard", "time": self.moment(now)})
        return str(answer.body["closure"]) if answer.ok else ""

    def reopen(self, *, closure: str) -> bool:
        """The closure has ended."""
        return self.write(f"/closures/{closure}", role="shift_head", body={}).ok

    def open(self, *, body: Mapping[str, Any], carrier: int) -> str:
        """A case without goods; its reference, or empty when refused."""
        answer = self.write("/crossings", role="carrier", turn=carrier, body=body)
        reference = str(answer.body["reference"]) if answer.ok else ""
        self._note(answer, verb="open", reference=reference)
        return reference

    def announce(self, *, raw: bytes, carrier: int) -> tuple[str, Sequence[Mapping[str, Any]]]:
        """A notice, already encoded; the reference of its case, or empty when refused, and what the
        case still needs."""
        answer = self.write("/notices", role="carrier", turn=carrier, raw=raw)
        reference = str(answer.body["reference"]) if answer.ok else ""
        self._note(answer, verb="announce", reference=reference)
        return reference, answer.body["still_needed"] if answer.ok else ()

    def lodge(self, *, reference: str, body: Mapping[str, Any], carrier: int) -> bool:
        """States the number that a system gave for a document."""
        return self.write(f"/crossings/{reference}/documents/lodge", role="carrier", turn=carrier,
                          body=body).ok

    def attach(
        self, *, reference: str, fields: Mapping[str, str], file: bytes, carrier: int
    ) -> bool:
        """Attaches a file to a case."""
        desk = self._desk("carrier")
        raw, kind = multipart(fields=fields, file=file)
        return desk.client.post(
            f"{API}/crossings/{reference}/documents", raw=raw, kind=kind, key=self._key(),
            token=desk.roster.token(role="carrier", turn=carrier)).ok

    def book(
        self, *, reference: str, wishes: Sequence[str], carrier: int, stands_until: str = ""
    ) -> Mapping[str, Any]:
        """``{"state": ..., "slot": ...}``; state ``refused`` where the node said no."""
        stands = {"stands_until": stands_until} if stands_until else {}
        answer = self.write(
            f"/crossings/{reference}/booking",
            role="carrier",
            turn=carrier,
            body={"wishes": list(wishes), **stands},
        )
        return answer.body if answer.ok else {"state": "refused", "slot": None}

    def cancel(self, *, reference: str, carrier: int) -> bool:
        """Gives a booking back."""
        answer = self.write(
            f"/crossings/{reference}/booking/cancel",
            role="carrier",
            turn=carrier,
            body={"reason": "Simulated: the load is not ready"},
        )
        return answer.ok

    def case(self, *, reference: str, role: str, service: str = "", turn: int = 0
             ) -> Mapping[str, Any] | None:
        """The case as that person sees it; None where the node does not know it yet."""
        answer = self.look(f"/crossings/{reference}", role=role, service=service, turn=turn)
        return answer.body if answer.ok else None

    def worklist(self, *, role: str, service: str = "") -> int:
        """How many rows wait for that person."""
        answer = self.look("/worklist", role=role, service=service)
        if not answer.ok:
            return 0
        rows = answer.body if isinstance(answer.body, list) else answer.body.get("rows", ())
        return len(rows)

    def command(self, *, path: str) -> Any:
        """A demo-only order of the operator; what the node answered."""
        return self.centre.client.post(
            path, token=self.centre.roster.token(role="operator"), key=self._key()
        ).body

    def public(self, path: str) -> Any:
        """What the centre shows everybody at an address, as JSON; None where there is nothing."""
        answer = self.centre.client.get(path, token="")
        return answer.body if answer.ok else None

    def entries(self, *, log: str, start: int) -> Mapping[str, Any]:
        """Entries of a log that the centre holds from an index on, as its auditor reads them."""
        token = self.centre.roster.token(role="auditor")
        path = f"{API}/journal/entries?log={log}&from={start}&limit=2000"
        body: Mapping[str, Any] = self.centre.client.get(path, token=token).body
        return body

    def read(self, *, reference: str, place: str, now: int) -> bool:
        """A plate camera or an officer sees the truck at a place of this side."""
        answer = self.write(
            "/gate/reads",
            role="gate_officer",
            body={"reference": reference, "place": place, "time": self.moment(now)},
        )
        self._note(answer, verb="read", reference=reference, now=now, detail=place)
        return answer.ok

    def sight(self, *, plate: str, country: str, point: str, direction: str, now: int) -> str:
        """A plate camera sees a truck come; its case, opened on the spot where nobody knows it."""
        answer = self.write(
            "/gate/reads",
            role="gate_officer",
            body={"plate": plate, "country": country, "point": point, "direction": direction,
                  "place": "waiting_area", "time": self.moment(now)},
        )
        reference = str(answer.body["reference"]) if answer.ok else ""
        self._note(answer, verb="read", reference=reference, now=now, detail="waiting_area")
        return reference

    def gate(self, *, reference: str, verb: str, now: int, body: Mapping[str, Any] | None = None
             ) -> bool:
        """``call``, ``register``, ``exit`` or ``turn-back``."""
        answer = self.write(
            f"/crossings/{reference}/{verb}",
            role="gate_officer",
            body={"time": self.moment(now), **(body or {})},
        )
        self._note(answer, verb=verb, reference=reference, now=now)
        return answer.ok or answer.codes == (CALLED,)

    def weigh(self, *, reference: str, gross_kg: int, differs: bool, now: int) -> None:
        """A weighing; a complaint unless the node says that it differs from the notice just where it
        does."""
        path = f"/crossings/{reference}/weighings"
        answer = self.write(path, role="gate_officer",
                            body={"gross_kg": gross_kg, "time": self.moment(now)})
        if answer.ok and differs != any(
                found["what"] == NOTICE for found in answer.body["findings"]):
            self.complaints.append(Complaint(
                node=self.post.node, path=path, status=answer.status, codes=(NOTICE,)))

    def declarations(self, *, service: str) -> Sequence[Mapping[str, Any]]:
        """What is open at the customs of this side."""
        answer = self.look("/customs", role="inspector", service=service)
        return answer.body["rows"] if answer.ok else ()

    def direct(self, *, reference: str, service: str, body: Mapping[str, Any], now: int
               ) -> Answer:
        """Customs chooses a corridor."""
        return self.write(
            f"/crossings/{reference}/direct",
            role="inspector",
            service=service,
            body={"time": self.moment(now), **body},
        )

    def step(self, *, reference: str, step: str, verb: str, service: str, now: int) -> bool:
        """``start`` or ``finish`` of a control step."""
        answer = self.write(
            f"/crossings/{reference}/steps/{step}/{verb}",
            role="inspector",
            service=service,
            body={"time": self.moment(now)},
        )
        self._note(answer, verb=verb, reference=reference, now=now, detail=step)
        return answer.ok

    def find(self, *, reference: str, service: str, body: Mapping[str, Any], now: int
             ) -> Mapping[str, Any]:
        """A service's outcome; nothing where it was refused."""
        answer = self.write(
            f"/crossings/{reference}/findings",
            role="inspector",
            service=service,
            body={"time": self.moment(now), **body},
        )
        self._note(answer, verb="find", reference=reference, now=now, detail=service)
        return answer.body if answer.ok else {}

    def examination(
        self, *, reference: str, role: str, service: str = "", turn: int = 0
    ) -> Mapping[str, Any]:
        """What services have said of a case's papers; nothing where the centre does not know it."""
        token = self.centre.roster.token(role=role, service=service, turn=turn)
        answer = self.centre.client.get(
            f"{API}/crossings/{reference}/examination", token=token)
        return answer.body if answer.ok else {}

    def examine(
        self, *, reference: str, verb: str, service: str, body: Mapping[str, Any]
    ) -> bool:
        """``accept``, ``not-accept`` or ``ask``, from the back office."""
        answer = self.write(
            f"/crossings/{reference}/examination/{verb}",
            role="inspector", service=service, body=body, desk=self.centre,
        )
        return answer.ok

    def reply(self, *, reference: str, question: str, text: str, carrier: int) -> bool:
        """The carrier answers a service's question."""
        answer = self.write(
            f"/crossings/{reference}/questions/{question}/answer",
            role="carrier", turn=carrier, body={"text": text},
        )
        return answer.ok

    def _desk(self, role: str) -> Desk:
        return self.post if role in AT_THE_BORDER else self.centre

    def look(self, path: str, *, role: str, service: str = "", turn: int = 0) -> Answer:
        """GET of the API, as somebody of that role and service."""
        desk = self._desk(role)
        token = desk.roster.token(role=role, service=service, turn=turn)
        return desk.client.get(API + path, token=token)

    def write(self, path: str, *, role: str, service: str = "", turn: int = 0,
              body: Mapping[str, Any] | None = None, raw: bytes | None = None,
              desk: Desk | None = None) -> Answer:
        """POST to the API; what is refused though it was in order is a complaint."""
        desk = desk or self._desk(role)
        answer = desk.client.post(
            API + path,
            token=desk.roster.token(role=role, service=service, turn=turn),
            key=self._key(),
            body=body,
            raw=raw,
        )
        if not answer.ok and not EXPECTED.issuperset(answer.codes or ("",)):
            self.complaints.append(
                Complaint(node=desk.node, path=path, status=answer.status, codes=answer.codes)
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
