"""Nodes that run by the real clock, one in each namespace of a wire."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.network.wire import ENDS, Wire, open_wire, within

COUNTRIES = Path(__file__).parents[2] / "countries"
PORT = 8100
SIDES = ("kz", "tm")
ROLES = ("carrier", "auditor")
Answer = TypeVar("Answer")
_CONSOLE = """import json, sys
from kopri.node.console import main
sys.exit(max(main(words) for words in json.loads(sys.argv[1])))"""


@dataclass(slots=True, kw_only=True)
class Border:
    """``running``: side -> its server and its worker. ``tokens``: (side, role) -> token."""

    root: Path
    wire: Wire
    running: dict[str, list[subprocess.Popen[bytes]]] = field(default_factory=dict)
    tokens: dict[tuple[str, str], str] = field(default_factory=dict)

    def url(self, side: str) -> str:
        """Where a node listens, in its namespace and over the line."""
        return f"http://{ENDS[SIDES.index(side)]}:{PORT}"

    def start(self, side: str) -> None:
        """Start a node's server and worker."""
        log = (self.root / f"{side}.log").open("ab")
        self.running[side] = [
            subprocess.Popen(
                [*self._within(side), "-m", "kopri.node.console", "node", part],
                env=self._environment(side), stdout=log, stderr=log, start_new_session=True)
            for part in ("serve", "work")
        ]

    def stop(self, side: str, *, number: int = signal.SIGTERM) -> float:
        """End both processes; how many seconds that took."""
        began = time.monotonic()
        processes = self.running.pop(side, [])
        for process in processes:
            process.send_signal(number)
        for process in processes:
            process.wait(60)
        return time.monotonic() - began

    def command(self, side: str, *words: str) -> str:
        """A command of the console, in the node's namespace; what it printed."""
        return self.commands(side, [words])

    def commands(self, side: str, several: Sequence[Sequence[str]]) -> str:
        """Several, one after the other in one process: its start takes the longest."""
        done = subprocess.run(
            [*self._within(side), "-c", _CONSOLE, json.dumps(several)],
            env=self._environment(side), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def call(
        self, side: str, path: str, body: Mapping[str, Any] | None = None, *, role: str = "carrier"
    ) -> Any:
        """One call at home, where the line is not needed; its JSON."""
        answer = self._ask(side, path, body, role=role)
        assert answer.is_success, f"{side} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def _ask(
        self, side: str, path: str, body: Mapping[str, Any] | None, *, role: str
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens[side, role]}"}
        return within(self.wire.spaces[SIDES.index(side)], lambda: httpx.request(
            "GET" if body is None else "POST", self.url(side) + path, json=body,
            headers=headers, timeout=60, trust_env=False))

    def open_case(self, side: str, plate: str) -> str:
        """A carrier opens a case; its reference."""
        found: str = self.call(side, "/api/v1/crossings", {
            "point": "tmb-gbz", "direction": "kz-tm", "loaded": False,
            "conveyance": {"plate": plate, "country": "KZ"}})["reference"]
        return found

    def size(self, side: str) -> int:
        """How many entries its newest checkpoint holds."""
        note = within(self.wire.spaces[SIDES.index(side)], lambda: httpx.get(
            self.url(side) + "/log/checkpoint", timeout=60, trust_env=False))
        return int(note.text.splitlines()[1]) if note.is_success else 0

    def state(self, side: str) -> Any:
        """Logs and digests of the shared tables, as auditors read them."""
        return self.call(side, "/api/v1/journal/state", role="auditor")

    def equal(self) -> bool:
        """True where every shared table is the same on both sides, and both are level."""
        first, second = (self.state(side) for side in SIDES)
        level = all(log["applied"] == log["size"] for state in (first, second)
                    for log in state["logs"])
        return level and bool(first["tables"]) and bool(first["tables"] == second["tables"])

    def knows(self, side: str, reference: str) -> bool:
        """True where this node has heard of the case."""
        return self._ask(side, f"/api/v1/crossings/{reference}", None, role="auditor").is_success

    def _within(self, side: str) -> list[str]:
        return ["ip", "netns", "exec", self.wire.spaces[SIDES.index(side)], sys.executable]

    def _environment(self, side: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items()
                if name != "DATABASE_URL"}
        return {**kept, "KOPRI_HOME": str(self.root / side),
                "DJANGO_SETTINGS_MODULE": "kopri.node.settings"}


def until(sure: Callable[[], bool], *, seconds: float) -> float:
    """Wait until this is so, and fail where it does not become so; how many seconds it took."""
    began = time.monotonic()
    while not sure():
        assert time.monotonic() - began < seconds, f"not so after {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - began


@contextmanager
def open_border(root: Path) -> Iterator[Border]:
    """Found both nodes and start them."""
    with open_wire() as wire, ExitStack() as stack:
        border = Border(root=root, wire=wire)
        for side in SIDES:
            stack.callback(border.stop, side, number=signal.SIGKILL)
        both(lambda side: _init(border, side))
        both(lambda side: _trust(border, side))
        for side in SIDES:
            border.start(side)
        until(lambda: all(_answers(border, side) for side in SIDES), seconds=60)
        yield border


def _init(border: Border, side: str) -> None:
    border.command(side, "node", "init", "--side", side, "--pair", "kz-tm", "--host",
                   ENDS[SIDES.index(side)], "--port", str(PORT), "--countries", str(COUNTRIES))


def _trust(border: Border, side: str) -> None:
    other = SIDES[1 - SIDES.index(side)]
    said = border.commands(side, [
        ["node", "trust", str(border.root / other / "public.json")],
        *(["account", "add", role, "--role", role, "--name", role, "--token"] for role in ROLES)])
    for role, token in zip(ROLES, said.splitlines()[-len(ROLES):], strict=True):
        border.tokens[side, role] = token.split()[-1]


def both(task: Callable[[str], Answer]) -> list[Answer]:
    """For both sides at once: a console command takes a second or two."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(task, SIDES))


def _answers(border: Border, side: str) -> bool:
    try:
        return border.size(side) > 0
    except httpx.HTTPError:
        return False
