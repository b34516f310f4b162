"""From two signed checkpoints that cannot both be right to the evidence that anyone can judge.

Pure, as the audit that finds them: the hashes between the two come from the public tiles.
"""

from kopri.engines.merkle import Tree, tile_path
from kopri.engines.notes import Checkpoint, parse_note
from kopri.engines.notes.policy import Policy
from kopri.journal.prove.auditing import NotServed, Reads
from kopri.journal.prove.evidence import accuse


def convict(reads: Reads, *, notes: tuple[bytes, bytes], policy: Policy) -> bytes | None:
    """An evidence file against the log that signed both ``notes``; None where they prove nothing.

    Of one size they are a fork. Of two sizes the newer tree, which must be the one that ``reads``
    serves, has another history than the older one.
    """
    stated = [Checkpoint.parse(parse_note(note).text) for note in notes]
    older, newer = sorted(stated, key=lambda each: each.size)
    keys = [each.key.vkey for each in policy.logs if each.key.name == newer.origin]
    if older.size == newer.size:
        return accuse(claim="fork", origin=newer.origin, keys=keys, notes=notes)

    def read(level: int, index: int, width: int) -> bytes:
        return next(reads.many([tile_path(level=level, index=index, width=width)]))

    try:
        path = Tree(size=newer.size, read_tile=read).consistency_path(older.size)
    except (NotServed, ValueError):
        return None
    return accuse(claim="rewritten", origin=newer.origin, keys=keys, notes=notes, path=path)
