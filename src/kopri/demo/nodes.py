"""What the demo needs from whoever starts processes: the ``Nodes`` port, and the accounts file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import loads
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from kopri.demo.line import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command of the console ended: exit status and everything it printed."""

    status: int
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A node of the demo: a side's centre, or the node of one of its posts (``post``: its code).

    A side is an ISO 3166-1 alpha-2 code in lower case.
    """

    side: str
    post: str = ""

    @property
    def name(self) -> str:
        """A centre has its side's name; unique among the demo's nodes."""
        return f"{self.side}-{self.post}" if self.post else self.side


class Nodes(Protocol):
    """The demo's nodes as processes. Only ``kopri.node`` implements it with real ones.

    ``node`` is a member's name. Every node keeps its data between ``stop`` or ``kill`` and the
    next ``start``; ``start`` returns when the node answers requests.
    Not safe for two threads on one node at once.
    """

    @property
    def sides(self) -> tuple[str, str]:
        """Both sides, in the order of the pair's name."""
        ...

    @property
    def members(self) -> Sequence[Member]:
        """Both centres in that order, then the posts that have a node."""
        ...

    @property
    def observers(self) -> Sequence[str]:
        """Names of nodes of third parties: they watch, and hold a share of each draw."""
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
        """Makes every node, each knowing all others by the line. ``control_url``: where the tour
        page finds the demo's own small server; empty where there is none."""
        ...

    def start(self, *, node: str) -> None:
        """Starts the node's processes; returns once they answer."""
        ...

    def stop(self, *, node: str) -> None:
        """Ends them in good order."""
        ...

    def kill(self, *, node: str) -> None:
        """Ends them with SIGKILL, whatever they are doing."""
        ...

    def url(self, *, node: str) -> str:
        """The node's own base address, e.g. ``http://127.0.0.1:8101``."""
        ...

    def peer(self, *, node: str, other: str) -> Address:
        """Host and port at which ``node`` looks for ``other``: the demo's line listens there."""
        ...

    def accounts(self, *, node: str) -> Path:
        """The JSON file of this node's demo accounts: a list of objects as ``Account`` says."""
        ...

    def command(self, *, node: str, words: Sequence[str]) -> Ran:
        """Runs ``kopri <words>`` for a node as a process of its own."""
        ...


def routes_of(nodes: Nodes) -> dict[str, tuple[Address, Address]]:
    """The line's routes: ``<node>><other>`` -> where ``node`` looks for ``other``, and where it is."""
    names = [member.name for member in nodes.members]
    return {
        f"{node}>{other}": (nodes.peer(node=node, other=other), address_of(nodes.url(node=other)))
        for node in names for other in names if node != other
    }


def address_of(url: str) -> Address:
    """Host and port of a base address."""
    parts = urlsplit(url)
    return (parts.hostname or "127.0.0.1", parts.port or 80)


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
