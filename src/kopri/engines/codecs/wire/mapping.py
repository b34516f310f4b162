"""One table per format that says which wire member is which field of the model, read both ways.

A row is ``(field, path, how)``: the path leads through the wire's structs (numbers are places in
lists, an empty path is the struct itself); ``how`` is a ``Leaf`` (a pair of functions), a
``Mapping`` (one nested value) or ``Each(mapping)`` (a list of them); None takes the text as it is.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from kopri.engines.codecs.wire.compiling import Problems, Read, Step, compiled
from kopri.engines.codecs.wire.grammar import Record
from kopri.engines.codecs.wire.primitives import Primitive
from kopri.kernel.consignment import Value


@dataclass(frozen=True, slots=True)
class Leaf:
    """``read``: wire to model, ValueError where it cannot; ``write``: the way back.

    ``at``: where below the row's path the value stands, for those who look for it.
    """

    read: Callable[[Any], Any] | None
    write: Callable[[Any], Any] | None
    at: str = ""


class Otherwise(Leaf):
    """The way where a grammar has no member for the paths of the rows before."""


@dataclass(frozen=True, slots=True)
class Each:
    """A list of nested values; ``single``: the wire says one of them, and not as a list.

    ``through``: the wire groups them: each entry has a list of that name, and every one in it
    is a value of its own, with what the entry says of all. ``only``: which values the list has
    room for; the others are left out.
    """

    mapping: "Mapping"
    single: bool = False
    through: str = ""
    only: Callable[[Any], bool] | None = None


class Grouped(int):
    """The place of a value in a list whose entries are grouped on the wire."""

    through: str

    def __new__(cls, place: int, through: str) -> Self:
        """``through``: the name of the groups' lists."""
        made = super().__new__(cls, place)
        made.through = through
        return made


How = Leaf | Each | None
Row = tuple[str, str] | tuple[str, str, "Leaf | Each | Mapping | None"]


class Mapping:
    """The rows of one value of the model.

    ``complete``: what the wire says besides the rows, made of the whole value after them.
    ``yields``: a field that has the same place as another, and is left out beside it.
    """

    def __init__(
        self, make: type[Value], *rows: Row, fixed: Iterable[tuple[str, Any]] = (),
        complete: Callable[[Any, dict[str, Any]], None] | None = None,
        yields: Table[str, str] | None = None,
    ) -> None:
        self.make = make
        self.yields = yields or {}
        self.complete = complete
        self.rows: dict[str, tuple[tuple[Step, ...], Leaf | Each | Mapping | None]] = {}
        self.fixed = [(_steps(path), value) for path, value in fixed]
        self._writes: list[
            tuple[str, tuple[Step, ...], Callable[[Any], Any] | None]
        ] = []
        for row in rows:
            self._add(row[0], _steps(row[1]), row[2] if len(row) == 3 else None)

        self.given = [
            (row[0], _steps(row[1]), row[2] if len(row) == 3 else None) for row in rows
        ]

    def _add(self, name: str, steps: tuple[Step, ...], how: "Leaf | Each | Mapping | None") -> None:
        if name not in self.make.__struct_fields__:
            raise ValueError(f"{self.make.__name__} has no {name}")
        self.rows.setdefault(name, (steps, how))
        if not isinstance(how, Leaf) or how.write is not None:
            self._writes.append((name, steps, _writer(how)))

    @cached_property
    def _read(self) -> Read:
        """Made when it is first needed: a process reads few of the formats."""
        return compiled(self.make, self.given)

    def read(self, wire: Any, problems: Problems) -> Any | None:
        """The model's value; None where the wire says nothing of it. Adds to ``problems``.

        What the wire says that has no meaning (a date that does not exist) is left out and
        becomes a problem: the model's tokens and a reason.
        """
        return self._read(wire, problems)

    def write(self, value: Any) -> dict[str, Any]:
        """The wire as plain values; empty fields are left out."""
        tree: dict[str, Any] = {}
        for name, steps, writer in self._writes:
            sent = getattr(value, name)
            if sent is None or sent == "" or sent == () or self._gives_way(name, value):
                continue
            made = sent if writer is None else writer(sent)
            if made is not None and made != {} and made != []:
                _put(tree, steps, made)
        for steps, constant in self.fixed if tree else ():
            _put(tree, steps, constant)
        if self.complete:
            self.complete(value, tree)
        return tree

    def _gives_way(self, name: str, value: Any) -> bool:
        return name in self.yields and bool(getattr(value, self.yields[name]))

    def locate(self, tokens: Iterable[Step]) -> list[Step]:
        """Where on the wire a field of the model stands: model tokens to wire tokens."""
        path: list[Step] = []
        here: Mapping | None = self
        how: Leaf | Each | Mapping | None = None
        for token in tokens:
            if isinstance(token, int):
                path.extend(_places(how, token))
                continue
            if here is None or token not in here.rows:
                break
            steps, how = here.rows[token]
            path.extend(steps)
            path.extend(_steps(how.at) if isinstance(how, Leaf) else ())
            nested = how.mapping if isinstance(how, Each) else how
            here = nested if isinstance(nested, Mapping) else None
        return path

    def within(
        self, record: Record, *, only: Table[str, Callable[[Any], bool]] | None = None
    ) -> "Mapping":
        """The rows, and what is fixed, that a smaller grammar of the same family still has.

        ``only``: see ``Each``, by the name of the field.
        """
        rows: list[Row] = []
        for name, steps, how in self.given:
            kind = reached(record, steps)
            if isinstance(how, Leaf) and how.at and not reached(record, (*steps, *_steps(how.at))):
                continue
            if kind is None or (isinstance(how, Otherwise) and name in {row[0] for row in rows}):
                continue
            if isinstance(how, Each | Mapping):
                assert isinstance(kind, Record)
                inner = (how.mapping if isinstance(how, Each) else how).within(kind)
                how = replace(
                    how, mapping=inner, only=(only or {}).get(name, how.only)
                ) if isinstance(how, Each) else inner
            rows.append((name, ".".join(map(str, steps)), how))
        fixed = [(".".join(map(str, steps)), value) for steps, value in self.fixed
                 if reached(record, steps) is not None]
        return Mapping(self.make, *rows, fixed=fixed, complete=self.complete, yields=self.yields)

    def omissions(self, value: Value, path: str = "") -> Iterator[str]:
        """JSON pointers of what the value says and this format cannot carry."""
        for name in value.__struct_fields__:
            sent = getattr(value, name)
            if sent is None or sent == "" or sent == ():
                continue
            if any(name == one for one, _, _ in self._writes) and not self._gives_way(name, value):
                yield from _left_out(self.rows[name][1], sent, f"{path}/{name}")
            else:
                yield f"{path}/{name}"


