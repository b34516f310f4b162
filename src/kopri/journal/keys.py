"""Which keys of a node hold, and until when: those it was admitted with, and those named since.

A named key holds as soon as its entry is known here, the one before it until the end that the
entry gives. Times are real ones, as in signatures; the clock of the border may be another.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.engines.notes import SignatureKind, Signer, Verifier
from kopri.journal.models import Log
from kopri.journal.types import Entry
from kopri.kernel.clock import from_text

LOG, WITNESS, HTTP = "log", "witness", "http"
USES = (LOG, WITNESS, HTTP)

Signers = Callable[[str], Sequence[Signer]]  # use -> every private key that lies here for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A key of a log. ``end``: from when on it is not accepted; None while none follows it."""

    verifier: Verifier
    end: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """True until its end."""
        return self.end is None or at < self.end


def key_name(*, origin: str, use: str) -> str:
    """The name of a key: the origin, or the origin and its use."""
    return origin if use == LOG else f"{origin}/{use}"


def keys_of(log: Log, use: str) -> list[Held]:
    """Every key that a log has had for a use, the oldest first."""
    first = {LOG: log.log_key, WITNESS: log.witness_key, HTTP: log.http_key}[use]
    named = [row for row in log.keys if row["use"] == use]
    texts = [first, *(row["key"] for row in named)]
    ends = [from_text(row["end"]) for row in named]
    return [
        Held(verifier=Verifier.parse(text), end=min(ends[number:], default=None))
        for number, text in enumerate(texts) if text
    ]


def verifiers(log: Log, use: str, *, at: datetime) -> list[Verifier]:
    """The keys that hold at a time, the oldest first."""
    return [held.verifier for held in keys_of(log, use) if held.holds(at)]


def ever(log: Log, use: str) -> list[Verifier]:
    """Every key that a log has had for a use, the oldest first: to judge what is old."""
    return [held.verifier for held in keys_of(log, use)]


def newest_key(origin: str, use: str) -> str:
    """The key that was named last; empty before the log is admitted."""
    log = Log.objects.filter(origin=origin).first()
    return ever(log, use)[-1].vkey if log is not None else ""


def known_keys(origin: str, *, default: Iterable[str]) -> set[str]:
    """Every key that a log has had, of any use; ``default`` where it is not known here."""
    log = Log.objects.filter(origin=origin).first()
    return set(default) if log is None else {
        key.vkey for use in USES for key in ever(log, use)}


def signing(log: Log, use: str, *, signers: Signers, at: datetime) -> list[Signer]:
    """The private keys to sign with at a time, the oldest first: during an overlap, both."""
    by_key = {signer.public_key: signer for signer in signers(use)}
    return [by_key[held.public_key] for held in verifiers(log, use, at=at)
            if held.public_key in by_key]


def public_keys(keyid: str, *, at: datetime) -> list[bytes]:
    """The keys behind the key id of a signed request; none where no log here is so named."""
    origin, _, use = keyid.rpartition("/")
    log = Log.objects.filter(origin=origin, closed=None).first() if use == HTTP else None
    return [] if log is None else [key.public_key for key in verifiers(log, HTTP, at=at)]


def asking_log(keyid: str) -> Log:
    """The log whose key has this id, which ``public_keys`` has found."""
    return Log.objects.get(origin=keyid.rpartition("/")[0])


def named(entries: Sequence[Entry]) -> None:
    """Projection of ``log.key_named``: the key is accepted from here on.

    A log names its own keys. What this node says of another log is its ministry's order.
    """
    for entry in entries:
        said = entry.payload
        author = Log.objects.get(origin=entry.log)
        log = Log.objects.filter(origin=said["origin"]).first()
        if log is None or not (author.own or author.pk == log.pk):
            continue
        name_key(log, use=said["use"], key=said["key"], since=said["valid_from"],
                 end=said["old_end"])


def name_key(log: Log, *, use: str, key: str, since: str, end: str) -> None:
    """Note a key once; ValueError for one that cannot be the log's."""
    verifier = Verifier.parse(key)
    kind = SignatureKind.COSIGNATURE if use == WITNESS else SignatureKind.ED25519
    if use not in USES or verifier.name != key_name(origin=log.origin, use=use):
        raise ValueError("the key is not named after its log")
    if verifier.kind != kind:
        raise ValueError("a key of another type than its use has")
    if from_text(end) < from_text(since):
        raise ValueError("the old key ends before the new one begins")
    row = {"use": use, "key": key, "since": since, "end": end}
    if row not in log.keys:
        log.keys = [*log.keys, row]
        log.save(update_fields=["keys"])
