"""The draw: equal to its definition, blind to robots, fair over time; and what a withheld share is worth."""

import hashlib
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.engines.queueing.chains import NOTHING
from kopri.engines.queueing.draw import (
    Place,
    Row,
    allocate,
    contended,
    in_order,
    quota,
    seed_of,
    ticket,
    turn,
    undrawn_seed,
)
from kopri.engines.queueing.tags import tag

KEY = bytes(32)
SEED = hashlib.sha256(b"a seed").digest()
DAYS = 30


def row(number: int, *, cohort: str = "2026-01-17", proven: bool = True, wishes: tuple[int, ...] = (0,)) -> Row:
    return Row(tag=tag(KEY, f"VIN{number}"), cohort=cohort, public_class="ordinary", proven=proven,
               wishes=wishes)


def by_definition(
    rows: list[Row], *, seed: bytes, supply: list[int], unproven_most: int
) -> list[Place]:
    """Again and again: of all who are left, the one whose turn it is, and its best hour that is left."""
    places: list[Place] = []
    waiting = list(rows)
    while waiting:
        first = min(waiting, key=lambda each: (
            each.cohort, hashlib.sha256(seed + bytes.fromhex(each.tag)).digest()))
        waiting.remove(first)
        proven = {each.tag: each.proven for each in rows}
        for hour in first.wishes:
            taken = sum(place.hour == hour for place in places)
            unproven = sum(not proven[place.tag] for place in places)
            if taken < supply[hour] and (first.proven or unproven < unproven_most):
                places.append(Place(tag=first.tag, hour=hour))
                break
    return places


some_rows = st.lists(st.builds(
    lambda cohort, proven, wishes: (f"2026-01-{cohort:02}", proven, tuple(wishes)),
    st.integers(10, 13), st.booleans(), st.lists(st.integers(0, 3), unique=True, max_size=4)),
    max_size=25)


@settings(max_examples=150)
@given(some_rows, st.lists(st.integers(0, 4), min_size=4, max_size=4), st.integers(0, 6), st.randoms())
def test_the_fast_draw_is_the_one_that_is_defined(
    told: list[tuple[str, bool, tuple[int, ...]]], supply: list[int], unproven: int, chance: Random
) -> None:
    rows = [row(number, cohort=cohort, proven=proven, wishes=wishes)
            for number, (cohort, proven, wishes) in enumerate(told)]
    seed = chance.randbytes(32)
    expected = by_definition(rows, seed=seed, supply=supply, unproven_most=unproven)
    chance.shuffle(rows)
    assert allocate(rows, seed=seed, supply=supply, unproven_most=unproven) == expected


def test_seed_and_ticket_are_the_hashes_that_are_written_down() -> None:
    draw, parts = "2026-01-17/kz-tm/tmb-gbz/truck", [bytes([each]) * 32 for each in range(4)]
    assert seed_of(draw=draw, root=parts[0], exit_share=parts[1], entry_share=parts[2],
                   third_share=parts[3]) == hashlib.sha256(
        b"kopri/draw/v1" + draw.encode() + b"".join(parts)).digest()
    assert undrawn_seed(draw) == hashlib.sha256(b"kopri/draw/v1" + draw.encode()).digest()
    assert ticket(SEED, "ab" * 32) == hashlib.sha256(SEED + b"\xab" * 32).digest()
    assert quota(supply=[7, 7], percent=20) == 2
    # no quota is none for hours that are published after the draw either
    assert quota(supply=[0, 0], percent=100) >= 24 * 1000
    assert not contended(row(1, wishes=(1,)), supply=[5, 0])


def test_who_waits_is_served_by_cohort_and_then_by_day_of_request() -> None:
    tags = [tag(KEY, str(each)) for each in range(4)]
    turns = [turn(seed=SEED, tag=tags[0], on_list=True, cohort="2026-01-12", asked="2026-01-01"),
             turn(seed=SEED, tag=tags[1], on_list=True, cohort="2026-01-17", asked="2026-01-01"),
             turn(seed=SEED, tag=tags[2], on_list=False, cohort="2026-01-16", asked="2026-01-09"),
             turn(seed=SEED, tag=tags[3], on_list=False, cohort="", asked="2026-01-02"),
             turn(seed=SEED, tag=tags[3], on_list=False, cohort="", asked="2026-01-03")]
    assert turns == sorted(turns)


