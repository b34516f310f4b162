"""``states.md``: the states of a case and of every domain, as tables and as pictures."""

from collections.abc import Iterator, Mapping
from enum import Enum
from inspect import getdoc
from types import ModuleType
from typing import Any

from kopri.node.reference.finding import modules, room_of
from kopri.node.reference.markdown import block, code, page, paragraph, table

LEAD = """A table of states says from where, by whom, to where. What a domain's state is, its
projection computes from entries; the phase of a case is folded from the milestones of both
sides' journals, so its table is a statement about that fold and not a lock."""
Step = tuple[str, str, str]


def states() -> str:
    """The page."""
    found = [module for module in modules("states") if hasattr(module, "TRANSITIONS")]
    return page("States", of="the `states` modules", lead=LEAD,
                blocks=[part for module in found for part in _module(module)])


def _module(module: ModuleType) -> Iterator[str]:
    steps = list(_steps(module.TRANSITIONS))
    kind: type[Enum] = type(next(iter(module.TRANSITIONS)))
    yield f"## {room_of(module)}"
    yield paragraph(getdoc(module))
    yield _table(steps)
    yield "Ends: " + (", ".join(map(code, _names(module.ENDS))) or "none") + "."
    yield block(_drawn(steps, first=str(next(iter(kind)).value), ends=_names(module.ENDS)), language="mermaid")
    if hasattr(module, "OVERTAKEN"):
        yield ("Written in ignorance and overtaken by a vehicle that comes all the same: "
               + ", ".join(map(code, _names(module.OVERTAKEN))) + ".")
    for name, title in (("TURNS", "Whose turn it is"), ("MILESTONES", "Which entry moves it")):
        if hasattr(module, name):
            yield f"### {title}"
            yield _mapping(getattr(module, name))


def _steps(transitions: Mapping[Enum, Any]) -> Iterator[Step]:
    """Rows (from, by, to); a table without actors leaves them out."""
    for start, ways in transitions.items():
        for way in ways:
            by, end = way if isinstance(way, tuple) else ("", way)
            yield str(start.value), str(getattr(by, "value", by)), str(end.value)


def _names(states_: Any) -> list[str]:
    return sorted(str(state.value) for state in states_)


def _table(steps: list[Step]) -> str:
    if any(by for _, by, _ in steps):
        return table(("from", "by", "to"), [tuple(map(code, step)) for step in steps])
    return table(("from", "to"), [(code(start), code(end)) for start, _, end in steps])


def _drawn(steps: list[Step], *, first: str, ends: list[str]) -> str:
    arrows = [f"    {start} --> {end}" + (f" : {by}" if by else "") for start, by, end in steps]
    closing = [f"    {end} --> [*]" for end in ends]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {first}", *arrows, *closing])


def _mapping(values: Mapping[Any, Any]) -> str:
    return table(("of", "is"), [
        (code(str(getattr(key, "value", key))), code(str(getattr(value, "value", value))))
        for key, value in values.items()
    ])
