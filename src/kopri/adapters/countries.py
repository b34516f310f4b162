"""The folder ``countries/`` on disk, read into the data of one pair.

A node refuses to start on faulty data and says where: the refusal names every fault at once.
"""

from pathlib import Path

from kopri.domains.notice.rules import Bound, Yardstick
from kopri.engines.countrydata import PairData, Reference, folders, read_pair
from kopri.engines.tariff import Goods, Tariff
from kopri.kernel.consignment.checks import CodeLists
from kopri.kernel.errors import Fault, Refusal

SUFFIXES = frozenset({".csv", ".toml"})


def load_pair(root: Path, code: str) -> PairData:
    """The pair ``<a>-<b>`` below ``root`` with both countries in it.

    Raises Refusal with every fault: of files that cannot be read as UTF-8, of cells (file, line,
    column) and of what rows say of others.
    """
    files: dict[str, str] = {}
    faults: list[Fault] = []
    for path in _paths(root, code):
        name = path.relative_to(root).as_posix()
        try:
            files[name] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            faults.append(_not_text(name=name, byte=error.start))
    if faults:
        raise Refusal(faults)
    return read_pair(files=files, code=code)


def tariff_of(reference: Reference) -> Tariff:
    """The nomenclature of the reference data; an empty one where it holds none."""
    return Tariff(
        titles=((row.code, row.title) for row in reference.hs_titles),
        goods=(
            Goods(code=row.code, words={"kk": row.kk, "tk": row.tk, "ru": row.ru, "en": row.en})
            for row in reference.hs_words
        ),
    )


def yardstick_of(pair: PairData) -> Yardstick:
    """What notices are held against: the pair's law, code lists, and what is usual."""
    codes = frozenset(row.code for row in pair.reference.un_locodes)
    return Yardstick(
        pair=pair,
        lists=CodeLists(
            commodities=frozenset(row.code for row in pair.reference.hs_titles),
            locodes=codes, countries=frozenset(code[:2] for code in codes),
        ),
        bounds={(row.measure, row.subject): Bound(least=row.least, most=row.most, unit=row.unit)
                for row in pair.reference.usual_bounds},
    )


def _paths(root: Path, code: str) -> list[Path]:
    return sorted(
        path
        for folder in folders(code)
        for path in (root / folder).glob("*")
        if path.is_file() and path.suffix in SUFFIXES
    )


def _not_text(*, name: str, byte: int) -> Fault:
    return Fault(
        code="countrydata.not_utf8",
        message="{file} is not UTF-8 from byte {byte} on",
        path=name,
        rule="RFC 3629",
        remedy="Save it as UTF-8",
        params={"file": name, "byte": byte},
    )
