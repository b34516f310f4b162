"""``incidents.md``: what may be wrong with a log, by name, and what becomes of an entry."""

import ast
import re
from collections.abc import Iterator
from inspect import getsource

from kopri.journal import incidents as journal_incidents
from kopri.node.reference.finding import SOURCE, calls, name_of, sources, text_of
from kopri.node.reference.markdown import code, page, paragraph, table

LEAD = """*Proof* convinces a third party: the log is stopped, nothing more of it is applied or
cosigned. A *complaint* may be the accuser's invention: the round ends, the cursor stays where it
was, the next round tries again, and the incident closes once the log is followed to its end. An open
incident stands once for a code and an index."""
STATES = """## What becomes of an entry

An entry that was verified is always kept; one bad entry never stops its log."""
_COMMENT = re.compile(r'^\s*(?:"(?P<key>\w+)":|(?P<name>\w+) =).*?#\s*(?P<said>.+)$', re.MULTILINE)


def incidents() -> str:
    """The page."""
    said = _comments(getsource(journal_incidents))
    raised = _raised()
    rows = [
        (code(name), "proof" if proof else "complaint", said.get(name, ""),
         ", ".join(code(place) for place in sorted(raised.get(name, ()))))
        for name, proof in journal_incidents.CODES.items()
    ]
    return page("Incidents of the journal", of="`src/kopri/journal/incidents.py`", lead=LEAD, blocks=[
        table(("code", "is", "meaning", "found by"), rows), STATES, states(),
    ])


def states() -> str:
    """The states of an entry as a table, with what the code says of each.

    Read from the source: the journal's tables are its own and not imported here.
    """
    source = (SOURCE / "journal" / "models.py").read_text("utf-8")
    tree = next(node for node in ast.parse(source).body
                if isinstance(node, ast.ClassDef) and node.name == "State")
    said = _comments("\n".join(source.splitlines()[tree.lineno:tree.end_lineno]))
    rows = [
        (code(text_of(line.value)), said.get(ast.unparse(line.targets[0]), "its projections have seen it"))
        for line in tree.body if isinstance(line, ast.Assign)
    ]
    return paragraph(ast.get_docstring(tree)) + "\n\n" + table(("state", "meaning"), rows)


def _comments(source: str) -> dict[str, str]:
    """What the comments behind keys and names say."""
    return {found["key"] or found["name"]: found["said"] for found in _COMMENT.finditer(source)}


def _raised() -> dict[str, set[str]]:
    """Code -> functions of the journal that name it."""
    places: dict[str, set[str]] = {}
    for path, tree in sources():
        if path.startswith("journal/"):
            for name, place in _names(path, tree):
                places.setdefault(name, set()).add(place)
    return places


def _names(path: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        for call in calls(function):
            if name_of(call) in ("Rejected", "ValueError") and call.args:
                yield text_of(call.args[0]), f"{path.removesuffix('.py')}: {function.name}"
