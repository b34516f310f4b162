"""A difference tells the whole truth, once, and in words."""

from collections import Counter
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.kernel import consignment as model
from kopri.kernel.consignment import (
    Amount,
    Consignment,
    ConsignmentItem,
    DocumentReference,
    PackagingUnit,
    Seal,
    TradeParty,
    TransportEquipment,
)
from kopri.kernel.consignment.difference import (
    Change,
    Kind,
    Leaf,
    difference,
    differences,
    leaves,
)
from kopri.kernel.consignment.labels import is_labelled
from tests.unit.engines.codecs.samples import filled, rich

words = st.sampled_from(["", "a", "b", "c"])
weights = st.sampled_from([None, Decimal(1), Decimal("1.0"), Decimal(2)])
packages = st.lists(st.builds(
    PackagingUnit, type_code=words, quantity=st.sampled_from([None, 1, 2])), max_size=2).map(tuple)
items = st.builds(
    ConsignmentItem, sequence=st.sampled_from([None, 1, 2]), description=words,
    commodity_code=words, gross_weight_kg=weights, packages=packages,
    equipment=st.lists(words, max_size=3).map(tuple),
    invoice_amount=st.none() | st.builds(Amount, minor=st.integers(0, 1), currency=st.just("USD")))
consignments = st.builds(
    Consignment, cargo_description=words, gross_weight_kg=weights,
    items=st.lists(items, max_size=4).map(tuple),
    waybill=st.none() | st.builds(DocumentReference, identifier=words),
    consignor=st.none() | st.builds(TradeParty, name=words),
    equipment=st.lists(st.builds(
        TransportEquipment, identifier=words,
        seals=st.lists(st.builds(Seal, identifier=words), max_size=2).map(tuple)),
        max_size=2).map(tuple))


def whole(value: Consignment) -> tuple[Leaf, ...]:
    """Every single value of a consignment."""
    return leaves(Change(kind=Kind.ADDED, trail=(), term="", new=value))


def lost_and_found(changes: tuple[Change, ...]) -> tuple[Counter[Any], Counter[Any]]:
    """The single values that only the older, and that only the newer one has, by kind of field."""
    lost: Counter[Any] = Counter()
    found: Counter[Any] = Counter()
    for change in changes:
        if change.kind is Kind.CHANGED:
            lost[change.term, change.old] += 1
            found[change.term, change.new] += 1
        elif change.kind is not Kind.REORDERED:
            into = found if change.kind is Kind.ADDED else lost
            into.update((leaf.term, leaf.value) for leaf in leaves(change))
    return lost, found


def at(value: Consignment, pointer: str) -> Any:
    plain: Any = msgspec.to_builtins(value)
    for step in pointer.split("/")[1:]:
        plain = plain[int(step)] if isinstance(plain, list | tuple) else plain[step]
    return plain


@settings(max_examples=150)
@given(consignments, consignments)
def test_every_differing_value_is_told_exactly_once(old: Consignment, new: Consignment) -> None:
    changes = difference(old, new)
    assert (changes == ()) == (old == new)
    lost, found = lost_and_found(changes)
    before = Counter((leaf.term, leaf.value) for leaf in whole(old))
    after = Counter((leaf.term, leaf.value) for leaf in whole(new))
    assert before - lost + found == after and not lost - before and not found - after
    for change in changes:
        assert change.kind is not Kind.CHANGED or change.old != change.new
        for pointer, value, side in ((change.old_path, change.old, old),
                                     (change.new_path, change.new, new)):
            if pointer and value not in (None, ""):
                assert msgspec.to_builtins(value) == at(side, pointer)
    newer = [leaf.path for change in changes if change.kind is Kind.ADDED
             for leaf in leaves(change)]
    newer += [change.new_path for change in changes if change.kind is Kind.CHANGED]
    assert len(newer) == len(set(newer))


@settings(max_examples=50)
@given(consignments, consignments)
def test_back_is_the_same_the_other_way_round(old: Consignment, new: Consignment) -> None:
    lost, found = lost_and_found(difference(old, new))
    assert lost_and_found(difference(new, old)) == (found, lost)


def test_equal_ones_do_not_differ() -> None:
    for each in (filled(), rich(), Consignment()):
        again = msgspec.json.decode(msgspec.json.encode(each), type=Consignment)
        assert difference(each, again) == () and differences([each], [again]) == ()


