"""Trees of plain values as XML elements, in the order of a grammar."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from kopri.engines.codecs.wire.grammar import Grammar, Record
from kopri.engines.codecs.wire.primitives import UNFIT, Primitive


def write(
    grammar: Grammar, root: str, tree: dict[str, Any], *, tag: str, namespaces: Mapping[str, str]
) -> bytes:
    """A tree of plain values as XML, in the order of the grammar; ``tag`` with its namespace."""
    shortest = {namespace: prefix for prefix, namespace in reversed(list(namespaces.items()))}
    nsmap: Any = {prefix or None: namespace for namespace, prefix in shortest.items()}
    element = etree.Element(tag, nsmap=nsmap)
    fill(element, grammar[root], tree, namespaces=namespaces)
    etree.cleanup_namespaces(element)
    etree.indent(element)
    return etree.tostring(element, encoding="utf-8", xml_declaration=True)


def fill(
    element: etree._Element, record: Record, tree: dict[str, Any], *, namespaces: Mapping[str, str]
) -> None:
    """Put a tree of plain values into an empty element."""
    for name, member in record.members.items():
        if name not in tree:
            continue
        value = tree[name]
        if member.attribute:
            element.set(name, value)
        elif name == "content" and record.simple:
            element.text = value
        else:
            for entry in value if member.many else [value]:
                child = etree.SubElement(element, f"{{{namespaces[member.prefix]}}}{member.tag}")
                kind = record.types[name]
                if isinstance(kind, Record):
                    fill(child, kind, entry, namespaces=namespaces)
                else:
                    child.text = written(kind, entry)


def unfit(value: Any, path: str) -> Iterator[str]:
    """The paths of the texts of a tree that hold what no XML may."""
    if isinstance(value, str):
        if UNFIT.search(value):
            yield path
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from unfit(part, path if name == "content" else f"{path}/{name}")
    elif isinstance(value, list):
        for place, part in enumerate(value, 1):
            yield from unfit(part, f"{path}[{place}]")


def written(kind: Primitive, value: Any) -> str:
    """A value as the text of an element."""
    return ("true" if value else "false") if kind.boolean else str(value)
