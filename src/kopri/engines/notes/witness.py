"""The messages of a witness (C2SP tlog-witness, "add-checkpoint"), without the transport.

A log writes an ``AddCheckpoint`` and reads the answer with ``add_cosignatures``; a witness reads
the request and answers with ``signature_lines``, or with ``encode_size`` where its size is another.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kopri.engines.notes import base64
from kopri.engines.notes.checkpoint import MAX_TREE, Checkpoint
from kopri.engines.notes.keys import SignatureKind, SignatureWrong, Verifier
from kopri.engines.notes.note import Note, SignatureLine, parse_note, parse_signatures
from kopri.engines.notes.signing import verify_line

SIZE_TYPE = "text/x.tlog.size"  # the media type of the body that goes with 409
MAX_PROOF = 63

_HASH_SIZE = 32
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_SIZE = re.compile(r"(0|[1-9][0-9]{0,18})\n")


@dataclass(frozen=True, kw_only=True)
class AddCheckpoint:
    """A signed checkpoint, and the proof that it goes on from the one of ``old_size``.

    ``note``: the bytes of the signed checkpoint. The proof is not checked here; a non-empty one
    from size 0 is well formed, and wrong. Raises ``ValueError`` where the form is not kept.
    """

    old_size: int
    proof: tuple[bytes, ...] = ()
    note: bytes
    checkpoint: Checkpoint = field(init=False)  # what the note says; who signed it is unchecked

    def __post_init__(self) -> None:
        if not 0 <= self.old_size <= MAX_TREE:
            raise ValueError("an old size outside of 0 to 2**63 - 1")
        if len(self.proof) > MAX_PROOF:
            raise ValueError(f"a consistency proof of more than {MAX_PROOF} lines")
        if any(len(each) != _HASH_SIZE for each in self.proof):
            raise ValueError("a line of the proof is not a hash of 32 bytes")
        object.__setattr__(self, "checkpoint", Checkpoint.parse(parse_note(self.note).text))

    def encode(self) -> bytes:
        """The body of the request."""
        lines = (f"old {self.old_size}", *map(base64.encode, self.proof), "")
        return "".join(f"{line}\n" for line in lines).encode() + self.note

    @classmethod
    def parse(cls, body: bytes) -> "AddCheckpoint":
        """The request in ``body``; ``ValueError`` (status 400) where the form is not kept."""
        head, gap, note = body.partition(b"\n\n")
        if not gap:
            raise ValueError("no empty line between the proof and the checkpoint")
        old, *proof = head.decode("ascii").split("\n")
        stated = _OLD.fullmatch(old)
        if not stated:
            raise ValueError("the first line is not an old size")
        hashes = tuple(base64.decode(line) for line in proof[: MAX_PROOF + 1])
        return cls(old_size=int(stated[1]), proof=hashes, note=note)


def signature_lines(note: bytes, *, of: Sequence[Verifier]) -> bytes:
    """The answer of a witness (status 200): those lines of a cosigned note that its keys made.

    Raises ``ValueError`` where there is none: an answer has one line or more.
    """
    keys = {(verifier.name, verifier.key_id) for verifier in of}
    lines = [line.text for line in parse_note(note).signatures if (line.name, line.key_id) in keys]
    if not lines:
        raise ValueError("none of these keys has signed the note")
    return "".join(lines).encode()


def add_cosignatures(note: bytes, *, answer: bytes, witnesses: Sequence[Verifier]) -> bytes:
    """The signed checkpoint with the cosignatures from a witness's answer that hold.

    Lines of unknown keys are left out, and lines that the note has are not repeated. Raises
    ``SignatureWrong`` where one of a known key does not hold, has no time, or where there is none
    of a known key, and ``ValueError`` where the answer is malformed.
    """
    parsed = parse_note(note)
    keys = {
        (witness.name, witness.key_id): witness
        for witness in witnesses
        if witness.kind is SignatureKind.COSIGNATURE
    }
    gained: list[SignatureLine] = []
    for line in parse_signatures(answer):
        witness = keys.get((line.name, line.key_id))
        if witness is None:
            continue
        if not verify_line(parsed.text, witness, line).time:
            raise SignatureWrong(f"the cosignature of {witness.name} has no time")
        gained.append(line)
    if not gained:
        raise SignatureWrong("no known witness has answered")
    return Note(parsed.text, tuple(dict.fromkeys((*parsed.signatures, *gained)))).encode()


def encode_size(size: int) -> bytes:
    """The body that goes with 409: the size that this witness cosigned last."""
    return f"{size}\n".encode()


def parse_size(body: bytes) -> int:
    """The size in a 409's body; ``ValueError`` where it is not one line of decimal digits."""
    stated = _SIZE.fullmatch(body.decode("ascii"))
    if not stated or int(stated[1]) > MAX_TREE:
        raise ValueError("the body is not the size of a tree")
    return int(stated[1])
