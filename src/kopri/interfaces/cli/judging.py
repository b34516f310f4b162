"""``kopri journal judge``: confirm an evidence file on any machine, without a node."""

from pathlib import Path
from typing import TextIO

from kopri.engines.notes.policy import Policy, parse_policy
from kopri.journal.prove.evidence import Unreadable, Verdict
from kopri.journal.prove.evidence import judge as judge_file
from kopri.kernel.text import translate

HOLDS, FAILS, UNREADABLE = 0, 1, 2


def judge(file: Path, *, policy: Path | None, language: str, out: TextIO) -> int:
    """Status 0 where the evidence holds, 1 where it proves nothing, 2 where it cannot be read.

    With a policy it holds only against a log that the policy names, under the key listed there.
    """
    try:
        trusted = parse_policy(policy.read_bytes()) if policy else None
        verdict = judge_file(file.read_bytes())
    except (OSError, Unreadable, ValueError) as error:
        print(f"unreadable: {error}", file=out)
        return UNREADABLE
    words = translate(verdict.words, language=language, params=verdict.params)
    print(f"{verdict.origin}: {verdict.code}: {words}", file=out)
    for key in verdict.keys:
        print(f"judged under {key}{_trust(key, trusted)}", file=out)
    holds = verdict.holds and (trusted is None or _all_trusted(verdict, trusted))
    print("the evidence holds" if holds else "the evidence does not hold", file=out)
    return HOLDS if holds else FAILS


def _listed(key: str, policy: Policy) -> bool:
    return any(each.key.vkey == key for each in policy.logs)


def _all_trusted(verdict: Verdict, policy: Policy) -> bool:
    return all(_listed(key, policy) for key in verdict.keys)


def _trust(key: str, policy: Policy | None) -> str:
    if policy is None:
        return ", which nobody vouches for here: compare it, or give --policy"
    return ", a log of the policy" if _listed(key, policy) else ", which the policy does not list"
