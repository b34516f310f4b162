"""A grammar beside a JSON schema of UN/CEFACT: each member at each place, each list and code."""

from collections.abc import Iterator
from typing import Any, get_args

from kopri.engines.codecs.wire.grammar import Record
from kopri.engines.codecs.wire.primitives import Primitive
from kopri.kernel.consignment.codes import USER_ASSIGNED


def _merged(schema: Any, parts: list[Any]) -> tuple[dict[str, list[Any]], list[Any]]:
    """All properties of what the fragments say together, and the fragments with ``$ref`` opened."""
    opened: list[Any] = []
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        opened.append(part)
        if not isinstance(part, dict):
            continue
        if "$ref" in part:
            target = schema
            for step in part["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            waiting.append(target)
        choices = [one for one in part.get("oneOf", []) if "const" not in one]
        waiting.extend(one for one in choices if not _is_resource(one))
        waiting.extend(part.get("allOf", []))
        if "items" in part:
            waiting.append(part["items"])
    properties: dict[str, list[Any]] = {}
    for part in opened:
        for name, one in (part.get("properties", {}) if isinstance(part, dict) else {}).items():
            properties.setdefault(name, []).append(one)
    return {name: some for name, some in properties.items() if False not in some}, opened


def _is_resource(part: Any) -> bool:
    return str(part.get("$ref", "")).endswith("resourceType")


def _codes(opened: list[Any]) -> set[str] | None:
    """The codes that all fragments allow; None where they allow any text."""
    found: set[str] | None = None
    for part in opened:
        some = set(part.get("enum", [])) or {one["const"] for one in part.get("oneOf", [])
                                             if "const" in one}
        if some:
            found = some if found is None else found & some
    return found


def _bounds(opened: list[Any]) -> tuple[int, int | None]:
    """How few and how many entries the fragments allow in a list."""
    few = [part["minItems"] for part in opened if isinstance(part, dict) and "minItems" in part]
    many = [part["maxItems"] for part in opened if isinstance(part, dict) and "maxItems" in part]
    return max(few, default=0), min(many, default=None)


def differences(schema: Any, record: Record) -> Iterator[str]:
    """What the record has otherwise than the schema: members, lists and their bounds, codes."""
    yield from _differences(schema, [schema], record, "")


def _differences(
    schema: Any, parts: list[Any], kind: Record | Primitive, path: str
) -> Iterator[str]:
    properties, opened = _merged(schema, parts)
    if isinstance(kind, Primitive):
        yield from _codes_differ(opened, kind, path)
        return
    if set(properties) != set(kind.members):
        yield f"{path}: {sorted(set(properties) ^ set(kind.members))}"
    required = {name for part in opened if isinstance(part, dict) for name in part.get(
        "required", [])}
    for name in set(properties) & set(kind.members):
        below, member = _merged(schema, properties[name])[1], kind.members[name]
        if any(part.get("type") == "array" for part in below if isinstance(part, dict)) != (
            member.many
        ):
            yield f"{path}/{name}: a list here and not there"
        if member.many and _bounds(below) != (member.least, member.most):
            yield f"{path}/{name}: {_bounds(below)} entries there"
        if name in required and not member.required:
            yield f"{path}/{name}: required there"
        yield from _differences(schema, properties[name], kind.types[name], f"{path}/{name}")


def _codes_differ(opened: list[Any], kind: Primitive, path: str) -> Iterator[str]:
    ours = {code for code in get_args(kind.wire) if isinstance(code, str)} or None
    if kind.name == "country":
        ours = (ours or set()) - USER_ASSIGNED
    theirs = _codes(opened)
    if kind.name not in ("number", "time") and ours != theirs:
        yield f"{path}: {len(ours or ())} codes of ours, {len(theirs or ())} of theirs"
