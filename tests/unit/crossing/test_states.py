"""The fold: every phase, and that no order of hearing changes it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.crossing.states import (
    ENDS,
    MILESTONES,
    TRANSITIONS,
    TURNS,
    Phase,
    SideState,
    Status,
    Turn,
    fold,
)
from kopri.crossing.types import Milestone

START = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)
EXIT, ENTRY = "xa", "xb"


def stones(*told: str, since: datetime = START) -> list[Milestone]:
    """One milestone a minute: ``name``, ``name@side`` or ``name@side:detail``."""
    made, numbers = [], {EXIT: 0, ENTRY: 0}
    for at, words in enumerate(told):
        name, _, rest = words.partition("@")
        side, _, detail = rest.partition(":")
        side = side or EXIT
        time = since + timedelta(minutes=at)
        made.append(Milestone(name=name, side=side, time=time, recorded=time, uid=f"{at:04x}",
                              detail=detail, log=side, number=numbers[side]))
        numbers[side] += 1
    return made


def folded(milestones: Sequence[Milestone]) -> Status:
    return fold(milestones, exit_side=EXIT, entry_side=ENTRY)


def status(*told: str) -> Status:
    return folded(stones(*told))


WAY = (
    "opened", "booked", "announced:", "arrived@xa:waiting_area", "called", "registered@xa",
    "finding@xa:A cleared", "released@xa", "exited@xa", "registered@xb", "finding@xb:B cleared",
    "released@xb", "exited@xb",
)


@pytest.mark.parametrize(("upto", "phase", "turn"), [
    (1, Phase.OPENED, Turn.CARRIER),
    (2, Phase.BOOKED, Turn.CARRIER),
    (3, Phase.ANNOUNCED, Turn.DRIVER),
    (4, Phase.WAITING, Turn.QUEUE),
    (5, Phase.CALLED, Turn.DRIVER),
    (6, Phase.EXIT_CONTROLS, Turn.EXIT_SIDE),
    (7, Phase.EXIT_CONTROLS, Turn.EXIT_SIDE),
    (8, Phase.EXIT_RELEASED, Turn.DRIVER),
    (9, Phase.STRIP, Turn.DRIVER),
    (10, Phase.ENTRY_CONTROLS, Turn.ENTRY_SIDE),
    (12, Phase.ENTRY_RELEASED, Turn.DRIVER),
    (13, Phase.ENTERED, Turn.NOBODY),
])
def test_a_truck_goes_its_way(upto: int, phase: Phase, turn: Turn) -> None:
    way = [words.replace("announced:", "announced") for words in WAY]
    found = status(*way[:upto])
    assert (found.phase, found.turn) == (phase, turn)
    assert found.since <= START + timedelta(minutes=upto - 1)


@pytest.mark.parametrize(("told", "phase"), [
    (("opened", "booked", "cancelled"), Phase.CANCELLED),
    (("opened", "booked", "no_show"), Phase.NO_SHOW),
    (("opened", "lapsed"), Phase.LAPSED),
    (("opened", "closed"), Phase.CLOSED),
    (("opened", "booked", "cancelled", "booked"), Phase.BOOKED),
    (("opened", "booked", "no_show", "booked", "announced"), Phase.ANNOUNCED),
    (("opened", "announced@xa:n1", "notice_cancelled@xa:n1"), Phase.OPENED),
    (("opened", "booked", "announced@xa:n1", "notice_cancelled@xa:n1"), Phase.BOOKED),
    (("opened", "announced@xa:n1", "announced@xa:n2", "notice_cancelled@xa:n2"), Phase.ANNOUNCED),
    (("opened", "announced@xa:n1", "notice_cancelled@xa:n1", "announced@xa:n2"), Phase.ANNOUNCED),
    (("arrived@xa:gate",), Phase.WAITING),
    (("opened", "registered@xa", "refused@xa:A"), Phase.REFUSED),
    (("opened", "registered@xa", "refused@xa:A", "turned_back@xa"), Phase.TURNED_BACK),
])
def test_other_ways(told: tuple[str, ...], phase: Phase) -> None:
    assert status(*told).phase is phase


PHYSICAL = (("arrived@xa:waiting_area", Phase.WAITING), ("arrived@xa:gate", Phase.WAITING),
            ("registered@xa", Phase.EXIT_CONTROLS))


@pytest.mark.parametrize("act", ["no_show", "lapsed", "cancelled"])
@pytest.mark.parametrize(("fact", "phase"), PHYSICAL)
def test_a_physical_fact_wins_whichever_came_first(fact: str, phase: Phase, act: str) -> None:
    assert status("opened", "booked", fact, act).phase is phase
    assert status("opened", "booked", act, fact).phase is phase


def test_the_other_sides_waiting_area_is_no_arrival_here() -> None:
    found = status("opened", "booked", "arrived@xb:gate")
    assert found.phase is Phase.BOOKED


def test_a_stub_at_the_entry_gate_is_only_heard_of() -> None:
    assert status("arrived@xb:gate").phase is Phase.EXPECTED


def test_a_reference_registered_first_at_the_other_side() -> None:
    """The line is down: the entry side takes in a vehicle of which it has not heard."""
    stub = stones("registered@xb")
    assert folded(stub).phase is Phase.ENTRY_CONTROLS
    assert folded(stub).exit_state is SideState.EXPECTED
    late = stones("opened", "registered@xa", "released@xa", "exited@xa",
                  since=START - timedelta(hours=1))
    whole = folded([*stub, *late])
    assert (whole.phase, whole.exit_state) == (Phase.ENTRY_CONTROLS, SideState.GONE)


def test_a_stub_whose_direction_is_unknown() -> None:
    found = fold(stones("arrived@xa:waiting_area"), exit_side="", entry_side="")
    assert found.phase is Phase.WAITING


def test_a_hold_shows_and_is_lifted_by_the_same_service() -> None:
    base = ("opened", "registered@xa", "finding@xa:A held")
    assert status(*base).held
    assert status(*base).exit_state is SideState.HELD
    assert status(*base).phase is Phase.EXIT_CONTROLS
    assert status(*base, "finding@xa:B cleared").held
    assert not status(*base, "finding@xa:A cleared").held
    assert not status(*base, "reversed@xa:A").held


def test_two_holds_need_two_clearances() -> None:
    base = ("registered@xa", "finding@xa:A held", "finding@xa:B held", "finding@xa:A cleared")
    assert status(*base).held
    assert status(*base).since == START + timedelta(minutes=2)
    assert not status(*base, "finding@xa:B cleared").held


def test_a_hold_at_the_entry_side() -> None:
    found = status("opened", "registered@xa", "released@xa", "exited@xa", "registered@xb",
                   "finding@xb:B held")
    assert found.held and found.phase is Phase.ENTRY_CONTROLS
    assert found.entry_state is SideState.HELD


def test_a_reversal_opens_a_release_again() -> None:
    base = ("registered@xa", "finding@xa:A cleared", "released@xa", "reversed@xa:A")
    assert status(*base).exit_state is SideState.REGISTERED
    assert status(*base, "finding@xa:A cleared", "released@xa").exit_state is SideState.RELEASED


def test_a_refusal_is_reversed_by_the_service_that_refused() -> None:
    base = ("registered@xa", "finding@xa:B cleared", "finding@xa:A refused", "refused@xa:A")
    assert status(*base).exit_state is SideState.REFUSED
    assert status(*base, "reversed@xa:A").exit_state is SideState.REGISTERED


def test_another_services_reversal_leaves_a_refusal_standing() -> None:
    base = ("registered@xa", "finding@xa:B cleared", "finding@xa:A refused", "refused@xa:A")
    assert status(*base, "reversed@xa:B").exit_state is SideState.REFUSED
    assert status(*base, "reversed@xa:B", "reversed@xa:A").exit_state is SideState.REGISTERED


def test_a_hold_stands_after_another_services_reversal() -> None:
    found = status("registered@xa", "finding@xa:A held", "finding@xa:B cleared", "reversed@xa:B")
    assert found.exit_state is SideState.HELD


def test_within_one_second_a_log_says_the_order() -> None:
    """Held and lifted in the same second: the uid must not decide."""
    for uids in (("a", "b"), ("b", "a")):
        held, lifted = (
            Milestone(name="finding", side=EXIT, time=START, recorded=START, uid=uid, log=EXIT,
                      detail=f"A {outcome}", number=number)
            for number, (uid, outcome) in enumerate(zip(uids, ("held", "cleared"), strict=True))
        )
        assert not folded([lifted, held, *stones("registered@xa")]).held


NAMES = sorted(set(MILESTONES.values()))
DETAILS = {
    "arrived": ("waiting_area", "gate", "exit_gate"), "announced": ("n1", "n2"),
    "notice_cancelled": ("n1", "n2"), "finding": ("A cleared", "A held", "B held", "B refused"),
    "reversed": ("A", "B"), "refused": ("A", "B"),
}


@st.composite
def any_milestones(draw: st.DrawFn) -> list[Milestone]:
    """Milestones as two logs may write them, several within one second."""
    made = []
    for side in (EXIT, ENTRY):
        recorded = START
        for number in range(draw(st.integers(0, 6))):
            recorded += timedelta(seconds=draw(st.integers(0, 2)))
            name = draw(st.sampled_from(NAMES))
            made.append(Milestone(
                name=name, side=side, recorded=recorded, log=side, number=number,
                uid=f"{draw(st.integers(0, 99)):02d}{side}{number}",
                time=recorded - timedelta(seconds=draw(st.integers(0, 900))),
                detail=draw(st.sampled_from(DETAILS.get(name, ("",))))))
    return made or stones("opened")


@given(any_milestones(), st.randoms(use_true_random=False))
def test_any_order_of_hearing_gives_the_same_status(made: list[Milestone], chance: Random) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert folded(shuffled) == folded(made)


@given(any_milestones())
def test_every_set_of_milestones_has_a_status(made: list[Milestone]) -> None:
    found = folded(made)
    assert found.turn is TURNS.get(found.phase, Turn.NOBODY)
    assert found.since in {stone.time for stone in made}
    assert found.held == (SideState.HELD in (found.exit_state, found.entry_state))


@given(any_milestones(), st.sampled_from(["arrived", "registered"]))
def test_no_act_without_the_fact_hides_a_vehicle_that_came(
    made: list[Milestone], fact: str
) -> None:
    """With an arrival or registration in the exit side's log, the case is no no-show, no lapse."""
    came = Milestone(name=fact, side=EXIT, time=START, recorded=START, uid="zz", log="post",
                     detail="waiting_area" if fact == "arrived" else "")
    assert folded([*made, came]).phase not in (Phase.NO_SHOW, Phase.LAPSED, Phase.CANCELLED)


