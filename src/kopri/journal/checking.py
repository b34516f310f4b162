"""Check a proof that somebody carries: offline, without a node, against a trust policy."""

from kopri.engines.merkle import verify_inclusion
from kopri.engines.notes.policy import Judgement, Policy
from kopri.engines.notes.tlog_proof import TlogProof


class QuorumMissing(ValueError):
    """Fewer witnesses than the policy asks for have cosigned the checkpoint."""


def verify_proof(proof: TlogProof, *, leaf: bytes, policy: Policy) -> Judgement:
    """Check that the leaf hash ``leaf`` is where the proof says, in a log that the policy trusts.

    Returns who signed. Raises ``SignatureWrong`` for a checkpoint that no listed log signed or
    whose signatures do not hold, ``QuorumMissing``, and ``ProofInvalid``.
    """
    judged = policy.judge(proof.note)
    if not judged.quorum_met:
        raise QuorumMissing("the quorum of the policy has not cosigned this checkpoint")
    checkpoint = judged.checkpoint
    verify_inclusion(index=proof.index, size=checkpoint.size, leaf=leaf, proof=proof.path,
                     root=checkpoint.root)
    return judged
