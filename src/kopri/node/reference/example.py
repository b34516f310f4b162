"""The worked example of ``journal.md``: a real journal, written in a process of its own.

It runs ``kopri.journal`` itself on a database in memory with known keys, salts and times, so that
every byte on the page is what a node writes. A process of its own, because the database of the
process that asks may be a node's.
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management import call_command

from kopri.adapters.countries import load_pair
from kopri.adapters.folder_store import FolderMemory, FolderTiles
from kopri.crossing.operations import opened
from kopri.crossing.types import Conveyance, Opening
from kopri.engines.countrydata import PairData
from kopri.engines.http_signatures import Request, find_signature, sign_request, signature_base
from kopri.engines.merkle import leaf_hash
from kopri.engines.notes import Ed25519Signer, SignatureKind, Verifier, cosign_note
from kopri.journal import serve
from kopri.journal.append.admitting import admit
from kopri.journal.append.publish import Press, publish
from kopri.journal.append.ticking import tick
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.exchange import Exchange, Permit
from kopri.journal.locks import WriterLock
from kopri.journal.reading import entries_of
from kopri.journal.sealing import log_entry
from kopri.journal.types import PUBLIC, LogIdentity
from kopri.journeys.timetable import ROUTES
from kopri.kernel.actor import Actor, Role

NOW = datetime(2026, 1, 15, 6, 40, tzinfo=UTC)
REFERENCE_TIME = int(NOW.timestamp())
NONCE_SIZE = 16
START = (
    "import django; django.setup(); from kopri.node.reference.example import main; main()"
)


@cache
def example(countries: Path, pair: str) -> dict[str, Any]:
    """What the page shows, by name. RuntimeError where the process fails."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run(
            [sys.executable, "-c", START, str(countries), pair, folder], check=False,
            capture_output=True, text=True,
            env={**kept, "KOPRI_HOME": str(Path(folder) / "none"),
                 "DJANGO_SETTINGS_MODULE": "kopri.node.settings"},
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def seed(name: str) -> bytes:
    """The private key of the example: SHA-256 of its name. Never so on a border."""
    return sha256(name.encode()).digest()


class Chance:
    """Counted, not random: the n-th 32 bytes asked for begin SHA-256 of ``random n``.

    Where more are asked for at once, each 32 of them are the next such hash.
    """

    def __init__(self) -> None:
        self._drawn = 0

    def __call__(self, size: int) -> bytes:
        return b"".join(self._next() for _ in range(0, size, 32))[:size]

    def _next(self) -> bytes:
        self._drawn += 1
        return sha256(f"random {self._drawn}".encode()).digest()


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        """The time of the example."""
        return NOW


def _write(countries: Path, code: str, folder: Path) -> dict[str, Any]:
    """Two logs admitted, one case opened, the ticks; then published, cosigned, asked for."""

    call_command("migrate", verbosity=0)
    pair = load_pair(countries, code)
    journal, press = _journal(pair, folder), _press(pair.sides[0], code, folder)
    _events(journal, pair=pair)
    publish(journal=journal, press=press)
    note = serve.checkpoint_note(serve.own_log())
    theirs = _signer(pair.sides[1], code, "witness")
    return {
        "entries": _entries(journal.origin), "origin": journal.origin, "neighbour": _origin(pair.sides[1], code),
        "side": journal.side, "other": pair.sides[1], "note": note.decode(),
        "cosigned": cosign_note(note, signer=theirs, time=REFERENCE_TIME).decode(),
        "keys": [_key(side, code, use) for side in pair.sides for use in ("log", "witness", "http")],
        "served": b"".join(serve.openings(
            serve.own_log(), labels={pair.sides[1], PUBLIC}, start=0)).decode().splitlines(),
        "bundle": (serve.tile(press.tiles, log=serve.own_log(),
                              path=f"tile/entries/000.p/{serve.own_log().size}") or b"").hex(),
        **_request(pair.sides[1], code),
    }


