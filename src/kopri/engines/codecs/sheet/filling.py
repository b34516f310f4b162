"""Between cells and the model: each field's path, read and written by the one table of fields."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec

from kopri.engines.codecs.sheet.fields import BY_CODE, Field, Part, fields_of
from kopri.engines.codecs.sheet.grid import Cell, Raw
from kopri.engines.codecs.sheet.kinds import KINDS, Wrong, read_money, write_money
from kopri.engines.codecs.sheet.layout import Cells, Told
from kopri.engines.codecs.wire.grammar import Findings
from kopri.kernel.consignment import Consignment, Value
from kopri.kernel.consignment.checks import TRAILERS

# The equipment that a path names: which categories it may have, and the one if none is said.
_NAMED = {"trailer": (TRAILERS, "SM"), "container": (frozenset({"CN"}), "CN")}
_LISTS = {"equipment", "main_carriage", "border_crossing", "procedures", "packages",
          "dangerous_goods", "items", "documents"}
_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}
Places = dict[str, Cell]
Written = dict[str, Raw]


class Filling:
    """Makes one consignment; ``places``: which cell each of its fields came from."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.places: Places = {}

    def consignment(self, told: Told) -> Consignment:
        """Everything that could be read; the rest is in the findings."""
        tree: dict[str, Any] = {}
        self._fill(tree, told.own, prefix="")
        invoiced = told.own.get("invoice_currency")
        for name, rows in (("items", told.goods), ("documents", told.documents)):
            for number, cells in enumerate(rows):
                node: dict[str, Any] = {}
                if "value" in cells and "currency" not in cells and invoiced:
                    cells = cells | {"currency": invoiced._replace(code="currency")}
                self._fill(node, cells, prefix=f"/{name}/{number}")
                tree.setdefault(name, []).append(node)
        return msgspec.convert(tree, Consignment)

    def _fill(self, tree: dict[str, Any], cells: Cells, *, prefix: str) -> None:
        for code, cell in cells.items():
            one = BY_CODE[code]
            if not one.path:
                continue
            try:
                value = self._value(one, cells)
            except Wrong as wrong:
                self._wrong(wrong, cell)
                continue
            if value != "" and value != []:
                self._put(tree, one.path.split("."), value, cell=cell, prefix=prefix)

    def _value(self, one: Field, cells: Cells) -> Any:
        if cells[one.code].text in _ERRORS:
            raise Wrong(code="formula", message="The formula of this cell has an error for a value.",
                        remedy="Write the value itself.")
        if one.kind != "money":
            return KINDS[one.kind].read(cells[one.code])
        beside = cells.get(one.beside)
        currency = KINDS["currency"].read(beside) if beside else ""
        return msgspec.to_builtins(read_money(cells[one.code], currency))

    def _wrong(self, wrong: Wrong, cell: Cell) -> None:
        self._findings.incomplete = True
        self._findings.fault(
            code=wrong.code, message=wrong.message, path=cell.path, remedy=wrong.remedy,
            rule=wrong.rule, params={"value": cell.text[:80], "line": cell.row},
        )

    def _put(
        self, tree: dict[str, Any], steps: list[str], value: Any, *, cell: Cell, prefix: str
    ) -> None:
        node: Any = tree
        pointer = prefix
        for step in steps[:-1]:
            node, step = _into(node, step)
            pointer += f"/{step}"
        node[steps[-1]] = value
        self.places[f"{pointer}/{steps[-1]}"] = cell

    def place(self, tokens: list[str | int]) -> tuple[str, int]:
        """The cell that a field of the model came from, or the nearest to it."""
        pointer = "".join(f"/{token}" for token in tokens)
        while True:
            cell = self.places.get(pointer) or self._first_within.get(pointer)
            if cell or not pointer:
                return (cell.path, cell.row) if cell else ("", 0)
            pointer = pointer.rpartition("/")[0]

    @cached_property
    def _first_within(self) -> Places:
        """The first cell of each part of the consignment."""
        first: Places = {}
        for pointer, cell in self.places.items():
            while pointer := pointer.rpartition("/")[0]:
                first.setdefault(pointer, cell)
        return first


