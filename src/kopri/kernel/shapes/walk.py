"""The slow walk: a parsed document beside the description of its shape, fault by fault."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import inspect as shapes

from kopri.kernel.errors import Fault
from kopri.kernel.shapes import breaches
from kopri.kernel.shapes.leaves import (
    accepts_key,
    expected,
    kind_of,
    leaf_faults,
    length_faults,
)
from kopri.kernel.shapes.paths import child, pointer_of

_Fields = shapes.StructType | shapes.DataclassType | shapes.TypedDictType


def faults(value: Any, type_: Any) -> list[Fault]:
    """Every fault of a parsed JSON value as a ``type_``; empty exactly if msgspec would decode it.

    ``type_``: anything that ``msgspec.inspect`` describes. Paths are JSON pointers.
    """
    return _faults(value, _shape(type_), "")


@lru_cache(maxsize=512)
def _shape(type_: Any) -> shapes.Type:
    return shapes.type_info(type_)


def _faults(value: Any, shape: shapes.Type, path: str) -> list[Fault]:
    if isinstance(shape, shapes.Metadata):
        return _faults(value, shape.type, path)
    for kinds, walk in _WALKS:
        if isinstance(shape, kinds):
            return walk(value, shape, path)
    return leaf_faults(value, shape, path)


def _wrong(value: Any, shape: shapes.Type, path: str) -> list[Fault]:
    return [breaches.wrong_type(path=path, expected=expected(shape), actual=kind_of(value))]


def _object(value: Any, shape: Any, path: str) -> list[Fault]:
    """A Struct, a dataclass or a TypedDict."""
    if getattr(shape, "array_like", False):
        return _positional(value, shape, path)
    if not isinstance(value, dict):
        return _wrong(value, shape, path)
    found = [*_tag(value, shape, path), *_missing(value, shape, path), *_unknown(value, shape, path)]
    for field in shape.fields:
        if field.encode_name in value:
            inner = child(path, field.encode_name)
            found += _faults(value[field.encode_name], field.type, inner)
    return found or _together(value, shape, path)


def _missing(value: dict[str, Any], shape: _Fields, path: str) -> list[Fault]:
    names = [field.encode_name for field in shape.fields if field.required]
    return [
        breaches.missing(path=child(path, name), name=name, schema=shape.cls.__name__)
        for name in names
        if name not in value
    ]


def _unknown(value: dict[str, Any], shape: _Fields, path: str) -> list[Fault]:
    if not getattr(shape, "forbid_unknown_fields", False):
        return []
    known = [field.encode_name for field in shape.fields]
    tag = getattr(shape, "tag_field", None)
    return [
        breaches.unknown_field(
            path=child(path, name), name=name, schema=shape.cls.__name__, known=", ".join(known)
        )
        for name in value
        if name not in known and name != tag
    ]


def _tag(value: dict[str, Any], shape: Any, path: str) -> list[Fault]:
    name = getattr(shape, "tag_field", None)
    if name is None or name not in value or _same(value[name], shape.tag):
        return []
    return [breaches.not_listed(path=child(path, name), allowed=str(shape.tag))]


def _together(value: dict[str, Any], shape: _Fields, path: str) -> list[Fault]:
    """What the class checks itself once its fields are right."""
    if not hasattr(shape.cls, "__post_init__"):
        return []
    return _by_msgspec(value, shape, path)


def _positional(value: Any, shape: Any, path: str) -> list[Fault]:
    """A struct or a named tuple that is written as a list."""
    if not isinstance(value, list | tuple):
        return [breaches.wrong_type(path=path, expected="a list", actual=kind_of(value))]
    return _by_msgspec(value, shape, path)


def _by_msgspec(value: Any, shape: Any, path: str) -> list[Fault]:
    """msgspec's own verdict, for what is not taken apart here."""
    try:
        msgspec.json.decode(msgspec.json.encode(value), type=shape.cls)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `")
        at = path + pointer_of(place)
        return [breaches.inconsistent(path=at, schema=shape.cls.__name__, reason=reason)]
    return []


def _mapping(value: Any, shape: Any, path: str) -> list[Fault]:
    if not isinstance(value, dict):
        return _wrong(value, shape, path)
    found = length_faults(len(value), shape, path)
    for key, item in value.items():
        found += _key_faults(key, shape.key_type, child(path, key))
        found += _faults(item, shape.value_type, child(path, key))
    return found


def _key_faults(key: str, shape: shapes.Type, path: str) -> list[Fault]:
    """A key is text on the wire, and may stand for a number."""
    if accepts_key(key, shape):
        return []
    return _faults(key, shape, path) or _wrong(key, shape, path)


def _sequence(value: Any, shape: Any, path: str) -> list[Fault]:
    if not isinstance(value, list | tuple):
        return _wrong(value, shape, path)
    found = length_faults(_length(value, shape), shape, path)
    for index, item in enumerate(value):
        found += _faults(item, shape.item_type, child(path, index))
    return found


def _length(value: Sequence[Any], shape: shapes.Type) -> int:
    """Of a set, what is repeated counts once."""
    if isinstance(shape, shapes.SetType | shapes.FrozenSetType):
        return len({msgspec.json.encode(item) for item in value})
    return len(value)


def _positions(value: Any, shape: shapes.TupleType, path: str) -> list[Fault]:
    if not isinstance(value, list | tuple):
        return _wrong(value, shape, path)
    if len(value) != len(shape.item_types):
        limits = str(len(shape.item_types))
        return [breaches.wrong_length(path=path, limits=limits, actual=len(value))]
    found: list[Fault] = []
    for index, (item, inner) in enumerate(zip(value, shape.item_types, strict=True)):
        found += _faults(item, inner, child(path, index))
    return found


def _union(value: Any, shape: shapes.UnionType, path: str) -> list[Fault]:
    members = [_bare(member) for member in shape.types]
    tagged = [each for each in members if isinstance(each, shapes.StructType) and each.tag_field]
    if isinstance(value, dict) and len(tagged) > 1:
        return _by_tag(value, tagged, path)
    verdicts = [_faults(value, member, path) for member in members]
    if not all(verdicts):
        return []
    near = [found for found in verdicts if (found[0].code, found[0].path) != (_WRONG, path)]
    if near:  # a member that wants this kind of value says best what is wrong with it
        return min(near, key=len)
    wanted = " or ".join(dict.fromkeys(expected(member) for member in members))
    return [breaches.wrong_type(path=path, expected=wanted, actual=kind_of(value))]


_WRONG = "shape.wrong_type"


def _bare(shape: shapes.Type) -> shapes.Type:
    return _bare(shape.type) if isinstance(shape, shapes.Metadata) else shape


def _by_tag(
    value: dict[str, Any], members: Sequence[shapes.StructType], path: str
) -> list[Fault]:
    """The tag says which of several structs is meant."""
    name = str(members[0].tag_field)
    if name not in value:
        return [breaches.missing(path=child(path, name), name=name, schema="tagged union")]
    for member in members:
        if _same(value[name], member.tag):
            return _faults(value, member, path)
    allowed = ", ".join(str(member.tag) for member in members)
    return [breaches.not_listed(path=child(path, name), allowed=allowed)]


def _same(one: Any, two: Any) -> bool:
    return type(one) is type(two) and one == two


_Walk = Callable[[Any, Any, str], list[Fault]]
_WALKS: tuple[tuple[Any, _Walk], ...] = (
    (_Fields, _object),
    (shapes.DictType | shapes.FrozenDictType, _mapping),
    (shapes.CollectionType, _sequence),
    (shapes.TupleType, _positions),
    (shapes.NamedTupleType, _positional),
    (shapes.UnionType, _union),
)
