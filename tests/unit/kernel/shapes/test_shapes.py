"""The walk finds a fault exactly where the fast path fails, and names each with its place."""

import dataclasses
import json
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Annotated, Any, Literal, NamedTuple, TypedDict
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET, Meta, Struct, UnsetType

from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.shapes import MAX_DEPTH, faults, parse, read


class Corridor(Enum):
    GREEN = "green"
    RED = "red"


class Order(IntEnum):
    FIRST = 1
    SECOND = 2


class Truck(Struct, tag_field="means", tag="truck", forbid_unknown_fields=True):
    plate: Annotated[str, Meta(min_length=2, max_length=8, pattern="^[A-Z0-9]+$")]
    mass_kg: Annotated[int, Meta(ge=0, le=60_000)] | None = None


class Wagon(Struct, tag_field="means", tag="wagon"):
    number: str
    axles: Annotated[int, Meta(gt=1, lt=9, multiple_of=2)] = 4


class Alone(Struct, tag=True):
    x: int = 0


class Position(NamedTuple):
    x: float
    y: float


class Note(TypedDict, total=False):
    text: str
    rank: int


@dataclasses.dataclass
class Seal:
    number: str
    broken: bool = False


class Pair(Struct, array_like=True):
    a: int
    b: str


class Span(Struct):
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("the end is before the start")


class Item(Struct, rename="camel", forbid_unknown_fields=True, kw_only=True):
    hs_code: Annotated[str, Meta(pattern="^[0-9]{6}$")]
    gross_mass: Decimal
    parts: list["Item"] = []
    tags: Annotated[frozenset[str], Meta(max_length=2)] = frozenset()


class Notice(Struct, forbid_unknown_fields=True, kw_only=True):
    truck: Truck
    means: Truck | Wagon | None = None
    eta: datetime
    utc: Annotated[datetime, Meta(tz=True)] | None = None
    day: date | None = None
    at: Annotated[time, Meta(tz=False)] | None = None
    wait: timedelta | None = None
    items: Annotated[tuple[Item, ...], Meta(min_length=1, max_length=3)]
    corridor: Corridor | None = None
    order: Order = Order.FIRST
    lane: Literal["a", "b", 1] | None = None
    share: Annotated[float, Meta(ge=0, le=1)] = 0.5
    either: int | str | list[int] | None = None
    free: Any = None
    ident: UUID | None = None
    raw: Annotated[bytes, Meta(max_length=3)] = b""
    place: Position | None = None
    note: Note | None = None
    seal: Seal | None = None
    pair: Pair | None = None
    span: Span | None = None
    alone: Alone | None = None
    two: tuple[int, str] | None = None
    counts: Annotated[dict[Annotated[str, Meta(max_length=3)], int], Meta(max_length=2)] = {}
    by_index: dict[int, str] = {}
    by_order: dict[Order | str, str] | None = None
    by_rank: dict[Annotated[int, Meta(le=5)], str] | None = None
    unset: int | UnsetType = UNSET
    ok: Annotated[bool, Meta(description="told in the documentation")] = True


GOOD: dict[str, Any] = {
    "truck": {"plate": "A123BC", "mass_kg": 18_000},
    "means": {"means": "wagon", "number": "5", "axles": 4},
    "eta": "2026-01-15T06:40:00Z", "utc": "2026-01-15T06:40:00Z", "day": "2026-01-15",
    "at": "06:40:00", "wait": "PT5M",
    "items": [{"hsCode": "080810", "grossMass": "12.5",
               "parts": [{"hsCode": "080820", "grossMass": 1}], "tags": ["x"]}],
    "corridor": "green", "order": 2, "lane": "a", "share": 0.25, "either": [1],
    "free": {"any": [1.5, None]}, "ident": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "raw": "AAA=",
    "place": [1.5, 2.5], "note": {"text": "x"}, "seal": {"number": "7"}, "pair": [1, "x"],
    "span": {"start": 1, "end": 2}, "alone": {"type": "Alone", "x": 1}, "two": [1, "x"],
    "counts": {"kg": 3}, "by_index": {"1": "x"},
    "by_order": {"1": "x"}, "by_rank": {"5": "x"}, "unset": 5, "ok": False,
}  # fmt: skip

