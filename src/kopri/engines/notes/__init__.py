"""Signed notes, checkpoints and cosignatures (C2SP signed-note, tlog-checkpoint, tlog-cosignature).

``sign_note`` and ``cosign_note`` write, ``open_note`` reads: it returns only what a known key
signed. ``Checkpoint`` is the text of a note that states the size and the root of a log.
"""

from kopri.engines.notes.checkpoint import Checkpoint
from kopri.engines.notes.keys import (
    Ed25519Signer,
    SignatureKind,
    SignatureWrong,
    Signer,
    Verifier,
)
from kopri.engines.notes.note import Note, SignatureLine, parse_note
from kopri.engines.notes.signing import (
    OpenedNote,
    Verified,
    cosign_note,
    merge_signatures,
    open_note,
    sign_note,
)

__all__ = [
    "Checkpoint",
    "Ed25519Signer",
    "Note",
    "OpenedNote",
    "SignatureKind",
    "SignatureLine",
    "SignatureWrong",
    "Signer",
    "Verified",
    "Verifier",
    "cosign_note",
    "merge_signatures",
    "open_note",
    "parse_note",
    "sign_note",
]
