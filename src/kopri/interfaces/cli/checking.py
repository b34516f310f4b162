"""``kopri journal check``: a proof file, judged by a trust policy on a machine without a node."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from kopri.engines.notes.policy import Policy, PolicyWrong, parse_policy
from kopri.interfaces.cli.printing import print_faults
from kopri.journal.prove.checking import Checked, Disproved
from kopri.journal.prove.checking import check as check_proof
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Fault, Ground, Refusal, refuse


def check(
    file: Path, *, policy: Path, opening: Path | None, language: str, out: TextIO
) -> int:
    """Status 0 where the proof holds, 1 where it does not, 2 where it cannot be judged."""
    try:
        trusted = read_policy(policy)
        checked = check_proof(read_file(file), policy=trusted,
                              opening=read_file(opening) if opening else b"")
    except Refusal as refusal:
        print_faults(refusal.faults, out=sys.stderr, language=language)
        return 1 if isinstance(refusal, Disproved) else 2
    _print(checked, trusted, out)
    return 0


def read_policy(file: Path) -> Policy:
    """The trust policy in a file; a Refusal with every fault of it, by line."""
    try:
        return parse_policy(read_file(file))
    except PolicyWrong as wrong:
        raise Refusal([
            Fault(code=f"policy.{each.code}", path=f"{file}:{each.line}", message="{reason}",
                  rule="C2SP tlog-policy", remedy="Correct the line.",
                  params={"reason": each.text})
            for each in wrong.faults
        ]) from wrong


def read_file(file: Path) -> bytes:
    """What is in a file; a Refusal where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise _file_fault(file, error) from error


def write_file(file: Path, data: bytes) -> None:
    """Put ``data`` into a file; a Refusal where it cannot be written."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise _file_fault(file, error) from error


def _file_fault(file: Path, error: OSError) -> Refusal:
    return refuse(
        code="file.unusable", ground=Ground.MISSING, path=str(file), rule="POSIX",
        message="The file can be neither read nor written: {reason}.",
        remedy="Check the name and the permissions.",
        params={"reason": error.strerror or str(error)},
    )


def _print(checked: Checked, policy: Policy, out: TextIO) -> None:
    checkpoint = checked.judged.checkpoint
    print(f"log       {checkpoint.origin}", file=out)
    print(f"entry     {checked.index} of {checkpoint.size}, root {checkpoint.root.hex()}", file=out)
    print_signers(checked.judged.cosigned, policy, out=out)
    print(f"leaf      {checked.leaf.hex()}", file=out)
    if checked.opening:
        text = json.dumps(checked.opening.envelope, ensure_ascii=False, indent=2, sort_keys=True)
        print(f"says      {text}", file=out)
    else:
        print("says      not opened: that it is in the log is proved, not what it says", file=out)
    print("the proof holds", file=out)


def print_signers(cosigned: dict[bytes, int], policy: Policy, *, out: TextIO) -> None:
    """Who cosigned a checkpoint, and when."""
    if not cosigned:
        print(f"cosigned  by nobody; the policy's quorum is {policy.quorum.decode()}", file=out)
    for name, time in cosigned.items():
        when = to_text(datetime.fromtimestamp(time, UTC))
        print(f"cosigned  {when} by {name.decode('utf-8', 'backslashreplace')}", file=out)
