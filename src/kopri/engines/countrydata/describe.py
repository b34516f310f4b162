"""The reference of the data's files and columns, written from the row types.

``docs/reference/country-data.md`` is what ``reference`` returns; a test compares the two.
"""

from collections.abc import Iterator
from inspect import getdoc
from typing import Any

import msgspec
from msgspec import inspect

from kopri.engines.countrydata.assemble import file_of
from kopri.engines.countrydata.cells import Row
from kopri.engines.countrydata.pair import Country, Pair, Reference

HEAD = """# Country data

Written from the row types in `src/kopri/engines/countrydata`; a test compares. To renew it:

    .venv/bin/python -c "from kopri.engines.countrydata.describe import reference; \\
    print(reference(), end='')" > docs/reference/country-data.md

A table is UTF-8 CSV (RFC 4180) with a header. A list in a cell is parted by `;`. An empty cell
takes the column's default; columns marked *needed* may not be empty. Unknown files, columns and ids
are refused. A node does not start on faulty data and says where, every fault at once.

Every row and every TOML table has `source` (ids of `reference/sources.csv`, a word in brackets says
what part it is for) and `confidence` (high, medium, low, assumption, none, fictional);
`confidence_note` keeps a finer judgement, of which `confidence` is the lowest. A row whose source
names a marker (assumption, general-knowledge, not-kept, not-found, house, fictional) is never shown
as a sourced fact.

`house` is this project's own decision. In `exchange.csv` it was: what is not listed never leaves
its node; corridors, steps and reasons of a control reach no other side, and a row that tells them is refused;
a carrier's name travels only within a notice; the weight of one side is information for the other.
"""
PLACES: tuple[tuple[str, type[Any]], ...] = (
    ("countries/&lt;iso2&gt;/", Country),
    ("countries/pairs/&lt;a&gt;-&lt;b&gt;/", Pair),
    ("countries/reference/", Reference),
)
WORDS: dict[type[Any], str] = {
    inspect.StrType: "text",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "true or false",
    inspect.DateType: "date, YYYY-MM-DD",
    inspect.DecimalType: "number",
}


def reference() -> str:
    """The whole page as Markdown."""
    return "\n".join([HEAD, *_places()]) + "\n"


def _places() -> Iterator[str]:
    for place, shape in PLACES:
        yield f"## {place}\n"
        for field in msgspec.structs.fields(shape):
            name, row = file_of(shape, field)
            yield from _file(name=name, row=row, needed=field.required)


def _file(*, name: str, row: type[Any], needed: bool) -> Iterator[str]:
    yield f"### {name}\n"
    yield (getdoc(row) or "") + ("" if needed else "\n\nThis file may be left out.") + "\n"
    yield "| column | holds | |"
    yield "|---|---|---|"
    common = {field.name for field in msgspec.structs.fields(Row)}
    for field in msgspec.structs.fields(row):
        if field.name not in common:
            mark = "needed" if field.required else ""
            unique = ", unique" if field.name in row.unique else ""
            yield f"| {field.name} | {_holds(inspect.type_info(field.type))} | {mark}{unique} |"
    yield ""


def _holds(shape: inspect.Type) -> str:
    """In words: the description if there is one, then the kind of value."""
    if isinstance(shape, inspect.Metadata):
        said = (shape.extra_json_schema or {}).get("description", "")
        kind = _holds(shape.type)
        return f"{said} ({kind})" if said else kind
    if isinstance(shape, inspect.UnionType):
        return _holds(next(one for one in shape.types if not isinstance(one, inspect.NoneType)))
    if isinstance(shape, inspect.VarTupleType):
        return f"list: {_holds(shape.item_type)}"
    if isinstance(shape, inspect.LiteralType):
        return "one of " + ", ".join(str(value) for value in shape.values if value != "")
    if isinstance(shape, inspect.StructType):
        return "table: " + ", ".join(field.name for field in shape.fields)
    return WORDS[type(shape)]
