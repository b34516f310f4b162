"""Verifying a request (RFC 9421, 3.2)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kopri.engines.http_signatures.digest import require_content_digest
from kopri.engines.http_signatures.fields import Bare, InnerList, Item, Member, parse_dictionary
from kopri.engines.http_signatures.message import (
    Message,
    Request,
    SignatureInvalid,
    field_value,
    signature_base,
)
from kopri.engines.http_signatures.signing import COMPONENTS, DIGEST

FindKey = Callable[[str], bytes | None]

MAX_AGE = 300
MAX_AHEAD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What holds: this key signed these components. ``created``: POSIX seconds."""

    keyid: str
    created: int
    nonce: str
    tag: str
    components: tuple[str, ...]


def verify_request(
    request: Request,
    *,
    key: FindKey,
    now: int,
    required: Collection[str] = COMPONENTS,
    max_age: int = MAX_AGE,
    max_ahead: int = MAX_AHEAD,
    label: str = "",
) -> Verified:
    """Who signed ``request``, if the signature holds and covers enough.

    ``key``: the 32-byte Ed25519 public key of a key id, or None. ``now``: POSIX seconds. A
    signature is taken that covers ``required`` (and the digest of a body), was created at most
    ``max_age`` seconds ago and ``max_ahead`` seconds ahead, and has not expired. ``label``: which
    one, where there are several. Raises ``SignatureInvalid`` otherwise. Replays within that time
    are the caller's to detect, by ``nonce``.
    """
    described, signature = find_signature(request, label=label)
    verified = _described(described)
    _require_time(described, verified, now, max_age, max_ahead)
    needed = [*required, *([DIGEST] if request.body else [])]
    uncovered = sorted(set(needed) - set(verified.components))
    if uncovered:
        raise SignatureInvalid(f"the signature does not cover {', '.join(uncovered)}")
    _require_signature(key(verified.keyid), signature_base(request, described), signature)
    if DIGEST in verified.components:
        require_content_digest(field_value(request, DIGEST) or "", body=request.body)
    return verified


def find_signature(message: Message, *, label: str = "") -> tuple[InnerList, bytes]:
    """What a signature says that it covers, and its bytes; nothing of it is verified.

    Without ``label`` there must be exactly one. Raises ``SignatureInvalid`` if there is none, or
    if the fields are malformed.
    """
    inputs, signatures = _dictionary(message, "signature-input"), _dictionary(message, "signature")
    wanted = label or (next(iter(inputs)) if len(inputs) == 1 else "")
    described, signature = inputs.get(wanted), signatures.get(wanted)
    if not isinstance(described, InnerList) or not isinstance(signature, Item):
        raise SignatureInvalid("there is no such signature, or there are several")
    if not isinstance(signature.value, bytes):
        raise SignatureInvalid("the signature is not a byte sequence")
    return described, signature.value


def _dictionary(message: Message, name: str) -> dict[str, Member]:
    field = field_value(message, name)
    if field is None:
        raise SignatureInvalid("the message is not signed")
    try:
        return parse_dictionary(field)
    except ValueError as error:
        raise SignatureInvalid(f"the field {name} is malformed") from error


def _described(described: InnerList) -> Verified:
    params: dict[str, Bare] = dict(described.params)
    created, keyid = params.get("created"), params.get("keyid")
    if not isinstance(created, int) or not isinstance(keyid, str):
        raise SignatureInvalid("the signature does not say when or with which key it was made")
    if params.get("alg", "ed25519") != "ed25519":
        raise SignatureInvalid("only Ed25519 is accepted")
    # a component with parameters is another one than that without
    plain = tuple(str(item.value) for item in described.items if not item.params)
    nonce, tag = str(params.get("nonce", "")), str(params.get("tag", ""))
    return Verified(keyid=keyid, created=created, nonce=nonce, tag=tag, components=plain)


def _require_time(
    described: InnerList, verified: Verified, now: int, *limits: int
) -> None:
    max_age, max_ahead = limits
    if not now - max_age <= verified.created <= now + max_ahead:
        raise SignatureInvalid("the signature is too old, or ahead of the clock")
    expires = dict(described.params).get("expires")
    if expires is not None and (not isinstance(expires, int) or expires < now):
        raise SignatureInvalid("the signature has expired")


def _require_signature(public_key: bytes | None, base: bytes, signature: bytes) -> None:
    if public_key is None:
        raise SignatureInvalid("the key is not known")
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, base)
    except InvalidSignature as error:
        raise SignatureInvalid("the signature is wrong") from error
