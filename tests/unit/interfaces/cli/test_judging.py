"""``kopri journal judge``, in a fresh process that has no node."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kopri.engines.notes import Verifier
from kopri.engines.notes.policy import Policy, PolicyLog
from tests.simulators.log import SimulatedLog
from tests.unit.journal.prove.test_evidence import FILES

LOG = SimulatedLog()


def judged(*words: str | Path) -> tuple[int, str]:
    """Status and words, from a process that sees neither a node nor a database."""
    bare = {"PATH": os.environ["PATH"], "LANG": "en_GB.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "kopri.node.console", "journal", "judge", *map(str, words)],
        env=bare, capture_output=True, text=True, timeout=300, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize("claim", list(FILES))
def test_a_proof_is_confirmed(tmp_path: Path, claim: str) -> None:
    file = tmp_path / "evidence.json"
    file.write_bytes(FILES[claim])
    status, said = judged(file)
    assert status == 0
    assert said.startswith(f"tm.test.kopri: {claim}: ")
    assert f"judged under {LOG.identity.log_key}, which nobody vouches for here" in said
    assert "{" not in said


def test_a_changed_file_is_not(tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    file.write_bytes(FILES["fork"].replace(b"\\n9\\n", b"\\n8\\n"))
    status, said = judged(file)
    assert (status, said.splitlines()[-1]) == (1, "the evidence does not hold")


def test_what_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    assert judged(file)[0] == 2
    file.write_bytes(b"{}\n")
    assert judged(file)[0] == 2


@pytest.mark.parametrize(("seed", "status"), [(7, 0), (8, 1)])
def test_the_policy_says_whose_key_it_is(tmp_path: Path, seed: int, status: int) -> None:
    file, policy = tmp_path / "evidence.json", tmp_path / "policy.txt"
    file.write_bytes(FILES["fork"])
    key = Verifier.parse(SimulatedLog(seed=seed).identity.log_key)
    policy.write_bytes(Policy(logs=(PolicyLog(key=key),)).encode())
    found, said = judged(file, "--policy", policy)
    assert found == status
    assert ("a log of the policy" in said) is (status == 0)
    policy.write_bytes(b"quorum\n")
    assert judged(file, "--policy", policy)[0] == 2
