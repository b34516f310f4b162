"""JSON pointers (RFC 6901)."""

import re

_STEP = re.compile(r"\.([^.\[`]+)|\[([^\]]+)\]")


def child(path: str, step: str | int) -> str:
    """The pointer to a member or an element of what ``path`` points to."""
    return f"{path}/{str(step).replace('~', '~0').replace('/', '~1')}"


def pointer_of(place: str) -> str:
    """The pointer for a place as msgspec writes it: ``$.items[0].mass`` is ``/items/0/mass``."""
    path = ""
    for name, index in _STEP.findall(place):
        path = child(path, name or index)
    return path
