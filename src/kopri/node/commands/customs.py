"""Commands about customs declarations."""

import argparse
import sys

from kopri.node.commands import names_node, ready


def customs_commands(parser: argparse.ArgumentParser) -> None:
    """Reading what this node knows of them."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    names_node(commands.add_parser(
        "list", help="declarations of this side that are open, the overdue first"), run=_list)
    show = commands.add_parser("show", help="the declarations of a case, of both sides")
    show.add_argument("reference", help="of the case")
    names_node(show, run=_show)


def _list(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.customs import list_open
    from kopri.node.wiring import house

    return list_open(house(), out=sys.stdout)


def _show(given: argparse.Namespace) -> int:
    ready()
    from kopri.interfaces.cli.customs import show_case
    from kopri.node.wiring import house

    return show_case(house(), reference=given.reference, out=sys.stdout)
