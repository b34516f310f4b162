"""``kopri journal ...``."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from kopri.node.commands import names_node, ready


def journal_commands(parser: argparse.ArgumentParser) -> None:
    """The commands below ``kopri journal``."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="hash everything again: own and followed logs")
    names_node(verify, run=_verify)
    rebuild = commands.add_parser("rebuild", help="drop the tables, replay the journals, compare")
    names_node(rebuild, run=_rebuild)
    evidence = commands.add_parser("evidence", help="write the evidence file of every proof")
    evidence.add_argument("--out", type=Path, default=Path(), help="folder; here if not given")
    names_node(evidence, run=_evidence)
    upgrade = commands.add_parser("upgrade", help="apply entries that an older version parked")
    names_node(upgrade, run=_upgrade)
    sign = commands.add_parser(
        "sign", help="order the node to sign, though its witnesses could not be asked")
    sign.add_argument("--because", required=True, help="why: it is written into the journal")
    sign.add_argument("--yes", action="store_true",
                      help="no newer state and no running copy of this node exists")
    names_node(sign, run=_sign)
    judge = commands.add_parser("judge", help="confirm an evidence file; needs no node")
    judge.add_argument("file", type=Path)
    judge.add_argument("--policy", type=Path, help="trust policy: is the key that of a known log?")
    judge.add_argument("--language", default=os.environ.get("LANG", "en")[:2])
    judge.set_defaults(run=_judge)
    forget = commands.add_parser("forget", help="destroy what has been kept long enough")
    forget.add_argument("--dry-run", action="store_true", help="only say what would go")
    forget.add_argument("--before", type=_day, metavar="YYYY-MM-DD",
                        help="only cases whose last entry was recorded before this day (UTC)")
    names_node(forget, run=_forget)
    _proof_commands(commands)


def _day(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)


def _proof_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    prove = commands.add_parser("prove", help="write a proof of an entry, to be checked anywhere")
    prove.add_argument("index", type=int, metavar="INDEX", help="index of the entry in its log")
    prove.add_argument("--log", default="", help="origin of a followed log; the own one if empty")
    prove.add_argument("--open", action="store_true",
                       help="put the opening in: it reveals the whole entry to whoever has the file")
    prove.add_argument("--out", type=Path, help="file to write, ....tlog-proof; else the terminal")
    names_node(prove, run=_prove)
    check = commands.add_parser("check", help="check a proof by a trust policy; needs no node")
    check.add_argument("file", type=Path, help="the proof")
    check.add_argument("--policy", type=Path, required=True, help="a file in C2SP tlog-policy form")
    check.add_argument("--opening", type=Path, help="opening of the entry, where it travels apart")
    check.add_argument("--language", default=os.environ.get("LANG", "en")[:2])
    check.set_defaults(run=_check)
    policy = commands.add_parser("policy", help="print the trust policy for a log, for others")
    policy.add_argument("--log", default="", help="origin of a followed log; the own one if empty")
    names_node(policy, run=_policy)
    audit = commands.add_parser("audit", help="hash a whole log again from outside; needs no node")
    audit.add_argument("url", help="address of the node, or the prefix of any log")
    audit.add_argument("--policy", type=Path, required=True, help="a file in C2SP tlog-policy form")
    audit.add_argument("--state", type=Path,
                       help="checkpoint kept by the last audit: the log must have grown from it")
    audit.add_argument("--evidence", type=Path,
                       help="where to write what convicts the log, for kopri journal judge")
    audit.add_argument("--language", default=os.environ.get("LANG", "en")[:2])
    audit.set_defaults(run=_audit)


def _verify(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.journal import verify
    from kopri.node.wiring import house

    return verify(house(), out=sys.stdout)


def _rebuild(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.journal import rebuild
    from kopri.node.wiring import house

    return rebuild(house(), out=sys.stdout)


def _evidence(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.journal import evidence
    from kopri.node.wiring import house

    return evidence(house(), folder=given.out, out=sys.stdout)


def _sign(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.journal import sign
    from kopri.node.wiring import house

    return sign(house(), because=given.because, yes=given.yes, out=sys.stdout)


def _upgrade(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.journal import upgrade
    from kopri.node.wiring import house

    return upgrade(house(), out=sys.stdout)


def _forget(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.forgetting import forget
    from kopri.node.wiring import house

    return forget(house(), dry=given.dry_run, before=given.before, out=sys.stdout)


def _judge(given: argparse.Namespace) -> int:
    from kopri.interfaces.cli.judging import judge

    return judge(given.file, policy=given.policy, language=given.language, out=sys.stdout)


def _prove(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.proving import prove
    from kopri.node.wiring import house

    return prove(house(), log=given.log, index=given.index, opened=given.open, file=given.out,
                 out=sys.stdout)


def _check(given: argparse.Namespace) -> int:
    from kopri.interfaces.cli.checking import check

    return check(given.file, policy=given.policy, opening=given.opening, language=given.language,
                 out=sys.stdout)


def _policy(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.proving import policy
    from kopri.node.wiring import house

    return policy(house(), log=given.log, out=sys.stdout)


def _audit(given: argparse.Namespace) -> int:
    from kopri.adapters.log_reads import HttpReads
    from kopri.interfaces.cli.auditing import audit

    return audit(lambda: HttpReads(given.url), policy=given.policy, state=given.state,
                 evidence=given.evidence, language=given.language, out=sys.stdout)
