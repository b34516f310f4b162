"""The reference pages of the consignment model and of the formats, made from the code itself."""

from collections.abc import Iterator
from typing import Annotated, get_args, get_origin, get_type_hints

from msgspec import Meta

from kopri.engines.codecs.registry import CODECS
from kopri.engines.codecs.sheet.codec import SheetCodec
from kopri.engines.codecs.sheet.fields import FIELDS, Part
from kopri.engines.codecs.wire.mapping import Each, Mapping
from kopri.engines.codecs.wire.xml_codec import XmlCodec
from kopri.kernel import consignment

_NOTICE = """Written from the code; a test compares. To renew it:

    .venv/bin/python -c "from kopri.engines.codecs.reference import {page}; \\
    print({page}(), end='')" > docs/reference/{file}.md
"""


def model_page() -> str:
    """The consignment model in Markdown: each value, its fields, their UN/CEFACT terms."""
    parts = ["# The consignment\n", _NOTICE.format(page="model_page", file="consignment")]
    for name in consignment.__all__:
        kind = getattr(consignment, name)
        if name == "Value" or not hasattr(kind, "__struct_fields__"):
            continue
        parts.append(f"## {name}\n")
        parts.append("| field | kind | UN/CEFACT term |\n|---|---|---|")
        hints = get_type_hints(kind, include_extras=True)
        for field in kind.__struct_fields__:
            shown, meta = get_args(hints[field])[:2]
            term = meta.description if isinstance(meta, Meta) else ""
            parts.append(f"| {field} | {_shown(shown)} | {term} |")
        parts.append("")
    return "\n".join(parts)


def _shown(kind: object) -> str:
    """A type in words."""
    if get_origin(kind) is Annotated:
        return _shown(get_args(kind)[0])
    inner = [part for part in get_args(kind) if part not in (type(None), ...)]
    if get_origin(kind) is tuple:
        return f"list of {_shown(inner[0])}"
    if inner:
        return _shown(inner[0])
    name = getattr(kind, "__name__", str(kind))
    return {"str": "text", "int": "integer", "bool": "yes or no", "Decimal": "decimal"}.get(
        name, name
    )


def formats_page() -> str:
    """The formats in Markdown: what each is called, and which member is which field."""
    parts = ["# Formats of consignments\n", _NOTICE.format(page="formats_page", file="codecs")]
    for codec in CODECS:
        ways = "read and written" if codec.writes else "read"
        parts.append(f"## {codec.name}: {codec.title}\n\n{codec.media_type}, {ways}.\n")
        if isinstance(codec, SheetCodec):
            parts += _columns()
        for title, mapping in _mappings(codec):
            parts += [f"{title}\n"] if title else []
            parts += _tables(mapping)
    return "\n".join(parts)


def _columns() -> Iterator[str]:
    """The spreadsheet's columns, which are the same in CSV and XLSX."""
    yield "| column | title | field |\n|---|---|---|"
    prefix = {Part.GOODS: "items[].", Part.DOCUMENT: "documents[]."}
    for one in FIELDS:
        path = f"{prefix.get(one.part, '')}{one.path}" if one.path else "currency of the amount"
        yield f"| {one.code} | {one.said('en')} | {path} |"
    yield ""


def _mappings(codec: object) -> Iterator[tuple[str, Mapping]]:
    """The mappings of a codec, once each, with the root elements that they serve."""
    if not isinstance(codec, XmlCodec):
        mapping = getattr(codec, "mapping", None)
        if isinstance(mapping, Mapping):
            yield "", mapping
        return
    served: dict[int, tuple[Mapping, list[str]]] = {}
    silent = []
    for tag, root in codec.roots.items():
        name = tag.rpartition("}")[2]
        if root.mapping is None:
            silent.append(name)
        else:
            served.setdefault(id(root.mapping), (root.mapping, []))[1].append(name)
    for mapping, names in served.values():
        without = f" Refused, for want of a consignment: {', '.join(silent)}." if silent else ""
        yield f"Root elements: {', '.join(names)}.{without}", mapping


def _tables(mapping: Mapping) -> Iterator[str]:
    """A table for each mapping, once; a nested value names the table that has its rows."""
    names: dict[int, str] = {}
    waiting = [mapping]

    def named(one: Mapping) -> str:
        if id(one) not in names:
            kind = one.make.__name__
            count = sum(name.split(" ")[0] == kind for name in names.values())
            names[id(one)] = f"{kind} ({count + 1})" if count else kind
            waiting.append(one)
        return names[id(one)]

    named(waiting.pop())
    while waiting:
        one = waiting.pop(0)
        yield f"### {names[id(one)]}\n"
        yield "| field | member |\n|---|---|"
        for name, steps, how in one.given:
            path = ".".join(filter(None, (*map(str, steps), getattr(how, "at", ""))))
            nested = how.mapping if isinstance(how, Each) else how
            if isinstance(nested, Mapping):
                path += f"{'[]' if isinstance(how, Each) else ''}: {named(nested)}"
            yield f"| {name} | {path} |"
        yield ""