def test_every_phase_has_an_owner_or_is_an_end() -> None:
    for phase in Phase:
        assert (phase in TURNS) != (phase in ENDS)


def test_every_phase_that_is_no_end_has_a_way_out_and_every_phase_a_way_in() -> None:
    reached = {to for way in TRANSITIONS.values() for to in way}
    assert reached | {Phase.EXPECTED} == set(Phase)
    assert {phase for phase in Phase if phase not in ENDS} <= set(TRANSITIONS)
    assert all(way for way in TRANSITIONS.values())


LEGAL_NEXT: dict[str, tuple[str, ...]] = {
    # state of the vehicle -> what may be written next, as the operations allow it
    "outside": ("booked", "announced@xa:n1", "notice_cancelled@xa:n1", "cancelled", "no_show",
                "lapsed", "closed", "arrived@xa:waiting_area", "arrived@xa:gate", "registered@xa"),
    "waiting": ("called", "registered@xa"),
    "exit": ("finding@xa:A cleared", "finding@xa:A held", "released@xa", "refused@xa:A",
             "reversed@xa:A"),
    "exit done": ("exited@xa", "turned_back@xa", "reversed@xa:A"),
    "strip": ("registered@xb",),
    "entry": ("finding@xb:B held", "released@xb", "refused@xb:B"),
    "entry done": ("exited@xb", "turned_back@xb", "reversed@xb:B"),
    "over": (),
}


