"""The grammar of a format: its records and their members, in a few lines of text each.

One line a record (a line that begins with blanks continues it)::

    Party: ^id!=token name*=str70 address=Address ed:role[1]=@party
    Carrier < Party: -role address=PlainAddress
    Person (ed): name!=str70 passport=str9|visa=str9

``!`` required, ``*`` any number, ``[4]`` a list of at most four, ``+`` a list that is not empty where
it is there at all, ``^`` an XML attribute, ``ed:`` a
namespace other than the record's, which stands in brackets after the record's name if it is not the
grammar's own; ``content`` is the text of the element itself. ``full<Name>`` is called ``full`` here
and ``Name`` in the document, where two namespaces have one name. Of members joined by ``|`` only
one may be there, and must be if they are required.
``-member`` drops what the base record has. ``~KGM`` is the value that the format means where the
member is left out. Types: another record or a primitive; ``@list`` is a code list, ``@(a,b)`` one
of a few codes. A record called ``Name?`` may be a date or moment as mere text. Each record
becomes a msgspec struct whose attributes have the wire's own names.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

import msgspec

from kopri.engines.codecs.wire.primitives import Primitive, primitive
from kopri.kernel.errors import Fault

_MEMBER = re.compile(
    r"(?P<attribute>\^?)(?:(?P<prefix>\w+):)?(?P<name>\w+)(?:<(?P<tag>\w+)>)?"
    r"(?P<marks>(?:!|\*|\+|\[[0-9]+\])*)="
    r"(?P<type>@?[\w.(),]+)(?:~(?P<default>\w+))?"
)
_HEAD = re.compile(r"(?P<name>\w+)(?P<bare>\??)(?: \((?P<prefix>\w+)\))?(?: < (?P<base>\w+))? ?")


@dataclass(frozen=True, slots=True)
class Member:
    """One member: ``kind`` is its primitive, or the name of its record until it is resolved."""

    name: str
    tag: str
    prefix: str
    type_name: str
    many: bool
    least: int
    most: int | None
    required: bool
    attribute: bool
    default: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Members of which at most one may be there; exactly one where ``required``."""

    names: frozenset[str]
    required: bool

    def kept(self, there: Iterable[str]) -> bool:
        """True where the members that are there keep to the choice."""
        count = len(self.names.intersection(there))
        return count == 1 or (count == 0 and not self.required)


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
    choices: tuple[Choice, ...] = ()
    tags: dict[str, tuple[Member, ...]] = field(default_factory=dict)  # elements by local name


class Grammar:
    """All records of a format, by name."""

    def __init__(
        self, text: str, *, own: Callable[[str], Primitive | None] = lambda name: None
    ) -> None:
        """``own``: the primitives that only this format has, by the name used in ``text``."""
        self.records: dict[str, Record] = {}
        self._own = own
        for line in _lines(text):
            self._define(line)
        for record in self.records.values():
            self._resolve(record)

    def __getitem__(self, name: str) -> Record:
        return self.records[name]

    def _define(self, line: str) -> None:
        head, body = line.split(":", 1)
        found = _HEAD.fullmatch(head)
        if found is None:
            raise ValueError(f"not a record: {head}")
        base = self.records[found["base"]] if found["base"] else Record("", {})
        members, choices = dict(base.members), list(base.choices)
        for word in body.split():
            if word.startswith("-"):
                del members[word[1:]]
                continue
            new = [_member(part, found["prefix"] or "") for part in word.split("|")]
            if len(new) > 1:
                choices.append(Choice(frozenset(one.name for one in new), new[0].required))
                new = [replace(one, required=False) for one in new]
            for member in new:
                if member.name in base.members and member.prefix == (found["prefix"] or ""):
                    member = replace(member, prefix=base.members[member.name].prefix)
                members[member.name] = member
        self.records[found["name"]] = Record(
            found["name"], members, bare=bool(found["bare"]), choices=tuple(choices)
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
                kind = self._own(member.type_name) or primitive(member.type_name)
            record.types[member.name] = kind
            record.order[member.name] = place
            if not member.attribute:
                record.tags[member.tag] = (*record.tags.get(member.tag, ()), member)
            fields.append(_field(member, kind))
        record.simple = "content" in record.members and not record.members["content"].many
        record.struct = msgspec.defstruct(
            record.name, fields, frozen=True, kw_only=True, omit_defaults=True,
            forbid_unknown_fields=True, gc=False,
        )


def _lines(text: str) -> Iterator[str]:
    joined = re.sub(r"\n[ ]+", " ", text.strip()).replace("| ", "|")
    return (line for line in joined.split("\n") if line)


def _member(word: str, prefix: str) -> Member:
    found = _MEMBER.fullmatch(word)
    if found is None:
        raise ValueError(f"not a member: {word}")
    marks = found["marks"]
    most = re.search(r"[0-9]+", marks)
    return Member(
        name=found["name"], tag=found["tag"] or found["name"],
        prefix=found["prefix"] or prefix, type_name=found["type"],
        many="*" in marks or most is not None, least=int("+" in marks or "!" in marks),
        most=int(most[0]) if most else None, required="!" in marks,
        attribute=bool(found["attribute"]), default=found["default"] or "",
    )


def _field(member: Member, kind: Record | Primitive) -> tuple[str, Any, Any] | tuple[str, Any]:
    """The struct field of a member: optional ones are None or an empty tuple."""
    wire: Any = kind.struct if isinstance(kind, Record) else kind.wire
    if isinstance(kind, Record) and kind.bare:
        wire |= str
    if member.many:
        bounds = msgspec.Meta(min_length=member.least, max_length=member.most)
        wire = Annotated[tuple[wire, ...], bounds]
        return (member.name, wire) if member.required else (member.name, wire, ())
    return (member.name, wire) if member.required else (member.name, wire | None, None)


MOST_FAULTS = 1000


@dataclass(slots=True)
class Findings:
    """Faults and notices of one reading.

    ``generated``: the document is an untouched example. ``incomplete``: whole parts could not be
    read, so sums say nothing. ``dropped``: values were not taken that the format may demand.
    """

    rule: str
    generated: bool = False
    incomplete: bool = False
    dropped: bool = False
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
        self.dropped = True
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
