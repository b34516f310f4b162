"""Nodes as processes: what the demo, the tests and ``kopri node run`` start and stop."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from urllib.request import urlopen

from kopri.demo.nodes import Ran
from kopri.node.home import Config, Home, Public

START_SECONDS = 60.0
STOP_SECONDS = 10.0


def free_port() -> int:
    """A TCP port that is free on the loopback now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ProcessNodes:
    """``demo.nodes.Nodes`` with real processes: a server and a worker for each side."""

    def __init__(
        self, *, root: Path, pair: str, countries: Path, ports: Sequence[int] = (),
        databases: dict[str, str] | None = None,
    ) -> None:
        first, second = pair.split("-")
        self._pair, self._root, self._countries = pair, root, countries
        numbers = list(ports) or [free_port() for _ in range(4)]
        self._ports = {first: numbers[0], second: numbers[1]}
        self._peers = {first: numbers[2], second: numbers[3]}
        self._databases = databases or {}
        self._running: dict[str, list[subprocess.Popen[bytes]]] = {}

    @property
    def sides(self) -> tuple[str, str]:
        """Both sides, in the order of the pair's name."""
        first, second = self._ports
        return first, second

    @property
    def countries(self) -> Path:
        """The folder of the country data."""
        return self._countries

    @property
    def folder(self) -> Path:
        """Where the demo may write."""
        return self._root

    def home(self, side: str) -> Home:
        """The folder of a side's node."""
        return Home(self._root / side)

    def found(self, *, control_url: str = "") -> None:
        """Make both nodes and let them know each other, through the demo's line."""
        for side in self.sides:
            self._command(side, ["node", "init", "--side", side, "--pair", self._pair,
                                 "--countries", str(self._countries), "--demo",
                                 "--port", str(self._ports[side]), "--control-url", control_url,
                                 "--database-url", self._databases.get(side, "")])
        for side in self.sides:
            other = next(each for each in self.sides if each != side)
            public = self.home(other).path / "public.json"
            self._command(side, ["node", "trust", str(public), "--url",
                                 f"http://127.0.0.1:{self._peers[side]}"])

    def start(self, *, side: str) -> None:
        """Start server and worker; returns once the node answers."""
        home = self.home(side)
        log = (home.path / "node.log").open("ab")
        self._running[side] = [
            subprocess.Popen(
                [sys.executable, "-m", "kopri.node.console", "node", part],
                env=self._environment(side), stdout=log, stderr=log, start_new_session=True,
            )
            for part in ("serve", "work")
        ]
        self._wait(side)

    def _wait(self, side: str) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and all(
            process.poll() is None for process in self._running[side]
        ):
            try:
                with urlopen(f"{self.url(side=side)}/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(f"node {side} does not answer; see {self.home(side).path}/node.log")

    def stop(self, *, side: str) -> None:
        """End both processes in good order."""
        self._end(side, signal.SIGTERM)

    def kill(self, *, side: str) -> None:
        """End them at once, with everything they have started."""
        self._end(side, signal.SIGKILL)

    def _end(self, side: str, number: int) -> None:
        for process in self._running.pop(side, []):
            _end_group(process, number)

    def pids(self, *, side: str) -> list[int]:
        """The processes of a running node: the server, then the worker."""
        return [process.pid for process in self._running[side]]

    def url(self, *, side: str) -> str:
        """The node's own address."""
        return f"http://127.0.0.1:{self._ports[side]}"

    def peer(self, *, side: str) -> tuple[str, int]:
        """Where this node looks for its neighbour."""
        return "127.0.0.1", self._peers[side]

    def accounts(self, *, side: str) -> Path:
        """The demo accounts of a node."""
        return self.home(side).accounts

    def command(self, *, side: str, words: Sequence[str]) -> Ran:
        """Run the console for a node, as a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "kopri.node.console", *words], env=self._environment(side),
            capture_output=True, text=True, check=False,
        )
        return Ran(status=done.returncode, output=done.stdout + done.stderr)

    def _command(self, side: str, words: Sequence[str]) -> None:
        ran = self.command(side=side, words=words)
        if ran.status:
            raise RuntimeError(ran.output)

    def _environment(self, side: str) -> dict[str, str]:
        return {**os.environ, "KOPRI_HOME": str(self.home(side).path),
                "DJANGO_SETTINGS_MODULE": "kopri.node.settings"}


def run_both() -> int:
    """Server and worker until either ends or a signal comes; no process outlives this one."""
    words = [sys.executable, "-m", "kopri.node.console", "node"]
    parts = [subprocess.Popen([*words, part], start_new_session=True) for part in ("serve", "work")]
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: asked.append(number))
    while not asked and all(part.poll() is None for part in parts):
        time.sleep(0.2)
    for part in parts:
        _end_group(part, signal.SIGTERM)
    return 0 if asked else 1


def _end_group(process: subprocess.Popen[bytes], number: int) -> None:
    """End a process and all that it has started, by force where it does not listen."""
    for kind in (number, signal.SIGKILL):
        try:
            os.killpg(process.pid, kind)
            process.wait(STOP_SECONDS)
        except ProcessLookupError:
            process.wait()
            return
        except subprocess.TimeoutExpired:
            continue


def write_public(home: Home, public: Public) -> None:
    """Write what others must know of a node."""
    (home.path / "public.json").write_text(json.dumps(asdict(public), indent=1), "utf-8")


def read_public(path: Path, *, url: str) -> Public:
    """Read another node's public file; ``url``: how this node reaches it, where not as it says."""
    said = json.loads(path.read_text("utf-8"))
    return Public(**{**said, "url": url or said["url"]})


def with_neighbour(config: Config, public: Public) -> Config:
    """The configuration with one neighbour more, or with its new keys."""
    others = tuple(each for each in config.neighbours if each.origin != public.origin)
    return Config(**{**{name: getattr(config, name) for name in Config.__dataclass_fields__},
                     "neighbours": (*others, public)})
