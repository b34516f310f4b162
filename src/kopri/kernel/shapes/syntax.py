"""Is it JSON, and JSON of which every reader makes the same value (RFC 8259, RFC 7493)?"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from kopri.kernel.errors import Fault, Refusal
from kopri.kernel.shapes.breaches import duplicate_key, forbidden_character, not_json, too_deep
from kopri.kernel.shapes.paths import child

MAX_DEPTH = 64

_Pairs = list[tuple[str, Any]]
_SUSPECT = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")


class _Duplicate(Exception):
    """Some object has a key twice."""


class _Members:
    """An object with all its members, repeated keys included."""

    def __init__(self, pairs: _Pairs) -> None:
        self.pairs = pairs


def parse(data: bytes) -> Any:
    """The JSON value in ``data`` (UTF-8), as ``json.loads`` gives it.

    Raises ``Refusal`` where it is not JSON (with line and column), for NaN, infinities and numbers
    beyond a double, for more than 64 levels, and, all at once, for repeated keys and for
    characters that no text can hold (U+0000, lone surrogates).
    """
    value = _compact(data)
    if value is _UNSURE:
        value = _spelt_out(data)
    _require_shallow(data, value)
    if _SUSPECT.search(data) and (found := list(_forbidden(value, ""))):
        raise Refusal(found)
    return value


_UNSURE = object()


def _compact(data: bytes) -> Any:
    """The value of data that is written as programs write it, by the fast reader.

    Written again it gives the same bytes, so no key was there twice and nothing was changed.
    """
    try:
        value = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return _UNSURE
    return value if msgspec.json.encode(value) == data else _UNSURE


def _spelt_out(data: bytes) -> Any:
    text = _text(data)
    try:
        return _load(text, _unique)
    except _Duplicate:
        members = _load(text, _Members)
        raise Refusal([*_duplicates(members, "", 0), *_forbidden(members, "")]) from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Refusal([not_json(line=line, column=column, reason="not UTF-8")]) from error


def _load(text: str, hook: Any) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=hook, parse_constant=_not_finite, parse_float=_finite
        )
    except RecursionError as error:
        raise Refusal([too_deep(limit=MAX_DEPTH)]) from error
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        fault = not_json(line=error.lineno, column=error.colno, reason=reason)
        raise Refusal([fault]) from error
    except ValueError as error:  # an integer of thousands of digits
        raise _bad_number(text) from error


def _unique(pairs: _Pairs) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Duplicate
    return members


def _not_finite(name: str) -> float:
    raise ValueError(name)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise ValueError(digits)
    return number


_NUMBERS = re.compile(r'"(?:[^"\\]|\\.)*"|(-?(?:NaN|Infinity|[0-9][0-9.eE+-]*))')


def _bad_number(text: str) -> Refusal:
    """Where the number is at which ``json`` stopped."""
    at = next(
        (found.start() for found in _NUMBERS.finditer(text) if found[1] and _is_bad(found[1])), 0
    )
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    reason = "a number that cannot be represented"
    return Refusal([not_json(line=line, column=column, reason=reason)])


def _is_bad(digits: str) -> bool:
    try:
        json.loads(digits, parse_constant=_not_finite, parse_float=_finite)
    except ValueError:
        return True
    return False


def _require_shallow(data: bytes, value: Any) -> None:
    if data.count(b"[") + data.count(b"{") <= MAX_DEPTH:
        return
    level = [value] if type(value) in _CONTAINERS else []
    for _ in range(MAX_DEPTH):
        level = [item for each in level for item in _inner(each) if type(item) in _CONTAINERS]
        if not level:
            return
    raise Refusal([too_deep(limit=MAX_DEPTH)])


_CONTAINERS = frozenset({dict, list})


def _inner(container: Any) -> Iterable[Any]:
    return container.values() if type(container) is dict else container


def _members_of(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, _Members):
        yield from value.pairs
    elif isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _duplicates(value: Any, path: str, depth: int) -> Iterator[Fault]:
    if depth > MAX_DEPTH:
        raise Refusal([too_deep(limit=MAX_DEPTH)])
    seen: set[str | int] = set()
    for step, item in _members_of(value):
        if step in seen:
            yield duplicate_key(path=child(path, step), key=str(step))
        seen.add(step)
        yield from _duplicates(item, child(path, step), depth + 1)


def _forbidden(value: Any, path: str) -> Iterator[Fault]:
    if isinstance(value, str) and _FORBIDDEN.search(value):
        yield forbidden_character(path=path)
    for step, item in _members_of(value):
        if _FORBIDDEN.search(str(step)):
            yield forbidden_character(path=path)  # the name itself cannot be written in a path
        else:
            yield from _forbidden(item, child(path, step))
