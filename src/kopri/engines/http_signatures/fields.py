"""Structured field values (RFC 8941, which RFC 9421 is written on): lists, dictionaries, items."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal


class Token(str):
    """A word without quotes; as a text it equals the string, and it is written as it came."""

    __slots__ = ()


Bare = str | Token | int | bool | bytes | Decimal
Parameters = tuple[tuple[str, Bare], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A value with its parameters."""

    value: Bare
    params: Parameters = ()


@dataclass(frozen=True, slots=True)
class InnerList:
    """Several items in parentheses, with parameters of the whole."""

    items: tuple[Item, ...]
    params: Parameters = ()


Member = Item | InnerList

_KEY = re.compile(r"[a-z*][a-z0-9_.*-]*")
_BARE = re.compile(
    r'"(?P<string>(?:[ !#-\[\]-~]|\\["\\])*)"'
    r"|:(?P<bytes>[A-Za-z0-9+/=]*):"
    r"|\?(?P<boolean>[01])"
    r"|(?P<decimal>-?[0-9]{1,12}\.[0-9]{1,3})(?![0-9.])"
    r"|(?P<integer>-?[0-9]{1,15})(?![0-9.])"
    r"|(?P<token>[A-Za-z*][A-Za-z0-9:/!#$%&'*+.^_`|~-]*)"
)
_SPACES = re.compile(r" *")
_COMMA = re.compile(r"[ \t]*,[ \t]*")


def parse_dictionary(text: str) -> dict[str, Member]:
    """The members of a dictionary field; of a repeated key the last. ValueError if malformed."""
    reader = _Reader(text.strip(" "))
    members: dict[str, Member] = {}
    while not reader.done:
        if members:
            reader.take(_COMMA)
        key = reader.take(_KEY)
        members.pop(key, None)  # its place is that of its last appearance
        members[key] = reader.member() if reader.skip("=") else Item(True, reader.params())
    return members


def parse_list(text: str) -> list[Member]:
    """The members of a list field; ValueError if malformed."""
    reader = _Reader(text.strip(" "))
    members: list[Member] = []
    while not reader.done:
        if members:
            reader.take(_COMMA)
        members.append(reader.member())
    return members


def parse_item(text: str) -> Item:
    """A field of a single item; ValueError if malformed."""
    reader = _Reader(text.strip(" "))
    item = reader.item()
    if not reader.done:
        raise ValueError("something after the item")
    return item


def write_dictionary(members: Mapping[str, Member]) -> str:
    """The text of a dictionary field."""
    return ", ".join(
        key + _params(member.params) if isinstance(member, Item) and member.value is True
        else f"{key}={write_member(member)}"
        for key, member in members.items()
    )


def write_list(members: Sequence[Member]) -> str:
    """The text of a list field."""
    return ", ".join(write_member(member) for member in members)


def write_member(member: Member) -> str:
    """The canonical text of an item or of an inner list."""
    if isinstance(member, InnerList):
        inner = " ".join(write_member(item) for item in member.items)
        return f"({inner}){_params(member.params)}"
    return _bare(member.value) + _params(member.params)


def _params(params: Iterable[tuple[str, Bare]]) -> str:
    return "".join(
        f";{key}" if value is True else f";{key}={_bare(value)}" for key, value in params
    )


def _bare(value: Bare) -> str:
    if isinstance(value, bool):
        return f"?{int(value)}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return f":{b64encode(value).decode('ascii')}:"
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, Token):
        return value
    if any(not " " <= char <= "~" for char in value):
        raise ValueError("a string outside of ASCII")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _decimal(value: Decimal) -> str:
    whole, _, part = str(value.quantize(Decimal("0.001"), ROUND_HALF_EVEN)).partition(".")
    return f"{whole}.{part.rstrip('0') or '0'}"


def _padded(text: str) -> bytes:
    """Base 64; padding that was left out is no fault (RFC 8941, 4.2.7)."""
    return b64decode(text + "=" * (-len(text) % 4) * ("=" not in text), validate=True)


class _Reader:
    """Reads from left to right and raises ValueError at the first thing out of place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at == len(self._text)

    def take(self, pattern: re.Pattern[str]) -> str:
        return self._match(pattern)[0]

    def skip(self, char: str) -> bool:
        found = self._text.startswith(char, self._at)
        self._at += len(char) * found
        return found

    def member(self) -> Member:
        return self._inner_list() if self.skip("(") else self.item()

    def item(self) -> Item:
        value = self._value()
        return Item(value, self.params())

    def params(self) -> Parameters:
        params: dict[str, Bare] = {}
        while self.skip(";"):
            self.take(_SPACES)
            key = self.take(_KEY)
            params.pop(key, None)
            params[key] = self._value() if self.skip("=") else True
        return tuple(params.items())

    def _inner_list(self) -> InnerList:
        items: list[Item] = []
        self.take(_SPACES)
        while not self.skip(")"):
            items.append(self.item())
            if not self.take(_SPACES) and not self._text.startswith(")", self._at):
                raise ValueError("no space between the items of a list")
        return InnerList(tuple(items), self.params())

    def _value(self) -> Bare:
        found = self._match(_BARE)
        if found["string"] is not None:
            return re.sub(r"\\(.)", r"\1", found["string"])
        if found["bytes"] is not None:
            return _padded(found["bytes"])
        if found["boolean"] is not None:
            return found["boolean"] == "1"
        if found["decimal"] is not None:
            return Decimal(found["decimal"])
        if found["integer"] is not None:
            return int(found["integer"])
        return Token(found["token"])

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise ValueError(f"malformed structured field at {self._at}")
        self._at = found.end()
        return found
