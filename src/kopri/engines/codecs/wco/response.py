"""WCO Data Model 3.6 response, XML: what a customs system answers to a declaration.

Function codes are the answering system's own (UN/EDIFACT 1225 as it uses it), so what has happened
is told by the dates that the answer gives. Answers without the standard's namespace are read too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kopri.engines.codecs.reading import Choice, Message, Reading, Validator
from kopri.engines.codecs.wco import leaves
from kopri.engines.codecs.wco.grammar import GRAMMAR, METADATA, NAMESPACES, RESPONSE
from kopri.engines.codecs.wco.pointers import Pointer, paths
from kopri.engines.codecs.wire import wire_xml
from kopri.engines.codecs.wire.adopting import adopt, candidate
from kopri.engines.codecs.wire.fast_xml import FastXmlReader
from kopri.engines.codecs.wire.grammar import Findings
from kopri.engines.codecs.wire.json_codec import too_large
from kopri.kernel.consignment import Consignment, Moment
from kopri.kernel.errors import Fault, Refusal

RULE = "WCO Data Model 3.6"
_ROOTS = {f"{{{METADATA}}}MetaData": "AnswerMetaData", f"{{{RESPONSE}}}Response": "Response"}
_FAST = {tag: FastXmlReader(GRAMMAR[name], NAMESPACES) for tag, name in _ROOTS.items()}
_ANSWER = re.compile(rb"<(?:[\w.-]+:)?Response[\s/>]")
_NOBODY = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status of the declaration: a code of the answering system, since when, released when."""

    code: str = ""
    effective: Moment = ""
    released: Moment = ""
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """What the customs found wrong; ``paths``: where in the declaration, as XPaths."""

    code: str = ""
    description: str = ""
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A further statement, by its type; ``limit``: until when something is to be done."""

    code: str = ""
    type_code: str = ""
    description: str = ""
    limit: Moment = ""
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer. ``reference``: its own; ``lrn`` and ``mrn``: those of the declaration."""

    function_code: str
    reference: str = ""
    issued: Moment = ""
    lrn: str = ""
    mrn: str = ""
    version: str = ""
    accepted: Moment = ""
    cancelled: Moment = ""
    rejected: Moment = ""
    statuses: tuple[Status, ...] = ()
    errors: tuple[Error, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def outcome(self) -> str:
        """``rejected``, ``cancelled``, ``released`` or ``accepted``; empty where no date tells."""
        if self.rejected:
            return "rejected"
        if self.cancelled:
            return "cancelled"
        if any(status.released for status in self.statuses):
            return "released"
        return "accepted" if self.accepted else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A response message as read: answers only where there is no fault."""

    responses: tuple[Response, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()


def read(data: bytes) -> Answered:
    """Read a response message. Never raises; all faults at once, with XPath and line."""
    findings = Findings(RULE)
    element = None if too_large(data, findings) else wire_xml.parse(data, findings)
    wires = _wires(element, findings) if element is not None else ()
    responses = tuple(_response(wire, findings) for wire in wires)
    return Answered(
        responses=() if findings.faults else responses,
        faults=tuple(findings.faults), notices=tuple(findings.notices),
    )


def _wires(element: etree._Element, findings: Findings) -> tuple[Any, ...]:
    """The Response records of a message."""
    found: etree._Element | None = next(element.iter(*_ROOTS), None)
    if found is None:
        found = _adopted(element, findings)
    if found is None:
        name = etree.QName(element).localname
        findings.fault(
            code="root", message="“{name}” is no document of this format.",
            path=wire_xml.where(element), remedy="Send the answer of a customs system.",
            params={"name": name[:80], "line": wire_xml.line(element)},
        )
        return ()
    tag = str(found.tag)
    wire = _FAST[tag].read(found)
    if wire is None:
        record = GRAMMAR[_ROOTS[tag]]
        wire = wire_xml.XmlReader(findings, NAMESPACES).read(record, found)
    if wire is None or findings.faults:
        return ()
    return tuple(wire.Response) if _ROOTS[tag] == "AnswerMetaData" else (wire,)


def _adopted(element: etree._Element, findings: Findings) -> etree._Element | None:
    tags = {etree.QName(tag).localname: tag for tag in _ROOTS}
    found = candidate(element, {name: GRAMMAR[_ROOTS[tag]] for name, tag in tags.items()})
    if found is not None:
        tag = tags[etree.QName(found).localname]
        record = GRAMMAR[_ROOTS[tag]]
        adopt(found, record, tag=tag, namespaces=NAMESPACES, findings=findings)
    return found


def _response(wire: Any, findings: Findings) -> Response:
    about = wire.Declaration
    return Response(
        function_code=_text(wire.FunctionCode),
        reference=_text(wire.FunctionalReferenceID),
        issued=_moment(wire.IssueDateTime, findings),
        lrn=_text(about.FunctionalReferenceID),
        mrn=_text(about.ID),
        version=_text(about.VersionID),
        accepted=_moment(about.AcceptanceDateTime, findings),
        cancelled=_moment(about.CancellationDateTime, findings),
        rejected=_moment(about.RejectionDateTime, findings),
        statuses=tuple(
            Status(
                code=_text(one.NameCode), effective=_moment(one.EffectiveDateTime, findings),
                released=_moment(one.ReleaseDateTime, findings), paths=_paths(one.Pointer),
            ) for one in wire.Status
        ),
        errors=tuple(
            Error(
                code=_text(one.ValidationCode), description=_text(one.Description),
                paths=_paths(one.Pointer),
            ) for one in wire.Error
        ),
        statements=tuple(
            Statement(
                code=_text(one.StatementCode), type_code=_text(one.StatementTypeCode),
                description=_text(one.StatementDescription),
                limit=_moment(one.LimitDateTime, findings), paths=_paths(one.Pointer),
            ) for one in wire.AdditionalInformation
        ),
    )


def _text(wire: Any) -> str:
    return wire.content.strip() if wire is not None else ""


def _moment(wire: Any, findings: Findings) -> Moment:
    if wire is None or wire.DateTimeString is None or leaves.moment.read is None:
        return ""
    try:
        return str(leaves.moment.read(wire))
    except ValueError as error:
        findings.fault(
            code="meaning", message="The value cannot be taken: {reason}.", path="",
            remedy="Correct the value.", params={"reason": str(error)},
        )
        return ""


def _paths(pointers: Iterable[Any]) -> tuple[str, ...]:
    return paths(
        Pointer(
            section=_text(one.DocumentSectionCode), tag=_text(one.TagID),
            sequence=int(float(one.SequenceNumeric)) if one.SequenceNumeric else None,
        ) for one in pointers
    )


class ResponseCodec:
    """Answers among the formats of documents: known, and never an announcement."""

    name = "wco-response"
    title = "WCO Data Model response, XML"
    media_type = "application/xml"
    writes = False

    def sniff(self, data: bytes) -> bool:
        """True where the document looks like an answer."""
        head = data[:65536].replace(b"\0", b"")
        known = RESPONSE.encode() in head or b"<WCODataModelVersionCode" in head
        return known and _ANSWER.search(head) is not None

    def read(
        self, data: bytes, *, choice: Choice = _NOBODY, validator: Validator | None = None
    ) -> Reading:
        """See ``reading.Codec``: what the answer is about, and no consignment."""
        answered = read(data)
        faults = (*answered.faults, *(validator(data) if validator else ()))
        first = answered.responses[0] if answered.responses else None
        told = Message(
            kind="answer", function_code=first.function_code, reference=first.lrn,
            registration=first.mrn,
        ) if first else None
        return Reading(
            format=self.name, faults=faults, message=told,
            notices=(*answered.notices, *(_silent(first) if first else ())),
        )

    def write(self, consignment: Consignment) -> bytes:
        """See ``reading.Codec``: only customs systems answer."""
        raise Refusal([Fault(
            code="codecs.not_written", message="This format is read and not written.", rule=RULE,
            remedy="Choose another format.",
        )])

    def omissions(self, consignment: Consignment) -> tuple[str, ...]:
        """See ``reading.Codec``: nothing is written, so nothing is left out."""
        return ()


def _silent(response: Response) -> tuple[Fault, ...]:
    return (Fault(
        code="codecs.announces_nothing",
        message="This is a message of the kind {kind} about {about}: it announces no consignment.",
        rule=RULE, remedy="Put it to the document that it answers.",
        params={"kind": "answer", "about": response.mrn or response.lrn or "?"},
    ),)


CODEC = ResponseCodec()
