"""Commands of the console that have a file of their own, and what every command shares."""

import argparse
from collections.abc import Callable

ROOT = "var"
Command = Callable[[argparse.Namespace], int]


def names_node(parser: argparse.ArgumentParser, *, run: Command) -> None:
    """This command is about one node, and runs so."""
    parser.add_argument("--node", default="", help=f"folder below {ROOT}/; else KOPRI_HOME")
    parser.set_defaults(run=run)


def ready() -> None:
    """Django, before anything touches a table."""
    import django

    django.setup()
