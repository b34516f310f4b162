"""What the forms of a case do, and what they say when they may not."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from kopri.crossing.parts import on_board
from kopri.crossing.queries import by_reference
from kopri.crossing.states import Phase
from kopri.domains.control.queries import findings_of, steps_of
from kopri.domains.documents.queries import documents_of
from kopri.journeys.pass_gate import Passing, register_vehicle
from kopri.kernel.actor import Role
from tests.conftest import Node
from tests.files import pdf
from tests.unit.interfaces.web.conftest import SignIn


@pytest.fixture
def reference(site: Node) -> str:
    """A truck in the exit side's controls."""
    found = site.open_case()
    register_vehicle(journal=site.journal, pair=site.house.pair,
                     actor=site.actor(Role.GATE_OFFICER), passing=Passing(reference=found))
    return found


def services(reference: str) -> list[str]:
    return list(dict.fromkeys(step.service for step in steps_of([reference])))


def forms(answer: Any) -> set[str]:
    """The addresses of the forms in the reader's desk."""
    tree = html.document_fromstring(answer.content.decode())
    return {action.rpartition("/")[2] for action in tree.xpath("//*[@id='desk']//form/@action")}


def test_the_gate_is_offered_what_it_can_do_and_nothing_else(
    site: Node, sign_in: SignIn
) -> None:
    found, client = site.open_case(), sign_in(Role.GATE_OFFICER)
    page = f"/cases/{found}"
    assert forms(client.get(page)) == {"arrive", "register"}
    client.post(f"{page}/arrive", {"key": "a"})
    assert by_reference(found).phase is Phase.WAITING
    assert forms(client.get(page)) == {"call", "need", "register", "weigh"}
    client.post(f"{page}/call", {"key": "b"})
    assert forms(client.get(page)) == {"need", "register", "weigh"}
    wrong = client.post(f"{page}/register", {"key": "c", "weight_kg": "much"})
    assert wrong.status_code == 422 and 'value="much"' in wrong.content.decode()
    client.post(f"{page}/register", {"key": "c", "weight_kg": "17 500"})
    assert by_reference(found).phase is Phase.EXIT_CONTROLS
    assert forms(client.get(page)) == {"weigh"}
    wrong = client.post(f"{page}/weigh", {"key": "d", "gross_kg": "45 t", "axles": "1:7000 x"})
    assert wrong.status_code == 422 and 'value="1:7000 x"' in wrong.content.decode()
    client.post(f"{page}/weigh", {"key": "d", "gross_kg": "45 500", "axles": "1:7000, 2:17500 3:21000"})
    text = client.get(page).content.decode()
    assert "TM: 9500 kg over the limit of 36000 kg." in text
    assert "TM: 1500 kg over the limit of 16000 kg for 2 axles together." in text


def test_every_service_clears_and_the_last_one_releases(
    reference: str, sign_in: SignIn
) -> None:
    for number, service in enumerate(services(reference)):
        client = sign_in(Role.INSPECTOR, service=service, name=service)
        assert reference in client.get("/desk").content.decode()
        assert "clear" in forms(client.get(f"/cases/{reference}"))
        answer = client.post(f"/cases/{reference}/clear", {"key": f"k{number}", "next": "/desk"})
        assert answer["Location"] == "/desk?done=clear"
        assert forms(client.get(f"/cases/{reference}")) == {"reverse"}
    assert by_reference(reference).phase is Phase.EXIT_RELEASED
    gate = sign_in(Role.GATE_OFFICER)
    assert "Let through the exit gate" in gate.get("/gate").content.decode()


