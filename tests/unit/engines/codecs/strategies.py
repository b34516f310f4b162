"""Consignments of any shape, for property tests of every codec, and what a format leaves of them.

``consignments()`` draws what ``check`` finds no fault with. ``without`` takes away what a format
says it omits, so that a round trip is ``read(write(c)) == without(c, codec.omissions(c))``.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from kopri.kernel.consignment import Consignment, Value
from kopri.kernel.consignment.checks import check

MOST = 4  # fields that a nested value says
MOST_OF_ALL = 12  # fields that the consignment itself says
Strategy = st.SearchStrategy[Any]
Own = Mapping[tuple[str, str], Strategy | None]

LETTERS = "ABCDEFGHXYZabcdefgxyz0123456789ÄýşňКөпірАБВгде -/.,№"
TEXTS: Strategy = st.text(LETTERS, min_size=2, max_size=18).map(
    lambda text: " ".join(text.split())
).filter(lambda text: len(text) > 1 and text.isascii() is False or len(text) > 3)
MARKS: Strategy = st.from_regex(r"[A-Z]{2}-[0-9]{3,7}", fullmatch=True)
MINUTES: Strategy = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 31)  # noqa: DTZ001
).map(lambda when: when.strftime("%Y-%m-%dT%H:%M:00Z"))
NUMBERS: Strategy = st.decimals(min_value=Decimal("0.001"), max_value=Decimal(60000), places=3)

_ENDINGS: dict[str, Strategy] = {
    "country": st.sampled_from(("KZ", "TM", "UZ", "TR", "IR", "AZ")),
    "countries": st.sampled_from(("UZ", "GE")),
    "agency": st.sampled_from(("6", "288")),
    "agency_code": st.just("5"),
    "currency": st.sampled_from(("USD", "KZT", "JPY", "KWD")),
    "commodity_code": st.sampled_from(("1001", "100199", "39021000", "8703239010")),
    "undg_number": st.sampled_from(("1203", "1263", "3082")),
    "language_code": st.sampled_from(("ru", "en")),
    "mode_code": st.sampled_from(("2", "3")),
    "package_type_code": st.just("DR"),
    "unit": st.sampled_from(("TNE", "HUR")),
    "packing_group_code": st.sampled_from(("1", "2", "3")),
    "payment_code": st.sampled_from(("C", "P")),
    "delivery_terms_code": st.sampled_from(("DAP", "FCA")),
    "celsius": st.decimals(min_value=-40, max_value=40, places=1),
    "tude": st.decimals(min_value=-80, max_value=80, places=4),
    "sha256": st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    "media_type": st.just("application/pdf"),
    "email": st.just("desk@example.org"),
    "identifier": MARKS, "reference": MARKS,
}
_PLAIN: dict[type, Strategy] = {
    str: TEXTS, int: st.integers(1, 900), bool: st.booleans(), Decimal: NUMBERS,
}
# What one value calls its codes: fields of the same name mean different lists.
_OWN: Own = {
    ("PackagingUnit", "type_code"): st.sampled_from(("PX", "BG", "DR")),
    ("PackagingUnit", "level_code"): st.sampled_from(("1", "3")),
    ("DocumentReference", "type_code"): st.sampled_from(("380", "271", "851")),
    ("DocumentReference", "status_code"): st.just("1"),
    ("DocumentReference", "relation_code"): st.just("AAA"),
    ("Authentication", "type_code"): st.just("4"),
    ("HandlingProcess", "type_code"): st.just("35"),
    ("CountrySubdivision", "function_code"): st.just("14"),
    ("ConsignmentItem", "cargo_type_code"): st.just("5"),
    ("TransportEquipment", "category_code"): st.sampled_from(("CN", "TE", "SM")),
    ("TransportEquipment", "full_empty_code"): st.sampled_from(("4", "5")),
    ("TransportMeans", "type_code"): st.just("31"),
    ("Location", "identifier"): st.sampled_from(("KZAKT", "TMKRW", "TRMER")),
    ("Location", "type_code"): st.sampled_from(("5", "17")),
    ("TradeParty", "role_code"): st.sampled_from(("CN", "CZ", "CA")),
    ("TransportEquipment", "supplier_role_code"): st.just("2"),
    ("TransportEquipment", "movement_status_code"): st.just("6"),
    ("TransportEquipment", "setting_type_code"): st.just("2"),
    ("RegulatoryProcedure", "movement_type_code"): st.just("1"),
    ("TransportService", "condition_code"): st.just("9"),
    ("TransportService", "requirement_codes"): st.just(("2",)),
    ("ServiceCharge", "identifier"): st.just("100000"),
    ("ServiceCharge", "tariff_class_code"): st.just("N"),
    ("ServiceCharge", "category_code"): st.just("2"),
    ("ServiceCharge", "paying_role_code"): st.sampled_from(("CN", "CZ")),
    ("ConsignmentItem", "type_code"): st.just("ZZZ"),
    ("DangerousGoods", "regulation_code"): st.just("ADR"),
    ("Seal", "condition_code"): st.sampled_from(("1", "2")),
    ("Seal", "party_role_code"): st.sampled_from(("CA", "CU")),
    ("TransportMovement", "stage_code"): st.just("21"),
}


# What says something only beside another field.
_WITH = {
    "identifier_agency": "identifier", "tariff_unit": "tariff_quantity", "measure_unit": "measure",
    "measure": "measure_unit",
    "duration_unit": "duration", "further_identifiers": "identifier",
}


class _Drawing:
    """Strategies of the model's values, made from their own field types, once each."""

    def __init__(self, *, moments: Strategy, own: Own, said: Iterable[str]) -> None:
        self._moments = moments
        self._said = [one if "." in one else f"Consignment.{one}" for one in said]
        self._own = {**_OWN, **own}
        self._made: dict[type[Value], Strategy] = {}

    def value(self, kind: type[Value]) -> Strategy:
        """A nested value, made when it is first drawn: equipment carries equipment."""
        def made() -> Strategy:
            if kind not in self._made:
                self._made[kind] = self.drawn(kind, most=MOST)
            return self._made[kind]

        return st.deferred(made)

    def drawn(self, kind: type[Value], *, most: int) -> Strategy:
        """A value with one to ``most`` fields and those that are always said."""
        fields = {
            name: one for name, hint in get_type_hints(kind, include_extras=True).items()
            if (one := self._field(kind.__name__, name, hint)) is not None
        }
        always = [one.name for one in msgspec.structs.fields(kind)
                  if one.required or f"{kind.__name__}.{one.name}" in self._said]
        some = st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=most, unique=True)
        names = some.map(lambda drawn: dict.fromkeys(
            [*always, *drawn, *(_WITH[name] for name in drawn if _WITH.get(name) in fields)]
        ))
        return names.flatmap(
            lambda drawn: st.fixed_dictionaries({name: fields[name] for name in drawn})
        ).map(lambda drawn: kind(**_coherent(drawn)))

    def _field(self, kind: str, name: str, hint: Any) -> Strategy | None:
        if (kind, name) in self._own:
            return self._own[kind, name]
        plain, meta = get_args(hint)[:2]
        if "Date Time" in meta.description or "Period, " in meta.description:
            return self._moments
        if get_origin(plain) is tuple:
            one = self._one(name, get_args(plain)[0])
            return st.lists(one, min_size=1, max_size=2).map(tuple)
        return self._one(name, plain)

    def _one(self, name: str, plain: Any) -> Strategy:
        kind = next((one for one in get_args(plain) if one is not type(None)), plain)
        if issubclass(kind, Value):
            return self.value(kind)
        if kind in _PLAIN:
            return next((one for end, one in _ENDINGS.items() if name.endswith(end)), _PLAIN[kind])
        raise TypeError(f"{name}: nobody said how to draw {kind}")