def _into(node: Any, step: str) -> tuple[Any, str]:
    """One step down the tree that is being made; the step as the model counts it."""
    if isinstance(node, dict):
        return node.setdefault(step, [] if step in _LISTS else {}), step
    if step in _NAMED:
        kinds, kind = _NAMED[step]
        for place, one in enumerate(node):
            if one["category_code"] in kinds:
                return one, str(place)
        node.append({"category_code": kind})
        return node[-1], str(len(node) - 1)
    while len(node) <= int(step):
        node.append({})
    return node[int(step)], step


class Emptying:
    """The way back: the cells of a consignment. ``carried``: pointers of what they say."""

    def __init__(self, consignment: Consignment) -> None:
        self._whole = consignment
        self.carried: set[str] = set()
        self.own = self._cells(consignment, Part.JOURNEY, Part.CONSIGNMENT)
        self.goods = [self._cells(item, Part.GOODS, prefix=f"/items/{place}")
                      for place, item in enumerate(consignment.items)]
        self.documents = [self._cells(one, Part.DOCUMENT, prefix=f"/documents/{place}")
                          for place, one in enumerate(consignment.documents)]

    def omissions(self) -> tuple[str, ...]:
        """What the consignment says and no cell does."""
        return tuple(pointer for pointer in _leaves(self._whole, "")
                     if pointer not in self.carried)

    def _cells(self, value: Value, *parts: Part, prefix: str = "") -> Written:
        cells: Written = {}
        for one in fields_of(*parts):
            steps = one.path.split(".") if one.path else []
            found = _reached(value, steps, prefix) if steps else None
            if found is not None:
                self._write(one, found, cells=cells)
        return cells

    def _write(self, one: Field, found: tuple[Any, str, str], *, cells: Written) -> None:
        value, pointer, category = found
        if one.kind == "money":
            cells[one.code], cells[one.beside] = write_money(value)
            self.carried |= {f"{pointer}/minor", f"{pointer}/currency"}
            return
        kind = KINDS[one.kind]
        cell = kind.write(value)
        if one.kind != "text" and not _survives(one, cell, value):
            return
        cells[one.code] = cell
        self.carried |= {pointer, category} if category else {pointer}
        if one.kind == "seals":
            self.carried |= {f"{pointer}/{place}/identifier" for place in range(len(value))}


def _survives(one: Field, cell: Raw, value: Any) -> bool:
    """True where reading the cell gives the value again."""
    try:
        back = KINDS[one.kind].read(Cell(cell, 1, 1))
    except Wrong:
        return False
    if one.kind == "seals":
        return bool(back == [{"identifier": seal.identifier} for seal in value])
    return bool((tuple(back) if isinstance(back, list) else back) == value)


def _reached(value: Any, steps: list[str], prefix: str) -> tuple[Any, str, str] | None:
    """What a path leads to, its pointer, and the pointer of the category that named it."""
    pointer, category = prefix, ""
    for step in steps:
        if isinstance(value, tuple):
            place = _place(value, step)
            if place is None:
                return None
            value, pointer = value[place], f"{pointer}/{place}"
            category = f"{pointer}/category_code" if step in _NAMED else category
        else:
            value, pointer = getattr(value, step, None), f"{pointer}/{step}"
        if value is None or value == "" or value == ():
            return None
    return value, pointer, category


def _place(values: tuple[Any, ...], step: str) -> int | None:
    if step in _NAMED:
        kinds = _NAMED[step][0]
        return next((place for place, one in enumerate(values) if one.category_code in kinds), None)
    return int(step) if int(step) < len(values) else None


def _leaves(value: Any, pointer: str) -> Iterator[str]:
    if isinstance(value, Value):
        for name in value.__struct_fields__:
            yield from _leaves(getattr(value, name), f"{pointer}/{name}")
    elif isinstance(value, tuple) and value and isinstance(value[0], Value):
        for place, one in enumerate(value):
            yield from _leaves(one, f"{pointer}/{place}")
    elif value is not None and value != "" and value != ():
        yield pointer
