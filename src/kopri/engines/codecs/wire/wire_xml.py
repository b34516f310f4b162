"""XML bytes to the structs of a grammar, all faults at once.

No network, no document type, no entities, bounded size and depth: what a hostile file would need
is refused before anything of it is taken.
"""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from kopri.engines.codecs.wire.grammar import MOST_FAULTS, Findings, Member, Record
from kopri.engines.codecs.wire.primitives import (
    PLACEHOLDERS,
    Primitive,
    is_doubtful,
    is_placeholder,
)

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
# For validators: where the schema is, and which type of it an element has
_PASSED_BY = (f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation", f"{_XSI}type")
_MARKS = tuple(f">{word}<".encode() for word in sorted(PLACEHOLDERS)) + (b">1000.000000",)
_ENCODINGS = re.compile(
    r"(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d)", re.IGNORECASE
)
_MOST_SYNTAX = 50


def _parser(*, recover: bool, whole: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=not whole, remove_pis=not whole,
        remove_blank_text=not whole, recover=recover,
    )


def parse(
    data: bytes, findings: Findings, *, whole: bool = False
) -> etree._Element | None:
    """The root element; None and faults where the document is malformed or hostile.

    ``whole``: with its comments, processing instructions and white space.
    """
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        _refuse_doctype(findings)
        return None
    try:
        root = etree.fromstring(data, _parser(recover=False, whole=whole))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        _syntax(data, findings)
        return None
    document: Any = root.getroottree().docinfo
    if document.doctype:
        _refuse_doctype(findings)
        return None
    encoding = document.encoding or "utf-8"
    if not _ENCODINGS.fullmatch(encoding):
        findings.fault(
            code="encoding", message="The encoding {encoding} is not accepted.", path="",
            rule="XML 1.0, section 4.3.3", remedy="Save the document as UTF-8.",
            params={"encoding": encoding[:40]},
        )
        return None
    return root


def _refuse_doctype(findings: Findings) -> None:
    findings.fault(
        code="doctype", message="A document type or entities are not accepted.", path="",
        rule="OWASP XML external entity prevention", remedy="Remove the DOCTYPE.",
    )


def _syntax(data: bytes, findings: Findings) -> None:
    """Every fault that the parser finds when it goes on after the first."""
    parser = _parser(recover=True)
    try:
        etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        pass
    seen = {
        (entry.line, entry.column, entry.message): entry for entry in entries(parser.error_log)
    }
    for row, column, reason in list(seen)[:_MOST_SYNTAX] or [(1, 1, "not XML")]:
        findings.fault(
            code="syntax", message="Line {line}, column {column}: {reason}.", path="",
            rule="XML 1.0", remedy="Send the whole document as well-formed XML.",
            params={"line": row, "column": column, "reason": (reason or "malformed")[:200]},
        )


def entries(log: Any) -> list[Any]:
    """The entries of an error log, as many as are worth reading."""
    return [entry for _, entry in zip(range(MOST_FAULTS), log, strict=False)]


def line(element: etree._Element) -> int:
    """The line where an element begins; 1 where it is not known."""
    known: Any = element.sourceline
    return int(known or 1)


def generated(data: bytes) -> bool:
    """True where a generator's placeholders stand in the document, in whatever encoding."""
    plain = data.replace(b"\0", b"") if b"\0" in data else data
    return any(mark in plain for mark in _MARKS)


def _step(element: etree._Element, index: int) -> str:
    """One step of a path: the local name, counted where there are several side by side."""
    name = etree.QName(element).localname
    following = element.getnext()
    several = index > 1 or (following is not None and following.tag == element.tag)
    return f"{name}[{index}]" if several else name


def where(element: etree._Element | None) -> str:
    """The XPath of an element by local names; empty for none."""
    if element is None:
        return ""
    index = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
    return f"{where(element.getparent())}/{_step(element, index)}"


class XmlReader:
    """Walks elements along the grammar and finds every fault.

    ``namespaces``: prefix used in the grammar -> namespace. ``loose``: the order and the namespace
    of elements are not held against the sender, and an empty element says nothing. ``literal``:
    every text is meant, also what looks like an example.
    """

    def __init__(
        self, findings: Findings, namespaces: Mapping[str, str], *, loose: bool = False,
        literal: bool = False,
    ) -> None:
        self._findings = findings
        self._literal = literal
        self._loose = loose
        self._namespaces = namespaces
        self._above = ""
        self._trail: list[tuple[etree._Element, int]] = []

    def _path(self, element: etree._Element) -> str:
        """Where the walk stands: paths are made only when there is something to say."""
        trail = self._trail or [(element, 1)]
        return self._above + "".join(f"/{_step(*place)}" for place in trail)

    def read(self, record: Record, element: etree._Element) -> Any | None:
        """``element`` as the record's struct; None where nothing of it can be taken."""
        if not self._trail:
            self._above = where(element.getparent())
            self._trail.append((element, 1))
        found: dict[str, Any] = {}
        dropped: set[str] = set()
        self._attributes(record, element, found=found, dropped=dropped)
        if record.simple:
            self._content(record, element, found=found, dropped=dropped)
        else:
            self._children(record, element, found=found, dropped=dropped)
        for member in record.members.values():
            if member.required and member.name not in found:
                if member.name not in dropped:
                    self._fault(
                        element, code="missing", message="“{name}” is missing.", remedy="Add it.",
                        name=member.name,
                    )
                if record.simple:
                    return None
                found[member.name] = () if member.many else None
        nothing = not found and len(self._trail) == 1
        return None if nothing else record.struct(**found)

    def _attributes(
        self, record: Record, element: etree._Element, *, found: dict[str, Any], dropped: set[str]
    ) -> None:
        for name, text in element.attrib.items():
            name, text = str(name), str(text)
            member = record.members.get(name)
            if member is not None and member.attribute:
                dropped.add(name)
                value = self._text(record.types[name], text, element)
                if value is not None:
                    found[name] = value
            else:
                self._unknown_attribute(element, name)
        for name, member in record.members.items():
            if member.default and member.attribute and name not in element.attrib:
                found[name] = member.default
                if len(self._findings.notices) < MOST_FAULTS:
                    self._findings.notice(
                        code="assumed", message="“{name}” is not stated; {value} is taken.",
                        path=self._path(element), remedy="State it.",
                        params={"name": name, "value": member.default},
                    )

    def _unknown_attribute(self, element: etree._Element, name: str) -> None:
        if name not in _PASSED_BY:
            self._fault(
                element, code="unknown", message="The format has no “{name}” here.",
                remedy="Remove it, or use the name that the format has.", name=name[:80],
            )

    def _content(
        self, record: Record, element: etree._Element, *, found: dict[str, Any], dropped: set[str]
    ) -> None:
        self._no_children(element)
        text = element.text or ""
        value = self._text(record.types["content"], text, element)
        if value is None:
            dropped.add("content")
        else:
            found["content"] = value

    def _no_children(self, element: etree._Element) -> None:
        for place, child in enumerate(element, 1):
            self._trail.append((child, place))
            self._unknown(child)
            self._trail.pop()

    def _children(
        self, record: Record, element: etree._Element, *, found: dict[str, Any], dropped: set[str]
    ) -> None:
        lists, counts = dict[str, list[Any]](), dict[Any, int]()
        self._stray_text(element, element.text)
        last = 0
        for child in element:
            self._stray_text(element, child.tail)
            counts[child.tag] = counts.get(child.tag, 0) + 1
            self._trail.append((child, counts[child.tag]))
            member = self._member(record, child)
            if member is None:
                self._unknown(child)
            else:
                self._in_turn(child, member, late=record.order[member.name] < last)
                last = max(last, record.order[member.name])
                if member.name in dropped:
                    self._again(child, member, counts[child.tag])
                dropped.add(member.name)
                value = self._one(record.types[member.name], child)
                if value is not None and member.many:
                    lists.setdefault(member.name, []).append(value)
                elif value is not None:
                    found[member.name] = value
            self._trail.pop()
        self._choices(record, element, dropped)
        found.update({name: tuple(values) for name, values in lists.items()})

    def _in_turn(self, child: etree._Element, member: Member, *, late: bool) -> None:
        if late and not self._loose:
            self._fault(
                child, code="order", message="“{name}” stands too late: the format has an order.",
                remedy="Move it before the elements that follow it in the format.",
                name=member.name,
            )

    def _again(self, child: etree._Element, member: Member, count: int) -> None:
        if not member.many:
            self._fault(
                child, code="too_many", message="“{name}” may stand here once only.",
                remedy="Send only one.", name=member.name,
            )
        elif member.most and count > member.most:
            self._fault(
                child, code="too_many", message="“{name}” may stand here {most} times only.",
                remedy="Send no more.", name=member.name, most=member.most,
            )

    def _choices(self, record: Record, element: etree._Element, there: set[str]) -> None:
        for choice in record.choices:
            if not choice.kept(there):
                message = "Exactly one of {names} must stand here." if choice.required else (
                    "Only one of {names} may stand here."
                )
                self._fault(
                    element, code="choice", message=message, remedy="Send the one that is meant.",
                    names=", ".join(sorted(choice.names)),
                )

    def _member(self, record: Record, child: etree._Element) -> Member | None:
        namespace, _, name = child.tag.rpartition("}")
        for member in record.tags.get(name, ()):
            if self._loose or namespace == "{" + self._namespaces[member.prefix]:
                return member
        return None

    def _one(self, kind: Record | Primitive, child: etree._Element) -> Any | None:
        if isinstance(kind, Record):
            return self.read(kind, child)
        for name in child.keys():  # noqa: SIM118 (an element iterates over its children)
            self._unknown_attribute(child, str(name))
        self._no_children(child)
        return self._text(kind, child.text or "", child)

    def _text(self, kind: Any, text: str, element: etree._Element) -> Any | None:
        text = kind.collapsed(text)
        if self._loose and not text:
            return None
        few = len(self._findings.notices) < MOST_FAULTS
        if not self._literal and is_placeholder(text, generated=self._findings.generated):
            self._findings.placeholder(path=self._path(element) if few else "", text=text)
            return None
        if not kind.valid(text):
            self._fault(
                element, code="value", message="“{value}” is not {kind}.", remedy=kind.remedy,
                value=text[:80], kind=kind.rule,
            )
            return None
        if few and is_doubtful(text):
            self._findings.doubtful(path=self._path(element), text=text)
        return text in ("true", "1") if kind.boolean else text

    def _stray_text(self, element: etree._Element, text: str | None) -> None:
        if text and not text.isspace():
            self._fault(
                element, code="stray_text", message="“{value}” stands between elements.",
                remedy="Remove it, or put it into the element it belongs to.",
                value=text.strip()[:80],
            )

    def _unknown(self, child: etree._Element) -> None:
        self._fault(
            child, code="unknown", message="The format has no “{name}” here.",
            remedy="Remove it, or use the name and namespace that the format has.",
            name=etree.QName(child).localname[:80],
        )

    def _fault(
        self, element: etree._Element, *, code: str, message: str, remedy: str,
        **params: str | int,
    ) -> None:
        if len(self._findings.faults) >= MOST_FAULTS:
            return  # a path is dear where there are many namesakes
        self._findings.fault(
            code=code, message=message, path=self._path(element), remedy=remedy,
            params={**params, "line": line(element)},
        )


class Locator:
    """Finds the element that wire tokens lead to, as far as it exists."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._above = where(root.getparent())
        self._children: dict[etree._Element, dict[str, list[etree._Element]]] = {}

    def find(self, tokens: list[str | int]) -> tuple[str, int]:
        """The XPath by local names, and the line."""
        node, path = self._root, f"{self._above}/{etree.QName(self._root).localname}"
        for token, following in zip(tokens, [*tokens, 0][1:], strict=True):
            if isinstance(token, int):
                continue
            namesakes = self._named(node).get(token, [])
            index = following if isinstance(following, int) else 0
            if index < len(namesakes):
                node = namesakes[index]
                path += f"/{token}[{index + 1}]" if len(namesakes) > 1 else f"/{token}"
            elif token in node.attrib:
                path += f"/@{token}"
        return path, line(node)

    def _named(self, node: etree._Element) -> dict[str, list[etree._Element]]:
        if node not in self._children:
            named: dict[str, list[etree._Element]] = {}
            for child in node:
                named.setdefault(etree.QName(child).localname, []).append(child)
            self._children[node] = named
        return self._children[node]
