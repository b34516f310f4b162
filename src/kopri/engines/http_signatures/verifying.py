"""Verifying a request, or the answer to one (RFC 9421, 3.2)."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kopri.engines.http_signatures.digest import require_content_digest
from kopri.engines.http_signatures.fields import Bare, InnerList, Item, Member, parse_dictionary
from kopri.engines.http_signatures.message import (
    Message,
    Request,
    Response,
    SignatureInvalid,
    field_value,
    signature_base,
)
from kopri.engines.http_signatures.signing import ANSWERED, COMPONENTS, DIGEST

FindKeys = Callable[[str], Collection[bytes]]

MAX_AGE = 300
MAX_AHEAD = 60
MOST_SIGNATURES = 8  # intermediaries may add theirs; nobody adds more


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What holds: this key signed these components. ``created``: POSIX seconds."""

    keyid: str
    created: int
    nonce: str
    tag: str
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demand:
    """What a signature must be to be taken."""

    keys: FindKeys
    now: int
    max_age: int
    max_ahead: int
    covered: frozenset[Item]


def verify_request(
    request: Request,
    *,
    keys: FindKeys,
    now: int,
    required: Collection[str] = COMPONENTS,
    max_age: int = MAX_AGE,
    max_ahead: int = MAX_AHEAD,
    label: str = "",
) -> Verified:
    """Who signed ``request``, if the signature holds and covers enough.

    ``keys``: the 32-byte Ed25519 public keys of a key id; several while one follows another, none
    where it is not known. ``now``: POSIX seconds. A signature is taken that covers ``required``
    (and the digest of a body), was created at most ``max_age`` seconds ago and ``max_ahead``
    seconds ahead, and has not expired. ``label``: that signature alone; else any one will do, as a
    label says nothing. Raises ``SignatureInvalid`` otherwise. Replays within that time are the
    caller's to detect, by ``nonce``.
    """
    return _verify(request, label=label, demand=_Demand(
        keys=keys, now=now, max_age=max_age, max_ahead=max_ahead,
        covered=frozenset(map(Item, required))))


def verify_response(response: Response, *, keys: FindKeys, now: int, max_age: int) -> Verified:
    """Who signed this answer, if it covers status, body and, of its ``request``, what was asked."""
    return _verify(response, label="", demand=_Demand(
        keys=keys, now=now, max_age=max_age, max_ahead=MAX_AHEAD, covered=frozenset(ANSWERED)))


def _verify(message: Message, *, label: str, demand: _Demand) -> Verified:
    reason: SignatureInvalid | None = None
    for described, signature in _signatures(message, label=label):
        try:
            return _one(message, described, signature=signature, demand=demand)
        except SignatureInvalid as error:
            reason = reason or error
    raise reason or SignatureInvalid("there is no such signature", code="unsigned")


def _one(
    message: Message, described: InnerList, *, signature: bytes, demand: _Demand
) -> Verified:
    verified = _described(described)
    _require_time(described, verified, demand)
    needed = demand.covered | ({Item(DIGEST)} if message.body else set())
    uncovered = sorted(str(item.value) for item in needed - set(described.items))
    if uncovered:
        raise SignatureInvalid(f"the signature does not cover {', '.join(uncovered)}",
                               code="uncovered")
    keys = demand.keys(verified.keyid)
    _require_signature(keys, signature_base(message, described), signature)
    if DIGEST in verified.components:
        require_content_digest(field_value(message, DIGEST) or "", body=message.body)
    return verified


def find_signature(message: Message, *, label: str = "") -> tuple[InnerList, bytes]:
    """What a signature says that it covers, and its bytes; nothing of it is verified.

    Without ``label`` there must be exactly one. Raises ``SignatureInvalid`` if there is none, or
    if the fields are malformed.
    """
    found = list(_signatures(message, label=label))
    if len(found) != 1:
        raise SignatureInvalid("there is no such signature, or there are several", code="unsigned")
    return found[0]


def _signatures(message: Message, *, label: str) -> Iterator[tuple[InnerList, bytes]]:
    inputs, signatures = _dictionary(message, "signature-input"), _dictionary(message, "signature")
    if len(inputs) > MOST_SIGNATURES:
        raise SignatureInvalid("there are too many signatures")
    for name, described in inputs.items():
        if (label and name != label) or name not in signatures:
            continue
        signature = signatures[name]
        if not isinstance(described, InnerList):
            raise SignatureInvalid("a signature does not say what it covers")
        if not isinstance(signature, Item) or not isinstance(signature.value, bytes):
            raise SignatureInvalid("the signature is not a byte sequence")
        yield described, signature.value


def _dictionary(message: Message, name: str) -> dict[str, Member]:
    field = field_value(message, name)
    if field is None:
        raise SignatureInvalid("the message is not signed", code="unsigned")
    try:
        return parse_dictionary(field)
    except ValueError as error:
        raise SignatureInvalid(f"the field {name} is malformed") from error


def _described(described: InnerList) -> Verified:
    params: dict[str, Bare] = dict(described.params)
    created, keyid = params.get("created"), params.get("keyid")
    if type(created) is not int or type(keyid) is not str:
        raise SignatureInvalid("the signature does not say when or with which key it was made")
    if params.get("alg", "ed25519") != "ed25519":
        raise SignatureInvalid("only Ed25519 is accepted", code="algorithm")
    # a component with parameters is another one than that without
    plain = tuple(str(item.value) for item in described.items if not item.params)
    nonce, tag = str(params.get("nonce", "")), str(params.get("tag", ""))
    return Verified(keyid=keyid, created=created, nonce=nonce, tag=tag, components=plain)


def _require_time(described: InnerList, verified: Verified, demand: _Demand) -> None:
    if verified.created < demand.now - demand.max_age:
        raise SignatureInvalid("the signature is too old", code="stale")
    if verified.created > demand.now + demand.max_ahead:
        raise SignatureInvalid("the signature is ahead of the clock", code="ahead")
    expires = dict(described.params).get("expires")
    if expires is not None and (type(expires) is not int or expires < demand.now):
        raise SignatureInvalid("the signature has expired", code="stale")


def _require_signature(keys: Collection[bytes], base: bytes, signature: bytes) -> None:
    if not keys:
        raise SignatureInvalid("the key is not known", code="key_unknown")
    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, base)
            return
        except InvalidSignature:
            continue
    raise SignatureInvalid("the signature is wrong", code="wrong")
