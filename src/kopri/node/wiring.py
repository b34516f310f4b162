"""Puts a node together from its folder: here, and nowhere else, concrete classes are named."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec
from django.db import connection

from kopri.adapters.countries import load_pair, tariff_of, yardstick_of
from kopri.adapters.customs.connecting import connected, simulated
from kopri.adapters.folder_store import FolderBlobs, FolderMemory, FolderTiles
from kopri.adapters.http_desk import HttpDesk
from kopri.adapters.http_peer import HttpPeer
from kopri.adapters.http_registry import HttpRegistry
from kopri.adapters.http_third import HttpThird
from kopri.adapters.mail_spool import MailSpool
from kopri.domains.customs.ports import CustomsSystem
from kopri.domains.documents.ports import BlobStore
from kopri.domains.queue.ports import Registry
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.priorities import applying
from kopri.engines.http_signatures import Request, join_fields, sign_request
from kopri.engines.notes import Ed25519Signer, SignatureKind, Signer, Verifier
from kopri.interfaces.editions import PAUSE_SECONDS, Editions
from kopri.interfaces.house import DemoControl, House, Mirror, Neighbour, WitnessNode
from kopri.journal.append.publish import Press
from kopri.journal.core import Journal
from kopri.journal.exchange import Exchange, Permit
from kopri.journal.keys import key_name, newest_key
from kopri.journal.locks import KeyLocks, Locks, WriterLock
from kopri.journal.recover.doubting import Witnesses
from kopri.journal.types import OBSERVER, LogIdentity
from kopri.kernel.clock import Clock
from kopri.node.clock import DemoClock, SystemClock
from kopri.node.home import CONFIG, HTTP_KEY, LEDGER, LOG_KEY, WITNESS_KEY, Config, Home, Public
from kopri.node.machine import fleeting_file


@cache
def house() -> House:
    """The node of this process, from ``KOPRI_HOME``."""
    return build(Home(Path(os.environ["KOPRI_HOME"])))


def build(home: Home) -> House:
    """Wire the node of a folder."""
    config = home.config()
    pair = _pair(home, config)
    clock = _clock(home, config)
    press = _press(home, config)
    sign = _sign(press)
    line = _line(sign)
    house = House(
        name=config.origin, journal=_journal(home, config=config, pair=pair, clock=clock),
        pair=pair, yardstick=yardstick_of(pair), tariff=tariff_of(pair.reference),
        press=press, blobs=_blobs(home, config),
        neighbours=_neighbours(config, line, sign=sign), mirrors=_mirrors(config, line),
        witnesses=_witnesses(config, line), askable=_askable(config, line), quorum=config.quorum,
        silence_min=config.silence_min,
        announced_fees=frozenset(filter(None, config.announced_fees.split(","))),
        registries=_registries(config, clock), customs=_customs(home, config, pair=pair, clock=clock), starters={}, tables=(), demo=_demo(home, config, clock),
        thirds=_thirds(config, pair=pair, clock=clock), draw_secret=home.draw_secret(),
        is_told_the_time=config.is_told_the_time, editions=Editions(pause=PAUSE_SECONDS),
        messenger=(mail := _mail(home, config)), posting=mail.deliver if mail.server else None,
    )
    if config.kind == OBSERVER:
        return house
    from kopri.node.business import employ  # an observer has none of its tables

    return employ(house, keeps_books=config.payments == LEDGER)


def _mail(home: Home, config: Config) -> MailSpool:
    return MailSpool(folder=home.path / "mail", server=config.mail_server,
                     sender=config.mail_from or f"kopri@{config.origin}")


def _registries(config: Config, clock: Clock) -> dict[str, Registry]:
    """The registers of vehicles that are connected, by what they know of."""
    known = {"insurance": (config.insurance_url, config.insurance_token),
             "fines": (config.fines_url, config.fines_token)}
    return {name: HttpRegistry(url=url, token=token, name=name, clock=clock)
            for name, (url, token) in known.items() if url}


def _customs(
    home: Home, config: Config, *, pair: PairData, clock: Clock
) -> CustomsSystem | None:
    """The state's own system; a demo without one simulates it; else officers enter by hand."""
    rules = pair.country(config.side).customs if config.kind != OBSERVER else ()
    if not rules:
        return None
    if config.customs_url:
        return connected(rules[0], url=config.customs_url, token=config.customs_token)
    return simulated(rules[0], side=config.side, clock=clock,
                     folder=home.path / "customs") if config.demo else None


def _pair(home: Home, config: Config) -> PairData:
    """The country data, with the rows of law that are applied by a setting alone."""
    pair = load_pair(Path(config.countries), config.pair)
    wanted = frozenset(filter(None, config.announced_rules.split(",")))
    return applying(pair, rules=wanted, path=str(home.path / CONFIG)) if wanted else pair


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
        letter=_letter(config, pair=pair), random=os.urandom, role=config.kind, post=config.post,
        exchange=Exchange(permits=permits, side=config.side, sides=pair.sides),
        locks=locks, routes={}, indexed=sqlite,
    )


def _blobs(home: Home, config: Config) -> BlobStore:
    if not config.files:
        return FolderBlobs(home.blobs)
    from kopri.adapters.object_store import ObjectBlobs  # a client that few nodes need

    return ObjectBlobs.at(config.files)