def test_a_refusal_needs_its_rule_and_keeps_what_was_typed(
    reference: str, sign_in: SignIn
) -> None:
    client = sign_in(Role.INSPECTOR, service=services(reference)[0])
    answer = client.post(f"/cases/{reference}/refuse", {"key": "k", "reason": "no permit"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "A refusal must name the rule it rests on" in text and "no permit</textarea>" in text
    client.post(f"/cases/{reference}/refuse",
                {"key": "k", "reason": "no permit", "rule": "Order 42"})
    assert by_reference(reference).phase is Phase.REFUSED
    gate = sign_in(Role.GATE_OFFICER)
    assert forms(gate.get(f"/cases/{reference}")) == {"turn-back"}


def test_steps_are_begun_and_finished(reference: str, sign_in: SignIn) -> None:
    service = services(reference)[0]
    client = sign_in(Role.INSPECTOR, service=service)
    step = next(each.step for each in steps_of([reference]) if each.service == service)
    client.post(f"/cases/{reference}/start/{step}", {"key": "s"})
    assert "under way" in client.get("/desk").content.decode()
    client.post(f"/cases/{reference}/finish/{step}", {"key": "f"})
    assert next(each for each in steps_of([reference]) if each.step == step).finished


def test_customs_says_how_deep_it_looks_and_only_customs_sees_it(
    reference: str, site: Node, sign_in: SignIn
) -> None:
    customs = site.house.pair.country("kz").services_with("customs")[0].id
    client = sign_in(Role.INSPECTOR, service=customs)
    answer = client.post(f"/cases/{reference}/direct", {"key": "d", "corridor": "red"})
    assert answer.status_code == 302
    assert "red corridor" in client.get(f"/cases/{reference}").content.decode()
    others = sign_in(Role.INSPECTOR, service=services(reference)[0], name="other")
    assert "red corridor" not in others.get(f"/cases/{reference}").content.decode()


def test_what_is_no_longer_so_is_said_in_place(reference: str, sign_in: SignIn) -> None:
    client = sign_in(Role.GATE_OFFICER)
    answer = client.post(f"/cases/{reference}/exit", {"key": "k"})
    assert answer.status_code == 409
    assert by_reference(reference).phase is Phase.EXIT_CONTROLS


def test_a_carrier_may_not_act_for_the_gate_nor_see_others_trucks(
    reference: str, sign_in: SignIn
) -> None:
    client = sign_in(Role.CARRIER)
    assert client.get(f"/cases/{reference}").status_code == 404
    assert client.post(f"/cases/{reference}/exit", {"key": "k"}).status_code in (403, 404)
    assert reference not in client.get("/cases").content.decode()


def test_files_are_attached_and_opened_as_files(reference: str, sign_in: SignIn) -> None:
    client = sign_in(Role.GATE_OFFICER)
    sent = {"type": "D08", "number": "CMR 7", "key": "k"}
    wrong = client.post(f"/cases/{reference}/attach", {
        **sent, "file": SimpleUploadedFile("a.exe", b"MZ\x00")})
    assert wrong.status_code == 422 and "This is no PDF" in wrong.content.decode()
    for _ in range(2):
        client.post(f"/cases/{reference}/attach", {
            **sent, "file": SimpleUploadedFile("a.pdf", pdf(b"made up"))})
    (document,) = documents_of([reference])
    answer = client.get(f"/cases/{reference}/documents/{document.document}")
    assert answer.content == pdf(b"made up")
    assert answer["Content-Disposition"].startswith("attachment")
    assert sign_in(Role.ANALYST).get(
        f"/cases/{reference}/documents/{document.document}").status_code == 404


def test_an_unknown_vehicle_is_taken_in_on_the_spot(sign_in: SignIn) -> None:
    client = sign_in(Role.GATE_OFFICER)
    assert 'action="/gate/unknown"' in client.get("/gate?find=909NEW09").content.decode()
    assert client.post("/gate/unknown", {"plate": "", "key": "k"}).status_code == 422
    answer = client.post("/gate/unknown", {"plate": "909 NEW 09", "country": "kz", "key": "k"})
    assert answer.status_code == 302
    found = client.get("/gate?find=909new09").content.decode()
    assert "909 NEW 09" in found and "Call to the gate" in found


def test_a_plate_finds_its_truck_in_any_spelling(site: Node, sign_in: SignIn) -> None:
    found = site.open_case("123 ABC 12")
    client = sign_in(Role.GATE_OFFICER)
    assert client.get("/cases", {"find": "123авс12"})["Location"] == f"/cases/{found}"
    spelt = found.replace("-", "").lower()
    assert client.get(f"/cases/{spelt}")["Location"] == f"/cases/{found}"


def test_the_shift_head_publishes_hours_and_every_wrong_one_is_named(
    sign_in: SignIn
) -> None:
    client = sign_in(Role.SHIFT_HEAD)
    address = "/capacity?direction=kz-tm&day=2026-01-15"
    hours = {f"hour_{number}": "4" for number in range(24)}
    wrong = client.post(address, {**hours, "hour_3": "many", "hour_5": "", "key": "k"})
    assert wrong.status_code == 422
    tree = html.document_fromstring(wrong.content.decode())
    assert tree.xpath("//section[@id='faults']//a/@href") == ["#capacity-hour_3",
                                                             "#capacity-hour_5"]
    assert client.post(address, {**hours, "hour_3": "9999", "key": "k"}).status_code == 422
    assert client.post(address, {**hours, "key": "k"})["Location"].endswith("done=capacity")
    assert 'value="4"' in client.get(address).content.decode()


def test_at_the_gate_an_unannounced_vehicle_is_registered_at_once(
    site: Node, sign_in: SignIn
) -> None:
    client = sign_in(Role.GATE_OFFICER)
    assert client.post("/gate/unknown", {
        "plate": "909 NEW 09", "country": "kz", "stands": "waiting_area", "direction": "tm-kz",
        "key": "w"}).status_code == 422
    answer = client.post("/gate/unknown", {
        "plate": "909 NEW 09", "country": "kz", "trailer_plate": "10 TRL 09", "stands": "gate",
        "direction": "tm-kz", "loaded": "no", "key": "k"})
    reference = answer["Location"].partition("?")[0].rpartition("/")[2]
    found = by_reference(reference)
    assert answer["Location"].endswith("?done=started")
    assert (found.phase, found.loaded, found.conveyance["trailer_plate"]) == (
        Phase.ENTRY_CONTROLS, False, "10 TRL 09")
    again = client.post("/gate/unknown", {"plate": "909NEW09", "country": "kz", "stands": "gate",
                                          "direction": "tm-kz", "key": "l"})
    assert again.status_code == 409 and reference in again.content.decode()
    coach = client.post("/gate/unknown", {
        "plate": "5 CCH 09", "country": "tm", "stands": "gate", "direction": "tm-kz", "loaded": "no",
        "vehicle_class": "coach", "passengers": "2", "key": "c"})["Location"].partition("?")[0]
    named = on_board(coach.rpartition("/")[2]).named
    assert [(each["kind"], each["part"]) for each in named] == [("passenger", "1"), ("passenger", "2")]
    assert by_reference(coach.rpartition("/")[2]).vehicle_class == "coach"
    assert client.post(f"{coach}/vehicle", {"trailer_plate": "11 TRL 09", "key": "t"}).status_code == 302
    assert by_reference(coach.rpartition("/")[2]).conveyance["trailer_plate"] == "11 TRL 09"
    slip = client.get("/gate?find=9O9NEW09").content.decode()
    assert "These look like it" in slip and reference in slip


def test_a_record_that_must_be_wrong_is_overruled_by_the_shift_head(
    site: Node, sign_in: SignIn
) -> None:
    gate, head = sign_in(Role.GATE_OFFICER), sign_in(Role.SHIFT_HEAD)
    first, second = site.open_case("1 TWO 12"), site.open_case("1 TWO 12", direction="tm-kz")
    gate.post(f"/cases/{first}/register", {"key": "a"})
    refused = gate.post(f"/cases/{second}/register", {"key": "b"})
    assert refused.status_code == 409 and "Take it in all the same" not in refused.content.decode()
    refused = head.post(f"/cases/{second}/register", {"key": "c"})
    assert first in refused.content.decode() and "Take it in all the same" in refused.content.decode()
    head.post(f"/cases/{second}/register", {"key": "d", "override": "another truck"})
    assert by_reference(second).phase is Phase.ENTRY_CONTROLS


def test_a_lane_is_closed_on_its_page_and_the_gate_shows_it(site: Node, sign_in: SignIn) -> None:
    gate, head = sign_in(Role.GATE_OFFICER), sign_in(Role.SHIFT_HEAD)
    assert "/lanes/" not in gate.get("/lanes").content.decode()
    missing = head.post("/lanes/tmb-gbz/3", {"key": "a", "open": "", "reason": " "})
    assert missing.status_code == 409 and "The reason is missing" in missing.content.decode()
    head.post("/lanes/tmb-gbz/3", {"key": "b", "open": "", "reason": "barrier broken"})
    assert "Lanes open: 5 of 6; closed: 3" in gate.get("/gate").content.decode()
    text = gate.get("/lanes").content.decode()
    assert "Lane 3: closed" in text and "barrier broken" in text
    head.post("/lanes/tmb-gbz/3", {"key": "c", "open": "yes", "reason": "mended"})
    assert "Lanes open: 6 of 6" in gate.get("/gate").content.decode()


def test_the_second_officer_is_told_what_the_first_has_done_and_keeps_the_text(
    reference: str, sign_in: SignIn
) -> None:
    service = services(reference)[-1]
    first = sign_in(Role.INSPECTOR, service=service, name="first")
    second = sign_in(Role.INSPECTOR, service=service, name="second")
    page = f"/cases/{reference}"
    seen = html.document_fromstring(second.get(page).content.decode()).xpath(
        "//*[@id='desk']//form[contains(@action, '/hold')]/input[@name='seen']/@value")[0]
    held = {"key": "one", "lifts": "the original", "seen": seen}
    for _ in range(2):  # pressed twice: held once
        assert first.post(f"{page}/hold", held).status_code == 302
    assert len([each for each in findings_of([reference]) if each.outcome == "held"]) == 1

    told = second.post(f"{page}/hold", {"key": "two", "lifts": "a second seal", "seen": seen})
    assert told.status_code == 409
    tree = html.document_fromstring(told.content.decode())
    faults = tree.get_element_by_id("faults").text_content()
    assert "The case has changed since you opened this form" in faults
    assert "has decided" in faults and service not in faults, "by its name, not its code"
    assert "a second seal" in tree.get_element_by_id("main").text_content()
    wrong = second.post(f"{page}/refuse", {"key": "two", "reason": "no seal", "rule": "law 1",
                                           "seen": seen})
    tree = html.document_fromstring(wrong.content.decode())
    (form,) = tree.xpath("//form[contains(@action, '/refuse')]")
    assert form.xpath(".//textarea/text()")[-1].strip() == "no seal"
    again = form.xpath("./input[@name='seen']/@value")[0]
    assert again != seen and form.xpath("./input[@name='key']/@value") == ["two"]
    sent = {"key": "two", "reason": "no seal", "rule": "law 1", "seen": again}
    assert second.post(f"{page}/refuse", sent).status_code == 302


def test_another_text_under_a_used_key_is_not_done_and_may_be_sent_anew(
    reference: str, sign_in: SignIn
) -> None:
    service = services(reference)[-1]
    client, page = sign_in(Role.INSPECTOR, service=service), f"/cases/{reference}"
    held = {"key": "one", "lifts": "the original"}
    assert client.post(f"{page}/hold", held).status_code == 302
    other = client.post(f"{page}/clear", {"key": "one"})
    (form,) = html.document_fromstring(other.content.decode()).xpath(
        "//form[contains(@action, '/clear')]")
    assert other.status_code == 409 and "has been carried out" in form.text_content()
    (key,) = form.xpath("./input[@name='key']/@value")
    assert key not in ("", "one")
    assert client.post(f"{page}/clear", {"key": key}).status_code == 302
