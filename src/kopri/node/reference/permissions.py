"""``permissions.md``: what each role may do, found by asking the permissions themselves."""

import ast
from collections.abc import Callable, Iterator, Sequence
from inspect import getdoc, getmembers, isfunction, signature
from types import ModuleType

from kopri.kernel.actor import Actor, Role
from kopri.node.reference.finding import calls, modules, name_of, room_of, sources
from kopri.node.reference.markdown import code, page, paragraph, table

LEAD = """Every permission was asked for every role. *own* means: for what is the person's or the
service's own, and for nothing else. `system` is the node acting by a stated rule; `peer` is the
neighbour's node, which reads the journal and does nothing here."""
OPERATIONS = """## What each operation asks

An operation is refused with `permission.denied` unless all of these hold. `tx.actor` is who acts;
what is written is written for the side of the actor's own node, whatever was sent."""
OWN, OTHER = "own", "another"


def permissions() -> str:
    """The page."""
    return page("Permissions", of="the `permissions` modules or the operations", lead=LEAD, blocks=[
        *(part for module in modules("permissions") for part in _module(module)),
        OPERATIONS, table(("operation", "asks"), _operations()),
    ])


def _module(module: ModuleType) -> Iterator[str]:
    asked = [each for name, each in getmembers(module, isfunction) if name.startswith("may_")]
    asked.sort(key=lambda each: each.__code__.co_firstlineno)
    yield f"## {room_of(module)}"
    yield table(("may", *(role.value for role in Role), "in words"), [
        (each.__name__.removeprefix("may_"), *(_answer(each, role) for role in Role),
         paragraph(getdoc(each)))
        for each in asked
    ])


def _answer(ask: Callable[..., bool], role: Role) -> str:
    """``yes``, ``own`` or nothing."""
    actor = Actor(node="node", side="side", role=role, person=OWN, post=OWN, service=OWN)
    about = [name for name in signature(ask).parameters if name != "actor"]
    if ask(actor, **dict.fromkeys(about, OTHER)):
        return "yes"
    return "own" if ask(actor, **dict.fromkeys(about, OWN)) else ""


def _operations() -> Iterator[tuple[str, str]]:
    for path, tree in sources():
        functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        for name, node in functions.items():
            asked = _required(node, functions=functions, seen=(name,))
            if asked and not name.startswith("_"):
                yield code(f"{path.removesuffix('.py')}: {name}"), "; ".join(asked)


def _required(
    node: ast.FunctionDef, *, functions: dict[str, ast.FunctionDef], seen: Sequence[str]
) -> list[str]:
    """What is required in a function, and in those of its own file that it calls."""
    asked: list[str] = []
    for call in calls(node):
        name = name_of(call)
        if name == "require" and call.args:
            asked.append(code(ast.unparse(call.args[0])))
        elif name in functions and name not in seen:
            asked += _required(functions[name], functions=functions, seen=(*seen, name))
    return list(dict.fromkeys(asked))
