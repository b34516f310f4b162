"""``kopri node rotate``: a new key beside the old one, announced in the journal."""

import argparse
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kopri.node.commands import names_node, ready

USES = ("log", "witness", "http")
_SPAN = re.compile(r"([0-9]{1,6})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def rotate_command(parser: argparse.ArgumentParser) -> None:
    """``--key`` makes a new key; ``--due`` says which are old enough."""
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--key", choices=USES, help="the use of the key that is followed by a new one")
    wanted.add_argument("--due", action="store_true", help="say which keys are due, by keys.toml")
    parser.add_argument("--overlap", type=span, metavar="30d",
                        help="how long both hold: a number and s, m, h or d; keys.toml if not given")
    names_node(parser, run=_rotate)


def span(text: str) -> timedelta:
    """``90s``, ``12h``, ``30d``."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("a number and s, m, h or d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _rotate(given: argparse.Namespace) -> int:
    ready()
    from kopri.node.home import Home
    from kopri.node.wiring import build

    home = Home(Path(os.environ["KOPRI_HOME"]))
    house = build(home)
    now = datetime.now(UTC)
    if given.due:
        from kopri.interfaces.cli.keys import say_due

        return say_due(house, now=now)
    from kopri.node.rotating import rotate

    named = rotate(home, house, use=given.key, overlap=given.overlap, now=now)
    print(f"{named.key}\nis the new {given.key} key; the one before it holds until {named.old_end}")
    return 0
