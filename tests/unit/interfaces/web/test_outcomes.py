"""Outcomes on pages: one part alone, a hold without its reason by two officers, a refusal to print."""

from kopri.crossing.queries import by_reference
from kopri.crossing.states import Phase, SideState
from kopri.interfaces.web.case.outcomes import basis_text
from kopri.journeys.pass_gate import Passing, register_vehicle
from kopri.kernel.actor import Role
from tests.conftest import Node
from tests.unit.interfaces.web.conftest import SignIn


def inside(site: Node, *, carrier: str = "p1") -> str:
    found = site.open_case()
    register_vehicle(journal=site.journal, pair=site.house.pair,
                     actor=site.actor(Role.GATE_OFFICER), passing=Passing(reference=found))
    return found


def test_a_hold_without_its_reason_is_made_by_two_and_tells_no_carrier(
    site: Node, sign_in: SignIn
) -> None:
    reference = inside(site)
    page = f"/cases/{reference}"
    first = sign_in(Role.INSPECTOR, service="KZ-BS", name="first")
    held = {"form": "withhold", "withheld": "1", "reason": "on a list", "key": "a"}
    assert first.post(f"{page}/hold", {**held, "reason": ""}).status_code == 422
    wrong = first.post(f"{page}/hold", {**held, "until": "tomorrow"})
    assert wrong.status_code == 422 and "This is not a day and time." in wrong.content.decode()
    answer = first.post(f"{page}/hold", held)
    assert answer["Location"].endswith("done=proposed")
    assert by_reference(reference).exit_state is SideState.REGISTERED
    own = first.get(page).content.decode()
    assert "It waits for a second officer of your service." in own and "/confirm" not in own
    second = sign_in(Role.INSPECTOR, service="KZ-BS", name="second")
    shown = second.get(page).content.decode()
    proposal = shown.partition('name="proposal" value="')[2].partition('"')[0]
    assert "hold without saying why. on a list" in shown
    second.post(f"{page}/confirm", {"proposal": proposal, "key": "b"})
    assert by_reference(reference).exit_state is SideState.HELD
    assert "on a list" in second.get(page).content.decode()
    other = sign_in(Role.GATE_OFFICER).get(page).content.decode()
    assert "Held, KZ: the reason is withheld by law." in other
    assert "on a list" not in other


def test_the_plan_says_what_a_hold_and_a_refusal_have_made_of_it(
    site: Node, sign_in: SignIn
) -> None:
    reference = inside(site)
    page = f"/cases/{reference}"
    officer = sign_in(Role.INSPECTOR, service="KZ-BS", name="first")

    def said() -> str:
        """The own side's controls."""
        shown = officer.get(page).content.decode()
        return shown.partition("<h2>Controls: KZ")[2].partition("</section>")[0]

    assert "Held by" not in said() and "3. " in said()
    officer.post(f"{page}/hold", {"lifts": "a visa", "key": "a"})
    assert "<p>Held by " in said() and "Steps left: 3." in said()
    officer.post(f"{page}/refuse", {"rule": "law 7", "reason": "no visa", "key": "b"})
    assert "<p>Refused by " in said() and "By: law 7." in said()
    assert "Steps left" not in said() and said().count("cancelled") == 2
    officer.post(f"{page}/reverse", {"reason": "it was found", "key": "c"})
    assert "Refused by" not in said() and "Steps left: 2." in said()


def test_one_part_is_refused_and_the_refusal_is_printed_with_where_to_appeal(
    site: Node, sign_in: SignIn
) -> None:
    reference = inside(site)
    page = f"/cases/{reference}"
    officer = sign_in(Role.INSPECTOR, service="KZ-BS", name="first")
    said = {"part": "trailer:none", "outcome": "refused", "rule": "law 7", "reason": "r", "key": "a"}
    assert officer.post(f"{page}/part", said).status_code == 422
    assert officer.post(f"{page}/part", {"part": "x", "key": "b"}).status_code == 422
    assert "Nothing is refused." in officer.get(f"{page}/refusal").content.decode()
    officer.post(f"{page}/refuse", {"rule": "law 7", "reason": "no visa", "key": "c"})
    assert by_reference(reference).phase is Phase.REFUSED
    assert f"{page}/refusal" in officer.get(page).content.decode()
    paper = officer.get(f"{page}/refusal").content.decode()
    assert "law 7" in paper and "Border Service of the National Security Committee" in paper
    assert ">15 Apr 2026\n" in paper and ">Thu 15 Jan 2026, 11:00 UTC+05:00\n" in paper
    russian = officer.get(f"{page}/refusal", HTTP_ACCEPT_LANGUAGE="ru").content.decode()
    assert "Пограничная служба" in russian


def test_a_term_of_appeal_without_a_law_is_told_as_an_assumption() -> None:
    assert basis_text("not found") == "assumption"
    assert basis_text("Code, article 92") == "Code, article 92"
