"""``kopri journal audit``: a whole log hashed again from outside, on a machine without a node."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from kopri.engines.notes import Checkpoint, parse_note
from kopri.engines.notes.policy import Judgement, Policy
from kopri.interfaces.cli.checking import print_signers, read_file, read_policy, write_file
from kopri.interfaces.cli.printing import print_faults
from kopri.journal.ports import PeerUnreachable
from kopri.journal.prove.auditing import Audit, Reads
from kopri.journal.prove.auditing import audit as audit_log
from kopri.journal.prove.convicting import convict
from kopri.kernel.errors import Ground, Refusal, refuse

RIGHT, WRONG, UNJUDGED = 0, 1, 2


def audit(
    reads: Callable[[], Reads], *, policy: Path, state: Path | None, evidence: Path | None,
    language: str, out: TextIO,
) -> int:
    """Status 0 where all of it holds, 1 where something does not, 2 where it cannot be judged.

    ``state``: the checkpoint of the last audit. It is replaced where the audit holds; where it
    does not, what the log showed is kept beside it as ``....shown``. ``evidence``: where to write
    what convicts the log, if it has signed what cannot be of one log.
    """
    try:
        trusted = read_policy(policy)
        log = reads()
        result = audit_log(log, policy=trusted, earlier=_earlier(state))
        if evidence:
            _convict(log, result, policy=trusted, file=evidence, out=out)
        _print(result, trusted, out, language=language)
        if state and result.note:
            _keep(state, result)
    except PeerUnreachable as error:
        print(f"the log cannot be reached: {error}", file=sys.stderr)
        return UNJUDGED
    except Refusal as refusal:
        print_faults(refusal.faults, out=sys.stderr, language=language)
        return UNJUDGED
    return WRONG if result.faults else RIGHT


def _convict(
    reads: Reads, result: Audit, *, policy: Policy, file: Path, out: TextIO
) -> None:
    for disputed in result.disputed:
        found = convict(reads, notes=(disputed, result.note), policy=policy)
        if found:
            write_file(file, found)
            print(f"evidence  {file}: give it to kopri journal judge", file=out)


def _earlier(state: Path | None) -> bytes:
    if state is None or not state.exists():
        return b""
    note = read_file(state)
    try:
        Checkpoint.parse(parse_note(note).text)
    except ValueError as error:
        raise refuse(
            code="audit.bad_state", ground=Ground.INVALID, path=str(state),
            rule="C2SP tlog-checkpoint",
            message="The state of the last audit is no checkpoint: {reason}.",
            remedy="Restore the file; removing it gives up what it would prove.",
            params={"reason": str(error)},
        ) from error
    return note


def _keep(state: Path, result: Audit) -> None:
    """Whole or not at all, so that an interrupted audit leaves the earlier state."""
    target = state.with_name(f"{state.name}.shown") if result.faults else state
    fresh = state.with_name(f"{state.name}.new")
    write_file(fresh, result.note)
    os.replace(fresh, target)


def _print(result: Audit, policy: Policy, out: TextIO, *, language: str) -> None:
    if result.newest:
        stated = result.newest.checkpoint
        print(f"log       {stated.origin}", file=out)
        print(f"states    {stated.size} entries, root {stated.root.hex()}", file=out)
        print(f"hashed    {result.hashed} entries and every hash tile over them", file=out)
    if result.cosigned:
        print(f"vouched   up to {result.cosigned.checkpoint.size}", file=out)
        print_signers(result.cosigned.cosigned, policy, out=out)
    print_faults(result.faults, out=out, language=language)
    print(_verdict(result.newest, result), file=out)


def _verdict(newest: Judgement | None, result: Audit) -> str:
    if result.faults or newest is None:
        return f"NOT RIGHT: {len(result.faults)} faults; do not rely on this log as it was shown"
    return (f"all is right: the {newest.checkpoint.size} entries are those that were signed, "
            "none changed, none dropped")
