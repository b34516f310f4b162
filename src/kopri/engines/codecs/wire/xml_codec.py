"""A format in XML: root elements, each with its grammar and the way to its consignments."""

from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from kopri.engines.codecs.reading import Choice, Draft, Reading, Validator
from kopri.engines.codecs.wire import wire_xml
from kopri.engines.codecs.wire.asking import finish
from kopri.engines.codecs.wire.compiling import Problems, Remark
from kopri.engines.codecs.wire.fast_xml import FastXmlReader
from kopri.engines.codecs.wire.grammar import Findings, Grammar
from kopri.engines.codecs.wire.json_codec import refuse_placeholders, too_large, unmapped
from kopri.engines.codecs.wire.mapping import Mapping
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault, Refusal

_NOBODY = Choice()


@dataclass(frozen=True, kw_only=True)
class Root:
    """A root element. ``inside``: the member that holds the consignments; empty for the root.

    A root without a grammar is known and carries no consignment.
    """

    mapping: Mapping | None = None
    grammar: Grammar | None = None
    record: str = ""
    inside: str = ""
    namespaces: Table[str, str]

    @cached_property
    def fast(self) -> FastXmlReader:
        """The quick reader of this root, made when it is first needed."""
        assert self.grammar is not None
        return FastXmlReader(self.grammar[self.record], self.namespaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlCodec:
    """``roots``: qualified name -> root; ``written``: the root that ``write`` makes."""

    name: str
    title: str
    rule: str
    roots: Table[str, Root]
    marks: tuple[bytes, ...]
    written: str = ""
    loose: bool = False
    media_type: str = "application/xml"

    @property
    def writes(self) -> bool:
        return bool(self.written)

    def sniff(self, data: bytes) -> bool:
        """True where the document looks like this format."""
        head = data[:65536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        return head[:1] == b"<" and any(mark in head for mark in self.marks)

    def read(
        self, data: bytes, *, choice: Choice = _NOBODY, validator: Validator | None = None
    ) -> Reading:
        """See ``reading.Codec``. Paths are XPaths of local names; ``line`` is in the params."""
        findings = Findings(self.rule)
        draft = Draft()
        if not too_large(data, findings):
            element = wire_xml.parse(data, findings)
            if element is not None:
                findings.generated = wire_xml.generated(data)
                if validator is not None:
                    findings.faults.extend(validator(data))
                draft = self._draft(element, findings)
        return finish(name=self.name, draft=draft, findings=findings, choice=choice)

    def _draft(self, element: etree._Element, findings: Findings) -> Draft:
        root = self.roots.get(str(element.tag))
        if root is None or root.grammar is None or root.mapping is None:
            self._refuse_root(element, findings, known=root is not None)
            return Draft()
        record = root.grammar[root.record]
        wire = None
        if not self.loose and not findings.generated:
            wire = root.fast.read(element)
        if wire is None:
            reader = wire_xml.XmlReader(findings, root.namespaces, loose=self.loose)
            wire = reader.read(record, element)
        if wire is None:
            return Draft()
        parts = getattr(wire, root.inside) if root.inside else wire
        parts = parts if isinstance(parts, tuple) else (parts,) if parts is not None else ()
        if not parts:
            self._refuse_root(element, findings, known=True)

        locator = wire_xml.Locator(element)

        def place(number: int, tokens: list[str | int]) -> tuple[str, int]:
            assert root is not None and root.mapping is not None
            prefix: list[str | int] = [root.inside, number] if root.inside else []
            return locator.find(prefix + root.mapping.locate(tokens))

        return Draft(_map(root.mapping, parts, place=place, findings=findings), place)

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
        assert root.grammar is not None and root.mapping is not None
        data = wire_xml.write(
            root.grammar, root.record, root.mapping.write(consignment),
            tag=etree.QName(self.written).localname, namespaces=root.namespaces,
        )
        findings = Findings(self.rule)
        element = wire_xml.parse(data, findings)
        if element is not None:
            reader = wire_xml.XmlReader(findings, root.namespaces)
            reader.read(root.grammar[root.record], element)
        refuse_placeholders(findings)
        if findings.faults:
            raise Refusal(findings.faults)
        return data

    def omissions(self, consignment: Consignment) -> tuple[str, ...]:
        """See ``reading.Codec``."""
        mapping = self.roots[self.written].mapping if self.written else None
        return tuple(mapping.omissions(consignment)) if mapping else ()


def _map(
    mapping: Mapping, parts: tuple[Any, ...], *, place: Any, findings: Findings
) -> list[Consignment]:
    consignments = []
    for number, part in enumerate(parts):
        problems: Problems = []
        consignment = mapping.read(part, problems)
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
        consignments.append(consignment or Consignment())
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