def _origin(side: str, code: str) -> str:
    return f"example.{side}.{code}.kopri"


def _signer(side: str, code: str, use: str) -> Ed25519Signer:

    name = _origin(side, code) + ("" if use == "log" else f"/{use}")
    kind = SignatureKind.COSIGNATURE if use == "witness" else SignatureKind.ED25519
    return Ed25519Signer(seed=seed(name), name=name, kind=kind)


def _key(side: str, code: str, use: str) -> str:

    return Verifier.of(_signer(side, code, use)).vkey


def _journal(pair: PairData, folder: Path) -> Journal:

    side = pair.sides[0]
    permits = [Permit(kind=row.kind, field=row.field, audience=row.audience,
                      valid_from=row.valid_from, valid_to=row.valid_to)
               for row in pair.pair.exchange]
    return Journal(
        origin=_origin(side, pair.code), side=side, sides=pair.sides, clock=Still(),
        letter=pair.country(side).facts.reference_letter, random=Chance(), indexed=True,
        exchange=Exchange(permits=permits, side=side, sides=pair.sides),
        locks=WriterLock(folder / "lock"), routes={route.payload.KIND: route for route in ROUTES},
    )


def _press(side: str, code: str, folder: Path) -> Press:

    return Press(
        tiles=FolderTiles(folder / "tiles"), memory=FolderMemory(folder / "last-signed"),
        signers=lambda use: [_signer(side, code, use)], wall=lambda: NOW,
    )


def _events(journal: Journal, *, pair: PairData) -> None:

    node = journal.itself()
    for side in pair.sides:
        admit(journal=journal, actor=node, identity=_identity(side, pair))
    _open(journal, pair=pair)
    tick(journal=journal, actor=node)


def _identity(side: str, pair: PairData) -> LogIdentity:

    return LogIdentity(
        origin=_origin(side, pair.code), side=side, role="centre",
        letter=pair.country(side).facts.reference_letter, log_key=_key(side, pair.code, "log"),
        witness_key=_key(side, pair.code, "witness"), http_key=_key(side, pair.code, "http"),
    )


def _open(journal: Journal, *, pair: PairData) -> None:

    point = pair.pair.facts.points[0].code
    carrier = Actor(node=journal.origin, side=journal.side, role=Role.CARRIER, person="p-1")
    with begin(journal, actor=carrier) as tx:
        opened(tx, directions=pair.directions, points=[point], opening=Opening(
            direction=pair.directions[0], point=point, mode="road", loaded=False, carrier="p-1",
            conveyance=Conveyance(plate="EXAMPLE 1", country=journal.side.upper())))


def _entries(origin: str) -> list[dict[str, Any]]:

    shown = []
    for row in entries_of(origin):
        sealed = log_entry(committed=bytes(row.commitment), stamp=bytes(row.stamp or b""))
        shown.append({
            "index": row.index, "kind": row.kind, "audience": row.audience,
            "entry": bytes(row.entry or b"").decode(), "salt": bytes(row.salt or b"").hex(),
            "stamp": bytes(row.stamp or b"").decode(), "commitment": bytes(row.commitment).hex(),
            "log_entry": sealed.hex(), "leaf": leaf_hash(sealed).hex(),
        })
    return shown


def _request(side: str, code: str) -> dict[str, Any]:
    """The neighbour asks for its openings."""
    signer = _signer(side, code, "http")
    asked = Request(method="GET", url="https://node.example/log/open?from=0")
    headers = sign_request(asked, sign=signer.sign, keyid=signer.name, created=REFERENCE_TIME,
                           nonce=seed("nonce")[:NONCE_SIZE].hex())
    described, _ = find_signature(Request(method="GET", url=asked.url, headers=headers))
    return {"asked": asked.url, "headers": [list(each) for each in headers],
            "base": signature_base(asked, described).decode()}


def main() -> None:
    """What the other process does: the arguments are the country data, the pair, a folder."""
    json.dump(_write(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])), sys.stdout)