def _where(told: tuple[str, ...]) -> str:
    """Where the vehicle is, by what was written, far more simply than the fold does it."""
    found = status(*told)
    if found.phase in (Phase.ENTERED, Phase.TURNED_BACK):
        return "over"
    if found.entry_state is not SideState.EXPECTED:
        done = found.entry_state in (SideState.RELEASED, SideState.REFUSED)
        return "entry done" if done else "entry"
    if found.exit_state is SideState.GONE:
        return "strip"
    if found.exit_state is not SideState.EXPECTED:
        done = found.exit_state in (SideState.RELEASED, SideState.REFUSED)
        return "exit done" if done else "exit"
    return "waiting" if any(words.startswith("arrived") for words in told) else "outside"


def _allowed(told: tuple[str, ...], act: str) -> bool:
    """What the operations refuse."""
    phase, name = status(*told).phase, act.partition("@")[0]
    active = told.count("booked") > told.count("cancelled") + told.count("no_show")
    if phase in (Phase.LAPSED, Phase.CLOSED):
        return name in ("arrived", "registered")
    if name in ("exited", "turned_back"):
        done = SideState.RELEASED if name == "exited" else SideState.REFUSED
        return done in (status(*told).exit_state, status(*told).entry_state)
    allowed = {
        "cancelled": active, "no_show": active, "booked": not active, "lapsed": not active,
        "notice_cancelled": told.count("announced@xa:n1") > told.count(act),
    }
    return allowed.get(name, True)


def _transitions() -> dict[Phase, set[Phase]]:
    """Every change of phase in every lawful history of up to nine acts, alike ones walked once."""
    seen: dict[Phase, set[Phase]] = {}
    histories: list[tuple[str, ...]] = [("opened",), ("registered@xb",), ("registered@xa",)]
    walked = set()
    while histories:
        told = histories.pop()
        for act in LEGAL_NEXT[_where(told)]:
            after = (*told, act)
            if after.count(act) > 2 or len(after) > 9 or not _allowed(told, act):
                continue
            before, now = status(*told).phase, status(*after).phase
            if before is not now:
                seen.setdefault(before, set()).add(now)
            alike = (before, now, _where(after), after.count(act), after.count("booked"))
            if alike not in walked:
                walked.add(alike)
                histories.append(after)
    return seen


def test_the_table_of_transitions_is_what_the_fold_does() -> None:
    for phase, way in _transitions().items():
        missing = way - set(TRANSITIONS.get(phase, ()))
        assert not missing, f"{phase} leads to {missing}"
