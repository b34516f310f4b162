"""Who signs a note and who can check it (C2SP signed-note, "Signatures" and "Verifier keys")."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from kopri.engines.notes import base64

KEY_SIZE = 32
SIGNATURE_SIZE = 64


class SignatureKind(IntEnum):
    """The signature type byte: what exactly is signed."""

    ED25519 = 0x01  # the text of the note
    COSIGNATURE = 0x04  # a time and the text of a checkpoint: it is consistent with all before it


class SignatureWrong(ValueError):
    """A signature that does not verify, or a note that no known key has signed."""


class Signer(Protocol):
    """A private key with a name; a file in memory, or a hardware module behind this port.

    ``sign`` returns the 64-byte Ed25519 signature (RFC 8032) of a message. It may be slow and may
    be called again with the same message, which must give the same bytes.
    """

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> SignatureKind: ...

    @property
    def public_key(self) -> bytes: ...

    @property
    def key_id(self) -> bytes: ...

    def sign(self, message: bytes, /) -> bytes: ...


def key_id(*, name: str, kind: SignatureKind, public_key: bytes) -> bytes:
    """The first four bytes of SHA-256(name || 0x0A || type || public key)."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public_key).digest()[:4]


def require_name(name: str) -> None:
    """Raise ``ValueError`` for what is no key name: empty, with a space, a control or a plus."""
    if not name or "+" in name or any(char.isspace() or char < " " for char in name):
        raise ValueError(f"not a key name: {name!r}")


@dataclass(frozen=True)
class Verifier:
    """A public key with its name and type. ``public_key``: 32 bytes of Ed25519 (RFC 8032)."""

    name: str
    kind: SignatureKind
    public_key: bytes

    def __post_init__(self) -> None:
        require_name(self.name)
        if len(self.public_key) != KEY_SIZE:
            raise ValueError("an Ed25519 public key is 32 bytes long")

    @cached_property
    def key_id(self) -> bytes:
        """The four bytes by which signature lines name this key."""
        return key_id(name=self.name, kind=self.kind, public_key=self.public_key)

    @property
    def vkey(self) -> str:
        """The key as text: ``name+hex(key id)+base64(type || public key)``."""
        material = base64.encode(bytes([self.kind]) + self.public_key)
        return f"{self.name}+{self.key_id.hex()}+{material}"

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """The key that ``vkey`` spells; ``ValueError`` if malformed or of a type not known here."""
        name, _, rest = vkey.partition("+")
        stated_id, _, material = rest.partition("+")
        raw = base64.decode(material)
        if not raw or raw[0] not in set(SignatureKind):
            raise ValueError("a verifier key of a type that is not known here")
        verifier = cls(name=name, kind=SignatureKind(raw[0]), public_key=raw[1:])
        if verifier.key_id.hex() != stated_id:
            raise ValueError("the id of the verifier key does not belong to the key")
        return verifier

    @classmethod
    def of(cls, signer: Signer) -> "Verifier":
        """The public half of a signer."""
        return cls(name=signer.name, kind=signer.kind, public_key=signer.public_key)

    def require(self, *, message: bytes, signature: bytes) -> None:
        """Raise ``SignatureWrong`` unless this key made the 64-byte ``signature``."""
        try:
            self._key.verify(signature, message)
        except InvalidSignature as error:
            raise SignatureWrong(f"the signature of {self.name} is wrong") from error

    @cached_property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public_key)


class Ed25519Signer:
    """A ``Signer`` over a 32-byte seed kept in memory."""

    def __init__(
        self, *, seed: bytes, name: str, kind: SignatureKind = SignatureKind.ED25519
    ) -> None:
        """``seed``: the private key of RFC 8032. Raises ``ValueError`` for a bad seed or name."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._verifier = Verifier(
            name=name, kind=kind, public_key=self._key.public_key().public_bytes_raw()
        )

    @property
    def name(self) -> str:
        """The key name on signature lines."""
        return self._verifier.name

    @property
    def kind(self) -> SignatureKind:
        """What it signs."""
        return self._verifier.kind

    @property
    def public_key(self) -> bytes:
        """32 bytes (RFC 8032)."""
        return self._verifier.public_key

    @property
    def key_id(self) -> bytes:
        """Four bytes."""
        return self._verifier.key_id

    def sign(self, message: bytes, /) -> bytes:
        """The 64-byte Ed25519 signature of ``message``."""
        return self._key.sign(message)
