"""What differs between two consignments, or two lists of them, so that a person can read it.

Elements of lists are matched by what they are (number, code, description), not by their place.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from msgspec import Meta

from kopri.kernel.consignment.labels import label_of
from kopri.kernel.consignment.parties import Amount, Value
from kopri.kernel.consignment.whole import Consignment


class Kind(Enum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"  # the same elements, in another order


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A field on the way to a value; of a list's element also its ``number``, from 1, and name."""

    label: str  # message id
    number: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. ``old_path`` and ``new_path``: JSON pointers, empty where it is not there.

    ``term``: the field's UN/CEFACT dictionary entry name. What was added or removed may be a whole
    value (an item, a party); ``leaves`` tells what is in it. What changed is always a single value.
    """

    kind: Kind
    trail: tuple[Step, ...]
    term: str
    old_path: str = ""
    new_path: str = ""
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A single value within a consignment."""

    path: str
    trail: tuple[Step, ...]
    term: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """Where the walk stands, in the older and in the newer one."""

    old: str = ""
    new: str = ""
    trail: tuple[Step, ...] = ()
    term: str = ""

    def field(self, kind: type, name: str) -> "_At":
        return _At(old=f"{self.old}/{name}", new=f"{self.new}/{name}", term=term_of(kind, name),
                   trail=(*self.trail, Step(label=label_of(kind, name))))

    def element(self, value: Any, old: int | None, new: int | None) -> "_At":
        number = new if new is not None else old
        step = replace(self.trail[-1], number=(number or 0) + 1, name=name_of(value))
        return replace(self, old=f"{self.old}/{old}", new=f"{self.new}/{new}",
                       trail=(*self.trail[:-1], step))


def difference(old: Consignment, new: Consignment) -> tuple[Change, ...]:
    """What was added, removed, changed or put in another order; nothing exactly where they are equal."""
    return tuple(_values(old, new, _At()))


def differences(old: Sequence[Consignment], new: Sequence[Consignment]) -> tuple[Change, ...]:
    """The same of two lists of consignments; a path begins with the place in the list."""
    return tuple(_lists(old, new, _At(trail=(Step(label=label_of(Consignment, "")),))))


def leaves(change: Change) -> tuple[Leaf, ...]:
    """The single values of what was added or removed, each with its own way."""
    added = change.kind is Kind.ADDED
    at = _At(old=change.old_path, new=change.new_path, trail=change.trail, term=change.term)
    return tuple(_leaves(change.new if added else change.old, at, added=added))


def _values(old: Any, new: Any, at: _At) -> Iterator[Change]:
    if old == new or (_empty(old) and _empty(new)):
        return
    if _empty(old):
        yield _come(new, at)
    elif _empty(new):
        yield _gone(old, at)
    elif isinstance(new, tuple):
        yield from _lists(old, new, at)
    elif _composed(new):
        for name in new.__struct_fields__:
            yield from _values(getattr(old, name), getattr(new, name), at.field(type(new), name))
    else:
        yield Change(kind=Kind.CHANGED, trail=at.trail, term=at.term, old_path=at.old,
                     new_path=at.new, old=old, new=new)


def _empty(value: Any) -> bool:
    """What is not said. An empty list is walked like any other."""
    return value is None or value == ""


def _composed(value: Any) -> bool:
    """A value of several fields; an amount of money is a single one."""
    return isinstance(value, Value) and not isinstance(value, Amount)


def _come(new: Any, at: _At) -> Change:
    return Change(kind=Kind.ADDED, trail=at.trail, term=at.term, new_path=at.new, new=new)


def _gone(old: Any, at: _At) -> Change:
    return Change(kind=Kind.REMOVED, trail=at.trail, term=at.term, old_path=at.old, old=old)


def _lists(old: Sequence[Any], new: Sequence[Any], at: _At) -> Iterator[Change]:
    """Gone, matched and new elements, in the order of the newer list; the gone ones last."""
    origin = _matched(old, new)
    for place, value in enumerate(new):
        before = origin.get(place)
        here = at.element(value, before, place)
        if before is None:
            yield _come(value, here)
        else:
            yield from _values(old[before], value, here)
    for place in sorted(set(range(len(old))) - set(origin.values())):
        yield _gone(old[place], at.element(old[place], place, None))
    order = [origin[place] for place in sorted(origin)]
    if order != sorted(order):
        yield Change(kind=Kind.REORDERED, trail=at.trail, term=at.term, old_path=at.old,
                     new_path=at.new)


def _matched(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Place in the newer list -> place of the same thing in the older; the surest match first."""
    origin: dict[int, int] = {}
    left = list(range(len(old)))
    for key in (_itself, *_KEYS):
        waiting: dict[Hashable, list[int]] = {}
        for place in left:
            if (found := key(old[place])) is not None:
                waiting.setdefault(found, []).append(place)
        for place, value in enumerate(new):
            if place not in origin and (same := waiting.get(key(value))):
                origin[place] = same.pop(0)
        taken = set(origin.values())
        left = [place for place in left if place not in taken]
        if not left:
            break
    return origin | _unnamed(old, new, origin=origin, left=left)


def _unnamed(
    old: Sequence[Any], new: Sequence[Any], *, origin: dict[int, int], left: Sequence[int]
) -> dict[int, int]:
    """What has no name of its own is matched by its place; two names are two things."""
    fresh = [place for place in range(len(new)) if place not in origin]
    return {after: before for after, before in zip(fresh, left, strict=False)
            if isinstance(new[after], Value) and not (name_of(old[before]) and name_of(new[after]))}


_Key = Callable[[Any], Hashable | None]


def _itself(value: Hashable) -> Hashable:
    return value


def _by(*names: str) -> _Key:
    """The values of these fields together, where all of them are there and say something."""

    def key(value: Any) -> Hashable | None:
        found = tuple(_reach(value, name) for name in names)
        return None if any(_empty(each) for each in found) else found

    return key


def _reach(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


# the surest first; a waybill names its consignment as an identifier names anything else
_KEYS: Sequence[_Key] = (
    _by("waybill.identifier", "consignor.name"), _by("waybill.identifier"),
    _by("identifier", "type_code"), _by("identifier"),
    _by("commodity_code", "description", "sequence"), _by("commodity_code", "description"),
    _by("undg_number"), _by("commodity_code"), _by("description"), _by("name"),
    _by("type_code", "quantity"), _by("type_code"), _by("type_text"), _by("subject_code"),
    _by("consignor.name", "consignee.name"), _by("consignor.name"), _by("sequence"),
)
_NAMES = ("waybill.identifier", "identifier", "description", "commodity_code", "undg_number",
          "name", "cargo_description", "type_code")


def name_of(value: Any) -> str:
    """What a person calls an element of a list: its number, its description, its name."""
    if not isinstance(value, Value):
        return str(value)
    return next((str(found) for name in _NAMES if not _empty(found := _reach(value, name))), "")


def _leaves(value: Any, at: _At, *, added: bool) -> Iterator[Leaf]:
    if isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _leaves(each, at.element(each, place, place), added=added)
    elif _composed(value):
        for name in value.__struct_fields__:
            yield from _leaves(getattr(value, name), at.field(type(value), name), added=added)
    elif not _empty(value):
        yield Leaf(path=at.new if added else at.old, trail=at.trail, term=at.term, value=value)


@lru_cache(maxsize=1024)
def term_of(kind: type, field: str) -> str:
    """The dictionary entry name that a field is documented with."""
    for given in get_args(_hints(kind)[field]):
        if isinstance(given, Meta) and given.description:
            return given.description
    return ""


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)
