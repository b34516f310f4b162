"""JSON bytes to the structs of a grammar, all faults at once, and back.

Two ways that must agree (a test holds them together): ``fast`` is msgspec's decoder, which knows
only that something is wrong; ``slow`` walks the document and says everything that is wrong.
"""

import json
import re
from typing import Any

import msgspec

from kopri.engines.codecs.wire.grammar import Findings, Member, Record
from kopri.engines.codecs.wire.mapping import Grouped
from kopri.engines.codecs.wire.primitives import (
    PLACEHOLDERS,
    Primitive,
    is_doubtful,
    is_placeholder,
    primitive,
)

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
# Escapes that may hide a colon or a character that no text may have
_ESCAPES = re.compile(rb"\\(?:u00|[bf])")
_MARKS = tuple(f'"{word}"'.encode() for word in sorted(PLACEHOLDERS)) + (b"1000.000000",)
BOM = b"\xef\xbb\xbf"


class NumberText(str):
    """A JSON number, as it was written."""


class Object(dict[str, Any]):
    """A JSON object that remembers which names it had more than once."""

    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> Object:
    made = Object(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        made.repeated = tuple(sorted({name for name in names if names.count(name) > 1}))
    return made


class FastReader:
    """The decoder for documents without any fault."""

    def __init__(self, record: Record) -> None:
        self._decoder = msgspec.json.Decoder(record.struct)

    def read(self, data: bytes) -> Any | None:
        """The document as structs; None where ``slow`` must look at it.

        Counting colons finds repeated names: each name has one, and what was read, written again,
        has as many as were sent, unless a name came twice (or a null or an escape came at all).
        """
        if b"\\" in data and _ESCAPES.search(data) or any(mark in data for mark in _MARKS):
            return None
        try:
            read = self._decoder.decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        return read if msgspec.json.encode(read).count(b":") == data.count(b":") else None


def generated(data: bytes) -> bool:
    """True where a generator's placeholders stand in the document."""
    return any(mark in data for mark in _MARKS)


def parse(data: bytes, findings: Findings) -> Any | None:
    """The JSON document as plain values with numbers as text; None and a fault where it is none."""
    def refuse_constant(name: str) -> None:
        raise ValueError(f"{name} is no JSON value")

    try:
        text = data.removeprefix(BOM).decode("utf-8")
        return json.loads(
            text, parse_int=NumberText, parse_float=NumberText, parse_constant=refuse_constant,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as error:
        findings.fault(
            code="encoding", message="The document is not UTF-8 (byte {byte}).", path="",
            rule="RFC 8259, section 8.1", remedy="Save the document as UTF-8.",
            params={"byte": error.start},
        )
    except json.JSONDecodeError as error:
        findings.fault(
            code="syntax", message="The JSON breaks off or is malformed at line {line}, column "
            "{column}.", path="", rule="RFC 8259", remedy="Send the whole document as JSON.",
            params={"line": error.lineno, "column": error.colno},
        )
    except RecursionError:
        findings.fault(
            code="too_deep", message="The document is nested too deeply.", path="",
            rule="RFC 8259, section 9", remedy="Send the document in the shape of its format.",
        )
    except ValueError as error:
        findings.fault(
            code="syntax", message="{reason}.", path="", rule="RFC 8259, section 6",
            remedy="Write an ordinary number.", params={"reason": str(error)[:80]},
        )
    return None


class SlowReader:
    """Walks a parsed document along the grammar and finds every fault.

    ``loose``: a bare scalar may stand for an object with ``content``, a single value for a list
    of one, and empty text for nothing, as older JSON renderings of the same documents have it.
    """

    def __init__(self, findings: Findings, *, loose: bool = False) -> None:
        self._findings = findings
        self._loose = loose

    def read(self, record: Record, value: Any, path: str) -> Any | None:
        """``value`` as the record's struct; None where nothing of it can be taken."""
        if self._loose and record.simple and not isinstance(value, dict | list):
            value = Object(content=value)
            return self._members(record, value, path, bare=True)
        if not isinstance(value, dict):
            self._not_an_object(value, path)
            return None
        for name in value.repeated if isinstance(value, Object) else ():
            self._fault(
                code="repeated", message="“{name}” stands here more than once.", path=path,
                rule="RFC 8259, section 4", remedy="Send each member once.", name=name,
            )
        return self._members(record, value, path, bare=False)

    def _members(self, record: Record, value: dict[str, Any], path: str, *, bare: bool) -> Any:
        found: dict[str, Any] = {}
        for name, sent in value.items():
            here = path if bare else f"{path}/{name.replace('~', '~0').replace('/', '~1')}"
            member = record.members.get(name)
            if member is None:
                self._unknown(record, name, here)
            elif sent is None:
                self._fault(
                    code="null", message="null is no value here.", path=here,
                    remedy="Leave the member out where there is nothing to say.",
                )
            else:
                self._take(record, member, sent, path=here, found=found)
        return self._make(record, value, found, path=path)

    def _make(
        self, record: Record, value: dict[str, Any], found: dict[str, Any], *, path: str
    ) -> Any | None:
        """The struct; a dropped placeholder is no lack. What is lacking is empty, so that the rest
        can still be checked."""
        for member in record.members.values():
            if member.default and member.name not in value and found:
                found[member.name] = member.default
                self._findings.notice(
                    code="assumed", message="“{name}” is not stated; {value} is taken.", path=path,
                    remedy="State it.", params={"name": member.name, "value": member.default},
                )
            if member.required and member.name not in found:
                if member.name not in value:
                    self._fault(
                        code="missing", message="“{name}” is missing.", path=path,
                        remedy="Add it.", name=member.name,
                    )
                if record.simple:
                    return None
                found[member.name] = () if member.many else None
        return record.struct(**found) if found else None

    def _take(
        self, record: Record, member: Member, sent: Any, *, path: str, found: dict[str, Any]
    ) -> None:
        kind = record.types[member.name]
        if not member.many:
            taken = self._one(kind, sent, path)
            if taken is not None:
                found[member.name] = taken
            return
        if not isinstance(sent, list):
            if not self._loose:
                self._fault(
                    code="not_a_list", message="A list is expected here.", path=path,
                    remedy="Put the value into brackets: [ ].",
                )
                return
            entries = [(sent, path)]
        else:
            entries = [(entry, f"{path}/{place}") for place, entry in enumerate(sent)]
        if isinstance(sent, list):
            self._count(member, len(sent), path)
        values = [self._one(kind, entry, where) for entry, where in entries]
        kept = tuple(value for value in values if value is not None)
        if kept:
            found[member.name] = kept

    def _count(self, member: Member, count: int, path: str) -> None:
        if member.most == 1 and count > 1:
            self._fault(
                code="too_many", message="At most one is allowed here, {count} were sent.",
                path=path, remedy="Send only one.", count=count,
            )
        elif member.most and count > member.most:
            self._fault(
                code="too_many", message="At most {most} are allowed here, {count} were sent.",
                path=path, remedy="Send no more.", most=member.most, count=count,
            )
        elif count < member.least:
            self._fault(
                code="too_few", message="The list is empty.", path=path,
                remedy="Put something in it, or leave it out.",
            )

    def _one(self, kind: Record | Primitive, sent: Any, path: str) -> Any | None:
        if isinstance(kind, Record):
            if kind.bare and isinstance(sent, str):
                return self._text(primitive("date"), sent, path)
            return self.read(kind, sent, path)
        if kind.boolean:
            return self._boolean(kind, sent, path)
        if not isinstance(sent, str) or (isinstance(sent, NumberText) and not self._loose):
            self._fault(
                code="not_text", message="A text is expected here ({rule}).", path=path,
                remedy="Write the value in quotation marks.", rule=kind.rule,
            )
            return None
        return self._text(kind, str(sent), path)

    def _boolean(self, kind: Primitive, sent: Any, path: str) -> bool | None:
        if isinstance(sent, bool):
            return sent
        if self._loose and sent in ("true", "false"):
            return bool(sent == "true")
        self._fault(
            code="value", message="“{value}” is not {rule}.", path=path, remedy=kind.remedy,
            value=str(sent)[:80], rule=kind.rule,
        )
        return None

    def _text(self, kind: Primitive, text: str, path: str) -> str | None:
        if _UNFIT.search(text):
            self._fault(
                code="characters", message="The text has characters that no text may have.",
                path=path, rule="RFC 8259, section 8.2",
                remedy="Remove control characters and unpaired surrogates.",
            )
        elif self._loose and not text:
            return None
        elif is_placeholder(text, generated=self._findings.generated):
            self._findings.placeholder(path=path, text=text)
        elif not kind.valid(text):
            self._fault(
                code="value", message="“{value}” is not {rule}.", path=path, remedy=kind.remedy,
                value=text[:80], rule=kind.rule,
            )
        else:
            if is_doubtful(text):
                self._findings.doubtful(path=path, text=text)
            return text
        return None

    def _not_an_object(self, value: Any, path: str) -> None:
        self._findings.incomplete = True
        if isinstance(value, str) and not isinstance(value, NumberText):
            self._fault(
                code="reference", message="A reference stands here, not the data; it is not "
                "followed.", path=path, remedy="Send the data itself.",
            )
        else:
            self._fault(
                code="not_an_object", message="An object is expected here.", path=path,
                remedy="Send an object: { }.",
            )

    def _unknown(self, record: Record, name: str, path: str) -> None:
        if name.startswith("x-"):
            self._findings.notice(
                code="extension", message="The extension “{name}” is not read.", path=path,
                remedy="Say it in a member that the format has.", params={"name": name[:80]},
            )
        else:
            self._fault(
                code="unknown", message="The format has no “{name}” here.", path=path,
                remedy="Remove it, or use the name that the format has.", name=name[:80],
            )

    def _fault(
        self, *, code: str, message: str, path: str, remedy: str, rule: str = "",
        **params: str | int,
    ) -> None:
        if rule and "{rule}" in message:
            params["rule"], rule = rule, ""
        self._findings.fault(
            code=code, message=message, path=path, remedy=remedy, rule=rule, params=params
        )


def pointer(tokens: list[str | int], document: Any, *, loose: bool) -> str:
    """The JSON pointer of wire tokens, without the steps that a loose document left out."""
    parts: list[str] = []
    waiting = list(tokens)
    while waiting:
        token = waiting.pop(0)
        if loose and _left_out(token, document):
            continue
        if isinstance(token, Grouped) and isinstance(document, list):
            token, inside = _in_group(token, document)
            if waiting[:2] == [inside[0], 0]:
                waiting[:2] = inside
        parts.append(str(token).replace("~", "~0").replace("/", "~1"))
        if isinstance(token, int) and isinstance(document, list):
            document = document[token] if token < len(document) else None
        elif isinstance(document, dict):
            document = document.get(token)
    return "".join(f"/{part}" for part in parts)


def _in_group(place: Grouped, groups: list[Any]) -> tuple[int, list[str | int]]:
    """The group that has the value, and the way to it from there."""
    left = int(place)
    for number, group in enumerate(groups):
        inside = group.get(place.through) if isinstance(group, dict) else None
        count = max(1, len(inside)) if isinstance(inside, list) else 1
        if left < count:
            return number, [place.through, left]
        left -= count
    return int(place), [place.through, 0]


def _left_out(token: str | int, document: Any) -> bool:
    if isinstance(token, int):
        return not isinstance(document, list)
    return token == "content" and not isinstance(document, dict)
