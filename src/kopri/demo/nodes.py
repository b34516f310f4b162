"""What the demo needs from whoever starts processes: the ``Nodes`` port, and the accounts file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import loads
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command of the console ended: exit status and everything it printed."""

    status: int
    output: str


class Nodes(Protocol):
    """Two nodes as processes. Only ``kopri.node`` implements it with real ones.

    A side is an ISO 3166-1 alpha-2 code in lower case. Every node keeps its data between ``stop``
    or ``kill`` and the next ``start``; ``start`` returns when the node answers requests.
    Not safe for two threads on one side at once.
    """

    @property
    def sides(self) -> tuple[str, str]:
        """Both sides, in the order of the pair's name."""
        ...

    @property
    def countries(self) -> Path:
        """The folder that holds ``<side>/`` and ``pairs/<a>-<b>/``."""
        ...

    @property
    def folder(self) -> Path:
        """Where the demo may write (the report as JSON)."""
        ...

    def found(self, *, control_url: str = "") -> None:
        """Makes both nodes, each knowing the other by the line. ``control_url``: where the tour
        page finds the demo's own small server; empty where there is none."""
        ...

    def start(self, *, side: str) -> None:
        """Starts the node's processes; returns once they answer."""
        ...

    def stop(self, *, side: str) -> None:
        """Ends them in good order."""
        ...

    def kill(self, *, side: str) -> None:
        """Ends them with SIGKILL, whatever they are doing."""
        ...

    def url(self, *, side: str) -> str:
        """The node's own base address, e.g. ``http://127.0.0.1:8101``."""
        ...

    def peer(self, *, side: str) -> tuple[str, int]:
        """Host and port at which this node looks for its neighbour: the demo's line listens there."""
        ...

    def accounts(self, *, side: str) -> Path:
        """The JSON file of this node's demo accounts: a list of objects as ``Account`` says."""
        ...

    def command(self, *, side: str, words: Sequence[str]) -> Ran:
        """Runs ``kopri <words> --node <side>`` as a process of its own."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person of the demo. ``role`` as in ``kernel.actor``; ``service`` for inspectors."""

    login: str
    role: str
    token: str
    service: str = ""
    name: str = ""


def read_accounts(*, path: Path) -> tuple[Account, ...]:
    """The accounts of one node; KeyError where a field is missing."""
    rows: Sequence[Mapping[str, str]] = loads(path.read_text("utf-8"))
    return tuple(
        Account(
            login=row["login"],
            role=row["role"],
            token=row["token"],
            service=row.get("service", ""),
            name=row.get("name", ""),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The tokens of one node, found by role and service."""

    accounts: tuple[Account, ...]

    def token(self, *, role: str, service: str = "", turn: int = 0) -> str:
        """A token of that role (and service); ``turn`` spreads work over several people.

        LookupError where the node has no such account.
        """
        fitting = [a for a in self.accounts if a.role == role and a.service in (service, "")]
        if service:
            fitting = [a for a in fitting if a.service == service]
        if not fitting:
            raise LookupError(f"the node has no account for {role} {service}".rstrip())
        return fitting[turn % len(fitting)].token
