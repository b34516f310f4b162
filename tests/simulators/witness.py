"""What a simulated log brings to a witness, and a witness in memory behind the real port."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kopri.engines.merkle import TILE_WIDTH, ProofInvalid, Tree, verify_consistency
from kopri.engines.notes import Verifier, cosign_note
from kopri.engines.notes.witness import AddCheckpoint, encode_size, signature_lines
from tests.simulators.log import SimulatedLog


def tree_of(log: SimulatedLog, size: int) -> Tree:
    """The tree of the first entries of a simulated log."""
    rows = log.rows()

    def read(level: int, index: int, width: int) -> bytes:
        return b"".join(rows[level][index * TILE_WIDTH:][:width])

    return Tree(size=size, read_tile=read)


def bring(log: SimulatedLog, *, old: int, size: int | None = None) -> bytes:
    """The body of an honest ``add-checkpoint``."""
    at = log.published if size is None else size
    proof = tuple(tree_of(log, at).consistency_proof(old))
    return AddCheckpoint(old_size=old, proof=proof, note=log.note(size=at)).encode()


@dataclass(slots=True, kw_only=True)
class MemoryWitness:
    """A witness of one log. ``answer``, where it is set, is what it answers instead."""

    of: SimulatedLog
    size: int = 0
    root: bytes = b""
    note: bytes = b""
    asked: list[AddCheckpoint] = field(default_factory=list)
    answer: Callable[[], tuple[int, bytes]] | None = None

    def cosigned(self, *, origin: str) -> bytes:
        return self.note

    def add_checkpoint(self, body: bytes, /) -> tuple[int, bytes]:
        asked = AddCheckpoint.parse(body)
        self.asked.append(asked)
        if self.answer is not None:
            return self.answer()
        if asked.old_size != self.size:
            return 409, encode_size(self.size)
        if self.size:
            try:
                verify_consistency(
                    old_size=self.size, old_root=self.root, new_size=asked.checkpoint.size,
                    new_root=asked.checkpoint.root, proof=asked.proof)
            except ProofInvalid as error:
                return 422, str(error).encode()
        signer = self.of.signer("witness")
        self.size, self.root = asked.checkpoint.size, asked.checkpoint.root
        self.note = cosign_note(asked.note, signer=signer, time=1_768_456_800)
        return 200, signature_lines(self.note, of=[Verifier.of(signer)])
