"""Evidence against a log: one file that anyone can judge, without a node and without trust.

Pure: bytes in, a verdict out. The file is one canonical JSON object (RFC 8785) and a newline. It
holds nothing but what the log itself has signed or sealed, so the accuser's word counts for
nothing; an entry is shown by its commitment and its stamp, so what it says stays hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from kopri.engines import canonical
from kopri.engines.merkle import ProofInvalid, consistency_roots, leaf_hash, verify_inclusion
from kopri.engines.notes import Checkpoint, Note, SignatureKind, Verifier, open_note, parse_note
from kopri.journal.sealing import log_entry

FORMAT = "kopri/evidence/v1"


class Unreadable(ValueError):
    """Not an evidence file: nothing can be said of it."""


class Included(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A log entry in its place: ``commitment`` and the hashes of its inclusion proof in hex."""

    commitment: str
    index: int
    path: tuple[str, ...]
    stamp: dict[str, Any]


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file says. ``keys``: vkeys that signed ``notes``. ``path``: hashes in hex.

    Notes stand in rising order of (size, root), entries in the order of their indexes; a note
    carries the signatures of ``keys`` and no other.
    """

    claim: str
    format: str = FORMAT
    keys: tuple[str, ...]
    log: str
    notes: tuple[str, ...]
    entries: tuple[Included, ...] = ()
    path: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """The file."""
        return canonical.encode(msgspec.to_builtins(self)) + b"\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``code``: what is claimed. ``words``: a message id, filled from ``params``."""

    code: str
    holds: bool
    words: str
    origin: str
    keys: tuple[str, ...]
    params: Mapping[str, str | int] = field(default_factory=dict)


def judge(file: bytes) -> Verdict:
    """Whether the evidence in ``file`` holds. ``Unreadable`` where it is no evidence file."""
    evidence = read(file)
    claim = _CLAIMS.get(evidence.claim)
    if claim is None:
        raise Unreadable(f"nothing is known here of the claim {evidence.claim!r}")
    holds, words, params = True, claim.message, {}
    try:
        params = claim.check(evidence)
    except ValueError as error:
        holds, words = False, str(error)
    return Verdict(code=evidence.claim, holds=holds, words=words, params=params,
                   origin=evidence.log, keys=evidence.keys)


def read(file: bytes) -> Evidence:
    """The evidence in a file, unjudged. ``Unreadable`` unless the form is exactly kept."""
    try:
        value = canonical.decode_strict(file.removesuffix(b"\n"))
        evidence = msgspec.convert(value, Evidence)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if evidence.format != FORMAT or evidence.encode() != file:
        raise Unreadable(f"not a file of the form {FORMAT}")
    return evidence


def accuse(
    *, claim: str, origin: str, keys: Sequence[str], notes: Sequence[bytes],
    entries: Sequence[Included] = (), path: Sequence[bytes] = (),
) -> bytes | None:
    """An evidence file, or None where what there is proves nothing.

    ``keys``: of the log, those that signed are named; other signatures are left out. ``notes``,
    ``entries``: in any order.
    """
    try:
        signed = [_stripped(note, keys) for note in notes]
        used = {key for _, names in signed for key in names}
        evidence = Evidence(
            claim=claim, log=origin, keys=tuple(key for key in keys if key in used),
            notes=tuple(text for text, _ in sorted(signed, key=lambda each: _order(each[0]))),
            entries=tuple(sorted(entries, key=lambda each: each.index)),
            path=tuple(item.hex() for item in path),
        ).encode()
        return evidence if judge(evidence).holds else None
    except ValueError:
        return None


def included(
    *, commitment: bytes, stamp: bytes, index: int, path: Sequence[bytes]
) -> Included:
    """An entry for an evidence file. ValueError where the stamp is not canonical."""
    return Included(commitment=commitment.hex(), index=index, stamp=canonical.decode_strict(stamp),
                    path=tuple(item.hex() for item in path))


def _stripped(note: bytes, keys: Sequence[str]) -> tuple[str, list[str]]:
    """A note under the signatures of known keys alone, and those keys."""
    parsed = parse_note(note)
    known = {(each.name, each.key_id): each.vkey for each in map(Verifier.parse, keys)}
    lines = tuple(dict.fromkeys(
        line for line in parsed.signatures if (line.name, line.key_id) in known))
    text = Note(parsed.text, lines).encode().decode()
    return text, [known[line.name, line.key_id] for line in lines]


def _order(note: str) -> tuple[int, bytes]:
    checkpoint = Checkpoint.parse(parse_note(note.encode()).text)
    return checkpoint.size, checkpoint.root


