"""Our code lists beside those that the United Nations publish: none is missing, none invented."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from kopri.adapters.countries import load_pair, tariff_of, yardstick_of
from kopri.kernel.consignment.codes import MEANS, PACKAGES, UNITS

Conformance = Callable[[str], Path]
HELD = load_pair(Path(__file__).parents[2] / "countries", "kz-tm")
REMOVED = "X"


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def test_the_nomenclature_is_whole(conformance: Conformance) -> None:
    path = conformance("un_codes") / "hs/harmonized-system.csv"
    published = {row["hscode"]: " ".join(row["description"].replace("\ufeff", "").split())
                 for row in rows(path) if row["hscode"].isdigit()}
    assert {row.code: row.title for row in HELD.reference.hs_titles} == published
    tariff = tariff_of(HELD.reference)
    assert tariff.codes == yardstick_of(HELD).lists.commodities == published.keys()
    assert {row.code for row in HELD.reference.hs_words} <= tariff.codes


def test_every_everyday_word_leads_to_its_heading() -> None:
    tariff = tariff_of(HELD.reference)
    for row in HELD.reference.hs_words:
        for language in ("kk", "tk", "ru", "en"):
            words = getattr(row, language)
            assert words, (row.code, language)
            found = tariff.search(words=words[0], language=language, limit=4)
            assert any(each.code.startswith(row.code) for each in found), (row.code, words[0])


def test_the_places_of_the_region_are_whole(conformance: Conformance) -> None:
    published = set()
    for path in (conformance("un_codes") / "locode/locodes").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            published |= {line[1] + line[2] for line in csv.reader(file)
                          if line[2] and line[0] != REMOVED}
    lists = yardstick_of(HELD).lists
    assert lists.locodes == published
    assert {"KZ", "TM", "IR", "UZ"} <= lists.countries == {code[:2] for code in published}


def test_packages_units_and_means_are_those_of_the_recommendations(
    conformance: Conformance
) -> None:
    recommendations = conformance("un_codes") / "recs"
    means = {row["Mode"] + row["Code-A"].strip() + row["Code-B"].strip()
             for row in rows(recommendations / "Rec28/current/code-list.csv")}
    assert means == MEANS
    packages = {row["Code"] for row in rows(recommendations / "Rec21/current/code-list.csv")
                if row["Status"] != REMOVED}
    assert packages == PACKAGES
    (annex,) = (recommendations / "Rec20/current").glob("*|*/code-list.csv")
    units = {row["CommonCode"] for row in rows(annex) if not row["Status"]}
    assert units - UNITS <= {"IUG"}  # given after D23B
