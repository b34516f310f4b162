"""Signing, cosigning and opening notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.engines.notes.checkpoint import Checkpoint
from kopri.engines.notes.keys import (
    SIGNATURE_SIZE,
    SignatureKind,
    SignatureWrong,
    Signer,
    Verifier,
)
from kopri.engines.notes.note import Note, SignatureLine, parse_note, require_text

_TIME_SIZE = 8
_MAX_TIME = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A signature that holds. ``time``: POSIX seconds, for cosignatures; else ``None``."""

    verifier: Verifier
    time: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedNote:
    """The text that known keys have signed, with the signatures that were checked."""

    text: str
    verified: tuple[Verified, ...]

    def by(self, verifier: Verifier) -> Verified | None:
        """What ``verifier`` signed, the latest if it did so several times."""
        found = [each for each in self.verified if each.verifier == verifier]
        return max(found, key=lambda each: each.time or 0, default=None)


def sign_note(text: str, signers: Sequence[Signer]) -> bytes:
    """The note of ``text`` under one signature line per signer (type 0x01), in that order.

    Raises ``ValueError`` without signers, for cosigners (see ``cosign_note``), and for a text that
    does not end in a newline or has other control characters.
    """
    require_text(text)
    if not signers or any(signer.kind is not SignatureKind.ED25519 for signer in signers):
        raise ValueError("a note is signed by one or more keys of type 0x01")
    message = text.encode()
    return Note(text, tuple(_line(signer, signer.sign(message)) for signer in signers)).encode()


def cosign_note(data: bytes, *, signer: Signer, time: int) -> bytes:
    """The signed checkpoint ``data`` with a cosignature/v1 (type 0x04) added as its last line.

    ``time``: POSIX seconds. Whether the checkpoint may be cosigned is the caller's to know. Raises
    ``ValueError`` for other signers, a bad time, or a text that is no checkpoint.
    """
    if signer.kind is not SignatureKind.COSIGNATURE:
        raise ValueError("a checkpoint is cosigned by a key of type 0x04")
    if not 0 <= time <= _MAX_TIME:
        raise ValueError("a time outside of 0 to 2**63 - 1")
    note = parse_note(data)
    Checkpoint.parse(note.text)
    signature = signer.sign(_cosigned(note.text, time))
    line = _line(signer, time.to_bytes(_TIME_SIZE, "big") + signature)
    return Note(note.text, (*note.signatures, line)).encode()


def merge_signatures(notes: Sequence[bytes]) -> bytes:
    """One note with every different signature line of notes over the same text, in order.

    Checks no signature. Raises ``ValueError`` for none and for different texts.
    """
    parsed = [parse_note(data) for data in notes]
    if len({note.text for note in parsed}) != 1:
        raise ValueError("signatures of one text only can be merged")
    lines = dict.fromkeys(line for note in parsed for line in note.signatures)
    return Note(parsed[0].text, tuple(lines)).encode()


def open_note(data: bytes, verifiers: Sequence[Verifier]) -> OpenedNote:
    """The text of a note and who of ``verifiers`` signed it.

    Signatures of other keys are ignored, also where they share a name or an id with a known one.
    Raises ``SignatureWrong`` if one of a known key does not hold or if there is none of a known
    key, and ``ValueError`` where the form of a note is not kept.
    """
    note = parse_note(data)
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    verified = tuple(
        verify_line(note.text, known[line.name, line.key_id], line)
        for line in note.signatures
        if (line.name, line.key_id) in known
    )
    if not verified:
        raise SignatureWrong("no known key has signed this note")
    return OpenedNote(text=note.text, verified=verified)


def verify_line(text: str, verifier: Verifier, line: SignatureLine) -> Verified:
    """What ``line`` says where ``verifier`` made it over ``text``; else ``SignatureWrong``."""
    signature = line.signature
    if verifier.kind is SignatureKind.ED25519:
        verifier.require(message=text.encode(), signature=signature)
        return Verified(verifier=verifier)
    time = int.from_bytes(signature[:_TIME_SIZE], "big")
    if len(signature) != _TIME_SIZE + SIGNATURE_SIZE or time > _MAX_TIME:
        raise SignatureWrong(f"the cosignature of {verifier.name} is malformed")
    Checkpoint.parse(text)
    verifier.require(message=_cosigned(text, time), signature=signature[_TIME_SIZE:])
    return Verified(verifier=verifier, time=time)


def _cosigned(text: str, time: int) -> bytes:
    """The message of a cosignature (C2SP tlog-cosignature, "Ed25519 signed message")."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _line(signer: Signer, signature: bytes) -> SignatureLine:
    return SignatureLine(name=signer.name, key_id=signer.key_id, signature=signature)
