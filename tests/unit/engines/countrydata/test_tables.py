"""Reading a table: values, lists, defaults, and every fault at once with its place."""

import csv
from io import StringIO
from typing import Annotated, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from kopri.engines.countrydata.tables import read_table, read_toml


class Lane(Struct, frozen=True, kw_only=True):
    unique: ClassVar[tuple[str, ...]] = ("code",)

    code: str
    width: Annotated[int, Meta(ge=1)]
    days: Annotated[tuple[int, ...], Meta(description="ISO weekdays")] = ()
    open: bool = True
    length: float | None = None


def faults_of(text: str) -> list[tuple[str, str]]:
    _, faults = read_table(text=text, row=Lane, file="xa/lanes.csv")
    assert all(fault.rule and fault.remedy for fault in faults)
    return [(fault.code.removeprefix("countrydata."), fault.path) for fault in faults]


def test_a_row_is_typed_and_an_empty_cell_takes_the_default() -> None:
    text = "code,width,days,open,length\nL1,3,1;2; 7,false,2.5\nL2,4,,,\n"
    rows, faults = read_table(text=text, row=Lane, file="f.csv")
    assert not faults
    assert rows == (
        Lane(code="L1", width=3, days=(1, 2, 7), open=False, length=2.5),
        Lane(code="L2", width=4),
    )


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("", "column_missing", "xa/lanes.csv:1:code"),
        ("code\nL1\n", "column_missing", "xa/lanes.csv:1:width"),
        ("code,width,colour\nL1,3,red\n", "column_unknown", "xa/lanes.csv:1:colour"),
        ("code,width,width\nL1,3,3\n", "column_twice", "xa/lanes.csv:1:width"),
        ("code,width\nL1,wide\n", "cell_invalid", "xa/lanes.csv:2:width"),
        ("code,width\nL1,0\n", "cell_invalid", "xa/lanes.csv:2:width"),
        ("code,width\nL1,2.5\n", "cell_invalid", "xa/lanes.csv:2:width"),
        ("code,width,days\nL1,3,1;x\n", "cell_invalid", "xa/lanes.csv:2:days"),
        ("code,width,open\nL1,3,maybe\n", "cell_invalid", "xa/lanes.csv:2:open"),
        ("code,width\n,3\n", "cell_missing", "xa/lanes.csv:2:code"),
        ("code,width\nL1,3\nL1,4\n", "row_twice", "xa/lanes.csv:3:code"),
        ("code,width\nL1,3,4\n", "row_shape", "xa/lanes.csv:2"),
        ("code,width\nL1\n", "row_shape", "xa/lanes.csv:2"),
        ("code,width\n\nL1,3\n", "row_shape", "xa/lanes.csv:2"),
        ('code,width\n"L"1,3\n', "csv_invalid", "xa/lanes.csv:2"),
    ],
)
def test_a_fault_names_file_line_and_column(text: str, code: str, path: str) -> None:
    assert (code, path) in faults_of(text)


def test_all_faults_come_at_once() -> None:
    found = faults_of("code,width,open\n,wide,maybe\nL2,0,true\nL3,3,no\nL4,4,true\n")
    assert [path for _, path in found] == [
        "xa/lanes.csv:2:code",
        "xa/lanes.csv:2:width",
        "xa/lanes.csv:2:open",
        "xa/lanes.csv:3:width",
        "xa/lanes.csv:4:open",
    ]


def test_a_faulty_row_is_left_out_and_the_others_stay() -> None:
    rows, faults = read_table(text="code,width\nL1,x\nL2,3\n", row=Lane, file="f.csv")
    assert [row.code for row in rows] == ["L2"]
    assert len(faults) == 1


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=1, max_size=8
)


@given(
    st.lists(
        st.builds(
            Lane,
            code=CELL,
            width=st.integers(1, 10**6),
            days=st.lists(st.integers(1, 7), max_size=7).map(tuple),
            open=st.booleans(),
            length=st.none() | st.floats(0, 1e6),
        ),
        unique_by=lambda lane: lane.code,
        max_size=6,
    )
)
def test_what_was_written_is_read_back(lanes: list[Lane]) -> None:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(Lane.__struct_fields__)
    for lane in lanes:
        days = ";".join(str(day) for day in lane.days)
        length = "" if lane.length is None else repr(lane.length)
        writer.writerow([lane.code, lane.width, days, str(lane.open).lower(), length])
    rows, faults = read_table(text=out.getvalue(), row=Lane, file="f.csv")
    assert not faults
    assert list(rows) == lanes


def test_toml_is_typed_and_its_faults_name_the_key() -> None:
    made, faults = read_toml(text='code = "L1"\nwidth = 3\n', shape=Lane, file="f.toml")
    assert (made, faults) == (Lane(code="L1", width=3), [])
    made, faults = read_toml(text='width = "x"\nspare = 1\n', shape=Lane, file="f.toml")
    assert made is None
    assert {fault.path for fault in faults} == {"f.toml:spare", "f.toml:code", "f.toml:width"}


def test_broken_toml_is_one_fault() -> None:
    made, faults = read_toml(text="code = \n", shape=Lane, file="f.toml")
    assert made is None
    assert [fault.code for fault in faults] == ["countrydata.toml_invalid"]
