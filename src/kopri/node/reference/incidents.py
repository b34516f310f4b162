"""``incidents.md``: what may be wrong with a log, by name, and what becomes of an entry."""

import ast
import re

from kopri.journal.charges import CHARGES, Weight
from kopri.node.reference.finding import SOURCE, text_of
from kopri.node.reference.markdown import code, page, paragraph, table

LEAD = """A *proof* convinces anyone: the log is stopped, nothing more of it is applied or cosigned, and
the incident keeps an evidence file that `kopri journal judge` confirms on any machine. A *complaint*
may be the accuser's invention: it is shown, asked for again, at mirrors too, and never punished."""
ENDS = {
    Weight.PROOF: "nothing ends it",
    Weight.TREE: "the log's own node shows better",
    Weight.OPENING: "anybody serves it",
    Weight.ENTRY: "an upgrade reads it",
}
ENDED_HERE = "this node is set right"
STATES = """## What becomes of an entry

An entry that was verified is always kept; one bad entry never stops its log."""
_COMMENT = re.compile(r'^\s*(?:"(?P<key>\w+)":|(?P<name>\w+) =).*?#\s*(?P<said>.+)$', re.MULTILINE)


def incidents() -> str:
    """The page."""
    rows = [
        (code(name), "proof" if charge.weight is Weight.PROOF else "complaint", charge.message,
         charge.remedy, ENDS.get(charge.weight, ENDED_HERE))
        for name, charge in CHARGES.items()
    ]
    header = ("code", "is", "meaning", "what to do", "ends when")
    return page("Incidents of the journal", of="`src/kopri/journal/charges.py`", lead=LEAD, blocks=[
        table(header, rows), STATES, states(),
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
