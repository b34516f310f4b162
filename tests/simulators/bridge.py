"""Two real nodes as processes, with a line between them that can be cut, and accounts to act with.

On PostgreSQL (``DATABASE_URL``) each node has a database of its own on the server.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from kopri.demo.line import Line
from kopri.demo.nodes import routes_of
from kopri.node.nodes import ProcessNodes
from tests.simulators.founded import CopiedNodes

COUNTRIES = Path(__file__).parents[2] / "countries"
EXIT_SERVICES = ("KZ-TRC", "KZ-BS", "KZ-SRC")
ENTRY_SERVICES = ("TM-MIG", "TM-BS", "TM-CUS", "TM-TRC")


@dataclass(slots=True, kw_only=True)
class Bridge:
    """``tokens``: side -> (role, service) -> token."""

    nodes: ProcessNodes
    line: Line
    tokens: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[str, str]:
        return self.nodes.sides

    def ask(
        self, side: str, path: str, body: Mapping[str, Any] | None = None, *,
        role: str = "carrier", service: str = "", key: str = "",
    ) -> httpx.Response:
        """One call under an account of that role."""
        headers = {"Authorization": f"Bearer {self.tokens[side][role, service]}"}
        if key:
            headers["Idempotency-Key"] = key
        return httpx.request(
            "GET" if body is None else "POST", self.nodes.url(node=side) + path, json=body,
            headers=headers, timeout=60, trust_env=False)

    def call(
        self, side: str, path: str, body: Mapping[str, Any] | None = None, *,
        role: str = "carrier", service: str = "", key: str = "",
    ) -> Any:
        """The same; its JSON. An answer that is no success fails the test with its faults."""
        answer = self.ask(side, path, body, role=role, service=service, key=key)
        assert answer.is_success, f"{side} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def clock(self, now: str) -> None:
        """Both clocks; twice, so that each has followed what the other published."""
        for _ in range(2):
            for side in self.sides:
                self.call(side, "/demo/clock", {"now": now}, role="operator")

    def capacity(self, day: str) -> None:
        """Both sides publish six an hour in both directions."""
        first, second = self.sides
        for side in self.sides:
            for direction in (f"{first}-{second}", f"{second}-{first}"):
                self.call(side, "/api/v1/capacity", {
                    "point": "tmb-gbz", "direction": direction, "day": day, "hours": [6] * 24,
                    "valid_until": f"{day}T23:59:59Z"}, role="shift_head")

    def open_case(self, plate: str, *, side: str = "kz", key: str = "") -> str:
        """A case from the first side to the second; its reference."""
        found: str = self.call(side, "/api/v1/crossings", {
            "point": "tmb-gbz", "direction": "kz-tm", "loaded": False,
            "conveyance": {"plate": plate, "country": "KZ"}}, key=key)["reference"]
        return found

    def through_exit(self, reference: str) -> None:
        """Registered, cleared by every service of the exit side, and gone."""
        self._through("kz", reference, EXIT_SERVICES)

    def through_entry(self, reference: str) -> None:
        """The same on the entry side."""
        self._through("tm", reference, ENTRY_SERVICES)

    def _through(self, side: str, reference: str, services: tuple[str, ...]) -> None:
        case = f"/api/v1/crossings/{reference}"
        self.call(side, "/api/v1/gate/reads", {"reference": reference, "place": "gate"},
                  role="gate_officer")
        self.call(side, f"{case}/register", {}, role="gate_officer")
        for service in services:
            self.call(side, f"{case}/findings", {"outcome": "cleared"}, role="inspector",
                      service=service)
        self.call(side, f"{case}/exit", {}, role="gate_officer")

    def state(self, side: str) -> Any:
        """Logs and digests of the shared tables, as auditors read them."""
        return self.call(side, "/api/v1/journal/state", role="auditor")

    def equal(self) -> bool:
        """True where every shared table is the same on both sides."""
        first, second = (self.state(side)["tables"] for side in self.sides)
        return bool(first) and bool(first == second)

    def command(self, side: str, *words: str) -> tuple[int, str]:
        """A command of the console: its status and what it printed."""
        ran = self.nodes.command(node=side, words=words)
        return ran.status, ran.output


@contextmanager
def open_bridge(
    root: Path, *, nodes_of: Callable[..., ProcessNodes] = CopiedNodes, pair: str = "kz-tm",
    countries: Path = COUNTRIES,
) -> Iterator[Bridge]:
    """Found, or copy, and start both nodes; stop them in the end."""
    server = os.environ.pop("DATABASE_URL", "")
    databases = {side: _database(server, side) for side in pair.split("-")} if server else None
    nodes = nodes_of(root=root, pair=pair, countries=countries, databases=databases)
    nodes.found()
    line = Line(routes=routes_of(nodes))
    bridge = Bridge(nodes=nodes, line=line)
    try:
        for side in nodes.sides:
            accounts = json.loads(nodes.accounts(node=side).read_text("utf-8"))
            bridge.tokens[side] = {
                (row["role"], row["service"]): row["token"] for row in reversed(accounts)}
            nodes.start(node=side)
        yield bridge
    finally:
        for side in nodes.sides:
            nodes.stop(node=side)
        line.close()
        if server:
            os.environ["DATABASE_URL"] = server


def _database(server: str, side: str) -> str:
    """A fresh database; its URL."""
    name = f"bridge_{side}_{os.getpid()}_{os.urandom(4).hex()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{server.rpartition('/')[0]}/{name}"
