"""A border for browser tests: two real nodes, a real line between them, trucks in every state."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from kopri.demo.control import Control
from kopri.demo.line import Line
from kopri.demo.nodes import routes_of
from kopri.node.nodes import ProcessNodes
from tests.simulators.founded import CopiedNodes

COUNTRIES = Path(__file__).parents[2] / "countries"
DAY = "2026-01-15"
POINT, PAIR = "tmb-gbz", "kz-tm"
EXIT, ENTRY = PAIR.split("-")


@dataclass(slots=True)
class Border:
    """Two nodes and what their people ask of them, through the API."""

    root: Path
    control: Control
    nodes: ProcessNodes = field(init=False)
    line: Line = field(init=False)
    tokens: dict[str, dict[tuple[str, str], str]] = field(init=False)
    minute: int = 0

    def start(self) -> "Border":
        """Make both nodes, start them, publish a day's capacity."""
        self.nodes = CopiedNodes(root=self.root, pair=PAIR, countries=COUNTRIES)
        self.nodes.found(control_url=self.control.url)
        sides = (EXIT, ENTRY)
        self.line = Line(routes=routes_of(self.nodes))
        for side in sides:
            self.nodes.start(node=side)
        self.tokens = {
            side: {(each["role"], each["service"]): each["token"]
                   for each in reversed(json.loads(
                       self.nodes.accounts(node=side).read_text("utf-8")))}
            for side in sides
        }
        self.settle()
        for side in sides:
            for direction in (f"{EXIT}-{ENTRY}", f"{ENTRY}-{EXIT}"):
                for day in (DAY, "2026-01-16"):
                    self.ask(side, "/api/v1/capacity", role="shift_head", body={
                        "point": POINT, "direction": direction, "day": day, "hours": [6] * 24,
                        "valid_until": "2026-01-20T00:00:00Z"})
        self.settle()
        return self

    def stop(self) -> None:
        """End both nodes and the line."""
        for side in self.nodes.sides:
            self.nodes.stop(node=side)
        self.line.close()

    def url(self, side: str, path: str = "/") -> str:
        """A page's address."""
        return self.nodes.url(node=side) + path

    def settle(self, *, minutes: int = 1) -> None:
        """Time passes, and both nodes follow each other to the end."""
        self.minute += minutes
        hour, minute = divmod(self.minute, 60)
        now = f"{DAY}T{hour + 4:02d}:{minute:02d}:00Z"
        for _ in range(2):
            for side in self.nodes.sides:
                self.ask(side, "/demo/clock", role="operator", body={"now": now})

    def ask(
        self, side: str, path: str, *, role: str, service: str = "",
        body: dict[str, Any] | None = None,
    ) -> Any:
        """Ask a node; AssertionError with its answer where it refuses."""
        request = Request(
            self.url(side, path), data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.tokens[side][(role, service)]}",
                     "Content-Type": "application/json"})
        try:
            with urlopen(request) as answer:
                return json.loads(answer.read())
        except HTTPError as error:
            raise AssertionError(f"{path}: {error.code} {error.read().decode()}") from error

    def open(self, plate: str, *, side: str = EXIT, slot: str = f"{DAY}T06:00:00Z") -> str:
        """A carrier's empty truck with a slot, leaving a side; its reference."""
        made = self.ask(side, "/api/v1/crossings", role="carrier", body={
            "point": POINT, "direction": PAIR if side == EXIT else f"{ENTRY}-{EXIT}",
            "loaded": False, "conveyance": {"plate": plate, "country": "KZ"}})
        reference = str(made["reference"])
        self.ask(side, f"/api/v1/crossings/{reference}/booking", role="carrier",
                 body={"wishes": [slot]})
        return reference

    def card(self, reference: str) -> str:
        """Where its driver has his card."""
        return str(self.ask(EXIT, f"/api/v1/crossings/{reference}/driver-link",
                            role="gate_officer")["href"])

    def gate(self, side: str, reference: str, act: str) -> None:
        """``call``, ``register``, ``exit``; or a read at a place."""
        if act in ("waiting_area", "gate", "exit_gate"):
            self.ask(side, "/api/v1/gate/reads", role="gate_officer",
                     body={"reference": reference, "place": act})
        else:
            self.ask(side, f"/api/v1/crossings/{reference}/{act}", role="gate_officer", body={})

    def register(self, plate: str) -> str:
        """A truck in the exit side's controls; its reference."""
        reference = self.open(plate)
        for act in ("waiting_area", "call", "gate", "register"):
            self.gate(EXIT, reference, act)
        return reference

    def find(self, side: str, reference: str, *, service: str, **decision: str) -> None:
        """A service decides."""
        self.ask(side, f"/api/v1/crossings/{reference}/findings", role="inspector",
                 service=service, body=decision)

    def services(self, side: str, reference: str) -> list[str]:
        """The services of a side's plan, in order."""
        case = self.ask(side, f"/api/v1/crossings/{reference}", role="gate_officer")
        return list(dict.fromkeys(step["service"] for step in case["steps"]))
