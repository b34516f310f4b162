"""Puts a node together from its folder: here, and nowhere else, concrete classes are named."""

import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec
from django.apps import apps
from django.db import connection, models

from kopri.adapters.countries import load_pair
from kopri.adapters.folder_store import FolderBlobs, FolderMemory, FolderTiles
from kopri.adapters.http_peer import HttpPeer
from kopri.engines.countrydata import PairData
from kopri.engines.http_signatures import Request, sign_request
from kopri.engines.notes import Ed25519Signer, SignatureKind, Verifier
from kopri.interfaces.house import DemoControl, House, Neighbour
from kopri.journal.core import Journal
from kopri.journal.exchange import Exchange, Permit
from kopri.journal.locks import KeyLocks, Locks, WriterLock
from kopri.journal.publish import Press
from kopri.journal.types import OBSERVER, LogIdentity
from kopri.journeys.grant_slot import grant_slot
from kopri.journeys.plan_controls import plan_controls
from kopri.journeys.timetable import ROUTES
from kopri.kernel.clock import Clock
from kopri.node.clock import DemoClock, SystemClock
from kopri.node.home import HTTP_KEY, LOG_KEY, WITNESS_KEY, Config, Home, Public

PROJECTING = ("crossing", "queue", "notice", "documents", "gate", "control")


@cache
def house() -> House:
    """The node of this process, from ``KOPRI_HOME``."""
    return build(Home(Path(os.environ["KOPRI_HOME"])))


def build(home: Home) -> House:
    """Wire the node of a folder."""
    config = home.config()
    pair = load_pair(Path(config.countries), config.pair)
    clock = _clock(home, config)
    journal = _journal(home, config=config, pair=pair, clock=clock)
    return House(
        name=config.origin, journal=journal, pair=pair, press=_press(home, config),
        blobs=FolderBlobs(home.blobs), neighbours=_neighbours(home, config),
        starters={
            "grant_slot": lambda entry: grant_slot(journal=journal, entry=entry),
            "plan_controls": lambda entry: plan_controls(journal=journal, pair=pair, entry=entry),
        },
        tables=_tables(), demo=_demo(home, config, clock),
    )


def _clock(home: Home, config: Config) -> Clock:
    return DemoClock(home.path, demo=config.demo) if config.demo else SystemClock()


def _journal(home: Home, *, config: Config, pair: PairData, clock: Clock) -> Journal:
    sqlite = connection.vendor == "sqlite"
    locks: Locks = WriterLock(home.path / "write.lock") if sqlite else KeyLocks()
    permits = [
        Permit(kind=row.kind, field=row.field, audience=row.audience,
               valid_from=row.valid_from, valid_to=row.valid_to)
        for row in pair.pair.exchange
    ]
    return Journal(
        origin=config.origin, side=config.side, sides=pair.sides, clock=clock,
        letter=config.letter or pair.country(config.side).facts.reference_letter,
        random=os.urandom, role=config.kind, post=config.post,
        exchange=Exchange(permits=permits, side=config.side, sides=pair.sides),
        locks=locks, routes={route.payload.KIND: route for route in ROUTES}, indexed=sqlite,
        tables=_tables(),
    )


def _press(home: Home, config: Config) -> Press:
    return Press(
        tiles=FolderTiles(home.tiles), memory=FolderMemory(home.path / "last-signed"),
        log_signer=Ed25519Signer(seed=home.key(LOG_KEY), name=config.origin),
        witness_signer=Ed25519Signer(
            seed=home.key(WITNESS_KEY), name=f"{config.origin}/witness",
            kind=SignatureKind.COSIGNATURE,
        ),
        wall=lambda: datetime.now(UTC),
    )


def _neighbours(home: Home, config: Config) -> list[Neighbour]:
    signer = Ed25519Signer(seed=home.key(HTTP_KEY), name=f"{config.origin}/http")

    def sign(method: str, url: str) -> dict[str, str]:
        return dict(sign_request(
            Request(method=method, url=url), sign=signer.sign, keyid=signer.name,
            created=int(datetime.now(UTC).timestamp()), nonce=os.urandom(16).hex(),
        ))

    followed = [each for each in config.neighbours if each.role != OBSERVER]
    return [
        Neighbour(
            origin=each.origin, side=each.side, role=each.role, post=each.post,
            http_key=Verifier.parse(each.http_key).public_key,
            sources=[HttpPeer(base=each.url, sign=sign), *(
                HttpPeer(base=other.url, sign=sign, mirrored=each.origin)
                for other in config.neighbours if other is not each)],
        )
        for each in followed
    ]


def _tables() -> list[type[models.Model]]:
    return [model for label in PROJECTING for model in apps.get_app_config(label).get_models()]


def _demo(home: Home, config: Config, clock: Clock) -> DemoControl | None:
    if not isinstance(clock, DemoClock):
        return None
    accounts = msgspec.json.decode(home.accounts.read_bytes()) if home.accounts.exists() else []
    return DemoControl(move=clock.move, accounts=accounts, control_url=config.control_url)


def public_of(home: Home, *, url: str = "") -> Public:
    """What this node tells others about itself."""
    config = home.config()
    press = _press(home, config)
    http = Ed25519Signer(seed=home.key(HTTP_KEY), name=f"{config.origin}/http")
    letter = config.letter or load_pair(Path(config.countries), config.pair).country(
        config.side).facts.reference_letter
    return Public(
        origin=config.origin, side=config.side, letter=letter, role=config.kind, post=config.post,
        log_key=Verifier.of(press.log_signer).vkey,
        witness_key=Verifier.of(press.witness_signer).vkey, http_key=Verifier.of(http).vkey,
        url=url or f"http://{config.host}:{config.port}",
    )


def identity_of(public: Public) -> LogIdentity:
    """A public file as the journal admits it."""
    return LogIdentity(
        origin=public.origin, side=public.side, role=public.role, letter=public.letter,
        post=public.post,
        log_key=public.log_key, witness_key=public.witness_key, http_key=public.http_key,
    )
