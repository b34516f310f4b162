"""What comes in as JSON becomes a value of a declared shape, or a refusal with every fault.

``read`` decodes with msgspec, which stops at the first fault. Only when that fails is the
document walked again, slowly, so that the refusal names everything that is wrong, each with a JSON
pointer (RFC 6901), a rule and a remedy.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, TypeVar, cast

import msgspec

from kopri.kernel.errors import Fault, Refusal
from kopri.kernel.shapes.breaches import inconsistent
from kopri.kernel.shapes.paths import pointer_of
from kopri.kernel.shapes.syntax import MAX_DEPTH, parse
from kopri.kernel.shapes.walk import faults

__all__ = ["MAX_DEPTH", "faults", "parse", "read"]

T = TypeVar("T")


def read(data: bytes, type_: type[T]) -> T:
    """``data`` (UTF-8 JSON) as a ``type_``: a msgspec Struct, or any type that msgspec decodes.

    Raises ``Refusal`` with all faults at once. First the document itself (codes
    ``json.invalid``, ``json.duplicate_key``, ``json.forbidden_character``, ``json.too_deep``),
    then, if that is sound, its shape (codes ``shape.*``).
    """
    value = parse(data)
    try:
        decoded: T = _decoder(cast(Hashable, type_)).decode(data)
        return decoded
    except msgspec.MsgspecError as error:
        raise Refusal(faults(value, type_) or _unforeseen(error)) from error


def _unforeseen(error: msgspec.MsgspecError) -> list[Fault]:
    """A refusal must not be empty, whatever msgspec found that the walk does not know."""
    reason, _, place = str(error).partition(" - at `")
    return [inconsistent(path=pointer_of(place), schema="", reason=reason)]


@lru_cache(maxsize=512)
def _decoder(type_: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(type_)