ODD = st.sampled_from(
    [None, True, 0, 1, 2, -1, 1.0, 1.5, 10**6, "", "a", "A1", "truck", "wagon", "green", "1.5",
     "2026-01-15", "2026-01-15T06:40:00", "06:40:00Z", "080810", "not a date", "AAAA", "AAAAAAAA",
     [], [1], [1, "x"], ["x", 1], [1.5, 2], [[]], {}, {"plate": "A1"}, {"means": "truck"},
     {"means": "ship"}, {"means": 1}, {"start": 2, "end": 1}, {"start": 1}, {"x": 1},
     {"type": "Other"}, {"hsCode": "1", "grossMass": True}, {"long key": 1}, {"1": 2}, {"-1": "x"},
     {"01": "x"}, {"2": "x", "9": "y"}, {" 1": "x"}, {"1.0": "x"}, ["x", "x", "x"], ["x", "y", "z"]]
).map(deepcopy)  # fmt: skip
NAMES = st.sampled_from(["x", "plate", "means", "type", "", "1", "hsCode", "a/b", "m~n"])


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    inner = [
        place
        for step, item in steps
        for place in ([(*path, step)] + places(item, (*path, step)) if isinstance(item, dict | list)
                      else [(*path, step)])
    ]  # fmt: skip
    return inner


@st.composite
def documents(draw: st.DrawFn) -> Any:
    """The good document with up to four changes: a value replaced, a field dropped or added."""
    value = json.loads(json.dumps(GOOD))
    for _ in range(draw(st.integers(0, 4))):
        *way, last = draw(st.sampled_from(places(value)))
        holder = value
        for step in way:
            holder = holder[step]
        change = draw(st.sampled_from(["replace", "drop", "add"]))
        if change == "replace":
            holder[last] = draw(ODD)
        elif change == "drop":
            del holder[last]
            if not value:
                return value
        elif isinstance(holder, dict):
            holder[draw(NAMES)] = draw(ODD)
        else:
            holder.append(draw(ODD))
    return value


def fails(data: bytes, type_: Any) -> bool:
    try:
        msgspec.json.decode(data, type=type_)
    except msgspec.ValidationError:
        return True
    return False


@settings(max_examples=600)
@given(documents())
def test_the_walk_finds_a_fault_exactly_where_the_fast_path_fails(value: Any) -> None:
    data = json.dumps(value).encode()
    found = faults(value, Notice)
    assert bool(found) == fails(data, Notice)
    if found:
        with pytest.raises(Refusal) as caught:
            read(data, Notice)
        assert list(caught.value.faults) == found
        assert caught.value.ground is Ground.INVALID
        assert all(fault.code and fault.message and fault.rule and fault.remedy for fault in found)
        assert all(resolves(value, fault) for fault in found)
    else:
        assert isinstance(read(data, Notice), Notice)


def resolves(value: Any, fault: Fault) -> bool:
    """The pointer leads to something, or, where a field is missing, to its place."""
    for step in fault.path.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list):
            value = value[int(name)]
        else:
            return fault.code == "shape.missing"
    return True


@settings(max_examples=300)
@given(ODD, st.sampled_from(sorted(GOOD)))
def test_each_field_by_itself(odd: Any, name: str) -> None:
    value = GOOD | {name: odd}
    assert bool(faults(value, Notice)) == fails(json.dumps(value).encode(), Notice)


def test_the_good_document_is_read() -> None:
    notice = read(json.dumps(GOOD).encode(), Notice)
    assert notice.items[0].parts[0].gross_mass == Decimal(1)
    assert notice.means == Wagon(number="5")
    assert faults(GOOD, Notice) == []
    assert read(b"[1, 2]", list[float]) == [1.0, 2.0]
    assert read(b'"0.10"', Decimal) == Decimal("0.10")


