"""``commands.md``: the command line, from its own parser."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from kopri.node.reference.markdown import block, code, page, table

LEAD = """The command is `.venv/bin/kopri` after `make setup`. It answers 0 when all is well, 1 when a
check failed, 2 when what it was given was refused; then every fault is printed with its path, rule
and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One argument of a command."""

    name: str
    value: str
    default: str
    text: str


def commands() -> str:
    """The page."""
    return page("Commands", of="`src/kopri/node/console.py`", lead=LEAD, blocks=[
        part for path, parser in _leaves(_parser(), ()) for part in _command(path, parser)
    ])


def options(path: str) -> list[Option]:
    """The arguments of one command, named without ``kopri``. KeyError for another."""
    return _options(dict(_leaves(_parser(), ()))[tuple(path.split())])


def _parser() -> argparse.ArgumentParser:
    """The console's own. It imports these pages, so a plain import here would close a circle."""
    with _environment():
        parser = import_module("kopri.node.console")._parser()
    assert isinstance(parser, argparse.ArgumentParser)
    return parser


@contextmanager
def _environment() -> Iterator[None]:
    """Defaults that the environment gives are shown as those of an empty one."""
    kept = {name: os.environ.pop(name) for name in ("LANG",) if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def _leaves(
    parser: argparse.ArgumentParser, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command that has none below it."""
    below = [action for action in parser._actions
             if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield path, parser
    for action in below:
        for name, each in action.choices.items():
            yield from _leaves(each, (*path, name))


def _command(path: tuple[str, ...], parser: argparse.ArgumentParser) -> Iterator[str]:
    found = _options(parser)
    needed = [each.value if not each.name.startswith("-") else f"{each.name} {each.value}"
              for each in found if each.default == "needed"]
    yield f"## kopri {' '.join(path)}"
    if said := _help(path):
        yield said[0].upper() + said[1:] + "."
    yield block(" ".join(["kopri", *path, *needed, "[options]" if len(needed) < len(found) else ""]))
    if found:
        yield table(("argument", "value", "default", "meaning"), [
            (code(each.name), code(each.value), each.default, each.text) for each in found
        ])


def _help(path: tuple[str, ...]) -> str:
    """What the parser above says of a command."""
    parser, said = _parser(), ""
    for name in path:
        action = next(each for each in parser._actions
                      if isinstance(each, argparse._SubParsersAction))
        said = next((str(each.help or "") for each in action._choices_actions if each.dest == name), "")
        parser = action.choices[name]
    return said


def _options(parser: argparse.ArgumentParser) -> list[Option]:
    return [
        Option(name=max(action.option_strings, key=len, default=action.dest),
               value=_value(action), default=_default(action), text=str(action.help or ""))
        for action in parser._actions
        if not isinstance(action, argparse._HelpAction) and action.help != argparse.SUPPRESS
    ]


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    return (str(action.metavar) if action.metavar else action.dest).upper()


def _default(action: argparse.Action) -> str:
    if action.required:
        return "needed"
    return "" if action.default in (None, "", False) else code(str(action.default))
