"""The reference pages, written from the code and compared with it.

One module a page. Whatever has more than one truth (a list of kinds, of rules, of states, of
settings) is asked of the code that uses it; a page that is no longer what the code says fails a test.
"""

from collections.abc import Callable
from functools import cache
from typing import TextIO

from kopri.adapters.countries import load_pair
from kopri.engines.countrydata import PairData
from kopri.node.reference.api import api, openapi_json
from kopri.node.reference.board import board
from kopri.node.reference.commands import commands
from kopri.node.reference.finding import ROOT
from kopri.node.reference.glossary import glossary
from kopri.node.reference.imports import imports
from kopri.node.reference.incidents import incidents
from kopri.node.reference.journal import journal
from kopri.node.reference.kinds import kinds
from kopri.node.reference.permissions import permissions
from kopri.node.reference.rules import rules
from kopri.node.reference.settings import settings
from kopri.node.reference.states import states
from kopri.node.reference.timetable import timetable

FOLDER = ROOT / "docs" / "reference"
COUNTRIES = ROOT / "countries"
Page = Callable[[], str | None]


def pages() -> dict[str, Page]:
    """File name -> what it holds, or None where this environment cannot tell."""
    return {
        "kinds.md": lambda: kinds(pairs()), "states.md": states, "rules.md": rules,
        "permissions.md": permissions, "settings.md": settings, "api.md": api,
        "openapi.json": openapi_json, "board.md": board, "commands.md": commands, "timetable.md": timetable,
        "incidents.md": incidents, "glossary.md": lambda: glossary(pairs()),
        "journal.md": lambda: journal(COUNTRIES, pairs()[0].code), "imports.svg": imports,
    }


@cache
def pairs() -> tuple[PairData, ...]:
    """Every pair of the country data, by name."""
    folders = sorted(path for path in (COUNTRIES / "pairs").iterdir() if path.is_dir())
    return tuple(load_pair(COUNTRIES, folder.name) for folder in folders)


def write_reference(*, check: bool, out: TextIO) -> int:
    """Write the pages, or with ``check`` only say which are not as the code is; 1 if any is."""
    stale = 0
    for name, make in pages().items():
        text, path = make(), FOLDER / name
        if text is None:
            out.write(f"{name}: left as it is, the tool that draws it is not installed\n")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale += 1
            out.write(f"{name}: {'not as the code is' if check else 'written'}\n")
            if not check:
                path.write_text(text, "utf-8")
    out.write(f"{stale} of {len(pages())} pages {'are stale' if check else 'have changed'}\n")
    return int(check and stale > 0)
