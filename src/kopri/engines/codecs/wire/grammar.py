"""The grammar of a format: its records and their members, in a few lines of text each.

One line a record (a line that begins with blanks continues it)::

    Party: ^id!=token name*=str70 address=Address ed:role[1]=@party
    Carrier < Party: -role address=PlainAddress

``!`` required, ``*`` any number, ``[1]`` a list of at most one, ``^`` an XML attribute, ``ed:`` a
namespace other than the grammar's own; ``content`` is the text of the element itself.
``-member`` drops what the base record has. ``~KGM`` is the value that the format means where the
member is left out. Types: another record or a primitive; ``@list`` is a code list, ``@(a,b)`` one
of a few codes. A record called ``Name?`` may be a date or moment as mere text. Each record
becomes a msgspec struct whose attributes have the wire's own names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

import msgspec

from kopri.engines.codecs.wire.primitives import Primitive, primitive
from kopri.kernel.errors import Fault

_MEMBER = re.compile(
    r"(?P<attribute>\^?)(?:(?P<prefix>\w+):)?(?P<name>\w+)(?P<marks>(?:!|\*|\[1\])*)"
    r"=(?P<type>@?[\w.(),]+)(?:~(?P<default>\w+))?"
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member: ``kind`` is its primitive, or the name of its record until it is resolved."""

    name: str
    prefix: str
    type_name: str
    many: bool
    single_list: bool
    required: bool
    attribute: bool
    default: str


@dataclass(slots=True)
class Record:
    """A record: its members in the order of the format, and the struct that holds one."""

    name: str
    members: dict[str, Member]
    types: "dict[str, Record | Primitive]" = field(default_factory=dict)
    struct: type[msgspec.Struct] = msgspec.Struct
    order: dict[str, int] = field(default_factory=dict)
    simple: bool = False  # it has content of its own: an element with text
    bare: bool = False  # a date or moment as mere text may stand for it


class Grammar:
    """All records of a format, by name."""

    def __init__(self, text: str) -> None:
        self.records: dict[str, Record] = {}
        for line in _lines(text):
            self._define(line)
        for record in self.records.values():
            self._resolve(record)

    def __getitem__(self, name: str) -> Record:
        return self.records[name]

    def _define(self, line: str) -> None:
        head, body = line.split(":", 1)
        name, _, base = (part.strip() for part in head.partition("<"))
        members = dict(self.records[base].members) if base else {}
        for word in body.split():
            if word.startswith("-"):
                del members[word[1:]]
                continue
            member = _member(word)
            if base and member.name in members:
                member = replace(member, prefix=member.prefix or members[member.name].prefix)
            members[member.name] = member
        self.records[name.rstrip("?")] = Record(
            name.rstrip("?"), members, bare=name.endswith("?")
        )

    def _resolve(self, record: Record) -> None:
        if record.types or not record.members:
            return
        fields: list[tuple[str, Any, Any] | tuple[str, Any]] = []
        for place, member in enumerate(record.members.values()):
            kind: Record | Primitive
            if member.type_name in self.records:
                kind = self.records[member.type_name]
                self._resolve(kind)
            else:
                kind = primitive(member.type_name)
            record.types[member.name] = kind
            record.order[member.name] = place
            fields.append(_field(member, kind))
        record.simple = "content" in record.members and not record.members["content"].many
        record.struct = msgspec.defstruct(
            record.name, fields, frozen=True, kw_only=True, omit_defaults=True,
            forbid_unknown_fields=True, gc=False,
        )


def _lines(text: str) -> Iterator[str]:
    return (line for line in re.sub(r"\n[ ]+", " ", text.strip()).split("\n") if line)


def _member(word: str) -> Member:
    found = _MEMBER.fullmatch(word)
    if found is None:
        raise ValueError(f"not a member: {word}")
    marks = found["marks"]
    return Member(
        name=found["name"], prefix=found["prefix"] or "", type_name=found["type"],
        many="*" in marks or "[1]" in marks, single_list="[1]" in marks, required="!" in marks,
        attribute=bool(found["attribute"]), default=found["default"] or "",
    )


def _field(member: Member, kind: Record | Primitive) -> tuple[str, Any, Any] | tuple[str, Any]:
    """The struct field of a member: optional ones are None or an empty tuple."""
    wire: Any = kind.struct if isinstance(kind, Record) else kind.wire
    if isinstance(kind, Record) and kind.bare:
        wire |= str
    if member.many:
        least = 1 if member.required else 0
        most = 1 if member.single_list else None
        wire = Annotated[tuple[wire, ...], msgspec.Meta(min_length=least, max_length=most)]
        return (member.name, wire) if member.required else (member.name, wire, ())
    return (member.name, wire) if member.required else (member.name, wire | None, None)


MOST_FAULTS = 1000


@dataclass(slots=True)
class Findings:
    """Faults and notices of one reading.

    ``generated``: the document is an untouched example. ``incomplete``: whole parts could not be
    read, so sums say nothing.
    """

    rule: str
    generated: bool = False
    incomplete: bool = False
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)

    def fault(
        self, *, code: str, message: str, path: str, remedy: str, rule: str = "",
        params: Mapping[str, str | int] | None = None,
    ) -> None:
        """Remember a fault; after ``MOST_FAULTS`` the rest is not listed."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(
                code=f"codecs.{code}", message=message, path=path, rule=rule or self.rule,
                remedy=remedy, params=params or {},
            ))

    def notice(
        self, *, code: str, message: str, path: str, remedy: str,
        params: Mapping[str, str | int] | None = None,
    ) -> None:
        """Remember something that the sender should know but that refuses nothing."""
        if len(self.notices) < MOST_FAULTS:
            self.notices.append(Fault(
                code=f"codecs.{code}", message=message, path=path, rule=self.rule, remedy=remedy,
                params=params or {},
            ))

    def placeholder(self, *, path: str, text: str) -> None:
        """A value that a generator left where a fact belongs; it is not taken."""
        self.notice(
            code="placeholder", message="“{value}” is a placeholder and is not taken as a fact.",
            path=path, remedy="Write the real value, or leave the member out.",
            params={"value": text[:80]},
        )

    def doubtful(self, *, path: str, text: str) -> None:
        """A value that looks like an example; it is taken and pointed out."""
        self.notice(
            code="doubtful", message="“{value}” looks like an example, not like a fact.",
            path=path, remedy="Check the value and write the real one.",
            params={"value": text[:80]},
        )
