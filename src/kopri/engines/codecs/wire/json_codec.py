"""A format in JSON: a grammar, a mapping, and how to recognise it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from kopri.engines.codecs.reading import MOST_BYTES, MOST_PARTS, Choice, Draft, Reading, Validator
from kopri.engines.codecs.wire import wire_json
from kopri.engines.codecs.wire.asking import finish
from kopri.engines.codecs.wire.compiling import Problems, Remark
from kopri.engines.codecs.wire.grammar import Findings, Grammar
from kopri.engines.codecs.wire.lacking import goes_otherwise, lacking
from kopri.engines.codecs.wire.mapping import Mapping
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault, Refusal

_NOBODY = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonCodec:
    """A format in JSON, see ``reading.Codec``.

    ``marks``: names of which at least one stands near the beginning; ``message_of``: which codec's
    document it is, where several have the same marks. ``wanted``: what a consignment must say to be
    written, ``modes``: of which modes of transport one must be meant (UN/ECE Rec. 19), both by
    ``law``.
    """

    name: str
    title: str
    rule: str
    grammar: Grammar
    root: str
    mapping: Mapping
    marks: tuple[bytes, ...]
    message_of: Callable[[bytes], str] | None = None
    wanted: tuple[tuple[str, ...], ...] = ()
    modes: frozenset[str] = frozenset()
    law: str = ""
    fast: wire_json.FastReader | None = None
    loose: bool = False
    writes: bool = True
    media_type: str = "application/json"

    def sniff(self, data: bytes) -> bool:
        """True where the document looks like this format."""
        head = data[:65536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if head[:1] != b"{" or not any(mark in head for mark in self.marks):
            return False
        return self.message_of is None or self.message_of(head) == self.name

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
        decoded = cache(lambda: document or msgspec.json.decode(data))  # once, however many faults
        draft = self._draft(wire, decoded, findings)
        return finish(name=self.name, draft=draft, findings=findings, choice=choice)

    def _draft(self, wire: Any, document: Callable[[], Any], findings: Findings) -> Draft:
        if wire is None:
            return Draft()

        def place(number: int, tokens: list[str | int]) -> tuple[str, int]:
            found = self.mapping.locate(tokens)
            return wire_json.pointer(found, document(), loose=self.loose), 0

        problems: Problems = []
        consignment = self.mapping.read(wire, problems)
        for tokens, reason in problems:
            path = place(0, tokens)[0]
            if isinstance(reason, Remark):
                not_carried(findings, path=path, reason=reason, line=0)
            else:
                unmapped(findings, path=path, reason=reason, line=0)
        return Draft([consignment] if consignment is not None else [], place)

    def write(self, consignment: Consignment) -> bytes:
        """See ``reading.Codec``."""
        tree = self.mapping.write(consignment)
        findings = Findings(self.rule)
        self._refuse_lacking(consignment, findings)
        wire_json.SlowReader(findings).read(self.grammar[self.root], tree, "")
        refuse_placeholders(findings)
        if findings.faults:
            raise Refusal(findings.faults)
        order = self.grammar[self.root].order.__getitem__
        return msgspec.json.encode({name: tree[name] for name in sorted(tree, key=order)})

    def _refuse_lacking(self, consignment: Consignment, findings: Findings) -> None:
        for tokens in lacking(consignment, self.wanted):
            findings.fault(
                code="lacking", message="“{name}” is not said, and {title} must say it.",
                path=wire_json.pointer(self.mapping.locate(tokens), None, loose=False),
                rule=self.law, remedy="Say it.",
                params={"name": ".".join(map(str, tokens)), "title": self.title},
            )
        if self.modes and goes_otherwise(consignment, self.modes):
            findings.fault(
                code="mode", message="{title} is for another mode of transport.",
                path=wire_json.pointer(self.mapping.locate(["main_carriage"]), None, loose=False),
                rule=self.law, remedy="Write the document of the mode by which the goods go.",
                params={"title": self.title},
            )

    def omissions(self, consignment: Consignment) -> tuple[str, ...]:
        """See ``reading.Codec``."""
        return tuple(self.mapping.omissions(consignment))


def too_large(data: bytes, findings: Findings) -> bool:
    """True, and a fault, where the document has more bytes or more parts than any waybill."""
    if len(data) <= MOST_BYTES:
        return _too_many(data, findings)
    findings.fault(
        code="too_large", message="The document has {size} bytes; at most {most} are read.",
        path="", remedy="Send attachments apart from the document.",
        params={"size": len(data), "most": MOST_BYTES},
    )
    return True


def _too_many(data: bytes, findings: Findings) -> bool:
    """Tags and commas are counted in no time; what a million of them would cost is seconds."""
    if data.count(b"<") + data.count(b",") <= MOST_PARTS:
        return False
    findings.fault(
        code="too_many", message="The document has more than {most} values; it is not read.",
        path="", remedy="Divide the goods among several documents.", params={"most": MOST_PARTS},
    )
    return True


def not_carried(findings: Findings, *, path: str, reason: str, line: int) -> None:
    """A value that is well and has no place in the model."""
    params: dict[str, str | int] = {"reason": reason}
    findings.notice(
        code="not_carried", message="This is not taken over: {reason}.", path=path,
        remedy="Say it in another way if it matters.",
        params={**params, "line": line} if line else params,
    )


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