def _signed(evidence: Evidence, *, notes: int) -> list[Checkpoint]:
    """The checkpoints, each under the log's own signatures. ValueError if anything is amiss."""
    if len(evidence.notes) != notes:
        raise ValueError(f"The claim needs {notes} signed checkpoint(s).")
    keys = [Verifier.parse(key) for key in evidence.keys]
    checkpoints: list[Checkpoint] = []
    used: set[Verifier] = set()
    for text in evidence.notes:
        note, opened = parse_note(text.encode()), open_note(text.encode(), keys)
        if not len(opened.verified) == len(set(note.signatures)) == len(note.signatures):
            raise ValueError("A checkpoint carries signatures of other keys.")
        used.update(each.verifier for each in opened.verified)
        checkpoints.append(Checkpoint.parse(opened.text))
    if used != set(keys) or len(keys) != len(used):
        raise ValueError("The keys are not the ones that signed.")
    if {(key.name, key.kind) for key in keys} != {(evidence.log, SignatureKind.ED25519)}:
        raise ValueError("The keys are not the log's: a cosigner is no author.")
    if {each.origin for each in checkpoints} != {evidence.log}:
        raise ValueError("A checkpoint is of another log.")
    if checkpoints != sorted(checkpoints, key=lambda each: (each.size, each.root)):
        raise ValueError("The checkpoints are not in their order.")
    return checkpoints


def _fork(evidence: Evidence) -> dict[str, str | int]:
    first, second = _signed(evidence, notes=2)
    _require_empty(evidence.path, evidence.entries)
    if first.size != second.size or first.root == second.root:
        raise ValueError("The two checkpoints do not contradict each other.")
    return {"size": first.size}


def _rewritten(evidence: Evidence) -> dict[str, str | int]:
    old, new = _signed(evidence, notes=2)
    _require_empty(evidence.entries)
    path = [_bytes(item) for item in evidence.path]
    old_root, new_root = consistency_roots(old_size=old.size, new_size=new.size, path=path)
    if new_root != new.root:
        raise ProofInvalid("The hashes do not lead to the newer root.")
    if old_root == old.root:
        raise ValueError("The newer tree goes on from the older one, as it should.")
    return {"old": old.size, "new": new.size}


def _repeated(evidence: Evidence) -> dict[str, str | int]:
    return _counts(evidence, wrong=lambda first, second: first == second)


def _falling(evidence: Evidence) -> dict[str, str | int]:
    return _counts(evidence, wrong=lambda first, second: first > second)


def _counts(
    evidence: Evidence, *, wrong: Callable[[int, int], bool]
) -> dict[str, str | int]:
    first, second = _entries(evidence, count=2)
    if first.index >= second.index or _misplaced_entry(evidence, first, second):
        raise ValueError("The two entries are not two in their own places.")
    before, after = first.stamp["count"], second.stamp["count"]
    for label in sorted(before.keys() & after.keys()):
        if wrong(before[label], after[label]):
            return {"label": label, "first": first.index, "second": second.index}
    raise ValueError("The counts of the two entries go on as they should.")


def _misplaced(evidence: Evidence) -> dict[str, str | int]:
    (entry,) = _entries(evidence, count=1)
    if not _misplaced_entry(evidence, entry):
        raise ValueError("The entry stands where its stamp says.")
    return {"index": entry.index, "log": entry.stamp["log"], "stamped": entry.stamp["index"]}


def _misplaced_entry(evidence: Evidence, *entries: Included) -> bool:
    return any((each.stamp["log"], each.stamp["index"]) != (evidence.log, each.index)
               for each in entries)


def _entries(evidence: Evidence, *, count: int) -> Sequence[Included]:
    """The entries, each proven to be in the tree that the one checkpoint states."""
    (checkpoint,) = _signed(evidence, notes=1)
    _require_empty(evidence.path)
    if len(evidence.entries) != count:
        raise ValueError(f"The claim needs {count} included entry or entries.")
    for each in evidence.entries:
        msgspec.convert(each.stamp, _Stamp)
        commitment = _bytes(each.commitment)
        if len(commitment) != len(checkpoint.root):
            raise ValueError("A commitment is 32 bytes long.")
        entry = log_entry(committed=commitment, stamp=canonical.encode(each.stamp))
        verify_inclusion(index=each.index, size=checkpoint.size, leaf=leaf_hash(entry),
                         proof=[_bytes(item) for item in each.path], root=checkpoint.root)
    return evidence.entries


def _bytes(text: str) -> bytes:
    """What ``text`` is the one spelling of in hex."""
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise ValueError("Hex is written in lower case and without spaces.")
    return data


class _Stamp(msgspec.Struct, forbid_unknown_fields=True):
    count: dict[str, int]
    index: int
    log: str


def _require_empty(*parts: Sequence[object]) -> None:
    if any(parts):
        raise ValueError("There is more in the file than the claim needs.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    check: Callable[[Evidence], dict[str, str | int]]
    message: str


_CLAIMS: Mapping[str, _Claim] = {
    "fork": _Claim(
        check=_fork, message="The log has signed two different trees of {size} entries."),
    "rewritten": _Claim(
        check=_rewritten,
        message="The log has signed a tree of {new} entries that does not go on from the tree of "
                "{old} entries that it had signed before."),
    "count_repeated": _Claim(
        check=_repeated,
        message="The log has given entries {first} and {second} the same running number for "
                "{label}."),
    "count_falling": _Claim(
        check=_falling,
        message="The log's running number for {label} falls from entry {first} to entry {second}."),
    "misplaced": _Claim(
        check=_misplaced,
        message="Entry {index} is stamped as entry {stamped} of {log}."),
}


def claims() -> Iterator[str]:
    """What can be proven, by name."""
    return iter(_CLAIMS)