def test_real_ones_differ_in_every_value() -> None:
    lost, found = lost_and_found(difference(filled(), rich()))
    before = Counter((leaf.term, leaf.value) for leaf in whole(filled()))
    after = Counter((leaf.term, leaf.value) for leaf in whole(rich()))
    assert before - lost + found == after


def line(sequence: int, description: str, **more: Any) -> ConsignmentItem:
    return ConsignmentItem(sequence=sequence, description=description, **more)


def told(old: Any, new: Any) -> list[str]:
    """Each change as a line that a person could read."""
    changes = differences(old, new) if isinstance(old, list) else difference(old, new)
    return [f"{change.kind.value}: " + " / ".join(
        f"{step.label} {step.number} ({step.name})" if step.number else step.label
        for step in change.trail) for change in changes]


def test_an_item_taken_out_of_the_middle_is_one_line() -> None:
    wheat, flour, bran = (line(number, name, commodity_code=code) for number, name, code in (
        (1, "Wheat", "100199"), (2, "Flour", "110100"), (3, "Bran", "230230")))
    before = Consignment(items=(wheat, flour, bran))
    assert told(before, Consignment(items=(wheat, bran))) == ["removed: Goods item 2 (Flour)"]
    assert told(Consignment(items=(wheat, bran)), before) == ["added: Goods item 2 (Flour)"]
    assert told(before, Consignment(items=(wheat, bran, flour))) == ["reordered: Goods item"]


def test_a_corrected_item_stays_the_same_item() -> None:
    before = Consignment(items=(line(1, "Weat", commodity_code="100199"), line(2, "Flour")))
    after = Consignment(items=(line(1, "Wheat", commodity_code="100199",
                                    gross_weight_kg=Decimal(5)), line(2, "Flour")))
    assert told(before, after) == [
        "changed: Goods item 1 (Wheat) / Goods",
        "added: Goods item 1 (Wheat) / Gross weight, kg"]


@pytest.mark.parametrize(("old", "new", "expected"), [
    (("A1",), ("A2",), ["added: Container or trailer 1 (T) / Seal 1 (A2)",
                        "removed: Container or trailer 1 (T) / Seal 1 (A1)"]),
    (("A1", "A2"), ("A2",), ["removed: Container or trailer 1 (T) / Seal 1 (A1)"]),
])
def test_another_seal_is_another_thing(
    old: tuple[str, ...], new: tuple[str, ...], expected: list[str]
) -> None:
    def sealed(seals: tuple[str, ...]) -> Consignment:
        return Consignment(equipment=(TransportEquipment(
            identifier="T", seals=tuple(Seal(identifier=seal) for seal in seals)),))

    assert told(sealed(old), sealed(new)) == expected


def test_money_is_one_value_and_its_field_is_named_by_its_term() -> None:
    one, two = (Consignment(invoice_amount=Amount(minor=minor, currency="USD"))
                for minor in (100, 200))
    (change,) = difference(one, two)
    assert (change.old, change.new) == (one.invoice_amount, two.invoice_amount)
    assert change.term == "Supply Chain_ Consignment. Associated Invoice. Amount"
    assert change.new_path == "/invoice_amount"


def test_consignments_of_a_groupage_are_matched_by_their_waybills() -> None:
    first, second, third = (Consignment(
        waybill=DocumentReference(identifier=f"CMR {number}"), consignor=TradeParty(name="One"),
        gross_weight_kg=Decimal(number)) for number in (1, 2, 3))
    heavier = msgspec.structs.replace(third, gross_weight_kg=Decimal(4))
    assert told([first, second, third], [first, heavier]) == [
        "changed: Consignment 2 (CMR 3) / Gross weight, kg", "removed: Consignment 2 (CMR 2)"]
    (change, _) = differences([first, second, third], [first, heavier])
    assert (change.old_path, change.new_path) == ("/2/gross_weight_kg", "/1/gross_weight_kg")


def test_every_field_of_the_model_has_words() -> None:
    kinds = [getattr(model, name) for name in model.__all__ if name not in ("Moment", "Value")]
    assert [f"{kind.__name__}.{field}" for kind in kinds for field in kind.__struct_fields__
            if not is_labelled(kind, field)] == []
