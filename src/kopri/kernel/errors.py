"""A refusal and its faults: what was wrong, where, by which rule, and what to do.

A fault is a value, never a bare string. Its ``message`` and ``remedy`` are message ids (plain
English with ``{placeholders}``) that ``kernel.text`` translates; its ``code`` never changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Ground(Enum):
    """Why a request was refused; interfaces map it to a status."""

    INVALID = "invalid"  # the document or the form is wrong
    DENIED = "denied"  # this person may not
    CONFLICT = "conflict"  # may not be done now
    MISSING = "missing"  # there is no such thing, or not for you
    UNAVAILABLE = "unavailable"  # a part that is needed does not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong.

    ``code``: stable and dotted, e.g. ``notice.weight_missing``. ``path``: a JSON pointer (or an
    XPath for XML) into what was sent. ``rule``: the law, standard or house rule that it breaks.
    """

    code: str
    message: str
    path: str = ""
    rule: str = ""
    remedy: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


class Refusal(Exception):
    """Raised before the first write, with every fault at once."""

    def __init__(self, faults: Iterable[Fault], *, ground: Ground = Ground.INVALID) -> None:
        self.faults = tuple(faults)
        self.ground = ground
        super().__init__("; ".join(f"{fault.code} {fault.path}".strip() for fault in self.faults))


def refuse(
    *, code: str, message: str, ground: Ground, path: str = "", rule: str = "", remedy: str = "",
    params: Mapping[str, str | int] | None = None,
) -> Refusal:
    """A refusal with a single fault."""
    fault = Fault(
        code=code, message=message, path=path, rule=rule, remedy=remedy, params=params or {}
    )
    return Refusal([fault], ground=ground)
