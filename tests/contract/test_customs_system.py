"""Both shapes of ``CustomsSystem`` against the comment of its port, over HTTP to simulated systems."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from msgspec.structs import replace

from kopri.adapters.customs.asycuda import AsycudaSystem, SimulatedAsycuda
from kopri.adapters.customs.connecting import connected, simulated
from kopri.adapters.customs.keeping import Folder
from kopri.adapters.customs.lines import Line, SimulatedWco
from kopri.adapters.customs.simulated import SimulatedCustoms
from kopri.adapters.customs.wco_system import WcoSystem
from kopri.domains.customs.ports import CustomsSystem
from kopri.domains.customs.types import DeclarationState, Lodgement, Presence, Regime
from kopri.engines.countrydata.customs import CustomsRule
from kopri.journal.ports import PeerUnreachable
from kopri.kernel.consignment import TradeParty
from kopri.kernel.errors import Ground
from tests.border import goods, refused

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
LODGED = Lodgement(reference="K7Q2-9MXD-4T-E1", regime=Regime.EXPORT,
                   goods=replace(goods()[0], exporter=TradeParty(name="Sender")))
HERE, GONE = Presence(at=NOW, place="TMB"), Presence(at=NOW, place="TMB", left=NOW)


class Clock:
    """It stands."""

    def now(self) -> datetime:
        return NOW


class Server:
    """A customs system at an address; ``fails``: how the next calls go wrong."""

    def __init__(self, line: Line) -> None:
        self.fails = ""
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._give(lambda: line.send(body))

            def do_GET(self) -> None:
                name = bytes.fromhex(self.path.rpartition("/")[2]).decode()
                self._give(lambda: line.ask(name))

            def _give(self, act: Callable[[], bytes]) -> None:
                data = b"" if server.fails == "before" else act()
                bad = server.fails in ("before", "after")
                self.send_response(503 if bad else 200)
                self.end_headers()
                self.wfile.write(b"<html" if server.fails == "nonsense" else b"" if bad else data)

            def log_message(self, *_given: object) -> None:
                """Silent."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}/"


@contextmanager
def serving(line: Line) -> Iterator[Server]:
    server = Server(line)
    thread = threading.Thread(target=server.http.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.http.shutdown()
    thread.join()
    server.http.server_close()


@pytest.mark.parametrize("shape", ["wco", "asycuda"])
def test_over_http(shape: str, tmp_path: Path) -> None:
    """Answered with all so far; silent in every way; made again after a failure that took effect."""
    kept = Folder(tmp_path)
    customs = SimulatedCustoms(country="tm", now=Clock().now, kept=kept, hold=kept.hold)
    line: Line = SimulatedWco(customs=customs) if shape == "wco" else SimulatedAsycuda(
        customs=customs, office="TM01")
    rule = CustomsRule(regime="export", system="Own", shape=shape,  # type: ignore[arg-type]
                       source=("house",), confidence="assumption")
    with serving(line) as server:
        system: CustomsSystem = connected(rule, url=server.url, token="t")
        assert isinstance(system, WcoSystem if shape == "wco" else AsycudaSystem)
        assert not system.simulated and system.ask("nobody") == ()
        for fails in ("before", "after", "nonsense"):
            server.fails = fails
            found = refused(lambda: system.lodge(LODGED))
            assert found.ground is Ground.UNAVAILABLE
            assert [each.code for each in found.faults] == ["customs.system_silent"]
        server.fails = ""
        first = system.lodge(LODGED)
        assert system.lodge(LODGED) == first == system.ask(LODGED.reference)
        assert sum(1 for name in kept if name.startswith("d-")) == 1
        gone = system.present(LODGED.reference, GONE)
        assert gone[:len(first)] == first and system.present(LODGED.reference, GONE) == gone
        assert [each.state for each in gone if each.state] == [
            DeclarationState.ACCEPTED, DeclarationState.RELEASED, DeclarationState.DISCHARGED]
        assert len({each.answer for each in gone}) == len(gone)


def test_what_a_simulated_one_keeps_outlives_its_process(tmp_path: Path) -> None:
    rule = CustomsRule(regime="export", system="Own", shape="wco", source=("house",),
                       confidence="assumption")
    first, second = (simulated(rule, side="kz", clock=Clock(), folder=tmp_path) for _ in range(2))
    told = first.lodge(LODGED)
    assert second.ask(LODGED.reference) == told and second.simulated
    assert second.ask(told[0].number) == told  # by its number too
    threads = [threading.Thread(target=each.present, args=(LODGED.reference, HERE))
               for each in (first, second) * 3]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = [each.state for each in second.ask(LODGED.reference) if each.state]
    assert found == [DeclarationState.ACCEPTED, DeclarationState.RELEASED]  # arrived once
    folder = Folder(tmp_path)
    for name in list(folder):
        del folder[name]
    assert len(folder) == 0 and second.ask(LODGED.reference) == ()


def test_a_simulated_one_takes_no_other_messages() -> None:
    customs = SimulatedCustoms(country="kz", now=Clock().now, kept={})
    for line in (SimulatedWco(customs=customs), SimulatedAsycuda(customs=customs, office="O")):
        with pytest.raises(PeerUnreachable):
            line.send(b"no message")
