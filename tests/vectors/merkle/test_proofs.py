"""Third-party inclusion and consistency vectors, most of them wrong proofs."""

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kopri.engines.merkle import ProofInvalid, verify_consistency, verify_inclusion


def vectors(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    files = sorted(folder.rglob("*.json"))
    return [(str(file.relative_to(folder)), json.loads(file.read_text())) for file in files]


def hashes(proof: list[str] | None) -> list[bytes]:
    return [b64decode(text) for text in proof or []]


def holds(check: Callable[..., None], **case: Any) -> bool:
    try:
        check(**case)
    except ProofInvalid:
        return False
    return True


def test_inclusion(conformance: Callable[[str], Path]) -> None:
    cases = vectors(conformance("merkle") / "inclusion")
    verdicts = {
        name: holds(
            verify_inclusion,
            index=case["leafIdx"],
            size=case["treeSize"],
            leaf=b64decode(case["leafHash"]),
            proof=hashes(case["proof"]),
            root=b64decode(case["root"]),
        )
        for name, case in cases
    }
    assert verdicts == {name: not case["wantErr"] for name, case in cases}
    assert len(set(verdicts.values())) == 2


def test_consistency(conformance: Callable[[str], Path]) -> None:
    cases = vectors(conformance("merkle") / "consistency")
    assert cases
    for name, case in cases:
        verdict = holds(
            verify_consistency,
            old_size=case["size1"],
            old_root=b64decode(case["root1"]),
            new_size=case["size2"],
            new_root=b64decode(case["root2"]),
            proof=hashes(case["proof"]),
        )
        assert verdict is not case["wantErr"], name
