"""Identifiers: wagons, containers, chassis, parties; letters that only look like those meant."""

import re
from collections.abc import Iterator, Mapping

from kopri.kernel.consignment import identifiers, iso6346
from kopri.kernel.consignment.checks import values
from kopri.kernel.consignment.checks.found import Checked, Found, shown
from kopri.kernel.consignment.checks.whole import MORE_PARTIES, PARTIES
from kopri.kernel.consignment.parties import TradeParty
from kopri.kernel.consignment.transport import TransportEquipment
from kopri.kernel.consignment.whole import Consignment

WAGON, CONTAINER = "RR", "CN"  # UN/EDIFACT 8053
RAIL = "2"
# ISO 6346: length, height and width, then a group of types and a character; before 1995 four digits
_SIZE_TYPE = re.compile(r"[1-4A-HK-NP][0245689C-FL-NP][A-Z][0-9A-Z]|[0-9]{4}")


def look(consignment: Consignment, found: Found) -> None:
    """Everything that has a check digit or is written in letters."""
    by_rail = any(leg.mode_code == RAIL for leg in consignment.main_carriage)
    for path, one in _equipment(consignment.equipment, "/equipment"):
        _wagon(one, path, by_rail=by_rail, found=found)
        _size(one, path, found)
        _letters(one.identifier, f"{path}/identifier", found)
        for number, seal in enumerate(one.seals):
            _letters(seal.identifier, f"{path}/seals/{number}/identifier", found)
    for number, leg in enumerate(consignment.main_carriage):
        if leg.means is not None:
            means = f"/main_carriage/{number}/means"
            _letters(leg.means.identifier, f"{means}/identifier", found)
            for at, mark in enumerate(leg.means.further_identifiers):
                chassis(mark, f"{means}/further_identifiers/{at}", found)
    for path, party in _parties(consignment):
        _party(party, path, found)


def _equipment(
    many: tuple[TransportEquipment, ...], path: str
) -> Iterator[tuple[str, TransportEquipment]]:
    for number, one in enumerate(many):
        yield f"{path}/{number}", one
        if one.carried:
            yield from _equipment(one.carried, f"{path}/{number}/carried")


def _wagon(one: TransportEquipment, path: str, *, by_rail: bool, found: Found) -> None:
    number = one.identifier
    meant = one.category_code == WAGON or (by_rail and not one.category_code)
    if meant and identifiers.looks_like_wagon(number) and not identifiers.is_wagon(number):
        digits = identifiers.plain(number)
        found.fault(
            code="consignment.wagon", message="The check digit of wagon {value} is wrong; {digit} fits.",
            path=f"{path}/identifier",
            rule="UIC leaflet 438-2; OSJD, numbers of wagons of the 1520 mm network",
            remedy="Compare the number with the one on the wagon.", value=shown(number),
            digit=identifiers.luhn_digit(digits[:-1]),
        )


def _size(one: TransportEquipment, path: str, found: Found) -> None:
    boxed = one.category_code == CONTAINER or iso6346.looks_like(one.identifier)
    if boxed and one.size_type_code and not _SIZE_TYPE.fullmatch(one.size_type_code):
        found.warn(
            code="consignment.size_type", message="“{value}” is no size and type of a container.",
            path=f"{path}/size_type_code", rule="ISO 6346",
            remedy="Write the four characters on the container, such as 45G1.",
            value=shown(one.size_type_code),
        )


def chassis(mark: str, path: str, found: Found) -> None:
    """What has the length of a chassis number; its check digit only where the maker's country
    demands one."""
    if len(mark) == 17 and mark.isalnum() and not identifiers.is_vin(mark):
        found.warn(
            code="consignment.vin", message="{value} is not a valid chassis number.", path=path,
            rule="ISO 3779; ISO 3780", remedy="Compare it with the one on the vehicle.",
            value=shown(mark),
        )


def vehicle(
    *, plates: Mapping[str, str], vin: tuple[str, str], country: tuple[str, str]
) -> Checked:
    """The identity of a vehicle that is told beside the papers; each value with its path."""
    found = Found()
    for path, plate in plates.items():
        _letters(plate, path, found)
    chassis(vin[1], vin[0], found)
    values.country(country[1], country[0], found)
    return found.checked


def _letters(identifier: str, path: str, found: Found) -> None:
    if not identifier.isascii() and identifiers.mixes_alphabets(identifier):
        found.warn(
            code="consignment.look_alike", message="{value} mixes Latin letters with others that look "
                                                   "like them.", path=path,
            rule="Köpri, docs/reference/rules", remedy="Type it anew in one alphabet.",
            value=shown(identifier),
        )


def _parties(consignment: Consignment) -> Iterator[tuple[str, TradeParty]]:
    for name in PARTIES:
        party = getattr(consignment, name)
        if party is not None:
            yield f"/{name}", party
    for name in MORE_PARTIES:
        for number, party in enumerate(getattr(consignment, name)):
            yield f"/{name}/{number}", party


def _party(party: TradeParty, path: str, found: Found) -> None:
    for name in ("identifier", "registration"):
        value = getattr(party, name)
        if len(value) == 20 and identifiers.looks_like_lei(value) and not identifiers.is_lei(value):
            found.warn(
                code="consignment.lei", message="{value} has the form of an LEI and not its check digits.",
                path=f"{path}/{name}", rule="ISO 17442",
                remedy="Compare it with the register, if an LEI is meant.", value=shown(value),
            )
