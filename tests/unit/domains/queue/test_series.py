"""Any series of capacities, closures, requests and grants, heard late: no hour is given too often.

The node under test is the exit side's. What it may give is kept here in numbers of its own, written
from the definition: the own capacity, and the neighbour's as it was last heard.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopri.domains.queue.models import SharedBooking
from kopri.domains.queue.operations.capacity import Closing
from kopri.domains.queue.states import COUNTED
from kopri.journal.append.projecting import project
from kopri.journal.apply.rebuild import rebuild, rows_of
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Log, State
from kopri.journal.reading import entry_from
from kopri.journal.sealing import loosely
from kopri.journal.types import Entry
from kopri.journeys.close_point import change_closure, close_point
from kopri.kernel.clock import to_text
from kopri.kernel.lines import DANGEROUS, LOADED
from tests.border import OUT, POINT, Border
from tests.conftest import START, Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.random_day import interleaved
from tests.unit.domains.queue.asking import DAY, HOURS, ask

OPENS = START + timedelta(hours=6)  # when every closure is expected to end
COUNTED_STATES = [state.value for state in COUNTED]


@dataclass(slots=True)
class Known:
    """What one side has said: vehicles an hour, of them dangerous ones, and its closures."""

    hours: int = 0
    dangerous: int | None = None
    shut: set[str] = field(default_factory=set)

    def takes(self, goods: str, slot: str) -> int:
        if self.shut and slot < to_text(OPENS):
            return 0
        bound = self.hours if goods == LOADED or self.dangerous is None else self.dangerous
        return min(self.hours, bound)


@dataclass(slots=True)
class Series:
    """Both sides at work. ``theirs``: as it was last heard; ``said``: as the neighbour has it."""

    border: Border = field(repr=False)
    chance: Random = field(repr=False)
    own: Known = field(default_factory=Known)
    theirs: Known = field(default_factory=Known)
    said: Known = field(default_factory=Known)
    revision: int = 0
    cases: list[str] = field(default_factory=list)
    given: Counter[tuple[str, str]] = field(default_factory=Counter)

    def number(self) -> int:
        return self.chance.randint(0, 3)

    def publish(self) -> None:
        self.own.hours = self.number()
        self.own.dangerous = self.chance.choice([None, self.number()])
        self.border.publish(self.own.hours, limits=limits(self.own))

    def neighbour_publishes(self) -> None:
        self.said.hours, self.revision = self.number(), self.revision + 1
        self.said.dangerous = self.chance.choice([None, self.number()])
        told = {"side": "tm", "point": POINT, "direction": OUT, "vehicle_class": "truck",
                "day": DAY, "revision": self.revision}
        self.border.tell("queue.limits_published/1", {
            **told, "limits": limits(self.said), "off_duty": {}}, subject=POINT)
        self.border.tell("queue.capacity_published/1", {
            **told, "hours": [self.said.hours] * 24, "valid_until": "2026-02-01T00:00:00Z"},
            subject=POINT, audience=("*",))

    def close(self) -> None:
        self.own.shut.add(close_point(
            **self.border.paired, actor=self.border.head(), point=POINT, direction=OUT,
            closing=Closing(until=OPENS, reason="weather")).closure)

    def reopen(self) -> None:
        if self.own.shut:
            change_closure(**self.border.common, actor=self.border.head(),
                           closure=self.own.shut.pop())

    def neighbour_closes(self) -> None:
        closure = f"tm-{self.chance.random()}"
        self.said.shut.add(closure)
        self.border.tell("queue.point_closed/1", {
            "side": "tm", "point": POINT, "direction": OUT, "closure": closure,
            "vehicle_classes": [], "since": to_text(self.border.now),
            "until": to_text(OPENS), "reason": "works"},
            subject=POINT, audience=("*",))

    def neighbour_reopens(self) -> None:
        if self.said.shut:
            self.border.tell("queue.closure_changed/1", {
                "side": "tm", "point": POINT, "closure": self.said.shut.pop(), "ended": True,
                "until": to_text(self.border.now)}, subject=POINT, audience=("*",))

    def ask(self) -> None:
        self.cases.append(ask(self.border, goods=self.chance.choice([LOADED, DANGEROUS]),
                              hours=self.chance.sample(HOURS, 2)))

    def ask_at_the_neighbour(self) -> None:
        reference = self.border.open(actor=self.border.carrier("p9"))
        self.cases.append(reference)
        self.border.tell("queue.slot_requested/1", {
            "point": POINT, "direction": OUT, "vehicle_class": "truck",
            "goods": self.chance.choice([LOADED, DANGEROUS]),
            "wishes": [f"{DAY}T{hour:02}:00:00Z" for hour in self.chance.sample(HOURS, 2)]},
            subject=reference)

    def cancel(self) -> None:
        held = SharedBooking.objects.filter(
            state="granted", reference__in=self.cases).order_by("reference").first()
        if held is not None:
            self.border.cancel(held.reference, actor=self.border.head())

    def hear(self) -> None:
        self.theirs = replace(self.said, shut=set(self.said.shut))
        self.border.hear()
        self.border.work()

    def wait(self) -> None:
        self.border.node.clock.move(minutes=2)

    def check(self) -> None:
        """Where more is counted than before, it is not above what either side takes."""
        rows = SharedBooking.objects.filter(reference__in=self.cases, state__in=COUNTED_STATES)
        now = Counter((to_text(row.slot), row.goods) for row in rows if row.slot)
        for (slot, goods), count in now.items():
            if count > self.given[slot, goods]:
                of_all = sum(each for (at, _), each in now.items() if at == slot)
                known = self.own, self.theirs
                assert of_all <= min(each.takes(LOADED, slot) for each in known), slot
                assert count <= min(each.takes(goods, slot) for each in known), (slot, goods)
        self.given = now


def limits(known: Known) -> dict[str, list[int]]:
    return {} if known.dangerous is None else {DANGEROUS: [known.dangerous] * 24}


EVENTS = (
    Series.publish, Series.neighbour_publishes, Series.close, Series.reopen,
    Series.neighbour_closes, Series.neighbour_reopens, Series.cancel, Series.hear, Series.wait,
    *[Series.ask] * 5, *[Series.ask_at_the_neighbour] * 2,
)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), length=st.integers(12, 30))
def test_no_series_gives_more_than_both_sides_take(node: Node, seed: int, length: int) -> None:
    _begin_anew(node)
    log = SimulatedLog(seed=seed)
    series = Series(Border(node=node, log=log, peer=MemoryPeer(log)), Random(seed))
    for start in (Series.publish, Series.neighbour_publishes, Series.hear):
        start(series)
    for event in series.chance.choices(EVENTS, k=length):
        event(series)
        series.check()
    series.hear()
    series.check()
    assert rebuild(journal=node.journal, tables=node.house.tables) == []
    here = shared(node)
    told = interleaved(_told(node), chance=series.chance)
    _empty(node)
    project(told, routes=node.journal.routes, side=node.journal.side)  # as the neighbour heard it, in an order of its own
    there = shared(node)
    assert {name: rows for name, rows in here.items() if rows != there[name]} == {}


def shared(node: Node) -> dict[str, Any]:
    return {table._meta.db_table: rows_of(table) for table in node.house.shared}


def _told(node: Node) -> list[list[Entry]]:
    """What both sides hold of this example, each log in its order."""
    found: dict[str, list[Entry]] = {}
    for row in EntryRow.objects.filter(
            state=State.APPLIED.value, entry__isnull=False).select_related("log").order_by("id"):
        entry = entry_from(loosely(bytes(row.entry or b"")), log=row.log.origin, side=row.log.side,
                           uid=bytes(row.commitment).hex(), index=row.index)
        if {"*", "tm"} & set(row.audience.split(",")):
            found.setdefault(row.log.origin, []).append(entry)
    return list(found.values())


def _empty(node: Node) -> None:
    for table in node.house.tables:
        table._base_manager.all().delete()


def _begin_anew(node: Node) -> None:
    """An example begins where the one before did: what it wrote is forgotten."""
    _empty(node)
    node.clock.set(START)
    EntryRow.objects.all().delete()
    for log in Log.objects.filter(own=False):
        log.checkpoint_set.all().delete()
        log.delete()

