"""Codes against their lists: the nomenclature, UN/LOCODE, units, modes and means of transport."""

import re
from collections.abc import Iterator

from kopri.kernel.consignment.checks.found import Found, shown
from kopri.kernel.consignment.checks.lists import CodeLists
from kopri.kernel.consignment.codes import COUNTRIES, MEANS, MODES, UNITS
from kopri.kernel.consignment.parties import Event, Location
from kopri.kernel.consignment.transport import TransportMovement
from kopri.kernel.consignment.whole import Consignment

_LOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
UN_ECE = "6"  # UN/EDIFACT 3055: the agency whose code it is
HEADING, SUBHEADING = 4, 6  # digits; what follows is national and not checked
NATIONAL = ("98", "99")  # chapters that each state fills itself
LEGS = ("main_carriage", "pre_carriage", "on_carriage")
_EVENTS = ("departure", "arrival", "border_crossing", "loading", "unloading", "call")


def look(consignment: Consignment, lists: CodeLists, found: Found) -> None:
    """Every code that a list is given for."""
    commodity(consignment.cargo_commodity_code, "/cargo_commodity_code", lists=lists, found=found)
    for number, item in enumerate(consignment.items):
        path = f"/items/{number}"
        commodity(item.commodity_code, f"{path}/commodity_code", lists=lists, found=found)
        if item.tariff_unit and item.tariff_unit not in UNITS:
            found.warn(
                code="consignment.unit", message="“{value}” is no unit of measure.",
                path=f"{path}/tariff_unit", rule="UN/ECE Recommendation 20",
                remedy="Use a code of the list, such as KGM for kilograms.",
                value=shown(item.tariff_unit),
            )
    for path, location in _places(consignment):
        _place(location, path, lists=lists, found=found)
    for path, movement in _legs(consignment):
        _movement(movement, path, found)


def commodity(code: str, path: str, *, lists: CodeLists, found: Found) -> None:
    """Heading and subheading. Editions differ in their subheadings, so an unknown one may be right."""
    known = lists.commodities
    if not known or not code.isdecimal() or code in known or code.startswith(NATIONAL):
        return
    heading, subheading = code[:HEADING], code[:SUBHEADING]
    if heading not in known:
        found.fault(
            code="consignment.commodity_unknown", message="There is no heading {heading}.",
            path=path, rule="Harmonized System 2022",
            remedy="Look the goods up by words; write at least the four digits of the heading.",
            heading=heading,
        )
    elif len(code) >= SUBHEADING and subheading not in known:
        found.warn(
            code="consignment.subheading_unknown",
            message="Heading {heading} has no subheading {subheading} in the edition of 2022.",
            path=path, rule="Harmonized System 2022",
            remedy="Compare the code with the present tariff.",
            heading=heading, subheading=subheading,
        )


def _places(consignment: Consignment) -> Iterator[tuple[str, Location]]:
    for name in ("acceptance_location", "receipt_location"):
        location = getattr(consignment, name)
        if location is not None:
            yield f"/{name}", location
    for number, location in enumerate(consignment.transshipment_locations):
        yield f"/transshipment_locations/{number}", location
    for name in ("pick_up", "delivery"):
        event = getattr(consignment, name)
        if event is not None and event.location is not None:
            yield f"/{name}/location", event.location
    for path, movement in _legs(consignment):
        yield from _stops(movement, path)


def _legs(consignment: Consignment) -> Iterator[tuple[str, TransportMovement]]:
    for name in LEGS:
        for number, movement in enumerate(getattr(consignment, name)):
            yield f"/{name}/{number}", movement


def _stops(movement: TransportMovement, path: str) -> Iterator[tuple[str, Location]]:
    for name in _EVENTS:
        events: tuple[Event, ...] = getattr(movement, name)
        for number, event in enumerate(events):
            if event.location is not None:
                yield f"{path}/{name}/{number}/location", event.location


def _place(location: Location, path: str, *, lists: CodeLists, found: Found) -> None:
    """A code that is said to be a UN/LOCODE, or looks like one and begins with a country."""
    code = location.identifier.replace(" ", "")
    formed = bool(_LOCODE.fullmatch(code))
    if not formed and code and location.identifier_agency == UN_ECE:
        found.warn(
            code="consignment.locode_form", message="“{value}” is not written as a UN/LOCODE.",
            path=f"{path}/identifier", rule="UN/ECE Recommendation 16",
            remedy="Write the country's two letters and the place's three, such as KZAAU.",
            value=shown(location.identifier),
        )
    if not formed or location.identifier_agency not in ("", UN_ECE):
        return
    state = code[:2]
    if state in lists.countries and code not in lists.locodes:
        found.warn(
            code="consignment.locode_unknown",
            message="{country} has no place with the code {value}.", path=f"{path}/identifier",
            rule="UN/LOCODE, 2024", remedy="Compare the code with the list; it changes twice a year.",
            country=state, value=shown(code),
        )
    elif location.country and location.country != state and state in COUNTRIES:
        found.warn(
            code="consignment.locode_country",
            message="The code {value} is not of {country}, the country that is named with it.",
            path=f"{path}/identifier", rule="UN/ECE Recommendation 16",
            remedy="Correct the code or the country.", value=shown(code), country=location.country,
        )


def _movement(movement: TransportMovement, path: str, found: Found) -> None:
    mode, means = movement.mode_code, movement.means
    if mode and mode not in MODES:
        found.warn(
            code="consignment.mode", message="“{value}” is no mode of transport.",
            path=f"{path}/mode_code", rule="UN/ECE Recommendation 19",
            remedy="Write one digit: 1 sea, 2 rail, 3 road, 4 air.", value=shown(mode),
        )
    if means is None or not means.type_code:
        return
    if means.type_code not in MEANS:
        found.warn(
            code="consignment.means", message="“{value}” is no type of means of transport.",
            path=f"{path}/means/type_code", rule="UN/ECE Recommendation 28",
            remedy="Use a code of the list, such as 31 for a truck.", value=shown(means.type_code),
        )
    elif mode in ("1", "2", "3", "4") and means.type_code[0] != mode:
        found.warn(
            code="consignment.means_mode",
            message="Means of transport {value} do not belong to mode {mode}.",
            path=f"{path}/means/type_code", rule="UN/ECE Recommendations 19 and 28",
            remedy="Correct one of the two.", value=shown(means.type_code), mode=mode,
        )
