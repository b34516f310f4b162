"""``kopri journal ...``."""

import argparse
import os
import sys
from pathlib import Path

from kopri.node.commands import names_node, ready


def journal_commands(parser: argparse.ArgumentParser) -> None:
    """The commands below ``kopri journal``."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="hash everything again: own and followed logs")
    names_node(verify, run=_verify)
    rebuild = commands.add_parser("rebuild", help="drop the tables, replay the journals, compare")
    names_node(rebuild, run=_rebuild)
    judge = commands.add_parser("judge", help="confirm an evidence file; needs no node")
    judge.add_argument("file", type=Path)
    judge.add_argument("--policy", type=Path, help="trust policy: is the key that of a known log?")
    judge.add_argument("--language", default=os.environ.get("LANG", "en")[:2])
    judge.set_defaults(run=_judge)


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


def _judge(given: argparse.Namespace) -> int:
    from kopri.interfaces.cli.judging import judge

    return judge(given.file, policy=given.policy, language=given.language, out=sys.stdout)
