"""Check a proof that somebody carries: offline, without a node, against a trust policy."""

from dataclasses import dataclass

from kopri.engines.merkle import ProofInvalid, leaf_hash, verify_inclusion
from kopri.engines.notes import SignatureWrong
from kopri.engines.notes.policy import Judgement, Policy
from kopri.engines.notes.tlog_proof import TlogProof
from kopri.journal.sealing import VERSION_BYTE, commitment, log_entry, read_opening
from kopri.journal.types import Opening
from kopri.kernel.errors import Fault, Refusal, refuse
from kopri.kernel.errors import Ground as Because

_RULE = "C2SP tlog-proof"
_LOG_ENTRY_SIZE = 33


class Disproved(Refusal):
    """The file is a proof, and what it claims does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A proof that holds. ``entry``: the 33 bytes in the log; ``opening``: what they hide."""

    judged: Judgement
    index: int
    entry: bytes
    leaf: bytes
    opening: Opening | None


def check(data: bytes, *, policy: Policy, opening: bytes = b"") -> Checked:
    """Check the proof file ``data``, with an ``opening`` line from elsewhere or the one inside.

    Raises ``Disproved`` where the proof does not hold, and another Refusal where it cannot be
    judged: malformed, or with nothing in it or beside it that says which leaf is meant.
    """
    proof = _parse(data)
    judged = _judge(proof, policy)
    entry, opened = _entry_of(proof, origin=judged.checkpoint.origin, opening=opening)
    leaf = leaf_hash(entry)
    try:
        verify_inclusion(index=proof.index, size=judged.checkpoint.size, leaf=leaf,
                         proof=proof.path, root=judged.checkpoint.root)
    except ProofInvalid as error:
        raise _disproved(
            "proof.not_included", message="The entry is not where the proof says: {reason}.",
            reason=str(error),
        ) from error
    if opened and opened.index != proof.index:
        raise _disproved(
            "proof.misplaced", message="The opening was sealed for index {index}.",
            index=opened.index,
        )
    return Checked(judged=judged, index=proof.index, entry=entry, leaf=leaf, opening=opened)


def _parse(data: bytes) -> TlogProof:
    try:
        return TlogProof.parse(data)
    except ValueError as error:
        raise refuse(
            code="proof.malformed", ground=Because.INVALID, rule=_RULE,
            message="This is no proof file: {reason}.", params={"reason": str(error)},
            remedy="Ask for the file again; it must arrive byte for byte.",
        ) from error


def _judge(proof: TlogProof, policy: Policy) -> Judgement:
    try:
        judged = policy.judge(proof.note)
    except SignatureWrong as error:
        raise _disproved(
            "proof.not_signed", rule="C2SP signed-note",
            message="The checkpoint is not signed as the policy asks: {reason}.",
            reason=str(error),
        ) from error
    if not judged.quorum_met:
        raise _disproved(
            "proof.not_cosigned", rule="C2SP tlog-policy",
            message="Fewer witnesses than the policy asks for have cosigned the checkpoint.",
        )
    return judged


def _entry_of(
    proof: TlogProof, *, origin: str, opening: bytes
) -> tuple[bytes, Opening | None]:
    """The log entry that is meant, and the opening where there is one."""
    extra = proof.extra or b""
    if not opening and len(extra) == _LOG_ENTRY_SIZE and extra.startswith(VERSION_BYTE):
        return extra, None
    line = opening or extra
    if not line.startswith(b"{"):
        raise refuse(
            code="proof.no_leaf", ground=Because.INVALID, rule=_RULE,
            message="Neither the proof nor a file beside it says which entry is meant.",
            remedy="Give the opening of the entry with --opening.",
        )
    try:
        opened = read_opening(line.removesuffix(b"\n"), origin=origin)
    except ValueError as error:
        raise _disproved(
            "proof.bad_opening", message="The opening is not one of this log: {reason}.",
            reason=str(error),
        ) from error
    committed = commitment(salt=opened.salt, entry=opened.entry)
    return log_entry(committed=committed, stamp=opened.stamp), opened


def _disproved(
    code: str, *, message: str, rule: str = _RULE, **params: str | int
) -> Disproved:
    return Disproved([Fault(
        code=code, message=message, rule=rule, params=params,
        remedy="Do not rely on it; ask for a new proof, and keep this one.",
    )])