def _coherent(fields: dict[str, Any]) -> dict[str, Any]:
    """Gross is not below net, and totals that the items would contradict are not said."""
    gross, net = fields.get("gross_weight_kg"), fields.get("net_weight_kg")
    if gross is not None and net is not None and net > gross:
        fields |= {"gross_weight_kg": net, "net_weight_kg": gross}
    if "valid_from" in fields and "valid_to" in fields:
        fields["valid_from"], fields["valid_to"] = sorted(
            (fields["valid_from"], fields["valid_to"])
        )
    address = fields.get("address")
    if address is not None and "country" in fields:  # one place is in one country
        fields["address"] = msgspec.structs.replace(address, country=fields["country"])
    if "items" in fields:
        totals = ("gross_weight_kg", "net_weight_kg", "gross_volume_m3", "package_quantity")
        fields = {name: value for name, value in fields.items() if name not in totals}
        fields["item_quantity"] = len(fields["items"])
    return fields


def consignments(
    *, moments: Strategy = MINUTES, own: Own | None = None,
    said: Iterable[str] = (), among: Iterable[str] | None = None,
) -> st.SearchStrategy[Consignment]:
    """Consignments without faults.

    ``own``: a format's codes, by value and field, such as ``("Seal", "condition_code")``; a field
    that must stay unsaid has None. ``said``: fields that are always drawn: the consignment's by
    their name, others as ``PackagingUnit.quantity``. ``among``: the only fields of the consignment
    itself that may be drawn.
    """
    unsaid = set(Consignment.__struct_fields__) - set(
        Consignment.__struct_fields__ if among is None else among)
    own = {**(own or {}), **{("Consignment", name): None for name in unsaid}}
    drawing = _Drawing(moments=moments, own=own, said=said)
    return drawing.drawn(Consignment, most=MOST_OF_ALL).filter(lambda made: not check(made))


def without(consignment: Consignment, pointers: Iterable[str]) -> Consignment | None:
    """The consignment without what the pointers name; None where nothing is left.

    Parts that say nothing any more are gone too, as no format can write them.
    """
    tree = msgspec.json.decode(msgspec.json.encode(consignment))
    for pointer in pointers:
        *before, last = (int(one) if one.isdigit() else one for one in pointer.split("/")[1:])
        node = tree
        for step in before:
            node = node[step]
        node[last] = None
    return msgspec.convert(_pruned(tree) or {}, type=Consignment) if _pruned(tree) else None


def _pruned(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: one for name, part in node.items() if (one := _pruned(part)) is not None} or (
            None
        )
    if isinstance(node, list | tuple):
        return [one for part in node if (one := _pruned(part)) is not None] or None
    return node
