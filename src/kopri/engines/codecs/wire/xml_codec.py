"""A format in XML: root elements, each with its grammar and the way to its consignments."""

from collections.abc import Callable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from kopri.engines.codecs.reading import Choice, Draft, Message, Reading, Validator
from kopri.engines.codecs.wire import wire_xml, xml_writing
from kopri.engines.codecs.wire.adopting import adopt, candidate
from kopri.engines.codecs.wire.asking import finish
from kopri.engines.codecs.wire.compiling import Partial, Problems, Remark
from kopri.engines.codecs.wire.fast_xml import FastXmlReader
from kopri.engines.codecs.wire.grammar import Findings, Grammar, Record
from kopri.engines.codecs.wire.json_codec import refuse_placeholders, too_large, unmapped
from kopri.engines.codecs.wire.keeping import Editor
from kopri.engines.codecs.wire.mapping import Mapping
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault, Refusal

_NOBODY = Choice()


Tree = dict[str, Any]


def _as_it_is(consignment: Consignment) -> Consignment:
    return consignment


@dataclass(frozen=True, kw_only=True)
class Root:
    """A root element. ``inside``: the member that holds the consignments; empty for the root.

    A root without a grammar is known and carries no consignment. ``about``: a consignment's record
    to the message that it is; ``settle`` and ``spread``: from the mapping's consignment to the
    model's and back, where rows alone do not tell; ``fill``: what a new document says beside.
    """

    mapping: Mapping | None = None
    grammar: Grammar | None = None
    record: str = ""
    inside: str = ""
    namespaces: Table[str, str]
    about: Callable[[Any], Message] | None = None
    settle: Callable[[Consignment], Consignment] = _as_it_is
    spread: Callable[[Consignment], Consignment] = _as_it_is
    fill: Callable[[Tree, Consignment], Tree] | None = None

    @cached_property
    def fast(self) -> FastXmlReader:
        """The quick reader of this root, made when it is first needed."""
        assert self.grammar is not None
        return FastXmlReader(self.grammar[self.record], self.namespaces)

    def parts(self, wire: Any) -> tuple[Any, ...]:
        """The records of the consignments."""
        parts = getattr(wire, self.inside) if self.inside else wire
        return parts if isinstance(parts, tuple) else (parts,) if parts is not None else ()

    def located(self, number: int, tokens: list[str | int]) -> list[str | int]:
        """Where a field of a consignment stands in the document."""
        assert self.mapping is not None
        prefix: list[str | int] = [self.inside, number] if self.inside else []
        return prefix + self.mapping.locate(tokens)

    def taken(self, part: Any, problems: Problems) -> Consignment:
        """A record as a consignment."""
        assert self.mapping is not None
        read = self.mapping.read(part, problems)
        return Consignment() if read is None else self.settle(read)

    def tree(self, consignment: Consignment) -> Tree:
        """A consignment as plain values of the record."""
        assert self.mapping is not None
        return self.mapping.write(self.spread(consignment))


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlCodec:
    """``roots``: qualified name -> root; ``written``: the root that ``write`` makes.

    ``enveloped``: one of the roots may stand inside another system's message, and without the
    format's namespace. ``lodged``: another authority judges what the document says. ``together``:
    all its consignments are meant, where one vehicle carries them.
    """

    name: str
    title: str
    rule: str
    roots: Table[str, Root]
    marks: tuple[bytes, ...]
    written: str = ""
    loose: bool = False
    enveloped: bool = False
    lodged: bool = False
    together: bool = False
    media_type: str = "application/xml"

    @property
    def writes(self) -> bool:
        return bool(self.written)

    def sniff(self, data: bytes) -> bool:
        """True where the document looks like this format."""
        head = data[:65536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if head[:1] == b"<":
            for mark in self.marks:
                if mark in head:
                    return True
        return False

    def read(
        self, data: bytes, *, choice: Choice = _NOBODY, validator: Validator | None = None
    ) -> Reading:
        """See ``reading.Codec``. Paths are XPaths of local names; ``line`` is in the params."""
        findings = Findings(self.rule)
        draft = Draft()
        if not too_large(data, findings):
            element = wire_xml.parse(data, findings)
            if element is not None:
                if validator is not None:
                    findings.faults.extend(validator(data))
                draft = self._draft(element, findings, data)
        if draft.message is not None and not draft.message.announces:
            return _silent(self.name, draft.message, findings, data=data)
        draft.kept = data
        return finish(
            name=self.name, draft=draft, findings=findings, choice=choice, lodged=self.lodged,
            together=self.together,
        )

    def _draft(self, element: etree._Element, findings: Findings, data: bytes) -> Draft:
        element, root = self._found(element, findings)
        if root is None or root.grammar is None or root.mapping is None:
            self._refuse_root(element, findings, known=root is not None)
            return Draft()
        wire = self._wire(root, element, findings, data=data)
        if wire is None:
            return Draft()
        parts = root.parts(wire)
        if not parts:
            self._refuse_root(element, findings, known=True)
        message = root.about(parts[0]) if root.about and parts else None
        if message is not None and not message.announces:
            return Draft(message=message)
        locator = wire_xml.Locator(element)

        def place(number: int, tokens: list[str | int]) -> tuple[str, int]:
            assert root is not None
            return locator.find(root.located(number, tokens))

        return Draft(_map(root, parts, place=place, findings=findings), place, message)

    def _found(
        self, element: etree._Element, findings: Findings
    ) -> tuple[etree._Element, Root | None]:
        """The element to read, which another system's envelope may hold."""
        root = self.roots.get(str(element.tag))
        if root is not None or not self.enveloped:
            return element, root
        inner = next(element.iter(*self.roots), None)
        if inner is None:
            inner = self._adopted(element, findings)
        if inner is None:
            return element, None
        if inner is not element:
            findings.notice(
                code="envelope",
                message="“{name}” is an envelope of another system, not looked into.",
                path=wire_xml.where(element), remedy="See that its answer reaches you.",
                params={"name": etree.QName(element).localname[:80]},
            )
        for other in element.iter(inner.tag):
            if other is not inner:
                findings.fault(
                    code="too_many", message="“{name}” may stand here once only.",
                    path=wire_xml.where(other), remedy="Send only one.",
                    params={"name": etree.QName(other).localname, "line": wire_xml.line(other)},
                )
        return inner, self.roots[str(inner.tag)]

    def _adopted(self, element: etree._Element, findings: Findings) -> etree._Element | None:
        """The element that has a root's name and not its namespace, given it."""
        names = {
            etree.QName(tag).localname: (tag, root.grammar[root.record], root.namespaces)
            for tag, root in self.roots.items() if root.grammar is not None
        }
        found = candidate(element, {name: record for name, (_, record, _) in names.items()})
        if found is not None:
            tag, record, namespaces = names[etree.QName(found).localname]
            adopt(found, record, tag=tag, namespaces=namespaces, findings=findings)
        return found

    def _wire(
        self, root: Root, element: etree._Element, findings: Findings, *, data: bytes
    ) -> Any | None:
        assert root.grammar is not None
        wire = None if self.loose else root.fast.read(element)
        if wire is None:
            findings.generated = wire_xml.generated(data)
            reader = wire_xml.XmlReader(findings, root.namespaces, loose=self.loose)
            wire = reader.read(root.grammar[root.record], element)
        return wire

    def _refuse_root(
        self, element: etree._Element, findings: Findings, *, known: bool
    ) -> None:
        name = etree.QName(element).localname
        message = "“{name}” is a message without a consignment." if known else (
            "“{name}” is no document of this format."
        )
        findings.fault(
            code="no_consignment" if known else "root", message=message, path=f"/{name}",
            remedy="Send a document that carries a consignment.",
            params={"name": name[:80], "line": wire_xml.line(element)},
        )

    def write(self, consignment: Consignment) -> bytes:
        """See ``reading.Codec``."""
        root = self.roots[self.written]
        assert root.grammar is not None
        tree = root.tree(consignment)
        if root.fill is not None:
            tree = root.fill(tree, consignment)
        self._refuse_empty(tree)
        self._refuse_unfit(tree, self.written)
        data = xml_writing.write(
            root.grammar, root.record, tree, tag=self.written, namespaces=root.namespaces,
        )
        self._valid(data)
        return data

    def _refuse_empty(self, tree: Tree) -> None:
        """Raise a Refusal where nothing of a consignment would stand in the document."""
        if not tree:
            findings = Findings(self.rule)
            findings.fault(
                code="empty", message="The document holds no consignment.", path="",
                remedy="Send the document filled in.",
            )
            raise Refusal(findings.faults)

    def _refuse_unfit(self, tree: Tree, tag: str) -> None:
        """Raise a Refusal where texts hold what no XML may."""
        findings = Findings(self.rule)
        for path in xml_writing.unfit(tree, f"/{etree.QName(tag).localname}"):
            findings.fault(
                code="characters", message="The text has characters that no text may have.",
                path=path, rule="XML 1.0, section 2.2",
                remedy="Remove control characters and unpaired surrogates.",
            )
        if findings.faults:
            raise Refusal(findings.faults)

    def _valid(self, data: bytes) -> None:
        """Raise a Refusal with all that is wrong with what was written."""
        findings = Findings(self.rule)
        element = wire_xml.parse(data, findings)
        if element is not None:
            element, root = self._found(element, findings)
            assert root is not None and root.grammar is not None
            wire_xml.XmlReader(findings, root.namespaces).read(root.grammar[root.record], element)
        refuse_placeholders(findings)
        if findings.faults:
            raise Refusal(findings.faults)

    def write_back(
        self, kept: bytes, consignment: Consignment | None = None, *, number: int = 0
    ) -> bytes:
        """See ``reading.Keeping``."""
        findings = Findings(self.rule)
        plain = wire_xml.parse(kept, findings)
        whole = wire_xml.parse(kept, findings, whole=True)
        if plain is None or whole is None:
            raise Refusal(findings.faults)
        if consignment is not None and self._edited(
            plain, whole, consignment, number=number, kept=kept
        ):
            data = _bytes(whole)
            self._valid(data)
            return data
        return _bytes(whole)

    def _edited(
        self, plain: etree._Element, whole: etree._Element, consignment: Consignment, *,
        number: int, kept: bytes,
    ) -> bool:
        """Change the whole document where the model changed; False where it did not."""
        findings = Findings(self.rule)
        native = next(whole.iter(*self.roots), None)
        plain, root = self._found(plain, findings)
        wire = None
        if root is not None and root.mapping is not None:
            wire = self._wire(root, plain, findings, data=kept)
        if root is None or root.grammar is None or wire is None:
            self._refuse_root(plain, findings, known=False)
            raise Refusal(findings.faults)
        old = root.tree(root.taken(root.parts(wire)[number], Partial()))
        new = root.tree(consignment)
        if old == new:
            return False
        self._refuse_unfit(new, str(plain.tag))
        if native is None:
            self._refuse_root(whole, findings, known=False)
            raise Refusal(findings.faults)
        self._edit(root, native, old=old, new=new, number=number)
        return True

    def _edit(
        self, root: Root, element: etree._Element, *, old: Tree, new: Tree, number: int
    ) -> None:
        assert root.grammar is not None
        record = root.grammar[root.record]
        if root.inside:
            member = record.members[root.inside]
            tag = f"{{{root.namespaces[member.prefix]}}}{member.tag}"
            element = element.findall(tag)[number]
            kind = record.types[root.inside]
            assert isinstance(kind, Record)
            record = kind
        Editor(root.namespaces).edit(element, record, old=old, new=new)

    def omissions(self, consignment: Consignment) -> tuple[str, ...]:
        """See ``reading.Codec``."""
        mapping = self.roots[self.written].mapping if self.written else None
        return tuple(mapping.omissions(consignment)) if mapping else ()


def _silent(name: str, message: Message, findings: Findings, *, data: bytes) -> Reading:
    """The reading of a message that by itself announces nothing."""
    findings.notice(
        code="announces_nothing",
        message="This is a message of the kind {kind} about {about}: it announces no consignment.",
        path="", remedy="Lodge it where the declaration was lodged.",
        params={"kind": message.kind, "about": message.registration or message.reference or "?"},
    )
    return Reading(
        format=name, faults=tuple(findings.faults), notices=tuple(findings.notices),
        message=message, kept=b"" if findings.faults else data,
    )


def _bytes(element: etree._Element) -> bytes:
    return etree.tostring(element.getroottree(), encoding="utf-8", xml_declaration=True)


def _map(
    root: Root, parts: tuple[Any, ...], *, place: Any, findings: Findings
) -> list[Consignment]:
    consignments = []
    for number, part in enumerate(parts):
        problems: Problems = Partial() if findings.faults or findings.dropped else []
        consignment = root.taken(part, problems)
        for tokens, reason in problems:
            path, line = place(number, tokens)
            if isinstance(reason, Remark):
                findings.notice(
                    code="not_carried", message="This is not taken over: {reason}.", path=path,
                    remedy="Say it in another way if it matters.",
                    params={"reason": reason, "line": line},
                )
            else:
                unmapped(findings, path=path, reason=reason, line=line)
        if len(parts) > 1 or consignment != Consignment():
            consignments.append(consignment)
    return consignments


def schema_validator(schema: etree.XMLSchema) -> Validator:
    """A validator from a compiled XML Schema that the caller brings."""
    def validate(data: bytes) -> list[Fault]:
        element = wire_xml.parse(data, Findings("XML 1.0"))
        if element is None or schema.validate(element):
            return []
        return [
            Fault(
                code="codecs.schema", message="{reason}", path=entry.path or "",
                rule="the XML Schema of the format", remedy="Correct the document.",
                params={"reason": entry.message, "line": entry.line},
            )
            for entry in wire_xml.entries(schema.error_log)
        ]

    return validate
