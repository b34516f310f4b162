"""Which field of the form is which field of a consignment: one table, read both ways."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kopri.interfaces.web.announcing.lens import Path, get, put
from kopri.interfaces.web.announcing.texts import KINDS, Unreadable, money
from kopri.interfaces.web.values import money_shown
from kopri.kernel.consignment import Amount, Consignment, Seal
from kopri.kernel.errors import Fault


@dataclass(frozen=True, slots=True)
class Place:
    """A field by its name in the form, the path in the consignment, and the kind of its text."""

    name: str
    path: Path
    kind: str


def _place(name: str, path: str, kind: str = "text") -> Place:
    steps = (int(step) if step.isdecimal() else step for step in path.split("."))
    return Place(name, tuple(steps), kind)


def _party(name: str) -> tuple[Place, ...]:
    return (
        _place(name, f"{name}.name"),
        _place(f"{name}_country", f"{name}.address.country", "country"),
        _place(f"{name}_city", f"{name}.address.city"),
        _place(f"{name}_street", f"{name}.address.street"),
        _place(f"{name}_id", f"{name}.tax_identifier"),
    )


CONSIGNMENT: tuple[Place, ...] = (
    _place("waybill", "waybill.identifier"),
    _place("issued", "waybill.issued", "day"),
    *_party("consignor"), *_party("consignee"),
    _place("loading", "acceptance_location.name"),
    _place("loading_country", "acceptance_location.country", "country"),
    _place("unloading", "receipt_location.name"),
    _place("unloading_country", "receipt_location.country", "country"),
    _place("information", "information", "lines"),
)
ITEM: tuple[Place, ...] = (
    _place("goods", "description"),
    _place("hs", "commodity_code", "hs"),
    _place("packages", "packages.0.quantity", "count"),
    _place("package", "packages.0.type_code", "code"),
    _place("gross", "gross_weight_kg", "number"),
    _place("net", "net_weight_kg", "number"),
    _place("value", "invoice_amount", "money"),
    _place("origin", "origin_country", "country"),
    _place("un", "dangerous_goods.0.undg_number", "undg"),
    _place("un_name", "dangerous_goods.0.proper_shipping_name"),
    _place("un_class", "dangerous_goods.0.hazard_class"),
    _place("un_group", "dangerous_goods.0.packing_group_code", "code"),
    _place("coldest", "handling.0.minimum_celsius", "number"),
    _place("warmest", "handling.0.maximum_celsius", "number"),
)
EQUIPMENT: tuple[Place, ...] = (
    _place("number", "identifier", "code"),
    _place("kind", "category_code", "code"),
    _place("seals", "seals", "seals"),
)
LISTS: Mapping[str, tuple[str, tuple[Place, ...]]] = {
    "i": ("items", ITEM), "e": ("equipment", EQUIPMENT),
}


def places(consignment: Consignment, *, start: int, rows: int) -> Iterator[Place]:
    """Every field of the form that shows this consignment, with items from ``start`` on."""
    yield from CONSIGNMENT
    for letter, (field, known) in LISTS.items():
        first = start if letter == "i" else 0
        count = len(getattr(consignment, field))
        for number in range(first, min(count, first + rows)):
            yield from row(letter, number, field=field, known=known)


def row(
    letter: str, number: int, *, field: str, known: tuple[Place, ...]
) -> Iterator[Place]:
    """The fields of one row: ``i0-goods`` is ``items.0.description``."""
    for place in known:
        yield replace(place, name=f"{letter}{number}-{place.name}",
                      path=(field, number, *place.path))


def shown(consignment: Consignment, place: Place) -> dict[str, str]:
    """What the form shows of it, by name: two texts for an amount of money."""
    value = get(consignment, place.path)
    if place.kind == "money":
        known = value if isinstance(value, Amount) else None
        return {place.name: money_shown(known) if known else "",
                f"{place.name}_currency": known.currency if known else ""}
    if place.kind == "seals":
        return {place.name: ", ".join(seal.identifier for seal in value or ())}
    return {place.name: "" if value in (None, "") else KINDS[place.kind].show(value)}


def taken(
    consignment: Consignment, place: Place, sent: Mapping[str, str]
) -> tuple[Consignment, Fault | None]:
    """The consignment with what was typed there, or as it was and what is wrong with the text.

    A text that is shown as it was before leaves the value alone: the form shows less than it holds.
    """
    before = shown(consignment, place)
    after = {name: sent.get(name, "") for name in before}
    if all(_same(before[name], after[name]) for name in before):
        return consignment, None
    try:
        new = _read(place, after, consignment=consignment)
    except Unreadable as unreadable:
        return consignment, replace(unreadable.fault, path=f"/{place.name}")
    return put(consignment, place.path, new), None


def _same(before: str, after: str) -> bool:
    return " ".join(before.split()) == " ".join(after.split())


def _read(place: Place, texts: Mapping[str, str], *, consignment: Consignment) -> Any:
    text = texts[place.name].strip()
    if place.kind == "money":
        return money(text, texts[f"{place.name}_currency"].strip())
    if place.kind == "seals":
        known = {seal.identifier: seal for seal in get(consignment, place.path) or ()}
        marks = [mark.strip() for mark in text.replace(";", ",").split(",")]
        return tuple(known.get(mark) or Seal(identifier=mark) for mark in marks if mark)
    kind = KINDS[place.kind]
    return kind.read(text) if text else kind.empty
