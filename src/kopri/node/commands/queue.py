"""Commands about the queue."""

import argparse
import sys

from kopri.node.commands import names_node, ready


def queue_commands(parser: argparse.ArgumentParser) -> None:
    """Checking the draws of a day."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = commands.add_parser(
        "verify", help="compute the draws and slots of a day anew, with what is not public")
    verify.add_argument("--day", required=True, help="UTC day of the slots, 2026-01-15")
    names_node(verify, run=_verify)


def _verify(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.queue import verify
    from kopri.node.wiring import house

    return verify(house(), day=given.day, out=sys.stdout)
