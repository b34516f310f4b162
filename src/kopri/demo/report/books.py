"""What the nodes hold, read as the auditor: every entry of every log, and the state of the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kopri.demo.client import Client
from kopri.kernel.clock import from_text

PAGE = 1000
OWN = ".own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One entry as a node holds it. ``kind`` without version and without ``.own``."""

    origin: str
    index: int
    kind: str
    own: bool
    entry: Mapping[str, Any]

    @property
    def subject(self) -> str:
        return str(self.entry["subject"])

    @property
    def event(self) -> str:
        return str(self.entry.get("event", ""))

    @property
    def time(self) -> datetime:
        return from_text(str(self.entry["time"]))

    @property
    def recorded(self) -> datetime:
        return from_text(str(self.entry["recorded"]))

    @property
    def payload(self) -> Mapping[str, Any]:
        payload: Mapping[str, Any] = self.entry["payload"]
        return payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One node's holding. ``node``: its name. ``own``: the origin of its own log; ``logs``: origin -> its records.

    ``checkpoint``: the newest of the node's own log, as a signed note.
    """

    node: str
    side: str
    own: str
    logs: Mapping[str, Sequence[Record]]
    tables: Mapping[str, str]
    checkpoint: str = ""
    state: Mapping[str, Any] = field(default_factory=dict)


def record(*, origin: str, index: int, entry: Mapping[str, Any]) -> Record:
    """An entry as it comes from the API."""
    kind = str(entry["kind"]).partition("/")[0]
    return Record(
        origin=origin,
        index=index,
        kind=kind.removesuffix(OWN),
        own=kind.endswith(OWN),
        entry=entry,
    )


def read_book(*, node: str, side: str, client: Client, token: str) -> Book:
    """Reads a node as its auditor does; RuntimeError where it refuses."""
    state = _get(client=client, token=token, path="/api/v1/journal/state")
    origins = [str(log["origin"]) for log in state["logs"]]
    own = next(str(log["origin"]) for log in state["logs"] if log["own"])
    return Book(
        node=node,
        side=side,
        own=own,
        logs={
            origin: tuple(_records(client=client, token=token, origin=origin))
            for origin in origins
        },
        tables=dict(state["tables"]),
        checkpoint=client.text("/log/checkpoint"),
        state=state,
    )


def _records(*, client: Client, token: str, origin: str) -> Iterator[Record]:
    start: int | None = 0
    while start is not None:
        page = _get(
            client=client,
            token=token,
            path=f"/api/v1/journal/entries?log={origin}&from={start}&limit={PAGE}",
        )
        for row in page["entries"]:
            if row["entry"] is not None:  # else it was forgotten
                yield record(origin=origin, index=int(row["index"]), entry=row["entry"])
        start = page["next"] if page["entries"] else None


def _get(*, client: Client, token: str, path: str) -> Any:
    answer = client.get(path, token=token)
    if not answer.ok:
        raise RuntimeError(f"{path}: {answer.status} {answer.codes}")
    return answer.body
