"""Every reason to ask for a paper, both ways."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from kopri.engines.countrydata.country import When
from kopri.engines.readiness import RULES, Answer, Case, Kind, Part, Side
from tests.unit.engines.readiness.border import DRIVER, ZONE, case, needs, paper, part, shown

PERSONS = {"modes": frozenset({"persons"})}
STRANGER = replace(DRIVER, citizenship="XB")
NOBODY = replace(DRIVER, citizenship="")


def side(**change: Any) -> tuple[Side, Side]:
    return Side(code="xa", zone=ZONE, **change), Side(code="xb", zone=ZONE)


def answers(when: str, made: Case, **change: Any) -> list[Answer]:
    return [need.answer for need in needs(made, paper(when, **change)).needs]


def test_every_when_of_the_data_is_a_rule() -> None:
    assert set(RULES) == set(get_args(When))
    for when, rule in RULES.items():
        assert rule.when == when and rule.__doc__ and rule.remedy and rule.code.startswith("readiness.")


SPS = {"sps_role": "veterinary"}
BOTH_WAYS: list[tuple[str, Case, Case, dict[str, Any]]] = [
    ("every_vehicle", case(), case(parts=()), {}),
    ("loaded", case(part()), case(loaded=False), {}),
    ("loaded", case(loaded=True), case(), {}),
    ("transit", case(part(destination="IR")), case(part(destination="XA")), {}),
    ("several_packages", case(part(packages=2)), case(part(packages=1)), {}),
    ("sps_goods", case(part(sps_roles={"xa": frozenset({"veterinary"})}, coded=True)),
     case(part(sps_roles={"xb": frozenset({"veterinary"})}, coded=True)), SPS),
    ("dangerous", case(part(dangerous=True)), case(part(dangerous=False)), {}),
    ("overweight", case(sides=side(overweight=Answer.NEEDED)), case(), {}),
    ("humanitarian", case(part(), evidence=(shown(),)), case(part()), {}),
    ("person", case(DRIVER), case(), PERSONS),
    ("foreigner", case(STRANGER), case(DRIVER), PERSONS),
    ("border_zone", case(STRANGER, evidence=(shown(),)), case(STRANGER), PERSONS),
    ("seasonal_worker", case(STRANGER, evidence=(shown(),)), case(STRANGER), PERSONS),
    ("border_resident", case(DRIVER, evidence=(shown(),)), case(DRIVER),
     {**PERSONS, "regime": True}),
]


@pytest.mark.parametrize(("when", "yes", "no", "change"), BOTH_WAYS,
                         ids=[f"{row[0]}-{number}" for number, row in enumerate(BOTH_WAYS)])
def test_asked_for_and_not(when: str, yes: Case, no: Case, change: dict[str, Any]) -> None:
    assert answers(when, yes, **change) == [Answer.NEEDED]
    assert answers(when, no, **change) == []


@pytest.mark.parametrize(("when", "made", "change"), [
    ("transit", case(part()), {}), ("several_packages", case(part()), {}),
    ("sps_goods", case(part()), SPS), ("dangerous", case(loaded=True), {}),
    ("overweight", case(sides=side(overweight=Answer.MAYBE)), {}),
    ("foreigner", case(NOBODY), PERSONS), ("after_border", case(NOBODY), PERSONS),
])
def test_what_nobody_has_told_is_said_to_be_unknown(
    when: str, made: Case, change: dict[str, Any]
) -> None:
    assert answers(when, made, **change) == [Answer.MAYBE]
    assert needs(made, paper(when, **change)).ready


def test_what_is_never_the_carriers_to_do() -> None:
    assert answers("authority", case(part())) == [Answer.AUTHORITY]
    assert answers("after_border", case(STRANGER), **PERSONS) == [Answer.AFTERWARDS]
    assert answers("after_border", case(DRIVER), **PERSONS) == []
    assert answers("every_vehicle", case(), at_border=True) == [Answer.AT_BORDER]
    assert answers("optional", case(part(), evidence=(shown(),))) == [Answer.OFFERED]
    assert answers("optional", case(part())) == []


def test_a_refusal_is_told_by_the_side_that_refused_alone() -> None:
    assert answers("refused", case(sides=side(refused=True))) == [Answer.AT_BORDER]
    assert answers("refused", case()) == []


def test_an_escort_follows_from_nothing_but_its_own_record() -> None:
    made = case(part(destination="IR", dangerous=True))
    assert answers("escort", made) == []
    assert answers("escort", replace(made, evidence=(shown(),))) == [Answer.AT_BORDER]


def test_a_permit_is_asked_for_until_the_regime_waives_it() -> None:
    assert answers("permit_regime", case()) == [Answer.NEEDED]
    assert answers("permit_regime", case(), regime=True) == []


def test_a_suspended_regime_helps_no_resident() -> None:
    made = case(DRIVER, evidence=(shown(),))
    assert answers("border_resident", made, **PERSONS) == []


def test_of_another_mode_nothing_is_asked() -> None:
    made = case(part(), Part(id="w1", kind=Kind.WAGON), mode="rail")
    assert answers("loaded", made) == []
    assert answers("loaded", made, modes=frozenset({"rail"})) == [Answer.NEEDED]
