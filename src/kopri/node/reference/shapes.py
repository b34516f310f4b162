"""Types in words: what a field holds, from its msgspec type."""

from collections.abc import Iterable, Iterator
from inspect import getdoc
from typing import Any

import msgspec
from msgspec import inspect

from kopri.node.reference.markdown import code, paragraph, table

_PLAIN: dict[type[Any], str] = {
    inspect.StrType: "text", inspect.IntType: "integer", inspect.FloatType: "number",
    inspect.BoolType: "true or false", inspect.DateType: "date", inspect.DateTimeType: "time",
    inspect.DecimalType: "decimal number, as text", inspect.BytesType: "bytes, base64",
    inspect.AnyType: "any JSON value", inspect.RawType: "any JSON value",
    inspect.CustomType: "any JSON value", inspect.NoneType: "null",
}
_LIMITS = (
    ("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than"),
    ("min_length", "length at least"), ("max_length", "length at most"), ("pattern", "pattern"),
)


def words(shape: inspect.Type) -> str:
    """A type in words, with its limits; structs by name."""
    if isinstance(shape, inspect.Metadata):
        return words(shape.type)
    return ", ".join([_kind(shape), *_limits(shape)])


def _kind(shape: inspect.Type) -> str:
    if isinstance(shape, inspect.StructType):
        return f"[{shape.cls.__name__}](#{shape.cls.__name__.lower()})"
    if isinstance(shape, inspect.UnionType):
        return " or ".join(words(each) for each in _present(shape))
    if isinstance(shape, inspect.EnumType):
        return "one of " + ", ".join(code(str(member.value)) for member in shape.cls)
    if isinstance(shape, inspect.LiteralType):
        return "one of " + ", ".join(code(str(value)) for value in shape.values)
    if isinstance(shape, (inspect.ListType, inspect.VarTupleType, inspect.SetType)):
        return f"list of {words(shape.item_type)}"
    if isinstance(shape, inspect.TupleType):
        return f"list of {len(shape.item_types)}: {', '.join(map(words, shape.item_types))}"
    if isinstance(shape, inspect.DictType):
        return f"object of {words(shape.value_type)}"
    return _PLAIN[type(shape)]


def _present(shape: inspect.UnionType) -> list[inspect.Type]:
    return [each for each in shape.types if not isinstance(each, inspect.NoneType)]


def _limits(shape: inspect.Type) -> Iterator[str]:
    for name, said in _LIMITS:
        value = getattr(shape, name, None)
        if value is not None:
            yield f"{said} {code(value) if name == 'pattern' else value}"


def description(shape: inspect.Type) -> str:
    """What the type's own annotation says of it."""
    if isinstance(shape, inspect.Metadata):
        return str((shape.extra_json_schema or {}).get("description", ""))
    if isinstance(shape, inspect.UnionType):
        return next(filter(None, map(description, shape.types)), "")
    return ""


def nested(shapes: Iterable[inspect.Type]) -> list[type[Any]]:
    """Every struct that these types hold, however deep, by name."""
    found: dict[str, type[Any]] = {}
    waiting = list(shapes)
    while waiting:
        shape = waiting.pop()
        if isinstance(shape, inspect.StructType):
            if shape.cls.__name__ in found:
                continue
            found[shape.cls.__name__] = shape.cls
            waiting.extend(types_of(shape.cls))
        waiting.extend(_inside(shape))
    return [found[name] for name in sorted(found)]


def _inside(shape: inspect.Type) -> Iterator[inspect.Type]:
    if isinstance(shape, inspect.UnionType):
        yield from shape.types
    for name in ("type", "item_type", "value_type"):
        inner = getattr(shape, name, None)
        if isinstance(inner, inspect.Type):
            yield inner


def types_of(struct: type[Any]) -> list[inspect.Type]:
    """The types of a struct's fields."""
    return [inspect.type_info(field.type) for field in msgspec.structs.fields(struct)]


def section(struct: type[Any], *, level: str = "###") -> str:
    """A struct as a section: its docstring and its fields."""
    rows = [
        (code(field.encode_name), words(shape), "yes" if field.required else "", description(shape))
        for field, shape in zip(msgspec.structs.fields(struct), types_of(struct), strict=True)
    ]
    fields = table(("field", "type", "needed", "meaning"), rows)
    return "\n\n".join([f"{level} {struct.__name__}", paragraph(getdoc(struct)), fields])
