"""Rows that do not fit each other, and folders that lack something: refused, place by place."""

import pytest

from kopri.engines.countrydata import read_pair, rows_of
from kopri.kernel.errors import Refusal

P = "pairs/xa-xb"
LISTED = "control.released,side,both,to be agreed,,,,fictional,fictional\n"


def refused(files: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        read_pair(files=files, code="xa-xb")
    assert all(fault.rule and fault.remedy and fault.message for fault in caught.value.faults)
    return [(fault.code.partition(".")[2], fault.path) for fault in caught.value.faults]


SPOILT = [
    ("xa/stages.csv", ",ROADS,", ",NOBODY,", "xa/stages.csv:NWT:services"),
    ("xa/stages.csv", "always,,100,4,9", "always,,100,40,9", "xa/stages.csv:NWT:p90_min"),
    ("xb/stages.csv", "share,SPL,", "share,NONE,", "xb/stages.csv:SLB:adds_to"),
    ("xa/stages.csv", "NOUT,90,exit", "NOUT,90,control", "xa/stages.csv:exit:kind"),
    ("xa/stages.csv", "NWT,20,control", "NWT,5,control", "xa/stages.csv:NWT:order"),
    ("xa/stages.csv", "directed:green,,70", "directed:green,,71", "xa/stages.csv::share_pct"),
    ("xa/sps_goods.csv", "30,sanitary", "30,customs", "xa/sps_goods.csv:30:role"),
    ("xa/duty_hours.csv", "TOLL,XA-NOR", "TALL,XA-NOR", "xa/services.csv:TOLL:id"),
    ("xa/fallback.csv", "NOR,transport", "NOR,border", "xa/fallback.csv:XA-NOR:may_miss"),
    ("xa/fallback.csv", "XA-NOR,", "XA-SUD,", "xa/fallback.csv:XA-SUD:crossing"),
    ("xa/duty_hours.csv", "TOLL,XA-NOR", "TOLL,XA-SUD", "xa/duty_hours.csv:TOLL:crossing"),
    ("xb/duty_hours.csv", "08:00,20:00", "20:00,08:00", "xb/duty_hours.csv:PLANTQ:closes"),
    ("xa/capacity.csv", "XA-NOR,exit", "XA-SUD,exit", "xa/capacity.csv:XA-SUD:crossing"),
    ("xb/capacity.csv", ",0,6,4,", ",7,6,4,", "xb/capacity.csv:XB-SUD:to_hour"),
    ("xa/queue.csv", "XA-NOR", "XA-SUD", "xa/queue.csv:XA-SUD:crossing"),
    ("xa/documents.csv", ",TOLL,", ",NOBODY,", "xa/documents.csv:N1:consumed_by"),
    ("xa/fees.csv", ",booking,3,", ",tax,3,", "xa/fees.csv:rebooking:multiple_of"),
    ("xa/fees.csv", ",1500,XTS,", ",1500,,", "xa/fees.csv:booking:amount_minor"),
    ("xa/country.toml", "Etc/GMT-3", "Etc/Nowhere", "xa/country.toml:time_zone"),
    ("xa/country.toml", 'code = "xa"', 'code = "xc"', "xa/country.toml:code"),
    ("xb/country.toml", '"B"', '"A"', "xb/country.toml:reference_letter"),
    ("xa/priority_rules.csv", "N6,lodged", "N99,lodged", "xa/priority_rules.csv:NR2:needs_document"),
    ("xa/priority_rules.csv", "sanitary,,,medicine", "sandmen,,,medicine",
     "xa/priority_rules.csv:NR4:approved_by"),
    ("xa/priority_rules.csv", "parcels,parcels", "parcels,", "xa/priority_rules.csv:NR5:ceiling_group"),
    ("xa/priority_rules.csv", "11-01,03-31", "11-01,", "xa/priority_rules.csv:NR3:season_to"),
    (f"{P}/pair.toml", '"xa-xb"', '"xa-xc"', f"{P}/pair.toml:code"),
    (f"{P}/pair.toml", '"MID"', '"END"', "pairs/xa-xb/pair.toml:nor-sud:strip"),
    (f"{P}/pair.toml", 'post = "nor"', 'post = "ost"', "pairs/xa-xb/pair.toml:nor-sud:posts"),
    (f"{P}/pair.toml", 'side = "xb"', 'side = "xa"', "pairs/xa-xb/pair.toml:nor-sud:posts"),
    (f"{P}/keys.toml", '"to be agreed"', '"T9"', f"{P}/keys.toml:basis"),
    (f"{P}/strip.csv", ",nor-sud,", ",nor,", f"{P}/strip.csv:MID:point"),
    (
        f"{P}/exchange.csv", "notice.lodged,eta,both,T2", "notice.lodged,eta,both,T9",
        f"{P}/exchange.csv:notice.lodged/eta:legal_basis",
    ),
    (
        f"{P}/exchange.csv", LISTED, LISTED + LISTED.replace("side", "corridor"),
        f"{P}/exchange.csv:control.released/corridor:audience",
    ),
    (
        f"{P}/exchange.csv", LISTED, LISTED + LISTED.replace("side", "reason"),
        f"{P}/exchange.csv:control.released/reason:audience",
    ),
    (
        f"{P}/exchange.csv", LISTED, LISTED + LISTED.replace("released", "directed"),
        f"{P}/exchange.csv:control.directed/side:audience",
    ),
    (
        f"{P}/exchange.csv", "control.marked,service,own", "control.marked,service,both",
        f"{P}/exchange.csv:control.marked/service:audience",
    ),
    (
        f"{P}/exchange.csv", LISTED, LISTED + LISTED.replace(",,,,", ",2020-01-01,,,"),
        f"{P}/exchange.csv:control.released/side:valid_from",
    ),
    (
        f"{P}/recognition.csv", "true,nor,T1", "true,nor,to be agreed",
        f"{P}/recognition.csv:weighing:recognised",
    ),
    (
        f"{P}/recognition.csv", "weighing,xb,xa", "weighing,xb,xc",
        f"{P}/recognition.csv:weighing:by_side",
    ),
    (
        "xa/weight_limits.csv", "fictional,fictional", "S00,fictional",
        "xa/weight_limits.csv:gross//None:source",
    ),
    ("xa/fees.csv", ",booking,3,", ",rebooking,3,", "xa/fees.csv:rebooking:multiple_of"),
    ("xa/retention.csv", "journal.*,,", "journal.*,400,", "xa/retention.csv:journal.*:days"),
    ("xa/retention.csv", "fictional year and a bit,fictional", "year,S00",
     "xa/retention.csv:crossing.*:source"),
    (f"{P}/pair.toml", '["xa", "xb"]', '["xb", "xa"]', f"{P}/pair.toml:sides"),
]


@pytest.mark.parametrize(("file", "old", "new", "path"), SPOILT, ids=[one[3] for one in SPOILT])
def test_one_spoilt_cell_is_found(
    files: dict[str, str], file: str, old: str, new: str, path: str
) -> None:
    assert old in files[file]
    files[file] = files[file].replace(old, new, 1)
    assert path in [where for _, where in refused(files)]


OF = "source,confidence"
FICTION = "fictional,fictional"
ADDED = [
    (
        "xa/stage_checks.csv",
        f"code,stages,statistic,value,tolerance_pct,{OF}\nSUM,NWT;NONE,p50_min,4,1,{FICTION}\n",
        "xa/stage_checks.csv:SUM:stages",
    ),
    (
        "xa/dwell_times.csv",
        (f"code,subject,flow,name_en,starts,ends,service,p50_min,p90_min,{OF}\n"
        f"C1,car,both,a car,in,out,NOBODY,9,8,{FICTION}\n"),
        "xa/dwell_times.csv:C1:p90_min",
    ),
    (
        "xb/queue_statuses.csv",
        (f"code,name_kk,name_tk,name_ru,name_en,seen,allowed_next,terminal,{OF}\n"
        f"WAIT,a,b,c,d,true,GONE,false,{FICTION}\n"),
        "xb/queue_statuses.csv:WAIT:allowed_next",
    ),
    (
        f"{P}/stage_checks.csv",
        f"code,stages,statistic,value,tolerance_pct,{OF}\nSUM,NWT;STA;X,p50_min,4,1,{FICTION}\n",
        f"{P}/stage_checks.csv:SUM:stages",
    ),
    (
        f"{P}/corridor_edges.csv",
        f"id,from_node,to_node,mode,km,{OF}\nE1,A,B,road,5,{FICTION}\n",
        f"{P}/corridor_edges.csv:E1:to_node",
    ),
]


@pytest.mark.parametrize(("file", "text", "path"), ADDED, ids=[one[2] for one in ADDED])
def test_files_that_may_be_left_out_are_checked_when_there(
    files: dict[str, str], file: str, text: str, path: str
) -> None:
    files[file] = text
    assert path in [where for _, where in refused(files)]


def test_parted_periods_of_one_field_are_no_fault(files: dict[str, str]) -> None:
    path = f"{P}/exchange.csv"
    first = LISTED.replace(",,,,", ",,2020-12-31,,", 1)
    parted = first + LISTED.replace(",,,,", ",2021-01-01,,,", 1)
    files[path] = files[path].replace(LISTED, parted)
    assert read_pair(files=files, code="xa-xb")


def test_missing_and_unknown_files_are_named(files: dict[str, str]) -> None:
    del files["xa/stages.csv"], files["xa/fees.csv"]  # the second may be left out
    files["xb/stage.csv"] = "code\n"
    assert refused(files) == [
        ("file_missing", "xa/stages.csv"),
        ("file_unknown", "xb/stage.csv"),
    ]


def test_a_missing_folder_is_one_fault(files: dict[str, str]) -> None:
    left = {path: text for path, text in files.items() if not path.startswith("xb/")}
    assert refused(left) == [("file_missing", "xb")]


def test_faults_of_all_files_come_at_once(files: dict[str, str]) -> None:
    files["xa/capacity.csv"] = files["xa/capacity.csv"].replace(",6,", ",six,", 1)
    files["xb/queue.csv"] = files["xb/queue.csv"].replace("required", "desired")
    files[f"{P}/strip.csv"] = files[f"{P}/strip.csv"].replace("800", "-1")
    assert {path for _, path in refused(files)} == {
        "xa/capacity.csv:2:per_hour", "xb/queue.csv:2:booking", f"{P}/strip.csv:2:length_m",
    }


def test_rows_of_a_pair_are_all_there(files: dict[str, str]) -> None:
    data = read_pair(files=files, code="xa-xb")
    tables = [name for name in files if name.endswith(".csv")]
    lines = sum(files[name].count("\n") - 1 for name in tables)
    assert len(list(rows_of(data))) == lines + 4 + 1  # four tables of TOML, one point
