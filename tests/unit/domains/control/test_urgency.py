"""The order of a worklist: by reason, then the longest against the usual time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.domains.control.rules import Because, Pressing, because, by_urgency

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
PLACES = [Because.SIGN, Because.IN_HAND, Because.PROMISED, Because.ANIMALS, Because.PERISHABLE]


def pressing(reference: str = "A", *, waited: int = 5, **more: object) -> Pressing:
    return Pressing(reference=reference, since=NOW - timedelta(minutes=waited),
                    **{"usual_min": 20, **more})  # type: ignore[arg-type]


def why(**more: object) -> Because:
    return because(pressing(**more), now=NOW)  # type: ignore[arg-type]


def test_the_first_reason_that_holds_is_told() -> None:
    animals = frozenset({"live_animals", "perishable"})
    assert why(to_sign=True, in_hand=True, goods_classes=animals) is Because.SIGN
    assert why(in_hand=True, goods_classes=animals) is Because.IN_HAND
    assert why(appointed=NOW + timedelta(minutes=15), goods_classes=animals) is Because.PROMISED
    assert why(appointed=NOW + timedelta(minutes=16), goods_classes=animals) is Because.ANIMALS
    assert why(spoils_by=NOW + timedelta(hours=2)) is Because.PROMISED
    assert why(spoils_by=NOW + timedelta(hours=3)) is Because.TURN
    assert why(goods_classes=frozenset({"perishable"})) is Because.PERISHABLE
    assert why(goods_classes=frozenset({"green_corridor"})) is Because.TURN
    assert why(waited=20) is Because.TURN and why(waited=21) is Because.OVER


def test_a_wait_is_measured_against_what_is_usual() -> None:
    """Ten minutes are long for a passport, and nothing for a laboratory; unknown is an hour."""
    order = by_urgency([pressing("LAB", waited=30, usual_min=240), pressing("PASS", waited=10),
                        pressing("UNKNOWN", waited=29, usual_min=None)], now=NOW)
    assert [each.reference for each in order] == ["PASS", "UNKNOWN", "LAB"]


vehicles = st.builds(
    pressing, waited=st.integers(0, 600), usual_min=st.none() | st.integers(1, 300),
    goods_classes=st.frozensets(st.sampled_from(["live_animals", "perishable", "green_corridor"])),
    appointed=st.none() | st.integers(-60, 60).map(lambda each: NOW + timedelta(minutes=each)),
    in_hand=st.booleans(), to_sign=st.booleans(),
    reference=st.text("ABC", min_size=1, max_size=3))


@settings(max_examples=60)
@given(st.lists(vehicles, max_size=8, unique_by=lambda each: each.reference), st.randoms())
def test_the_order_is_one_whatever_the_order_of_arrival(found: list[Pressing], random: object) -> None:
    order, other = by_urgency(found, now=NOW), list(found)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert by_urgency(other, now=NOW) == order and sorted(
        each.reference for each in order) == sorted(each.reference for each in found)
    places = [PLACES.index(told) if told in PLACES else len(PLACES)
              for told in (because(each, now=NOW) for each in order)]
    assert places == sorted(places)  # nobody without a reason comes before one with it
