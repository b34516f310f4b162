"""A node's folder: its configuration, keys, database, tiles and blobs."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from kopri.adapters.folder_store import write_durably
from kopri.journal.types import CENTRE
from kopri.kernel.errors import Fault, Refusal

CONFIG = "node.toml"
LOG_KEY, WITNESS_KEY, HTTP_KEY = "log", "witness", "http"
LEDGER = "ledger"  # fees are paid into the node's own books
KEYS = (LOG_KEY, WITNESS_KEY, HTTP_KEY)
DRAW_KEY = "draw"  # shares and tag keys come from it: kept and restored like the private keys
SEED_SIZE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What others must know of a node: exchanged as a file, checked by people."""

    origin: str
    side: str
    letter: str
    log_key: str
    witness_key: str
    http_key: str
    url: str
    role: str = CENTRE
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """``node.toml``. ``demo``: the clock is moved by hand; never on a real border.

    ``kind``: ``centre``, ``post`` or ``observer``; ``post``: the code of a post's post; ``letter``:
    begins the node's crossing references. ``is_told_the_time``: an observer of a demo, which whoever
    asks tells the border's time. ``quorum``: how many witnesses of other sides must have
    cosigned a checkpoint before proofs are built on it. ``silence_min``: minutes after which a
    neighbour that was not heard of is silent: nobody is called, and the exit gate is held.
    ``files``: object storage for documents, such as s3://bucket/prefix, with credentials and
    endpoint in the environment; the node's own folder if empty. ``payments``: the word ledger, to ask for
    fees and keep their books here; no fee is asked for if empty. ``announced_fees``: codes of
    fees.csv, parted by commas, that are taken as in force although they are only announced.
    ``announced_rules``: ids of rows of priority_rules.csv likewise.
    ``mail_server``: address of the server that takes what carriers are told, such as
    smtp+starttls://user:password@host (or smtps, smtp); it stays in the node's folder mail if empty.
    ``mail_from``: the sender of such mails.
    ``insurance_url``, ``fines_url``: registers of vehicles that are asked before a booking, each with
    its token. ``customs_url``: the state's own customs system, likewise; in the shape that customs.csv
    names. A demo without one simulates it.
    """

    side: str
    pair: str
    origin: str
    countries: str
    host: str
    port: int
    demo: bool
    database_url: str
    secret: str
    neighbours: tuple[Public, ...]
    control_url: str = ""
    kind: str = CENTRE
    post: str = ""
    letter: str = ""
    is_told_the_time: bool = False
    quorum: int = 1
    silence_min: int = 480
    files: str = ""
    payments: str = ""
    announced_fees: str = ""
    announced_rules: str = ""
    mail_server: str = ""
    mail_from: str = ""
    insurance_url: str = ""
    insurance_token: str = ""
    fines_url: str = ""
    fines_token: str = ""
    customs_url: str = ""
    customs_token: str = ""


class Home:
    """The folder of one node."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "kopri.sqlite3"

    @property
    def tiles(self) -> Path:
        """Tiles and bundles of the own and the followed logs."""
        return self.path / "tiles"

    @property
    def blobs(self) -> Path:
        """Files by hash."""
        return self.path / "blobs"

    @property
    def accounts(self) -> Path:
        """Accounts of a demo node, with their tokens."""
        return self.path / "accounts.json"

    @property
    def exists(self) -> bool:
        """True once the node was made."""
        return (self.path / CONFIG).exists()

    def config(self) -> Config:
        """Read ``node.toml``; a Refusal with every setting that is missing or not known."""
        try:
            values = tomllib.loads((self.path / CONFIG).read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise Refusal([_wrong(self.path, f"not TOML: {error}")]) from error
        neighbours = values.pop("neighbours", [])
        faults = list(_strange(values, Config, path=self.path, given={"neighbours"}))
        for each in neighbours:
            faults += _strange(each, Public, path=self.path, given=set())
        if faults:
            raise Refusal(faults)
        return Config(**values, neighbours=tuple(Public(**each) for each in neighbours))

    def write_config(self, config: Config) -> None:
        """Write ``node.toml``."""
        write_durably(self.path / CONFIG, _toml(config).encode())
        (self.path / CONFIG).chmod(0o600)

    def lay(self, config: Config) -> None:
        """Make the folder with fresh keys; FileExistsError where a node is already there."""
        if self.exists:
            raise FileExistsError(str(self.path))
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in (*KEYS, DRAW_KEY):
            self.write_key(name, os.urandom(SEED_SIZE))
        self.write_config(config)

    def key(self, name: str) -> bytes:
        """The seed of a private key."""
        return bytes.fromhex((self.path / "keys" / name).read_text("ascii").strip())

    def keys(self, use: str) -> list[bytes]:
        """The seeds of every private key for a use, the oldest first: ``log``, ``log.2`` ..."""
        return [self.key(name) for _, name in self._numbered(use)]

    def draw_secret(self) -> bytes:
        """What the shares and tag keys of draws are made of; made where an older node has none."""
        try:
            return self.key(DRAW_KEY)
        except FileNotFoundError:
            self.write_key(DRAW_KEY, os.urandom(SEED_SIZE))
            return self.key(DRAW_KEY)

    def next_key(self, use: str) -> str:
        """The name of the file for one key more."""
        return f"{use}.{max(number for number, _ in self._numbered(use)) + 1}"

    def _numbered(self, use: str) -> list[tuple[int, str]]:
        """Key files by number; those of old keys may be gone."""
        names = [path.name for path in (self.path / "keys").glob(f"{use}*")]
        return sorted((int(name.partition(".")[2] or 1), name) for name in names
                      if name.partition(".")[0] == use)

    def write_key(self, name: str, seed: bytes) -> None:
        """Keep a private key, readable by the node's own user alone; never in another's place."""
        path = self.path / "keys" / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists():
            raise FileExistsError(str(path))
        write_durably(path, f"{seed.hex()}\n".encode("ascii"))
        path.chmod(0o600)


def _strange(
    values: Mapping[str, Any], kind: type[Any], *, path: Path, given: set[str]
) -> Iterator[Fault]:
    """Settings that a dataclass does not have, and those that it needs and are not there."""
    known = {field.name: field.default is MISSING for field in fields(kind)}
    for name in sorted(values.keys() - known.keys()):
        yield _wrong(path, f"{name} is no setting")
    for name in sorted(name for name, needed in known.items() if needed):
        if name not in values and name not in given:
            yield _wrong(path, f"{name} is missing")


def _wrong(path: Path, what: str) -> Fault:
    return Fault(
        code="node.setting_wrong", path=str(path / CONFIG), rule="docs/reference/settings",
        message="The node cannot be configured: {what}.", params={"what": what},
        remedy="Correct the file, or make the node anew with kopri node init.",
    )


def _toml(config: Config) -> str:
    lines = [
        f"{name} = {_value(getattr(config, name))}"
        for name in Config.__dataclass_fields__ if name != "neighbours"
    ]
    for each in config.neighbours:
        lines += ["", "[[neighbours]]"]
        lines += [f"{name} = {_value(getattr(each, name))}"
                  for name in Public.__dataclass_fields__]
    return "\n".join(lines) + "\n"


def _value(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
