"""The data of the countries: complete, numeric, consistent; and no country in the code."""

import ast
import csv
import re
from collections.abc import Iterator
from math import log
from pathlib import Path
from random import Random

import pytest

from kopri.adapters.countries import load_pair
from kopri.engines.countrydata import Country, PairData, Stage, rows_of
from kopri.engines.countrydata.country import StageCheck

HERE = Path(__file__).resolve().parents[2]
ROOTS = (HERE / "countries", HERE / "tests" / "countries")
SOURCE = HERE / "src"
PAIRS = [
    (root, folder.name)
    for root in ROOTS
    for folder in sorted((root / "pairs").iterdir())
    if folder.is_dir()
]
TABLES = [path for root in ROOTS for path in sorted(root.rglob("*.csv"))]
CONFIDENCES = {"high", "medium", "low", "assumption", "none", "fictional"}
NUMERIC = re.compile(
    r"^(value|order|lat|lon|km|hours|year|multiple|amount_minor|per_hour|from_hour|to_hour"
    r"|.*_(min|pct|mm|m|km|musd|days|vehicles|before|after|per_day))$"
)
NOT_NUMERIC = {("hours", "crossings.csv"), ("hours", "other_crossings.csv")}
RUNS = 20_000
Z90 = 1.2815515655446004  # the 90 % point of the standard normal distribution


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, row


def name(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


@pytest.fixture(params=PAIRS, ids=[pair for _, pair in PAIRS])
def data(request: pytest.FixtureRequest) -> PairData:
    root, pair = request.param
    return load_pair(root, pair)


def test_there_are_a_real_pair_and_a_fictional_one() -> None:
    assert [root for root, _ in PAIRS] == list(ROOTS)


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_every_row_has_source_and_confidence(path: Path) -> None:
    lacking = [
        line
        for line, row in rows(path)
        if not row["source"].strip() or row["confidence"] not in CONFIDENCES
    ]
    assert not lacking, f"{name(path)}: lines {lacking}"


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_numbers_are_numbers(path: Path) -> None:
    for line, row in rows(path):
        for column, cell in row.items():
            if NUMERIC.match(column) and (column, path.name) not in NOT_NUMERIC and cell:
                assert re.fullmatch(r"-?\d+(\.\d+)?", cell), f"{name(path)}:{line}:{column} {cell}"


def test_every_table_is_read_by_a_pair() -> None:
    read = {
        root / file for root, pair in PAIRS for file, _ in rows_of(load_pair(root, pair))
    }
    assert not [name(path) for path in TABLES if path not in read]


def test_what_is_invented_says_so() -> None:
    for root, pair in PAIRS:
        fictional = {row.confidence == "fictional" for _, row in rows_of(load_pair(root, pair))}
        assert fictional == {root == ROOTS[1]}, pair


def test_stages_name_services_and_roles_of_their_own_side(data: PairData) -> None:
    for country in data.countries:
        for role in ("border", "customs"):
            assert country.services_with(role), f"{country.code} has no {role} at a stage"
        for stage in country.stages:
            assert all(country.service(service) for service in stage.services)


def test_legal_bases_are_agreements_or_still_to_be_agreed(data: PairData) -> None:
    agreed = {agreement.id for agreement in data.pair.agreements} | {"to be agreed"}
    assert {row.legal_basis for row in data.pair.exchange} <= agreed


def test_nothing_shared_tells_of_risk(data: PairData) -> None:
    shared = {(row.kind, row.field) for row in data.pair.exchange if row.audience != "own"}
    assert not [kind for kind, _ in shared if kind.startswith(("control.directed", "control.step"))]
    assert not {field for _, field in shared} & {"corridor", "steps", "step", "risk", "carrier"}
    assert ("control.finding_recorded", "reason") not in shared


def test_the_base_day_has_what_it_needs(data: PairData) -> None:
    both = sum(data.volume("trucks", scope=direction) for direction in data.directions)
    assert data.volume("trucks") == both == 120
    for side in data.sides:
        assert 0 < data.volume("refused", scope=side) < data.volume("held", scope=side) < 100
    for point in data.pair.facts.points:
        assert data.strip_of(point.code).p50_min > 0


def test_every_service_of_a_stage_has_a_name_in_four_languages(data: PairData) -> None:
    for country in data.countries:
        for named in (*country.services_at_the_border(), *country.stages, *country.crossings):
            names = (named.name_kk, named.name_tk, named.name_ru, named.name_en)
            assert all(names), f"{country.code}: {named.name_en}"


def checks() -> list[tuple[PairData, str, list[StageCheck]]]:
    found = []
    for root, pair in PAIRS:
        data = load_pair(root, pair)
        tables = [*(country.stage_checks for country in data.countries), data.pair.stage_checks]
        for table in tables:
            for code in sorted({check.code for check in table}):
                found.append((data, code, [check for check in table if check.code == code]))
    return found


@pytest.mark.parametrize(
    ("data", "code", "expected"), checks(), ids=[code for _, code, _ in checks()]
)
def test_the_sum_of_the_stages_is_what_it_was(
    data: PairData, code: str, expected: list[StageCheck]
) -> None:
    """SUM-*: the model sums of the source, recomputed from the medians and 90th percentiles."""
    random = Random(20261101)
    sums = [0.0] * RUNS
    for country in data.countries:
        for place, minutes in enumerate(way_times(country, expected[0].stages, random)):
            sums[place] += minutes
    sums.sort()
    found = {
        "mean_min": sum(sums) / RUNS,
        "p50_min": sums[RUNS // 2],
        "p90_min": sums[RUNS * 90 // 100],
        "p95_min": sums[RUNS * 95 // 100],
        "within_30_min_pct": 100 * sum(minutes <= 30 for minutes in sums) / RUNS,
    }
    for check in expected:
        far = abs(found[check.statistic] - check.value) / check.value * 100
        assert far <= check.tolerance_pct, f"{code} {check.statistic}: {found[check.statistic]:.1f}"


def way_times(country: Country, codes: tuple[str, ...], random: Random) -> Iterator[float]:
    stages = [stage for stage in country.stages if stage.code in codes]
    directed = [stage for stage in stages if stage.corridor]
    others = [stage for stage in stages if not stage.corridor]
    for _ in range(RUNS):
        seen = [stage for stage in others if random.random() * 100 < stage.share_pct]
        if directed:
            seen += random.choices(directed, [stage.share_pct for stage in directed])
        yield sum(drawn(stage, random) for stage in seen)


def drawn(stage: Stage, random: Random) -> float:
    return random.lognormvariate(log(stage.p50_min), log(stage.p90_min / stage.p50_min) / Z90)


def test_no_literal_in_the_code_is_a_country() -> None:
    """Country facts come from data: no string in src/ equals the code of a country's folder."""
    codes = {
        folder.name.casefold()
        for root in ROOTS
        for folder in root.iterdir()
        if folder.is_dir() and len(folder.name) == 2
    }
    assert len(codes) == 4
    found = [
        f"{name(path)}:{line} {text!r}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line, text in literals(path)
        if text.casefold() in codes
    ]
    assert not found


def literals(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.Constant) and isinstance(node.value, bytes):
            yield node.lineno, node.value.decode("latin-1")
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.lineno, node.arg
