"""Where in the source the pages find what they describe."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from types import ModuleType

SOURCE = Path(__file__).resolve().parents[2]
ROOT = SOURCE.parents[1]
PACKED = ("rules", "states", "types")  # modules that may have grown into packages
ROOMS = ("kernel", "engines", "journal", "crossing", "domains")


def modules(name: str) -> list[ModuleType]:
    """Every module of that name, ``rules`` say, in the rooms of the business, the kernel first."""
    paths = [
        path for room in ROOMS for pattern in (f"{name}.py", f"{name}/*.py")
        for path in sorted((SOURCE / room).rglob(pattern))
    ]
    return [import_module(_dotted(path)) for path in paths]


def _dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(module: ModuleType) -> str:
    """What a module speaks for: ``queue`` for ``kopri.domains.queue.rules``, ``notice: lawful`` for
    a file of a package of that name."""
    *_, room, last, within = ("", *module.__name__.split("."))
    return f"{room}: {within}" if last in PACKED else last


def defined(module: ModuleType, base: type) -> list[type]:
    """The classes of a kind that a module defines, in its order."""
    return [
        value for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base)
        and value.__module__ == module.__name__
    ]


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every source file that is no migration: its path below ``src/kopri``, and its tree."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), _tree(path)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree, in the order of the source."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return iter(sorted(found, key=lambda node: (node.lineno, node.col_offset)))


def text_of(node: ast.AST | None) -> str:
    """A text that stands in the source, also in parts or as one of two; else nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return cleandoc(node.value)
    if isinstance(node, ast.IfExp):
        return " / ".join(filter(None, (text_of(node.body), text_of(node.orelse))))
    return ""


def name_of(call: ast.Call) -> str:
    """The last part of what is called."""
    called = call.func
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