def changed(**changes: Any) -> dict[str, Any]:
    return GOOD | changes


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([], [("shape.wrong_type", "")]),
        ({}, [("shape.missing", "/truck"), ("shape.missing", "/eta"), ("shape.missing", "/items")]),
        (changed(truck={"plate": "a", "mass_kg": "x", "p/q": 1}),
         [("shape.unknown_field", "/truck/p~1q"), ("shape.wrong_length", "/truck/plate"),
          ("shape.wrong_pattern", "/truck/plate"), ("shape.wrong_type", "/truck/mass_kg")]),
        (changed(truck={"plate": "A1", "mass_kg": 70_000}),
         [("shape.out_of_range", "/truck/mass_kg")]),
        (changed(means={"means": "ship"}), [("shape.not_listed", "/means/means")]),
        (changed(means={}), [("shape.missing", "/means/means")]),
        (changed(means=7), [("shape.wrong_type", "/means")]),
        (changed(truck={"means": "wagon", "plate": "A1"}), [("shape.not_listed", "/truck/means")]),
        (changed(eta="soon", utc="2026-01-15T06:40:00", at="06:40:00Z"),
         [("shape.wrong_format", "/eta"), ("shape.wrong_format", "/utc"),
          ("shape.wrong_format", "/at")]),
        (changed(eta=5), [("shape.wrong_type", "/eta")]),
        (changed(items=[]), [("shape.wrong_length", "/items")]),
        (changed(items=[{"hsCode": "1", "grossMass": "heavy"}]),
         [("shape.wrong_pattern", "/items/0/hsCode"), ("shape.wrong_format", "/items/0/grossMass")]),
        (changed(items=[{"hsCode": "080810", "grossMass": 1, "parts": [{"hsCode": 1}]}]),
         [("shape.missing", "/items/0/parts/0/grossMass"),
          ("shape.wrong_type", "/items/0/parts/0/hsCode")]),
        (changed(corridor="blue", lane="c"),
         [("shape.not_listed", "/corridor"), ("shape.not_listed", "/lane")]),
        (changed(raw="AAAAAAAA"), [("shape.wrong_length", "/raw")]),
        (changed(raw="%"), [("shape.wrong_format", "/raw")]),
        (changed(span={"start": 2, "end": 1}), [("shape.inconsistent", "/span")]),
        (changed(pair=[1, 2]), [("shape.inconsistent", "/pair/1")]),
        (changed(two=[1]), [("shape.wrong_length", "/two")]),
        (changed(two={}, counts=[], place={}), [("shape.wrong_type", "/place"),
         ("shape.wrong_type", "/two"), ("shape.wrong_type", "/counts")]),
        (changed(counts={"long": 1, "kg": "x"}),
         [("shape.wrong_length", "/counts/long"), ("shape.wrong_type", "/counts/kg")]),
        (changed(by_index={"x": "y"}), [("shape.wrong_type", "/by_index/x")]),
        (changed(either=1.5), [("shape.wrong_type", "/either")]),
    ],
)  # fmt: skip
def test_every_fault_at_once(value: Any, expected: list[tuple[str, str]]) -> None:
    assert [(fault.code, fault.path) for fault in faults(value, Notice)] == expected


def test_messages_are_filled_with_what_is_wrong() -> None:
    (fault,) = faults(changed(truck={"plate": "A1", "mass_kg": -1}), Notice)
    assert fault.params["limits"] == "at least 0 and at most 60000"
    (fault,) = faults(changed(corridor="blue"), Notice)
    assert fault.params["allowed"] == "green, red"
    (fault,) = faults(changed(either=1.5), Notice)
    assert fault.params == {
        "expected": "an integer or a text or a list or null", "actual": "a number"
    }  # fmt: skip
    (fault,) = faults(changed(span={"start": 2, "end": 1}), Notice)
    assert fault.params["reason"] == "the end is before the start"