def _left_out(how: Leaf | Each | Mapping | None, sent: Any, path: str) -> Iterator[str]:
    """What of a value has no room at the place that there is for it."""
    if isinstance(how, Mapping):
        yield from how.omissions(sent, path)
    elif isinstance(how, Each):
        for place, part in enumerate(sent):
            if (place and how.single) or (how.only and not how.only(part)):
                yield f"{path}/{place}"
            else:
                yield from how.mapping.omissions(part, f"{path}/{place}")
    elif how is not None and how.write is not None and how.write(sent) is None:
        yield path  # there is a place, but not for this value


def reached(record: Record, steps: Iterable[Step]) -> Record | Primitive | None:
    """The kind that a path leads to in a grammar; None where there is no such path."""
    kind: Record | Primitive = record
    for step in steps:
        if isinstance(step, int):
            continue
        if not isinstance(kind, Record) or step not in kind.types:
            return None
        kind = kind.types[step]
    return kind


def _steps(path: str) -> tuple[Step, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split(".") if step)


def _places(how: object, token: int) -> tuple[Step, ...]:
    """The wire's step to a place in the model's list."""
    if isinstance(how, Leaf) or (isinstance(how, Each) and how.single):
        return ()
    return (Grouped(token, how.through) if isinstance(how, Each) and how.through else token,)


def _writer(how: "Leaf | Each | Mapping | None") -> Callable[[Any], Any] | None:
    if isinstance(how, Mapping):
        return how.write
    if isinstance(how, Each):
        mapping, only = how.mapping, how.only
        if how.single:
            return lambda values: mapping.write(values[0])
        return lambda values: [
            made for value in values
            if (only is None or only(value)) and (made := mapping.write(value))
        ]
    return how.write if how else None


def _put(tree: dict[str, Any], steps: tuple[Step, ...], value: Any) -> None:
    """Put ``value`` at the end of ``steps``, making objects and lists on the way."""
    for step in reversed(steps):
        value = [*({} for _ in range(step)), value] if isinstance(step, int) else {step: value}
    merged(tree, value)


def merged(old: Any, new: Any) -> Any:
    """``new`` put into ``old``: objects and lists grow together, all else is replaced."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in new.items():
            old[name] = merged(old[name], value) if name in old else value
        return old
    if isinstance(old, list) and isinstance(new, list):
        for place, value in enumerate(new):
            if place < len(old):
                old[place] = merged(old[place], value)
            else:
                old.append(value)
        return old
    return new
