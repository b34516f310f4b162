"""Texts of a ``countries/`` folder to the data of one pair."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args

import msgspec

from kopri.engines.countrydata.between import PairFacts
from kopri.engines.countrydata.checks import check
from kopri.engines.countrydata.country import CountryFacts
from kopri.engines.countrydata.pair import Country, Pair, PairData, Reference
from kopri.engines.countrydata.tables import fault, read_table, read_toml
from kopri.kernel.errors import Fault, Refusal

T = TypeVar("T", Country, Pair, Reference)
FACTS: Mapping[type[Any], tuple[str, type[Any]]] = {
    Country: ("country.toml", CountryFacts),
    Pair: ("pair.toml", PairFacts),
}


def folders(pair: str) -> tuple[str, ...]:
    """The folders that a pair needs, below the root: the pair's, both countries', the reference."""
    return (f"pairs/{pair}", *pair.split("-"), "reference")


def read_pair(*, files: Mapping[str, str], code: str) -> PairData:
    """The data of the pair ``<a>-<b>`` from texts by path, e.g. ``pairs/<a>-<b>/pair.toml``.

    Raises Refusal with every fault at once: of cells, of files, and of what rows say of others.
    """
    pair, faults = _read(files=files, folder=f"pairs/{code}", shape=Pair)
    reference, wrong = _read(files=files, folder="reference", shape=Reference)
    faults += wrong
    countries: list[Country] = []
    for side in code.split("-"):
        country, wrong = _read(files=files, folder=side, shape=Country)
        faults += wrong
        if country is not None:
            countries.append(country)
    if faults or pair is None or reference is None or len(countries) != 2:
        raise Refusal(faults)
    data = PairData(pair=pair, countries=(countries[0], countries[1]), reference=reference)
    faults = check(data=data, code=code)
    if faults:
        raise Refusal(faults)
    return data


def _read(
    *, files: Mapping[str, str], folder: str, shape: type[T]
) -> tuple[T | None, list[Fault]]:
    inside = {path.removeprefix(f"{folder}/") for path in files if path.startswith(f"{folder}/")}
    if not inside:
        return None, [_missing(folder)]
    known: set[str] = set()
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(shape):
        name, row = file_of(shape, field)
        known.add(name)
        path = f"{folder}/{name}"
        if path not in files:
            faults += [_missing(path)] if field.required else []
            continue
        value, wrong = (
            read_toml(text=files[path], shape=row, file=path)
            if name.endswith(".toml")
            else read_table(text=files[path], row=row, file=path)
        )
        values[field.name] = value
        faults += wrong
    faults += _strangers(folder=folder, names=inside - known)
    return (None, faults) if faults else (shape(**values), faults)


def file_of(shape: type[Any], field: msgspec.structs.FieldInfo) -> tuple[str, type[Any]]:
    """The file of a field, and the shape of it or of its rows."""
    if field.name == "facts":
        return FACTS[shape]
    if field.name == "keys":
        return "keys.toml", field.type
    return f"{field.name}.csv", get_args(field.type)[0]


def _missing(path: str) -> Fault:
    return fault(
        code="file_missing", message="{file} is missing", path=path,
        remedy="Add it; docs/how-to/add-a-country.md says how", file=path,
    )


def _strangers(*, folder: str, names: Iterable[str]) -> list[Fault]:
    return [
        fault(
            code="file_unknown", message="Nothing reads {file}", path=f"{folder}/{name}",
            remedy="Correct its name or remove it", file=f"{folder}/{name}",
        )
        for name in sorted(names)
    ]
