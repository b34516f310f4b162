"""``rules.md``: every rule that may refuse something, and every other fault that may be named."""

import ast
from collections.abc import Iterator, Sequence
from inspect import cleandoc
from types import ModuleType

from kopri.kernel.rules import Rule
from kopri.node.reference.finding import calls, defined, modules, name_of, room_of, sources, text_of
from kopri.node.reference.markdown import code, page, table

LEAD = """A fault has a stable code, a message with `{placeholders}`, a path into what was sent, the
rule that it breaks and a remedy; all faults of a request are named at once. Messages and remedies
are translated (kk, tk, ru, en); codes never change. What *notice: lacking*, *lawful* and *likely*
say, and what is marked as a warning, refuses nothing."""
FAULTS = """Faults that are no rule of the border but of a format, a shape or an identifier. Where
the message is left open, it is put together from the place."""
HEADER = ("code", "message", "source", "remedy")
WARNINGS = ("warn", "notice")  # what is called to collect one


def rules() -> str:
    """The page."""
    return page("Rules", of="the `rules` modules", lead=LEAD, blocks=[
        *(part for module in modules("rules") for part in _module(module)),
        "## Faults of formats, shapes and identifiers", FAULTS, table((*HEADER, ""), _faults()),
    ])


def _module(module: ModuleType) -> Sequence[str]:
    rows = [
        (code(rule.code), cleandoc(rule.__doc__ or ""), rule.source, rule.remedy)
        for rule in defined(module, Rule) if issubclass(rule, Rule) and hasattr(rule, "code")
    ]
    return (f"## {room_of(module)}", table(HEADER, rows)) if rows else ()


def _faults() -> list[tuple[str, ...]]:
    found = {row for path, tree in sources() for row in _said(path, tree)}
    return sorted(found)


def _said(path: str, tree: ast.Module) -> Iterator[tuple[str, ...]]:
    """Calls that name a code and a message; a code without a dot is of its engine's family."""
    for call in calls(tree):
        words = {keyword.arg: keyword.value for keyword in call.keywords}
        named = text_of(words.get("code", call.args[0] if call.args else None))
        if not named or "message" not in words:
            continue
        whole = named if "." in named else f"{_family(path)}.{named}"
        yield (code(whole), text_of(words["message"]), text_of(words.get("rule")),
               text_of(words.get("remedy")), "warning" if name_of(call) in WARNINGS else "")


def _family(path: str) -> str:
    """What a file's codes begin with: its engine, or else the folder that it lies in."""
    parts = path.split("/")
    return parts[1] if parts[0] == "engines" else parts[-2]