def _letter(config: Config, *, pair: PairData) -> str:
    """What the node's references begin with; an observer gives none."""
    if config.letter or config.kind == OBSERVER:
        return config.letter
    return pair.country(config.side).facts.reference_letter


def _press(home: Home, config: Config) -> Press:
    return Press(
        tiles=FolderTiles(home.tiles), memory=FolderMemory(
            home.path / "last-signed", here=fleeting_file(home.path)),
        signers=lambda use: signers(home, config, use), wall=lambda: datetime.now(UTC),
    )


def signers(home: Home, config: Config, use: str) -> list[Signer]:
    """Every private key that lies in the folder for a use, the oldest first; read anew each time,
    so that a key that is made while the node runs is used without a restart."""
    name = key_name(origin=config.origin, use=use)
    kind = SignatureKind.COSIGNATURE if use == WITNESS_KEY else SignatureKind.ED25519
    return [Ed25519Signer(seed=seed, name=name, kind=kind) for seed in home.keys(use)]


QUIET, DEMO_QUIET = 30.0, 0.5  # seconds in which a third that was not reached is left alone
Way = Callable[..., HttpPeer]
Sign = Callable[..., dict[str, str]]


def _line(sign: Sign) -> Way:
    """Makes the way to another node: the node's own log, or its mirror of another one."""
    return lambda node, mirrored="": HttpPeer(base=node.url, sign=sign, mirrored=mirrored)


def _sign(press: Press) -> Sign:
    """Signs a request with every key that holds: while one follows another, with both."""

    def sign(method: str, url: str, body: bytes = b"") -> dict[str, str]:
        created, nonce = int(press.wall().timestamp()), os.urandom(16).hex()
        return join_fields(
            sign_request(Request(method=method, url=url, body=body), sign=signer.sign,
                         keyid=signer.name, created=created, nonce=nonce, label=f"sig{number}")
            for number, signer in enumerate(press.signing(HTTP_KEY), start=1)
        )

    return sign


def _neighbours(config: Config, line: Way, *, sign: Sign) -> list[Neighbour]:
    return [
        Neighbour(
            origin=each.origin, side=each.side, role=each.role, post=each.post,
            sources=[line(each), *(line(other, each.origin) for other in _others(config, each))],
            desk=HttpDesk(base=each.url, sign=sign),
        )
        for each in config.neighbours if each.role != OBSERVER
    ]


def _mirrors(config: Config, line: Way) -> list[Mirror]:
    return [
        Mirror(origin=each.origin, peer=line(other, each.origin))
        for each in config.neighbours if each.role != OBSERVER
        for other in _others(config, each)
    ]


def _witnesses(config: Config, line: Way) -> list[WitnessNode]:
    return [
        WitnessNode(origin=each.origin, witness=line(each), follows=each.role != OBSERVER)
        for each in config.neighbours if config.kind != OBSERVER
    ]


def _askable(config: Config, line: Way) -> Witnesses:
    """Every node that this one trusts: its word as a witness, and its copy of our log."""
    return Witnesses(
        asked={each.origin: line(each) for each in config.neighbours},
        copies={each.origin: line(each, config.origin) for each in config.neighbours})


def _thirds(config: Config, *, pair: PairData, clock: Clock) -> list[HttpThird]:
    """The observers that the pair's data name as thirds and this node trusts, in their order."""
    known = {each.origin.removeprefix("demo."): each for each in config.neighbours
             if each.role == OBSERVER}
    return [
        HttpThird(origin=known[row.origin].origin, base=known[row.origin].url,
                  monotonic=time.monotonic, quiet=DEMO_QUIET if config.demo else QUIET,
                  border_time=clock.now if config.demo else None)
        for row in pair.pair.thirds if row.origin in known
    ]


def _others(config: Config, node: Public) -> list[Public]:
    return [each for each in config.neighbours if each is not node]


def _demo(home: Home, config: Config, clock: Clock) -> DemoControl | None:
    if not isinstance(clock, DemoClock):
        return None
    accounts = msgspec.json.decode(home.accounts.read_bytes()) if home.accounts.exists() else []
    return DemoControl(move=clock.move, accounts=accounts, control_url=config.control_url)


def public_of(home: Home, *, url: str = "") -> Public:
    """What this node tells others about itself."""
    config = home.config()
    letter = _letter(config, pair=load_pair(Path(config.countries), config.pair))
    return Public(
        origin=config.origin, side=config.side, letter=letter, role=config.kind, post=config.post,
        log_key=_newest(home, config, LOG_KEY), witness_key=_newest(home, config, WITNESS_KEY),
        http_key=_newest(home, config, HTTP_KEY),
        url=url or f"http://{config.host}:{config.port}",
    )


def _newest(home: Home, config: Config, use: str) -> str:
    """The key that was named last; before the log is admitted, the one that was made first."""
    return newest_key(config.origin, use) or Verifier.of(signers(home, config, use)[0]).vkey


def identity_of(public: Public) -> LogIdentity:
    """A public file as the journal admits it."""
    return LogIdentity(
        origin=public.origin, side=public.side, role=public.role, letter=public.letter,
        post=public.post,
        log_key=public.log_key, witness_key=public.witness_key, http_key=public.http_key,
    )
