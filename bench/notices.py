"""Notices lodged through the API: CPU milliseconds each, singly and in batches of 100.

A real node (server process, SQLite in WAL with synchronous=FULL) takes eCMR documents of ten goods
items over HTTP; its own CPU time is read from the kernel. The peer does the least that any such
system must do with the same documents in the same run: parse the JSON and write as many rows in
one durable transaction with ``executemany`` (four for the case and its status, one for the notice,
one an entry), without checks, codec, hashing, or journal.
"""

import http.client
import json
import os
import sqlite3
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from kopri.engines.codecs import codec
from kopri.kernel.consignment import (
    Address,
    Consignment,
    ConsignmentItem,
    DocumentReference,
    Location,
    PackagingUnit,
    TradeParty,
    TransportMeans,
    TransportMovement,
)
from kopri.node.nodes import ProcessNodes

SINGLE, BATCHES, BATCH, ROUNDS = 100, 5, 100, 3
ROWS = 9
NOW = "2026-01-15T00:00:00Z"
ETA = "2026-01-16T06:00:00Z"


def waybill(number: int) -> dict[str, object]:
    """An eCMR of about 3 KB with ten goods items."""
    items = tuple(
        ConsignmentItem(
            sequence=each, description=f"Wheat flour, grade {each}", commodity_code="110100",
            gross_weight_kg=Decimal(2000), origin_country="KZ", destination_country="TM",
            packages=(PackagingUnit(type_code="BG", quantity=40, marks=f"LOT {number}-{each}"),),
        )
        for each in range(1, 11)
    )
    party = TradeParty(
        name=f"Mill {number}",
        address=Address(street="Mill Street 1", postcode="130000", city="Norda", country="KZ"),
    )
    whole = Consignment(
        identifier=f"BENCH-{number}", items=items, gross_weight_kg=Decimal(20000),
        waybill=DocumentReference(type_code="730", identifier=f"CMR {number}"),
        consignor=party, consignee=party, carrier=party,
        acceptance_location=Location(name="Norda", country="KZ"),
        receipt_location=Location(name="Suda", country="TM"),
        main_carriage=(TransportMovement(
            mode_code="3", means=TransportMeans(identifier=f"BN{number:06d}", country="KZ")),),
    )
    document: dict[str, object] = json.loads(codec("ecmr").write(whole))
    return document


def notice(number: int) -> dict[str, object]:
    """What the API takes."""
    return {
        "point": "nor-sud", "direction": "xa-xb", "eta": ETA, "document": waybill(number),
        "conveyance": {"plate": f"BN{number:06d}", "country": "KZ"},
    }


def compact(value: object) -> bytes:
    """JSON as programs send it."""
    return json.dumps(value, separators=(",", ":")).encode()


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of processes and their children so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) in pids or int(fields[1]) in pids:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Caller:
    """A kept-alive connection of a carrier."""

    def __init__(self, *, base: str, token: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(base).netloc)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def post(self, path: str, body: bytes) -> None:
        """Send; anything but success stops the benchmark."""
        self._connection.request("POST", path, body=body, headers=self._headers)
        answer = self._connection.getresponse()
        data = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"{path}: {answer.status} {data[:500]!r}")


def peer(documents: list[bytes], *, folder: Path) -> float:
    """CPU seconds of the least that must be done, in one commit."""
    database = sqlite3.connect(folder / "peer.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, name TEXT, body TEXT)")
    started = time.process_time()
    rows = []
    for document in documents:
        parsed = json.loads(document)
        rows += [(f"{each}", json.dumps(parsed) if each == 0 else "x" * 200)
                 for each in range(ROWS)]
    with database:
        database.executemany("INSERT INTO row (name, body) VALUES (?, ?)", rows)
    taken = time.process_time() - started
    database.close()
    return taken


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="kopri-bench-") as name:
        folder = Path(name)
        nodes = ProcessNodes(
            root=folder, pair="xa-xb",
            countries=Path(__file__).parent.parent / "tests" / "countries",
        )
        nodes.found()
        nodes.start(node="xa")
        try:
            _measure(nodes, folder=folder)
        finally:
            nodes.stop(node="xa")


def _measure(nodes: ProcessNodes, *, folder: Path) -> None:
    accounts = json.loads(nodes.accounts(node="xa").read_text("utf-8"))
    token = next(each["token"] for each in accounts if each["role"] == "carrier")
    caller, pids = Caller(base=nodes.url(node="xa"), token=token), nodes.pids(node="xa")[:1]
    number = 0
    singly, batched, least = [], [], []
    for _ in range(ROUNDS):
        bodies = [compact(notice(number + each)) for each in range(SINGLE)]
        before = cpu_seconds(pids)
        for body in bodies:
            caller.post("/api/v1/notices", body)
        singly.append((cpu_seconds(pids) - before) / SINGLE)
        number += SINGLE
        batches = [
            compact({"notices": [notice(number + at * BATCH + each) for each in range(BATCH)]})
            for at in range(BATCHES)
        ]
        number += BATCHES * BATCH
        before = cpu_seconds(pids)
        for body in batches:
            caller.post("/api/v1/notices/batch", body)
        batched.append((cpu_seconds(pids) - before) / (BATCHES * BATCH))
        documents = [compact(waybill(each)) for each in range(BATCH)]
        least.append(peer(documents, folder=folder) / BATCH)
    floor = median(least)
    print(f"document: {len(compact(waybill(0))):,} bytes, 10 goods items")
    for label, taken in (("peer: parse and executemany", floor), ("API, batches of 100",
                         median(batched)), ("API, singly", median(singly))):
        print(f"{label:28} {taken * 1000:7.2f} ms CPU each {1 / taken:9,.0f}/s and core "
              f"{taken / floor:6.1f} times the peer")
