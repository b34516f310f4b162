"""Single values: does msgspec take it, and if not, which limit of its type does it break?"""

import datetime
import decimal
import uuid
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from msgspec import inspect as shapes

from kopri.kernel.errors import Fault
from kopri.kernel.shapes import breaches

_LIMITS = ("gt", "ge", "lt", "le", "multiple_of")
_LENGTHS = ("min_length", "max_length")
_WORDS = {
    "gt": "more than {}", "ge": "at least {}", "lt": "less than {}", "le": "at most {}",
    "multiple_of": "a multiple of {}", "min_length": "at least {}", "max_length": "at most {}",
}  # fmt: skip
# What msgspec calls it: the Python type, and its name in a message
_FORMATS: dict[type[shapes.Type], tuple[Any, str]] = {
    shapes.BytesType: (bytes, "base 64"),
    shapes.ByteArrayType: (bytearray, "base 64"),
    shapes.MemoryViewType: (memoryview, "base 64"),
    shapes.DateTimeType: (datetime.datetime, "a date and time (RFC 3339)"),
    shapes.TimeType: (datetime.time, "a time of day (RFC 3339)"),
    shapes.DateType: (datetime.date, "a date (RFC 3339)"),
    shapes.TimeDeltaType: (datetime.timedelta, "a duration (ISO 8601)"),
    shapes.UUIDType: (uuid.UUID, "a UUID"),
    shapes.DecimalType: (decimal.Decimal, "a decimal number"),
}
_PLAIN: dict[type[shapes.Type], Any] = {
    shapes.AnyType: Any,
    shapes.NoneType: None,
    shapes.BoolType: bool,
    shapes.IntType: int,
    shapes.FloatType: float,
    shapes.StrType: str,
}
_KINDS: dict[type, str] = {
    dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "an integer",
    float: "a number", type(None): "null",
}  # fmt: skip
_EXPECTED: dict[type[shapes.Type], str] = {
    shapes.NoneType: "null",
    shapes.BoolType: "true or false",
    shapes.IntType: "an integer",
    shapes.FloatType: "a number",
    shapes.StrType: "a text",
    shapes.DecimalType: "a decimal number",
    shapes.StructType: "an object",
    shapes.DataclassType: "an object",
    shapes.TypedDictType: "an object",
    shapes.DictType: "an object",
    shapes.FrozenDictType: "an object",
}


def kind_of(value: Any) -> str:
    """The kind of a JSON value in words."""
    return _KINDS.get(type(value), type(value).__name__)


def expected(shape: shapes.Type) -> str:
    """What a shape wants to see, in words."""
    if isinstance(shape, shapes.CollectionType | shapes.TupleType | shapes.NamedTupleType):
        return "a list"
    if type(shape) in _FORMATS:
        return "a decimal number" if isinstance(shape, shapes.DecimalType) else "a text"
    return _EXPECTED.get(type(shape), "another value")


def leaf_faults(value: Any, shape: shapes.Type, path: str) -> list[Fault]:
    """The faults of a value that has no parts. What msgspec takes has none."""
    annotation = _annotation(shape)
    if accepts(value, annotation):
        return []
    if isinstance(shape, shapes.EnumType | shapes.LiteralType):
        return [breaches.not_listed(path=path, allowed=", ".join(_allowed(shape)))]
    if type(shape) in _FORMATS and isinstance(value, str):
        return _format_faults(value, shape, path)
    if not accepts(value, _PLAIN.get(type(shape), str)):
        return [breaches.wrong_type(path=path, expected=expected(shape), actual=kind_of(value))]
    return _limit_faults(value, shape, path)


def accepts(value: Any, annotation: Any) -> bool:
    """Whether msgspec would decode ``value``, written as JSON, as ``annotation``."""
    try:
        msgspec.json.decode(msgspec.json.encode(value), type=annotation)
    except msgspec.ValidationError:
        return False
    return True


def accepts_key(key: str, shape: shapes.Type) -> bool:
    """Whether msgspec would decode ``key`` as a key of that shape: there "1" may be an integer."""
    if isinstance(shape, shapes.UnionType):
        return any(accepts_key(key, member) for member in shape.types)
    return accepts({key: None}, dict.__class_getitem__((_annotation(shape), Any)))


def length_faults(length: int, shape: Any, path: str) -> list[Fault]:
    """The fault of a text, a list or an object that is too short or too long."""
    low, high = shape.min_length, shape.max_length
    if (low is None or length >= low) and (high is None or length <= high):
        return []
    return [breaches.wrong_length(path=path, limits=_words(shape, _LENGTHS), actual=length)]


def _format_faults(value: Any, shape: shapes.Type, path: str) -> list[Fault]:
    plain, name = _FORMATS[type(shape)]
    if not accepts(value, plain):
        return [breaches.wrong_format(path=path, expected=name)]
    if isinstance(shape, shapes.DateTimeType | shapes.TimeType):
        zone = "with a time zone" if shape.tz else "without a time zone"
        return [breaches.wrong_format(path=path, expected=f"{name}, {zone}")]
    return length_faults(len(msgspec.convert(value, bytes)), shape, path)


def _limit_faults(value: Any, shape: shapes.Type, path: str) -> list[Fault]:
    if isinstance(shape, shapes.StrType):
        too_long = length_faults(len(value), shape, path)
        if shape.pattern is None or accepts(value, Annotated[str, Meta(pattern=shape.pattern)]):
            return too_long
        return [*too_long, breaches.wrong_pattern(path=path, pattern=shape.pattern)]
    return [breaches.out_of_range(path=path, limits=_words(shape, _LIMITS))]


def _allowed(shape: shapes.EnumType | shapes.LiteralType) -> list[str]:
    if isinstance(shape, shapes.LiteralType):
        return [str(value) for value in shape.values]
    return [str(member.value) for member in shape.cls]


def _words(shape: shapes.Type, names: tuple[str, ...]) -> str:
    limits = ((name, getattr(shape, name, None)) for name in names)
    return " and ".join(_WORDS[name].format(limit) for name, limit in limits if limit is not None)


def _annotation(shape: shapes.Type) -> Any:
    """The Python type that msgspec described as ``shape``, limits included."""
    if isinstance(shape, shapes.EnumType):
        return shape.cls
    if isinstance(shape, shapes.LiteralType):
        return Literal[shape.values]
    plain = _PLAIN.get(type(shape), _FORMATS.get(type(shape), (Any, ""))[0])
    names = (*_LIMITS, *_LENGTHS, "pattern", "tz")
    limits = {name: getattr(shape, name, None) for name in names}
    kept = {name: limit for name, limit in limits.items() if limit is not None}
    return Annotated[plain, Meta(**kept)] if kept else plain
