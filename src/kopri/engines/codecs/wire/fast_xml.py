"""XML without any fault, quickly: one function per record of a grammar, made once.

As soon as something is out of the ordinary (a fault, a placeholder, a unit that must be assumed)
it gives up, and ``wire_xml.XmlReader``, which says everything, reads instead. A test holds the two
together.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from kopri.engines.codecs.wire.grammar import Record
from kopri.engines.codecs.wire.primitives import Primitive, is_doubtful, is_placeholder

_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
Take = Callable[[etree._Element], Any]


def _nobody(element: etree._Element) -> Any:
    raise _Odd


_NO_ROW: tuple[str, int, bool, Take] = ("", -2, False, _nobody)


class _Odd(Exception):
    """Something that the careful reader must look at."""


class FastXmlReader:
    """``read`` gives the same struct as the careful reader, or None where that one must look."""

    def __init__(self, record: Record, namespaces: Mapping[str, str]) -> None:
        self._namespaces = namespaces
        self._made: dict[str, Take] = {}
        self._take = self._record(record)

    def read(self, element: etree._Element) -> Any | None:
        """The record's struct; None where there is anything to say about the document."""
        if not len(element) and not element.attrib:
            return None
        try:
            return self._take(element)
        except _Odd:
            return None

    def _record(self, record: Record) -> Take:
        if record.name not in self._made:
            make = _simple if record.simple else self._complex
            self._made[record.name] = make(record)
        return self._made[record.name]

    def _rows(self, record: Record) -> dict[str, tuple[str, int, bool, Take]]:
        """Tag -> member, its place in the order, whether there may be many, how it is taken."""
        rows: dict[str, tuple[str, int, bool, Take]] = {}
        for place, member in enumerate(record.members.values()):
            if not member.attribute:
                kind = record.types[member.name]
                take = self._record(kind) if isinstance(kind, Record) else _plain(kind)
                tag = f"{{{self._namespaces[member.prefix]}}}{member.tag}"
                rows[tag] = (member.name, place, member.many, take)
        return rows

    def _complex(self, record: Record) -> Take:
        rows, struct = self._rows(record), record.struct
        attributes, complete = _attributes(record), _complete(record)

        def take(element: etree._Element) -> Any:
            found, lists = attributes(element), dict[str, list[Any]]()
            last = -1
            if _stray(element.text):
                raise _Odd
            for child in element:
                name, place, many, read = rows.get(child.tag, _NO_ROW)
                if place < last or (place == last and not many) or _stray(child.tail):
                    raise _Odd
                last = place
                if many:
                    lists.setdefault(name, []).append(read(child))
                else:
                    found[name] = read(child)
            for name, values in lists.items():
                found[name] = tuple(values)
            if not complete(found):
                raise _Odd
            return struct(**found)

        return take


def _simple(record: Record) -> Take:
    content = _text(record.types["content"])
    attributes, needed = _attributes(record), _needed(record)
    struct = record.struct

    def take(element: etree._Element) -> Any:
        found = attributes(element)
        found["content"] = content(element)
        if not needed <= found.keys():
            raise _Odd
        return struct(**found)

    return take


def _attributes(record: Record) -> Callable[[etree._Element], dict[str, Any]]:
    known = {
        member.name: record.types[member.name]
        for member in record.members.values() if member.attribute
    }

    def take(element: etree._Element) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, text in element.items():
            name = str(key)
            kind = known.get(name)
            if isinstance(kind, Primitive):
                found[name] = _checked(kind, str(text))
            elif name != _SCHEMA_LOCATION:
                raise _Odd
        return found

    return take


def _needed(record: Record) -> set[str]:
    """Members that must be there, or whose absence must be pointed out."""
    return {
        member.name for member in record.members.values() if member.required or member.default
    }


def _complete(record: Record) -> Callable[[dict[str, Any]], bool]:
    """Whether what was found is all that must be there, and no more than may be."""
    needed, choices = _needed(record), record.choices
    most = {one.name: one.most for one in record.members.values() if one.most}
    if not choices and not most:
        return lambda found: needed <= found.keys()
    return lambda found: (
        needed <= found.keys()
        and all(len(found.get(name, ())) <= few for name, few in most.items())
        and all(one.kept(found) for one in choices)
    )


def _stray(text: str | None) -> bool:
    return bool(text) and not str(text).isspace()


def _checked(kind: Primitive, text: str) -> Any:
    text = kind.collapsed(text)
    if is_placeholder(text, generated=False) or not kind.valid(text) or is_doubtful(text):
        raise _Odd
    return text in ("true", "1") if kind.boolean else text


def _text(kind: Any) -> Take:
    def take(element: etree._Element) -> Any:
        if len(element):
            raise _Odd
        return _checked(kind, element.text or "")

    return take


def _plain(kind: Any) -> Take:
    content = _text(kind)

    def take(element: etree._Element) -> Any:
        if element.keys():
            raise _Odd
        return content(element)

    return take