def test_ten_thousand_requests_of_robots_get_no_more_than_their_vehicles() -> None:
    """100 slots; 150 honest proven vehicles; robots with 40 proven vehicles and 10,000 invented ones."""
    supply = [5] * 20 + [0] * 4
    honest = [row(number, wishes=tuple(range(20))) for number in range(150)]
    robots = [row(1000 + number, wishes=tuple(range(20))) for number in range(40)]
    invented = [row(10_000 + number, proven=False, wishes=tuple(range(20)))
                for number in range(9_960)]
    got = []
    for number in range(16):
        places = allocate([*honest, *robots, *invented], supply=supply, unproven_most=20,
                          seed=hashlib.sha256(bytes([number])).digest())
        tags = {place.tag for place in places}
        assert len(places) == 100 and len(tags & {each.tag for each in invented}) <= 20
        got.append(len(tags & {each.tag for each in robots}))
    share = sum(got) / len(got) / 100
    print(f"\nrobots with 40 of 190 proven vehicles and 9,960 invented ones won {share:.1%} of 100 slots")
    assert share <= 40 / 190 + 0.02  # of sixteen draws


def test_a_withheld_share_is_worth_no_more_than_is_admitted() -> None:
    """One favourite among 1,000, 100 slots: 10 %. Without a third, the last to reveal may choose of two
    outcomes, 1 - 0.9 * 0.9 = 19 %: one more draw, and no third one. With a third it knows neither."""
    chance, trials, won, alone, third = Random(5), 1500, 0, 0, 0
    tags = [bytes.fromhex(tag(KEY, str(each))) for each in range(1000)]

    def wins(*shares: bytes) -> bool:
        seed = seed_of(draw="d", root=NOTHING, exit_share=shares[0], entry_share=shares[1],
                       third_share=shares[2])
        mine = hashlib.sha256(seed + tags[0]).digest()
        # the favourite is among the first hundred of a thousand: a sample of a tenth tells nearly as well
        return mine < sorted(hashlib.sha256(seed + each).digest() for each in tags[1:100])[9]

    for _ in range(trials):
        a, b, z = (chance.randbytes(32) for _ in range(3))
        won += wins(a, b, z)
        # without a third: the last reveals, or withholds, as it sees fit
        alone += wins(a, b, NOTHING) or wins(a, NOTHING, NOTHING)
        # with one: it withholds at random, for it knows nothing of z
        third += wins(a, NOTHING if chance.random() < 0.5 else b, z)
    print(f"\none favourite among 1,000 for 100 slots: {won / trials:.1%} by chance, "
          f"{alone / trials:.1%} by withholding without a third, {third / trials:.1%} with one")
    assert abs(won / trials - 0.10) < 0.02
    assert alone / trials < 0.21 and alone / trials > 0.16
    assert abs(third / trials - 0.10) < 0.02


def test_in_thirty_days_nobody_is_overtaken_by_a_later_cohort() -> None:
    """400 new vehicles a day for 150 slots, all of which stand until they have one."""
    supply, chance = [7] * 6 + [6] * 18, Random(1)
    assert sum(supply) == 150
    waiting: dict[str, tuple[int, Row]] = {}
    longest, number = 0, 0
    for day in range(DAYS):
        today = f"2026-02-{day:02}"
        for _ in range(400):
            number += 1
            hours = list(range(24))
            chance.shuffle(hours)
            new = row(number, cohort=today, wishes=tuple(hours))
            waiting[new.tag] = (day, new)
        rows = [each for _, each in waiting.values()]
        places = allocate(rows, seed=chance.randbytes(32), supply=supply, unproven_most=150)
        won = [waiting.pop(place.tag) for place in places]
        assert len(won) == 150
        assert max(each.cohort for _, each in won) <= min(each.cohort for _, each in waiting.values())
        longest = max(longest, *(day - since for since, _ in won))
        assert in_order(rows, seed=SEED)[0].cohort == min(each.cohort for each in rows)
    oldest = DAYS - 1 - min(since for since, _ in waiting.values())
    print(f"\n30 days, 400 asking for 150 a day: of those served the longest wait was {longest} days; "
          f"{len(waiting)} wait at home, the oldest for {oldest} days")
    assert longest <= 20
