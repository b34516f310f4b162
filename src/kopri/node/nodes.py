"""Nodes as processes: what the demo, the tests and ``kopri node run`` start and stop."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from urllib.request import urlopen

from kopri.demo.nodes import Member, Ran
from kopri.node.home import Config, Home, Public

START_SECONDS = 120.0
STOP_SECONDS = 10.0
LOG_END = 2000  # characters of a log that are shown where a node does not start
OBSERVER, THIRD = "observer", "eu"  # the name of the third party's node, and whose it is
NOT_LENT = range(10_000, 32_000)  # below where Linux and IANA begin to lend ports
AT_ONCE = 2  # commands: more would only share the same cores
_CLAIMS: dict[int, socket.socket] = {}  # ports that were given out, for as long as this process lives


def free_port() -> int:
    """A TCP port that is free on the loopback, of those that systems lend to no outgoing call.

    A port of the lent range could be taken by any client before the node that was given it listens.
    It is given out once: what runs beside this gets another, also while nobody listens there.
    """
    while True:
        port = NOT_LENT.start + secrets.randbelow(len(NOT_LENT))
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if _claim(port):
                return port


def _claim(port: int) -> bool:
    """False where it is given out already, here or by another process of this machine."""
    if port in _CLAIMS:
        return False
    claim = socket.socket(socket.AF_UNIX)
    try:
        if sys.platform == "linux":  # a name without a file, gone with the process
            claim.bind(f"\0kopri.port.{port}")
    except OSError:
        claim.close()
        return False
    _CLAIMS[port] = claim
    return True


class ProcessNodes:
    """``demo.nodes.Nodes`` with real processes: a server and a worker for each node.

    ``posts``: side -> the post that has a node of its own, where there are any.
    ``databases``: node -> URL of its database, where it is not SQLite. ``observer``: with a node of
    a third party that every other trusts, by the name ``observer``.
    """

    def __init__(
        self, *, root: Path, pair: str, countries: Path, posts: Mapping[str, str] | None = None,
        databases: Mapping[str, str] | None = None, observer: bool = False,
    ) -> None:
        first, second = pair.split("-")
        self._pair, self._root, self._countries = pair, root, countries
        self._sides = (first, second)
        self._members = {member.name: member for member in (
            *(Member(side=side) for side in self._sides),
            *(Member(side=side, post=post) for side, post in (posts or {}).items()))}
        self._observers = (OBSERVER,) if observer else ()
        self._ports = {name: free_port() for name in (*self._members, *self._observers)}
        self._peers = {(name, other): free_port() for name in self._members
                       for other in self._members if name != other}
        self._databases = databases or {}
        self._running: dict[str, list[subprocess.Popen[bytes]]] = {}

    @property
    def sides(self) -> tuple[str, str]:
        """Both sides, in the order of the pair's name."""
        return self._sides

    @property
    def members(self) -> Sequence[Member]:
        """Both centres, then the posts that have a node."""
        return list(self._members.values())

    @property
    def observers(self) -> Sequence[str]:
        """Names of nodes that belong to no side: they have no desks and no clock of the demo."""
        return self._observers

    @property
    def countries(self) -> Path:
        """The folder of the country data."""
        return self._countries

    @property
    def folder(self) -> Path:
        """Where the demo may write."""
        return self._root

    def home(self, node: str) -> Home:
        """The folder of a node."""
        return Home(self._root / node)

    def found(self, *, control_url: str = "") -> None:
        """Make every node and let each know the others, through the demo's line."""
        with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
            watching = pool.map(self._make_observer, self._observers)
            list(pool.map(lambda member: self._make(member, control_url), self.members))
            list(watching)
            list(pool.map(self._introduce, (*self._members, *self._observers)))

    def _make(self, member: Member, control_url: str) -> None:
        kind = ["--kind", "post", "--post", member.post] if member.post else []
        self._command(member.name, [
            "node", "init", "--side", member.side, "--pair", self._pair, *kind, "--demo",
            "--countries", str(self._countries), "--port", str(self._ports[member.name]),
            "--control-url", control_url,
            "--database-url", self._databases.get(member.name, "")])

    def _make_observer(self, name: str) -> None:
        self._command(name, [
            "node", "init", "--kind", "observer", "--side", THIRD, "--demo", "--pair", self._pair,
            "--countries", str(self._countries), "--port", str(self._ports[name])])

    def _introduce(self, node: str) -> None:
        """Let a node trust all others: members meet over the line, an observer beside it."""
        members = [name for name in self._members if name != node]
        others = [*members, *(name for name in self._observers if name != node)]
        words = ["node", "trust", *(str(self.home(name).path / "public.json") for name in others)]
        for name in members if node not in self._observers else ():
            host, port = self.peer(node=node, other=name)
            words += ["--url", f"http://{host}:{port}"]
        self._command(node, words)

    def start(self, *, node: str) -> None:
        """Start server and worker; returns once the node answers."""
        home = self.home(node)
        log = (home.path / "node.log").open("ab")
        self._running[node] = [
            subprocess.Popen(
                [sys.executable, "-m", "kopri.node.console", "node", part],
                env=self._environment(node), stdout=log, stderr=log, start_new_session=True,
            )
            for part in ("serve", "work")
        ]
        self._wait(node)

    def _wait(self, node: str) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and all(
            process.poll() is None for process in self._running[node]
        ):
            try:
                with urlopen(f"{self.url(node=node)}/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        said = (self.home(node).path / "node.log").read_text("utf-8", "replace")
        raise TimeoutError(f"node {node} does not answer; the end of its log:\n{said[-LOG_END:]}")

    def stop(self, *, node: str) -> None:
        """End both processes in good order."""
        self._end(node, signal.SIGTERM)

    def kill(self, *, node: str) -> None:
        """End them at once, with everything they have started."""
        self._end(node, signal.SIGKILL)

    def _end(self, node: str, number: int) -> None:
        for process in self._running.pop(node, []):
            _end_group(process, number)

    def pids(self, *, node: str) -> list[int]:
        """The processes of a running node: the server, then the worker."""
        return [process.pid for process in self._running[node]]

    def url(self, *, node: str) -> str:
        """The node's own address."""
        return f"http://127.0.0.1:{self._ports[node]}"

    def peer(self, *, node: str, other: str) -> tuple[str, int]:
        """Where a node looks for another."""
        return "127.0.0.1", self._peers[node, other]

    def accounts(self, *, node: str) -> Path:
        """The demo accounts of a node."""
        return self.home(node).accounts

    def command(self, *, node: str, words: Sequence[str]) -> Ran:
        """Run the console for a node, as a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "kopri.node.console", *words], env=self._environment(node),
            capture_output=True, text=True, check=False,
        )
        return Ran(status=done.returncode, output=done.stdout + done.stderr)

    def _command(self, node: str, words: Sequence[str]) -> None:
        ran = self.command(node=node, words=words)
        if ran.status:
            raise RuntimeError(ran.output)

    def _environment(self, node: str) -> dict[str, str]:
        return {**os.environ, "KOPRI_HOME": str(self.home(node).path),
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
