"""No release without every clearance, and none that ignores a reversal: over random work."""

from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopri.kernel.errors import Refusal
from tests.border import EXIT_SERVICES, Border

OUTCOMES = ("cleared", "cleared", "cleared", "held", "refused")


def work_at_random(border: Border, reference: str, *, chance: Random, acts: int) -> None:
    """Inspectors decide and take back as they like; what is not allowed is refused."""
    for _ in range(acts):
        service = chance.choice(EXIT_SERVICES)
        try:
            if chance.random() < 0.2:
                border.reverse(reference, service)
            else:
                border.find(reference, service, chance.choice(OUTCOMES), reason="r", lifts="l",
                            rule="r")
        except Refusal:
            continue


def standing(entries: list[dict[str, Any]]) -> dict[str, tuple[set[Any], str]]:
    """What each service's last word is: (names of the entry, outcome), straight from the journal."""
    last: dict[str, tuple[set[Any], str]] = {}
    for entry in entries:
        kind, payload = entry["kind"].partition("/")[0], entry["payload"]
        if kind == "control.finding_recorded":
            last[payload["service"]] = (entry["names"], payload["outcome"])
        elif kind == "control.reversed":
            last.pop(payload["service"], None)
    return last


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_every_release_rests_on_clearances_that_stand(border: Border, seed: int) -> None:
    chance = Random(seed)
    reference = border.at_control()
    work_at_random(border, reference, chance=chance, acts=14)
    entries = border.indexed(reference)
    for number, entry in enumerate(entries):
        if entry["kind"].partition("/")[0] != "control.released":
            continue
        before = standing(entries[:number])
        assert {service: outcome for service, (_, outcome) in before.items()} == dict.fromkeys(
            EXIT_SERVICES, "cleared")
        named = [name for _, name in entry["basis"]]
        assert len(named) == len(EXIT_SERVICES)
        assert all(names & set(named) for names, _ in before.values())


def test_the_work_does_come_to_releases_and_reversals(border: Border) -> None:
    chance, kinds = Random(3), set()
    for _ in range(6):
        reference = border.at_control()
        work_at_random(border, reference, chance=chance, acts=14)
        kinds |= set(border.kinds(reference))
    assert {"control.released", "control.reversed", "control.refused"} <= kinds
