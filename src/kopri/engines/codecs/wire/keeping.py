"""Changing a kept XML document: what changed in the model is changed in it, all else stays.

Two trees of plain values, made by the same mapping before and after, say what changed. Elements
that the model does not carry, comments, prefixes and white space are not touched.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from kopri.engines.codecs.wire import xml_writing
from kopri.engines.codecs.wire.grammar import Member, Record
from kopri.engines.codecs.wire.primitives import Primitive

Tree = dict[str, Any]


class Editor:
    """Edits elements along a grammar; ``namespaces``: prefix used in the grammar -> namespace."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = namespaces

    def edit(self, element: etree._Element, record: Record, *, old: Tree, new: Tree) -> None:
        """Make ``element`` say ``new`` where it said ``old``."""
        for name, member in record.members.items():
            before, after = old.get(name), new.get(name)
            if before == after and not record.simple:
                continue
            if member.attribute:
                _attribute(element, name, before=before, after=after)
            elif name == "content" and record.simple:
                _text(element, after or "")
            elif member.many:
                self._list(element, record, member, old=before or [], new=after or [])
            else:
                self._single(element, record, member, before=before, after=after)

    def _tag(self, member: Member) -> str:
        return f"{{{self._namespaces[member.prefix]}}}{member.tag}"

    def _single(
        self, element: etree._Element, record: Record, member: Member, *, before: Any, after: Any
    ) -> None:
        kind = record.types[member.name]
        child = element.find(self._tag(member))
        if after is None:
            if child is not None:
                self._withdraw(child, kind, before)
        elif child is None:
            _insert(element, self._made(member, kind, after), self._place(element, record, member))
        else:
            self._changed(child, kind, before=before, after=after)

    def _changed(
        self, child: etree._Element, kind: Record | Primitive, *, before: Any, after: Any
    ) -> None:
        if isinstance(kind, Record):
            self.edit(child, kind, old=before or {}, new=after)
        else:
            _text(child, xml_writing.written(kind, after))

    def _withdraw(
        self, child: etree._Element, kind: Record | Primitive, before: Any
    ) -> None:
        """Take out what the model said; the element stays while it holds anything else."""
        if isinstance(kind, Record) and not kind.simple:
            self.edit(child, kind, old=before or {}, new={})
            if len(child) or child.attrib:
                return
        parent = child.getparent()
        assert parent is not None
        parent.remove(child)

    def _made(self, member: Member, kind: Record | Primitive, value: Any) -> etree._Element:
        child = etree.Element(self._tag(member))
        if isinstance(kind, Record):
            xml_writing.fill(child, kind, value, namespaces=self._namespaces)
        else:
            child.text = xml_writing.written(kind, value)
        return child

    def _place(self, element: etree._Element, record: Record, member: Member) -> int:
        """Where a member that is not there yet belongs: before the first that follows it."""
        following = {
            self._tag(other) for other in record.members.values()
            if not other.attribute and record.order[other.name] > record.order[member.name]
        }
        return next(
            (place for place, child in enumerate(element) if child.tag in following), len(element)
        )

    def _list(
        self, element: etree._Element, record: Record, member: Member, *, old: list[Any],
        new: list[Any],
    ) -> None:
        kind = record.types[member.name]
        children = aligned(element.findall(self._tag(member)), old)
        pairs = paired(old, new)
        for place in set(range(len(old))) - set(pairs):
            gone = children[place]
            if gone is not None:
                element.remove(gone)
        first = element.find(self._tag(member))
        position = self._place(element, record, member) if first is None else element.index(first)
        stayed = [place for place in pairs if place is not None]
        moved = stayed != sorted(stayed)
        for value, taken in zip(new, pairs, strict=True):
            child = children[taken] if taken is not None else None
            if child is None or taken is None:
                child = self._made(member, kind, value)
                _insert(element, child, position)
            elif old[taken] != value:
                self._changed(child, kind, before=old[taken], after=value)
            if moved and element.index(child) != position:
                element.insert(position, child)
            position = element.index(child) + 1


def aligned(children: Sequence[etree._Element], old: Sequence[Any]) -> list[etree._Element | None]:
    """The element that each entry was read from: the mapping may pass some by, or order them."""
    free = dict(enumerate(_said(child) for child in children))
    found: list[etree._Element | None] = []
    for place, entry in enumerate(old):
        told = [str(leaf[-1]) for leaf in _leaves(entry)]
        best = place if _agreement(free.get(place), told) * 2 >= max(len(told), 1) else max(
            free, key=lambda index: _agreement(free[index], told), default=None
        )
        found.append(None if best is None else children[best])
        if best is not None:
            del free[best]
    return found


def paired(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new entry the place of the old one that it was; None where it is another."""
    before, after = [_leaves(one) for one in old], [_leaves(one) for one in new]
    free = dict.fromkeys(range(len(old)))
    pairs: list[int | None] = [None] * len(new)
    for exact in (True, False):
        for place, leaves in enumerate(after):
            if pairs[place] is not None:
                continue
            options = [place, *free] if place in free else list(free)
            taken = next((one for one in options if before[one] == leaves), None)
            if taken is None and not exact:
                taken = next((one for one in options[:1] if _same(before[one], leaves)), None)
                if taken is None:
                    taken = max(free, key=lambda one: len(before[one] & leaves), default=None)
            if taken is not None and _same(before[taken], leaves):
                pairs[place] = taken
                free.pop(taken)
    return pairs


def _same(one: frozenset[Any], other: frozenset[Any]) -> bool:
    """True where two entries are one, changed: at least half of the smaller is in both."""
    return 2 * len(one & other) >= min(len(one), len(other))


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> frozenset[Any]:
    return frozenset(_walk(value, path))


def _walk(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _walk(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _walk(part, (*path, place))
    else:
        yield (*path, value)


def _said(element: etree._Element) -> frozenset[str]:
    """Every text of an element and of those below it."""
    texts = (" ".join((one.text or "").split()) for one in element.iter("*"))
    return frozenset((*texts, *(str(text) for one in element.iter("*") for text in one.values())))


def _agreement(said: frozenset[str] | None, told: Sequence[str]) -> int:
    """How many of the entry's values stand in the element; -1 for none."""
    return -1 if said is None else sum(value in said for value in told)


def _attribute(element: etree._Element, name: str, *, before: Any, after: Any) -> None:
    if after is not None:
        element.set(name, after)
    elif before is not None and name in element.attrib:
        del element.attrib[name]


def _text(element: etree._Element, text: str) -> None:
    for child in list(element):  # comments within the text
        element.remove(child)
    element.text = text


def _insert(element: etree._Element, child: etree._Element, position: int) -> None:
    """Put a new child in, indented as its neighbours are."""
    before = element[position - 1] if position else None
    child.tail = element.text if before is None else before.tail
    element.insert(position, child)
