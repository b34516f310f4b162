"""A format in JSON: a grammar, a mapping, and how to recognise it."""

from dataclasses import dataclass
from typing import Any

import msgspec

from kopri.engines.codecs.reading import MOST_BYTES, Choice, Draft, Reading, Validator
from kopri.engines.codecs.wire import wire_json
from kopri.engines.codecs.wire.asking import finish
from kopri.engines.codecs.wire.compiling import Problems
from kopri.engines.codecs.wire.grammar import Findings, Grammar
from kopri.engines.codecs.wire.mapping import Mapping
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault, Refusal

_NOBODY = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonCodec:
    """``marks``: names of which at least one stands near the beginning. See ``reading.Codec``."""

    name: str
    title: str
    rule: str
    grammar: Grammar
    root: str
    mapping: Mapping
    marks: tuple[bytes, ...]
    fast: wire_json.FastReader | None = None
    loose: bool = False
    writes: bool = True
    media_type: str = "application/json"

    def sniff(self, data: bytes) -> bool:
        """True where the document looks like this format."""
        head = data[:65536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        return head[:1] == b"{" and any(mark in head for mark in self.marks)

    def read(
        self, data: bytes, *, choice: Choice = _NOBODY, validator: Validator | None = None
    ) -> Reading:
        """See ``reading.Codec``. Paths are JSON pointers into the document."""
        findings = Findings(self.rule)
        if too_large(data, findings):
            return finish(name=self.name, draft=Draft(), findings=findings, choice=choice)
        document: Any = None
        wire = self.fast.read(data) if self.fast else None
        if wire is None:
            findings.generated = wire_json.generated(data)
            document = wire_json.parse(data, findings)
            if document is not None or not findings.faults:
                reader = wire_json.SlowReader(findings, loose=self.loose)
                wire = reader.read(self.grammar[self.root], document, "")
        if validator is not None:
            findings.faults.extend(validator(data))
        draft = self._draft(wire, document, findings)
        return finish(name=self.name, draft=draft, findings=findings, choice=choice)

    def _draft(self, wire: Any, document: Any, findings: Findings) -> Draft:
        if wire is None:
            return Draft()

        def place(number: int, tokens: list[str | int]) -> tuple[str, int]:
            found = self.mapping.locate(tokens)
            return wire_json.pointer(found, document, loose=self.loose), 0

        problems: Problems = []
        consignment = self.mapping.read(wire, problems)
        for tokens, reason in problems:
            unmapped(findings, path=place(0, tokens)[0], reason=reason, line=0)
        return Draft([consignment] if consignment is not None else [], place)

    def write(self, consignment: Consignment) -> bytes:
        """See ``reading.Codec``."""
        tree = self.mapping.write(consignment)
        findings = Findings(self.rule)
        wire_json.SlowReader(findings).read(self.grammar[self.root], tree, "")
        refuse_placeholders(findings)
        if findings.faults:
            raise Refusal(findings.faults)
        return msgspec.json.encode(tree)

    def omissions(self, consignment: Consignment) -> tuple[str, ...]:
        """See ``reading.Codec``."""
        return tuple(self.mapping.omissions(consignment))


def too_large(data: bytes, findings: Findings) -> bool:
    """True, and a fault, where the document is larger than any waybill."""
    if len(data) <= MOST_BYTES:
        return False
    findings.fault(
        code="too_large", message="The document has {size} bytes; at most {most} are read.",
        path="", remedy="Send attachments apart from the document.",
        params={"size": len(data), "most": MOST_BYTES},
    )
    return True


def unmapped(findings: Findings, *, path: str, reason: str, line: int) -> None:
    """A value that has the form of the format and still means nothing."""
    params: dict[str, str | int] = {"reason": reason}
    findings.fault(
        code="meaning", message="The value cannot be taken: {reason}.", path=path,
        remedy="Correct the value.", params={**params, "line": line} if line else params,
    )


def refuse_placeholders(findings: Findings) -> None:
    """What is written must not look like an example either."""
    findings.faults.extend(
        Fault(
            code=notice.code, message=notice.message, path=notice.path, rule=notice.rule,
            remedy=notice.remedy, params=notice.params,
        )
        for notice in findings.notices
        if notice.code == "codecs.placeholder"
    )
