"""Draws in a test's hand: a border whose worker holds them, with a third in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kopri.domains.draw.queries import Draw, draw_of
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.states import BookingState
from kopri.engines.canonical import encode
from kopri.engines.merkle import leaf_hashes, root_of
from kopri.engines.queueing.chains import chain_end, quarter_of, value_at
from kopri.engines.queueing.tags import commitment, tag, tag_key, vehicle_of
from kopri.journal.append.admitting import admit
from kopri.journal.core import Journal
from kopri.journal.models import Entry as EntryRow
from kopri.journeys.anchor_draws import anchor_draws
from kopri.journeys.book_slot import Booked
from kopri.journeys.close_draws import close_draws
from kopri.journeys.pass_on import pass_on_undrawn
from kopri.journeys.reveal_shares import reveal_shares
from kopri.journeys.settle_draws import settle_draws
from kopri.kernel.clock import to_text
from kopri.kernel.lines import Line
from tests.border import IN, OUT, POINT, Border
from tests.simulators.third import MemoryThird

DAY = "2026-01-17"
OPENS = datetime(2026, 1, 15, 7, 0, tzinfo=UTC)  # noon in Almaty
UNTIL = OPENS + timedelta(minutes=30)
PATIENCE = OPENS + timedelta(minutes=60)
QUARTER = quarter_of(date.fromisoformat(DAY))
POSITION = QUARTER.position(date.fromisoformat(DAY))
THEIR_SECRET = b"theirs"
SUPPLY = [0] * 7 + [2] + [0] * 16  # two slots, at seven


def line_of(direction: str = OUT) -> Line:
    return Line(point=POINT, direction=direction, vehicle_class="truck")


@dataclass(slots=True, kw_only=True)
class Drawing:
    """``border``: the node and its neighbour; ``thirds``: what the pair's data name, in order."""

    border: Border
    thirds: list[MemoryThird] = field(default_factory=list)
    secret: bytes = b"ours"

    def __post_init__(self) -> None:
        for third in self.thirds:
            admit(journal=self.journal, actor=self.border.node.actor(), identity=third.identity)

    @property
    def journal(self) -> Journal:
        return self.border.node.journal

    def anchor(self, *, theirs: bool = True, key: bytes = bytes(32)) -> None:
        """Both sides fix what the quarter's draws are made of; the neighbour's is followed."""
        self._do(anchor_draws, press=self.border.node.press, secret=self.secret, thirds=self.thirds)
        if not theirs:
            return
        for direction in (OUT, IN):
            line = {"direction": direction, "point": POINT, "vehicle_class": "truck",
                    "quarter": QUARTER.name, "side": "tm"}
            self.tell("draw.chain_anchored/1", {
                **line, "length": QUARTER.length,
                "anchor": self.their_share(direction, position=0)}, subject=POINT)
            for third in self.thirds:
                if not third.down:
                    note = third.anchor(line=line_of(direction), quarter=QUARTER.name).decode()
                    self.tell("draw.third_named/1", {
                        **line, "third": third.origin, "note": note,
                        "anchor": note.split("\n")[3]}, subject=POINT)
        said = {"direction": IN, "quarter": QUARTER.name}
        self.tell("draw.tag_key_committed/1",
                  {**said, "commitment": commitment(key).hex()}, subject=IN)
        self.border.tell("draw.tag_key_shared/1", {**said, "key": key.hex()}, subject=IN)
        self.border.hear()

    def their_share(self, direction: str = OUT, *, position: int = POSITION) -> str:
        end = chain_end(THEIR_SECRET, line=line_of(direction).name, quarter=QUARTER.name)
        return value_at(end, length=QUARTER.length, position=position).hex()

    def ask(self, vin: str, *hours: int, day: str = DAY, stands_until: str = "", **case: Any) -> str:
        """A vehicle that wishes for hours of the day; its case."""
        reference = self.border.open(vin=vin, **case)
        self.book(reference, *hours, day=day, stands_until=stands_until)
        return reference

    def book(
        self, reference: str, *hours: int, day: str = DAY, stands_until: str = ""
    ) -> Booked:
        start = datetime.fromisoformat(f"{day}T00:00:00+00:00")
        return self.border.book(reference, stands_until=stands_until,
                                wishes=[start + timedelta(hours=hour) for hour in hours or (7,)])

    def at(self, moment: datetime) -> None:
        """The clock, everybody's."""
        self.border.node.clock.set(moment)
        for third in self.thirds:
            third.now = moment

    def close(self) -> int:
        self.at(max(OPENS, self.border.now))
        return int(self._do(close_draws))

    def reveal(self) -> int:
        return int(self._do(reveal_shares, secret=self.secret))

    def they_reveal(self, share: str = "", *, direction: str = OUT, day: str = DAY) -> int:
        """The neighbour's share, which is followed; its index."""
        draw = line_of(direction).draw(day)
        index = self.tell("draw.share_revealed/1", {
            "side": "tm", "draw": draw, "share": share or self.their_share(direction)}, subject=draw)
        self.border.hear()
        return index

    def cosigned(self) -> None:
        """The thirds have cosigned all that there is."""
        self.border.node.publish()
        for third in self.thirds:
            third.sizes = {self.journal.origin: EntryRow.objects.filter(log__own=True).count(),
                           self.border.log.origin: len(self.border.log.sealed)}

    def settle(self, moment: datetime = UNTIL) -> int:
        self.at(max(moment, self.border.now))
        done = self._do(settle_draws, press=self.border.node.press, thirds=self.thirds)
        self.border.work()
        return int(done)

    def hold(self) -> Draw:
        """A whole draw in which both are in time."""
        self.close()
        self.reveal()
        self.they_reveal()
        self.cosigned()
        self.settle()
        return self.draw()

    def pass_on_undrawn(self) -> int:
        return int(self._do(pass_on_undrawn))

    def draw(self, *, direction: str = OUT, day: str = DAY) -> Draw:
        found = draw_of(line_of(direction).draw(day))
        assert found is not None
        return found

    # the neighbour closes a draw of its own direction
    def they_close(
        self, rows: Sequence[Sequence[Any]], *, seen: int | None = None, post: int = 0, **change: Any
    ) -> None:
        """``seen``: how far the neighbour says it had followed us; ``post``: a post of its own."""
        draw = line_of(IN).draw(DAY)
        ordered = sorted(list(row) for row in rows)
        self.border.log.seen = {} if seen is None else {self.journal.origin: seen}
        self.border.log.seen |= {"post.tm.kz-tm.kopri": post} if post else {}
        self.tell("draw.requests_listed/1", {
            "direction": IN, "draw": draw, "number": 0, "rows": ordered}, subject=draw)
        self.tell("draw.closed/1", {
            "direction": IN, "point": POINT, "vehicle_class": "truck", "day": DAY, "draw": draw,
            "number": len(ordered), "parts": 1,
            "root": root_of(leaf_hashes(encode(row) for row in ordered)).hex(),
            "supply": [6] * 24, "exit_revision": 1, "entry_revision": 1, "unproven_most": 28,
            "quarter": QUARTER.name, "position": POSITION, "reveal_until": to_text(UNTIL),
            "thirds": [], **change}, subject=draw)
        self.border.hear()

    def their_tag(self, vin: str, *, key: bytes = bytes(32)) -> str:
        return tag(key, vehicle_of(vin=vin, country="KZ", plate=""))

    def tell(self, kind: str, payload: dict[str, Any], *, subject: str) -> int:
        return self.border.tell(kind, payload, subject=subject, audience=("*",))

    def _do(self, act: Any, **given: Any) -> Any:
        done = act(**{"journal": self.journal, "pair": self.border.node.house.pair, **given})
        self.border.node.publish()
        return done


def states(references: list[str]) -> list[BookingState]:
    return [booking.state for reference in references if (booking := booking_of(reference))]


def our_tag(vin: str) -> str:
    key = tag_key(b"ours", direction=OUT, quarter=QUARTER.name)
    return tag(key, vehicle_of(vin=vin, country="KZ", plate=""))
