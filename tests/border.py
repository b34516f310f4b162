"""A border day in a test's hand: one real node, its neighbour in memory, people who act.

Every state is reached by the journeys that the interfaces call; nothing is written to a table.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kopri.crossing.queries import CaseView, by_reference
from kopri.crossing.types import Conveyance, Opening
from kopri.domains.control.types import Decision, Outcome
from kopri.domains.gate.types import Place
from kopri.domains.notice.types import Lodged
from kopri.journal.append.admitting import admit
from kopri.journal.append.outbox import start_due
from kopri.journal.append.sequence import sequence
from kopri.journal.follow.following import Round, follow
from kopri.journal.models import Entry as EntryRow
from kopri.journeys.announce_arrival import Announcement, announce
from kopri.journeys.book_slot import Booked, book_slot
from kopri.journeys.change_booking import call_vehicle, cancel_booking
from kopri.journeys.control_vehicle import (
    Found,
    direct_controls,
    finish_step,
    start_step,
)
from kopri.journeys.decide import Decided, record_finding, reverse_finding
from kopri.journeys.expire_bookings import expire_bookings
from kopri.journeys.open_crossing import open_crossing
from kopri.journeys.pass_gate import Passing, leave_side, register_vehicle, turn_back
from kopri.journeys.publish_capacity import Published, Told, publish_capacity
from kopri.journeys.register_arrival import Arrival, Read, register_arrival
from kopri.journeys.show_journal import show_entries
from kopri.journeys.weigh_vehicle import Judged, OnScales, weigh_vehicle
from kopri.kernel.actor import Actor, Role
from kopri.kernel.clock import to_text
from kopri.kernel.consignment import Consignment, ConsignmentItem
from kopri.kernel.errors import Refusal
from kopri.kernel.lines import Line
from tests.conftest import Node
from tests.simulators.log import BOTH, MemoryPeer, SimulatedLog

POINT, OUT, IN = "tmb-gbz", "kz-tm", "tm-kz"
EXIT_SERVICES = ("KZ-TRC", "KZ-BS", "KZ-SRC")
THEIRS = "T234-5678-9Q"  # a reference of the neighbour's


def refused(act: Callable[[], object]) -> Refusal:
    """The refusal that the act meets; AssertionError where it is allowed."""
    try:
        act()
    except Refusal as refusal:
        return refusal
    raise AssertionError("this was not refused")


def codes(act: Callable[[], object]) -> list[str]:
    """The codes of every fault."""
    return [fault.code for fault in refused(act).faults]


def goods(*commodities: str) -> tuple[Consignment, ...]:
    """A consignment with an item for each HS code."""
    return (Consignment(
        identifier="W1", cargo_description="goods",
        items=tuple(ConsignmentItem(sequence=number, description=f"good {number}",
                                    commodity_code=code)
                    for number, code in enumerate(commodities or ("870899",), start=1)),
    ),)


@dataclass(slots=True, kw_only=True)
class Border:
    """``node``: the side under test; ``log``, ``peer``: the neighbour."""

    node: Node
    log: SimulatedLog
    peer: MemoryPeer
    plates: int = 0
    common: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.common = {"journal": self.node.journal}
        admit(journal=self.node.journal, actor=self.node.actor(), identity=self.log.identity)

    @property
    def paired(self) -> dict[str, Any]:
        """What journeys take that need the country data."""
        return {**self.common, "pair": self.node.house.pair}

    @property
    def now(self) -> datetime:
        return self.node.clock.now()

    # people
    def carrier(self, person: str = "p1") -> Actor:
        return self.node.actor(Role.CARRIER, person=person)

    def gate(self) -> Actor:
        return self.node.actor(Role.GATE_OFFICER, person="g1")

    def head(self) -> Actor:
        return self.node.actor(Role.SHIFT_HEAD, person="h1")

    def inspector(self, service: str, person: str = "i1") -> Actor:
        return self.node.actor(Role.INSPECTOR, person=person, service=service)

    # before the gate
    def capacity(
        self, *, own: int | Sequence[int] = 6, theirs: int | Sequence[int] = 6,
        direction: str = OUT, day: str = "2026-01-15", revision: int = 1,
    ) -> None:
        """Both sides publish a day: the neighbour's is followed."""
        self.publish(own, direction=direction, day=day)
        self.tell("queue.capacity_published/1", {
            "side": "tm", "point": POINT, "direction": direction, "vehicle_class": "truck",
            "day": day, "hours": _hours(theirs), "revision": revision,
            "valid_until": "2026-02-01T00:00:00Z"}, subject=POINT, audience=("*",))
        self.hear()

    def publish(
        self, hours: int | Sequence[int], *, direction: str = OUT, day: str = "2026-01-15",
        actor: Actor | None = None, point: str = POINT,
        limits: Mapping[str, Sequence[int]] | None = None,
        absent: Mapping[str, Sequence[int]] | None = None,
    ) -> Published:
        return publish_capacity(
            **self.paired, actor=actor or self.head(),
            line=Line(point=point, direction=direction, vehicle_class="truck"),
            told=Told(day=day, hours=_hours(hours), limits=limits or {}, absent=absent or {},
                      valid_until=self.now + timedelta(days=2)))

    def open(
        self, *, plate: str = "", vin: str = "", direction: str = OUT, actor: Actor | None = None,
        point: str = POINT, trailer: str = "",
    ) -> str:
        """A case of the carrier's; its reference."""
        self.plates += 1
        who = actor or self.carrier()
        return open_crossing(
            **self.paired, actor=who, opening=Opening(
                direction=direction, point=point, mode="road", loaded=True, carrier=who.person,
                conveyance=Conveyance(plate=plate or f"{self.plates:03d} ABC 12", country="KZ",
                                      vin=vin, trailer_plate=trailer))).reference

    def book(
        self, reference: str, *hours: int, actor: Actor | None = None,
        wishes: Sequence[datetime] = (), stands_until: str = "",
    ) -> Booked:
        """Wish for these hours of today."""
        day = self.now.replace(hour=0, minute=0, second=0)
        return book_slot(
            **self.paired, actor=actor or self.carrier(), reference=reference,
            stands_until=stands_until, wishes=wishes or [day + timedelta(hours=hour) for hour in hours or (7,)])

    def cancel(self, reference: str, *, actor: Actor | None = None) -> str:
        return cancel_booking(**self.common, actor=actor or self.carrier(), reference=reference,
                              reason="other plans")

    def announce(
        self, *commodities: str, plate: str = "700 NOT 12", direction: str = OUT,
        actor: Actor | None = None, document: str = "d1", crossing: str = "", **change: Any,
    ) -> Lodged:
        """Lodge a notice of goods with these HS codes."""
        return self.announce_all(
            [self.told(*commodities, plate=plate, direction=direction, document=document,
                       crossing=crossing, **change)], actor=actor)[0]

    def told(
        self, *commodities: str, plate: str = "700 NOT 12", direction: str = OUT,
        document: str = "d1", **change: Any,
    ) -> Announcement:
        fields: dict[str, Any] = {
            "direction": direction, "point": POINT, "eta": self.now + timedelta(hours=3),
            "format": "test", "document_sha256": document.rjust(64, "0"),
            "consignments": goods(*commodities),
            "conveyance": Conveyance(plate=plate, country="KZ"), **change}
        return Announcement(**fields)

    def announce_all(
        self, told: Sequence[Announcement], *, actor: Actor | None = None
    ) -> list[Lodged]:
        return announce(**self.paired, actor=actor or self.carrier(), announcements=told)

    # at the gate
    def read(
        self, text: str, place: str = "waiting_area", *, actor: Actor | None = None,
        unannounced: Opening | None = None, time: datetime | None = None,
    ) -> Arrival:
        return register_arrival(**self.paired, actor=actor or self.gate(), read=Read(
            text=text, place=Place(place), unannounced=unannounced, time=time))

    def call(
        self, reference: str, *, actor: Actor | None = None, time: datetime | None = None
    ) -> str:
        return call_vehicle(**self.common, actor=actor or self.gate(), reference=reference,
                            time=time)

    def register(self, reference: str, *, actor: Actor | None = None, **passing: Any) -> str:
        return register_vehicle(**self.paired, actor=actor or self.gate(),
                                passing=Passing(reference=reference, **passing))

    def leave(self, reference: str, *, actor: Actor | None = None, **passing: Any) -> str:
        return leave_side(**self.paired, actor=actor or self.gate(), silence_min=480,
                          passing=Passing(reference=reference, **passing))

    def weigh(self, text: str, gross_kg: int, *, actor: Actor | None = None, **scales: Any) -> Judged:
        return weigh_vehicle(**self.paired, actor=actor or self.gate(),
                             scales=OnScales(text=text, gross_kg=gross_kg, **scales))

    def turn_back(self, reference: str, *, actor: Actor | None = None, **passing: Any) -> str:
        return turn_back(**self.common, actor=actor or self.gate(),
                         passing=Passing(reference=reference, **passing))

    # in controls
    def at_control(self, *commodities: str, **change: Any) -> str:
        """A vehicle inside this side's controls."""
        reference = (self.announce(*commodities, **change).reference if commodities
                     else self.open(**change))
        self.work()
        return self.register(reference)

    def direct(
        self, reference: str, corridor: str, *extra: str, service: str = "KZ-SRC",
        actor: Actor | None = None,
    ) -> Found:
        return direct_controls(**self.paired, actor=actor or self.inspector(service),
                               reference=reference, corridor=corridor, extra=extra)

    def start(self, reference: str, step: str, service: str) -> Found:
        return start_step(**self.common, actor=self.inspector(service), reference=reference,
                          step=step)

    def finish(self, reference: str, step: str, service: str) -> Found:
        return finish_step(**self.common, actor=self.inspector(service), reference=reference,
                           step=step)

    def find(
        self, reference: str, service: str, outcome: str = "cleared", *,
        actor: Actor | None = None, time: datetime | None = None, **words: Any,
    ) -> Decided:
        return record_finding(
            **self.paired, actor=actor or self.inspector(service), reference=reference, time=time,
            decision=Decision(outcome=Outcome(outcome), **words))

    def reverse(self, reference: str, service: str, **change: Any) -> Decided:
        return reverse_finding(**self.paired, actor=self.inspector(service), reference=reference,
                               reason="a mistake", **change)

    def clear(self, reference: str, services: Iterable[str] = EXIT_SERVICES) -> None:
        for service in services:
            self.find(reference, service)

    # the neighbour
    def tell(
        self, kind: str, payload: Mapping[str, Any], *, subject: str,
        audience: tuple[str, ...] = BOTH, basis: Sequence[tuple[str, int | str]] = (),
    ) -> int:
        """The neighbour writes an entry, now."""
        now = to_text(self.now)
        return self.log.write(kind, payload, subject=subject, audience=audience, time=now,
                              recorded=now, basis=[list(each) for each in basis])

    def tell_open(self, reference: str, *, direction: str = IN, plate: str = "1234 BN AA") -> None:
        """The neighbour opens a case; its carrier is not told."""
        self.tell("crossing.opened/1", {
            "direction": direction, "point": POINT, "mode": "road", "loaded": True,
            "conveyance": {"plate": plate, "country": "TM"}, "crew": [], "parts": [],
        }, subject=reference)

    def hear(self) -> Round:
        """What the neighbour has written is published and followed."""
        self.log.publish()
        return follow(journal=self.node.journal, press=self.node.press, origin=self.log.origin,
                      peer=self.peer)

    def work(self) -> None:
        """The worker does what is due: no-shows, lapses, journeys that entries start."""
        journal = self.node.journal
        expire_bookings(**self.paired)
        while start_due(journal=journal, starters=self.node.house.starters):
            pass
        sequence(journal=journal)

    # what came of it
    def view(self, reference: str) -> CaseView:
        return by_reference(reference)

    def entries(self, kind: str = "", subject: str = "") -> list[dict[str, Any]]:
        """The own log's envelopes as an auditor reads them, of this kind and subject."""
        self.work()
        read = json.loads(show_entries(
            actor=self.node.actor(Role.AUDITOR), log=self.node.journal.origin, start=0, limit=5000))
        found = [row["entry"] for row in read["entries"] if row["entry"] is not None]
        return [entry for entry in found
                if (not kind or entry["kind"].partition("/")[0].removesuffix(".own") == kind)
                and (not subject or entry["subject"] == subject)]

    def indexed(self, subject: str) -> list[dict[str, Any]]:
        """The own entries about a case; ``names``: how a basis may name each."""
        self.work()
        rows = EntryRow.objects.filter(log__own=True, subject=subject).order_by("index")
        return [{**json.loads(bytes(row.entry or b"")),
                 "names": {row.index, bytes(row.commitment).hex()}} for row in rows]

    def kinds(self, subject: str) -> list[str]:
        """The kinds that were written about a case, in order."""
        return [entry["kind"].partition("/")[0] for entry in self.entries(subject=subject)]


def _hours(given: int | Sequence[int]) -> list[int]:
    return [given] * 24 if isinstance(given, int) else list(given)