class Unforeseen:
    """A type that neither the walk nor msgspec takes apart."""


class Holder(Struct):
    inner: list[Unforeseen]


def test_a_refusal_is_never_empty() -> None:
    with pytest.raises(Refusal) as caught:
        read(b'{"inner": [1]}', Holder)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("shape.inconsistent", "/inner/0")
    assert fault.params["reason"] == "Expected `Unforeseen`, got `int`"


class Window(Struct):
    span: Span


def test_what_msgspec_says_keeps_its_place() -> None:
    (fault,) = faults({"span": {"start": 2, "end": 1}}, Window)
    assert fault.path == "/span"
    (fault,) = faults([{"x": 1}, "y"], Pair)
    assert fault.path == "/0"


def codes(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        parse(data)
    return [(fault.code, fault.path) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"", 1, 1), (b'{\n "a": }', 2, 7), (b'{"a": 1,}', 1, 9), (b'["a"\n\n  "b"]', 3, 3),
     (b'[1,\n "\xff"]', 2, 3), (b"\xef\xbb\xbf1", 1, 1), (b"[1, NaN]", 1, 5),
     (b'["NaN",\n -Infinity]', 2, 2), (b'{"1e999": 1e999}', 1, 11),
     (b'["\\"9", 1.5, ' + b"9" * 5000 + b"]", 1, 14), (b'"\t"', 1, 2)],
)  # fmt: skip
def test_what_is_not_json(data: bytes, line: int, column: int) -> None:
    with pytest.raises(Refusal) as caught:
        read(data, Notice)
    (fault,) = caught.value.faults
    assert fault.code == "json.invalid"
    assert (fault.params["line"], fault.params["column"]) == (line, column)


def test_every_repeated_key_is_named() -> None:
    data = b'{"a": 1, "b": [{"c/d": 1, "c/d": 2}], "a": 3, "a": "\\ud800"}'
    assert codes(data) == [
        ("json.duplicate_key", "/b/0/c~1d"), ("json.duplicate_key", "/a"),
        ("json.duplicate_key", "/a"), ("json.forbidden_character", "/a"),
    ]  # fmt: skip


def test_what_no_text_holds() -> None:
    data = b'{"a": ["\\ud83d", "\\ud83d\\ude00", "\\u0000"], "\\udc00": 1}'
    assert codes(data) == [
        ("json.forbidden_character", "/a/0"), ("json.forbidden_character", "/a/2"),
        ("json.forbidden_character", ""),
    ]  # fmt: skip
    assert parse(b'["\\ud83d\\ude00", "\\\\u0000"]') == ["\U0001f600", "\\u0000"]


@pytest.mark.parametrize("empty", [b"", b"0"])
def test_nesting_has_a_limit(empty: bytes) -> None:
    def nest(levels: int) -> bytes:
        return b"[" * levels + empty + b"]" * levels

    assert parse(nest(MAX_DEPTH))
    for levels in (MAX_DEPTH + 1, 100_000):
        assert codes(nest(levels)) == [("json.too_deep", "")]
    flat = b"[" + b",".join([b"{}"] * 200) + b"]"
    assert parse(flat) == [{}] * 200
    twice = b'{"a":' * (MAX_DEPTH + 1) + b'{"b":1,"b":2}' + b"}" * (MAX_DEPTH + 1)
    assert codes(twice) == [("json.too_deep", "")]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False,
       allow_infinity=False) | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
       lambda inner: st.lists(inner) | st.dictionaries(
           st.text(st.characters(codec="utf-8", exclude_characters="\0")), inner)))  # fmt: skip
def test_sound_documents_are_parsed(value: Any) -> None:
    assert parse(json.dumps(value).encode()) == value
    assert parse(json.dumps(value, ensure_ascii=False).encode()) == value
