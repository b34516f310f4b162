"""The two processes of a node: the web server and the worker."""

import logging
import os
import signal
import time
from pathlib import Path

from django.db import close_old_connections, connections

from kopri.interfaces.house import House
from kopri.interfaces.worker.observing import observe
from kopri.journal.apply.upgrading import upgrade
from kopri.journal.forget.forgetting import settle_forgotten
from kopri.journal.recover.doubting import begin
from kopri.journal.types import OBSERVER
from kopri.node.clock import DemoClock, Report

LOG = logging.getLogger("kopri")
ROUND_SECONDS = 1.0
DEMO_POLL_SECONDS = 0.002


def serve(*, host: str, port: int) -> None:
    """Serve this node's pages and API until told to stop."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "kopri.node.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=1, blocking_threads=4, log_enabled=False,
    ).serve()


def take_stock(house: House, *, signs: bool) -> None:
    """At the start of a process, before it writes: is the database what was signed last?

    Not asked by a server that neither signs nor gives indexes: on PostgreSQL any number of them may
    come and go, on other machines. What was forgotten and came back with a backup goes again.
    """
    if house.journal.role != OBSERVER:
        if signs or house.journal.indexed:
            begin(journal=house.journal, press=house.press)
        settle_forgotten(journal=house.journal)
    connections.close_all()


def run_worker(house: House, *, folder: Path) -> None:
    """Work until told to stop: by the second, or on a demo node when the clock is moved."""
    stop = _Stop()

    def pause() -> bool:
        close_old_connections()
        return not stop.wait(ROUND_SECONDS)

    if house.journal.role == OBSERVER:
        observe(house, pause=pause, trouble=_trouble)
        return
    from kopri.interfaces.worker.loop import work  # an observer has not its tables

    upgrade(journal=house.journal)
    if house.demo is not None:
        _work_demo(house, clock=DemoClock(folder, demo=True), stop=stop)
        return
    work(house, pause=pause, trouble=_trouble)


def _trouble(error: Exception) -> None:
    LOG.exception("round failed", exc_info=error)


class _Stop:
    """Set by SIGTERM and SIGINT, and when the parent is gone."""

    def __init__(self) -> None:
        self.asked = False
        self._parent = os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        self.asked = True

    def wait(self, seconds: float) -> bool:
        """Sleep; True once the process is to end."""
        time.sleep(seconds)
        return self.asked or os.getppid() != self._parent


def _work_demo(house: House, *, clock: DemoClock, stop: _Stop) -> None:
    from kopri.interfaces.worker.loop import settle

    done = -1
    while not stop.wait(DEMO_POLL_SECONDS):
        order = clock.order()
        if order.number == done:
            continue
        try:
            settled = settle(house)
        except Exception:
            LOG.exception("round failed")
            time.sleep(0.2)
            continue
        done = order.number
        clock.done(Report(done, settled.published, settled.applied))
