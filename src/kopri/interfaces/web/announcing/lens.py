"""Read and replace one value deep inside a consignment, by its path."""

from functools import lru_cache
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec.structs import replace

from kopri.kernel.consignment import Value

Path = tuple[str | int, ...]
T = TypeVar("T", bound=Value)


def get(value: Any, path: Path) -> Any:
    """What stands there; None where the way to it is not there."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if value and step < len(value) else None
        else:
            value = getattr(value, step, None)
    return value


def put(holder: T, path: Path, new: Any) -> T:
    """The same with ``new`` in that place; what leads to it is made.

    An element that is left empty stays, so that the places after it are still theirs.
    """
    name, rest = str(path[0]), path[1:]
    old = getattr(holder, name)
    kind = kind_of(type(holder), name)
    changed = new
    if rest and isinstance(rest[0], int):
        place, inner = rest[0], rest[1:]
        element = old[place] if place < len(old) else kind()
        after = put(element, inner, new) if inner else new
        changed = (*old[:place], after, *old[place + 1:])
    elif rest:
        filled = put(old if old is not None else kind(), rest, new)
        changed = None if filled == kind() else filled
    return replace(holder, **{name: changed})


@lru_cache(maxsize=1024)
def kind_of(owner: type, name: str) -> Any:
    """The type of a field, or of its elements."""
    kind = get_type_hints(owner)[name]
    while inner := [part for part in get_args(kind) if part not in (type(None), ...)]:
        kind = inner[0]
    return kind
