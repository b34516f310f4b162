"""The real clock, and the demo's, which moves only when it is told."""

import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from kopri.adapters.folder_store import write_durably
from kopri.kernel.clock import from_text, to_text

PATIENCE_SECONDS = 120.0
POLL_SECONDS = 0.002


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Now, in UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)


class Order(msgspec.Struct, frozen=True):
    """What the demo asks of the worker: be idle at this time."""

    number: int
    now: str


class Report(msgspec.Struct, frozen=True):
    """What the worker answers once it is."""

    number: int
    published: int
    applied: int


class DemoClock:
    """A time that stands in a file and moves by ``/demo/clock`` alone.

    It refuses to be made outside demo settings.
    """

    def __init__(self, folder: Path, *, demo: bool) -> None:
        if not demo:
            raise RuntimeError("the demo clock does not run on a node that is no demo")
        self._order, self._report = folder / "demo-order.json", folder / "demo-report.json"

    def now(self) -> datetime:
        """The time last set."""
        return from_text(self.order().now)

    def order(self) -> Order:
        """What was asked last."""
        try:
            return msgspec.json.decode(self._order.read_bytes(), type=Order)
        except FileNotFoundError:
            return Order(0, to_text(datetime(2026, 1, 1, tzinfo=UTC)))

    def set(self, now: datetime) -> Order:
        """Move, without waiting."""
        order = Order(self.order().number + 1, to_text(now))
        write_durably(self._order, msgspec.json.encode(order))
        return order

    def done(self, report: Report) -> None:
        """The worker has become idle."""
        write_durably(self._report, msgspec.json.encode(report))

    def move(self, now: datetime) -> tuple[int, int]:
        """Move, and wait until the worker is idle: (published, applied). TimeoutError."""
        order = self.set(now)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            report = self._read_report()
            if report is not None and report.number >= order.number:
                return report.published, report.applied
            time.sleep(POLL_SECONDS)
        raise TimeoutError("the worker did not become idle")

    def _read_report(self) -> Report | None:
        try:
            return msgspec.json.decode(self._report.read_bytes(), type=Report)
        except FileNotFoundError:
            return None
