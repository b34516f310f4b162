"""XML without any fault, quickly: one function per record of a grammar, made once.

As soon as something is out of the ordinary (a fault, a placeholder, a unit that must be assumed)
it gives up, and ``wire_xml.XmlReader``, which says everything, reads instead. A test holds the two
together.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lxml import etree

from kopri.engines.codecs.wire.grammar import Record
from kopri.engines.codecs.wire.primitives import NOTICED, Primitive, noticeable

_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
Take = Callable[[etree._Element], Any]
Check = Callable[[str], Any]


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
        rows, attributes, made = self._rows(record), _attributes(record), _maker(record)

        def take(element: Any) -> Any:  # the stubs do not know getchildren
            items, text, last = element.items(), element.text, -1
            found = attributes(items) if items else {}
            if text is not None:
                _blank(text)
            for child in element.getchildren():  # quicker than iterating over the element
                name, place, many, read = rows.get(child.tag, _NO_ROW)
                if place <= last and not (many and place == last):
                    raise _Odd
                last = place
                if child.tail is not None:
                    _blank(child.tail)
                if many:
                    found.setdefault(name, []).append(read(child))
                else:
                    found[name] = read(child)
            return made(found)

        return take


def _maker(record: Record) -> Callable[[dict[str, Any]], Any]:
    """Makes the struct of what was found, where it is all that must be there."""
    struct, complete = record.struct, _complete(record)
    lists = {one.name for one in record.members.values() if one.many}
    if not lists and complete is None:
        return lambda found: struct(**found)

    def made(found: dict[str, Any]) -> Any:
        for name in lists.intersection(found):
            found[name] = tuple(found[name])
        if complete is not None and not complete(found):
            raise _Odd
        return struct(**found)

    return made


def _blank(text: str) -> None:
    """What stands between elements may only be white space."""
    if text and not text.isspace():
        raise _Odd


def _simple(record: Record) -> Take:
    content = _checker(record.types["content"])
    attributes, needed = _attributes(record), _needed(record) - {"content"}
    struct = record.struct

    def take(element: etree._Element) -> Any:
        if len(element):
            raise _Odd
        value, items = content(element.text or ""), element.items()
        if not items and not needed:
            return struct(content=value)
        found = attributes(items)
        if not needed <= found.keys():
            raise _Odd
        return struct(content=value, **found)

    return take


def _attributes(record: Record) -> Callable[[Sequence[tuple[Any, Any]]], dict[str, Any]]:
    known = {
        member.name: _checker(record.types[member.name])
        for member in record.members.values() if member.attribute
    }

    def take(items: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, text in items:
            check = known.get(name)
            if check is not None:
                found[name] = check(text)
            elif name != _SCHEMA_LOCATION:
                raise _Odd
        return found

    return take


def _needed(record: Record) -> set[str]:
    """Members that must be there, or whose absence must be pointed out."""
    return {
        member.name for member in record.members.values() if member.required or member.default
    }


def _complete(record: Record) -> Callable[[dict[str, Any]], bool] | None:
    """Whether what was found is all that must be there, and no more than may be."""
    needed, choices = _needed(record), record.choices
    most = {one.name: one.most for one in record.members.values() if one.most}
    if not choices and not most:
        return (lambda found: needed <= found.keys()) if needed else None
    return lambda found: (
        needed <= found.keys()
        and all(len(found.get(name, ())) <= few for name, few in most.items())
        and all(one.kept(found) for one in choices)
    )


def _checker(kind: Any) -> Check:
    """The value of a text, or _Odd where there is anything to say about it."""
    assert isinstance(kind, Primitive)
    valid, sure, collapsed = kind.valid, kind.sure, kind.collapsed
    if kind.boolean:
        return lambda text: _boolean(collapsed(text), valid)

    def check(text: str) -> str:
        if text.isalnum():
            if text.lower() in NOTICED or (len(text) > sure and not valid(text)):
                raise _Odd
            return text
        text = collapsed(text)
        if not valid(text) or noticeable(text):
            raise _Odd
        return text

    return check


def _boolean(text: str, valid: Callable[[str], bool]) -> bool:
    if not valid(text):
        raise _Odd
    return text in ("true", "1")


def _plain(kind: Any) -> Take:
    content = _checker(kind)

    def take(element: etree._Element) -> Any:
        if len(element) or element.keys():
            raise _Odd
        return content(element.text or "")

    return take
