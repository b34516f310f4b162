"""The reading half of a mapping as one Python function, made once when the mapping is.

Walking the rows one by one took 205 microseconds for a waybill of ten items, the function takes a
third of that; ``walked`` is the plain walk, kept as what the function is held against.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from msgspec.structs import replace

Step = str | int
Problems = list[tuple[list[Step], str]]
Read = Callable[[Any, Problems], Any]


class Nested(Protocol):
    """A mapping, as far as reading goes."""

    def read(self, wire: Any, problems: Problems) -> Any | None: ...


class Partial(list[tuple[list[Step], str]]):
    """Problems of a document of which parts could not be read: what needs them says nothing."""


# What a function runs into where a required part is not there
LACKING = (AttributeError, LookupError, TypeError)


class NotCarried(ValueError):
    """What the wire says is well and has no place in the model: pointed out, not refused."""


class Remark(str):
    """The reason of a problem that refuses nothing."""


def reason(error: ValueError) -> str:
    """Why a value was not taken."""
    return Remark(error) if isinstance(error, NotCarried) else str(error)


Given = Sequence[tuple[str, tuple[Step, ...], Any]]


def said(value: Any) -> bool:
    """False for None, empty text and empty lists; True for a zero or a False that was stated."""
    return bool(value) or (value is not None and value != "" and value != ())


def reader(how: Any) -> Read | None:
    """The function that reads what stands at the end of a path; None takes it as it is."""
    if how is None:
        return None
    if hasattr(how, "mapping"):
        if how.through:
            return _grouped(how.mapping, how.through)
        return _single(how.mapping) if how.single else _each(how.mapping)
    if hasattr(how, "locate"):
        nested: Read = how.read
        return nested
    function = how.read
    return (lambda value, problems: function(value)) if function else _nothing


def _nothing(value: Any, problems: Problems) -> None:
    return None


def _grouped(mapping: Nested, through: str) -> Read:
    """A value for each entry of each group, read from the group as if it had no other."""
    each = _each(mapping)

    def read(groups: Any, problems: Problems) -> Any:
        return each([
            group if len(inside) < 2 else replace(group, **{through: (one,)})
            for group in groups
            for inside in [getattr(group, through)]
            for one in inside or (None,)
        ], problems)

    return read


def _each(mapping: Nested) -> Read:
    def read(values: Any, problems: Problems) -> tuple[Any, ...]:
        made = []
        for place, value in enumerate(values):
            before = len(problems)
            one = mapping.read(value, problems)
            if len(problems) > before:
                below(problems, before, place)
            if one is not None:
                made.append(one)
        return tuple(made)

    return read


def _single(mapping: Nested) -> Read:
    def read(value: Any, problems: Problems) -> tuple[Any, ...]:
        before = len(problems)
        one = mapping.read(value, problems)
        below(problems, before, 0)
        return () if one is None else (one,)

    return read


def below(problems: Problems, before: int, token: Step) -> None:
    """Put ``token`` in front of the problems that were added since ``before``."""
    for tokens, _ in problems[before:]:
        tokens.insert(0, token)


def walked(make: type[Any], given: Given) -> Read:
    """Reading row by row: the definition."""
    rows = [(name, steps, reader(how)) for name, steps, how in given]

    def read(wire: Any, problems: Problems) -> Any | None:
        found: dict[str, Any] = {}
        for name, steps, function in rows:
            value = wire
            for step in steps:
                value = value[step] if isinstance(step, int) else getattr(value, step)
                if not said(value):
                    break
            else:
                if name in found:
                    continue
                before = len(problems)
                made = value if function is None else _tried(function, value, problems)
                below(problems, before, name)
                if said(made):
                    found[name] = made
        return make(**found) if found else None

    return read


def _tried(function: Read, value: Any, problems: Problems) -> Any:
    try:
        return function(value, problems)
    except ValueError as error:
        problems.append(([], reason(error)))
    except LACKING:
        if not isinstance(problems, Partial):
            raise
    return None


def compiled(make: type[Any], given: Given) -> Read:
    """The same as ``walked``, as one function without loops."""
    scope: dict[str, Any] = {
        "make": make, "said": said, "below": below, "reason": reason, "Partial": Partial,
        "LACKING": LACKING,
    }
    lines = ["def read(wire, problems):", " found = {}"]
    seen: set[str] = set()
    for place, (name, steps, how) in enumerate(given):
        lines += _row(name, steps, how, place=place, scope=scope, again=name in seen)
        seen.add(name)
    lines.append(" return make(**found) if found else None")
    source = compile("\n".join(lines), f"<mapping of {make.__name__}>", "exec")
    exec(source, scope)  # noqa: S102 (made of this package's own tables)
    read: Read = scope["read"]
    return read


def _row(
    name: str, steps: tuple[Step, ...], how: Any, *, place: int, scope: dict[str, Any], again: bool
) -> Iterable[str]:
    """The lines of one row: names of members come from the mappings of this package only."""
    indent, source = " ", "wire"
    if again:
        yield f" if {name!r} not in found:"
        indent = "  "
    if not steps:
        yield f"{indent}v = wire"
    for index, step in enumerate(steps):
        source += f"[{step}]" if isinstance(step, int) else f".{step}"
        if isinstance(step, int) and index + 1 < len(steps):
            continue  # a list that is not empty has its first entry, and entries are never None
        yield f"{indent}v = {source}"
        last = index + 1 == len(steps)
        yield f"{indent}if v or v is False:" if last else f"{indent}if v:"
        indent, source = indent + " ", "v"
    function = reader(how)
    if function is None:
        yield f"{indent}found[{name!r}] = v"
        return
    leaf = not hasattr(how, "mapping") and not hasattr(how, "locate")
    scope[f"r{place}"] = how.read if leaf and how.read else function
    if not leaf:
        yield f"{indent}n = len(problems)"
    yield f"{indent}try:"
    yield f"{indent} v = r{place}({'v' if leaf and how.read else 'v, problems'})"
    yield f"{indent} if v or said(v): found[{name!r}] = v"
    yield from (indent + line for line in _caught(name, leaf=leaf))


def _caught(name: str, *, leaf: bool) -> Iterable[str]:
    yield "except ValueError as error:"
    yield f" problems.append(([{name!r}], reason(error)))"
    yield "except LACKING:"
    yield " if not isinstance(problems, Partial): raise"
    if not leaf:
        yield "else:"
        yield f" if len(problems) > n: below(problems, n, {name!r})"
