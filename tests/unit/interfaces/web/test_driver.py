"""The driver's card: by its link alone, in four languages, light, and honest about its age."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from kopri.domains.links.queries import link_of
from kopri.domains.returns.queries import returns_of
from kopri.interfaces import links
from kopri.interfaces.links import address
from kopri.interfaces.web import throttle
from kopri.journeys.tell_times import tell_times
from kopri.kernel.actor import Role
from kopri.kernel.clock import to_text
from tests.border import IN, OUT, POINT, THEIRS, Border
from tests.conftest import Node
from tests.unit.interfaces.web.conftest import SignIn

MOST_BYTES = 30_000
LANGUAGES = ("kk", "tk", "ru", "en")


def card(reference: str, language: str = "en") -> Any:
    return Client(HTTP_ACCEPT_LANGUAGE=language).get(address(link_of(reference)))


def text(answer: Any) -> str:
    plain = re.sub(r"<(svg|script|title).*?</\1>|<[^>]*>", " ", answer.content.decode(),
                   flags=re.DOTALL)
    return " ".join(plain.split())


@pytest.fixture
def carrier(sign_in: SignIn, border: Border) -> tuple[Client, str]:
    """A carrier who is signed in, and a truck of his."""
    client = sign_in(Role.CARRIER)
    person = client.person  # type: ignore[attr-defined]
    return client, border.open(plate="444 DDD 04", actor=border.carrier(person))


def test_only_the_link_opens_the_card(carrier: tuple[Client, str], sign_in: SignIn) -> None:
    client, reference = carrier
    link = address(link_of(reference))
    assert re.fullmatch(r"/d/[2-9A-Z]{10}/0-[a-z2-7]{26}", link)
    answer = Client().get(link)
    assert answer.status_code == 200 and "444 DDD 04" in text(answer)
    assert answer["Cache-Control"] in ("private, no-cache", "no-cache, private")
    assert answer["Referrer-Policy"] == "no-referrer" and "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies and "csrf" not in answer.content.decode()
    wrong = [link[:-1] + ("a" if link[-1] != "a" else "b"), link.replace("/0-", "/1-"),
             link.replace(link[4:7], "222"), f"/d/{reference}/", f"/d/{reference}/0-",
             f"/d/{reference}/0-é", f"/d/444DDD04/{link.rpartition('/')[2]}", link.upper()]
    assert {Client().get(each).status_code for each in wrong} == {404}
    assert "444 DDD 04" not in text(Client().get(wrong[0]))
    # by the reference alone: who may hand the link out is led to it, nobody else
    assert client.get(f"/driver/{reference.lower()}")["Location"] == link
    assert sign_in(Role.GATE_OFFICER).get(f"/driver/{reference}")["Location"] == link
    assert "/sign-in" in Client().get(f"/driver/{reference}")["Location"]
    for role in (Role.ANALYST, Role.INSPECTOR):
        assert sign_in(role, service="KZ-SRC").get(f"/driver/{reference}").status_code == 404


def test_a_carrier_ends_the_links_that_he_gave_out(
    carrier: tuple[Client, str], sign_in: SignIn
) -> None:
    client, reference = carrier
    first = address(link_of(reference))
    page = client.get(f"/cases/{reference}").content.decode()
    assert f"http://testserver{first}" in page and page.count('class="qr"') == 1
    assert "renew-link" in page
    officer = sign_in(Role.GATE_OFFICER)
    assert first in officer.get(f"/cases/{reference}").content.decode()
    assert officer.post(f"/cases/{reference}/renew-link").status_code == 403
    stranger = sign_in(Role.CARRIER, name="another")
    assert stranger.post(f"/cases/{reference}/renew-link").status_code == 404
    assert Client().get(first).status_code == 200
    answer = client.post(f"/cases/{reference}/renew-link", {"key": "k"})
    assert answer["Location"] == f"/cases/{reference}?done=renew-link"
    second = address(link_of(reference))
    assert second != first and Client().get(second).status_code == 200
    ended = Client().get(first)
    assert ended.status_code == 410 and "444 DDD 04" not in text(ended)
    assert "The carrier has given out a new link." in text(ended)


def test_what_is_stored_makes_no_link(carrier: tuple[Client, str]) -> None:
    link = link_of(carrier[1])
    known = address(link)
    assert address(link) == known  # the same after a restart, of the node's secret alone
    reference, code = known.split("/")[2:]
    with override_settings(SECRET_KEY="another node's"):
        assert address(link) != known
        assert links.read(reference, code=code) is None
    assert links.read(reference, code=code) == link and settings.SECRET_KEY not in known


def test_guesses_are_counted_and_no_driver_is_held_up_by_them(
    carrier: tuple[Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_LINKS", 3)
    link = address(link_of(carrier[1]))
    guesses = [Client().get(f"{link[:-1]}{each}").status_code for each in "1189"]
    assert guesses == [404, 404, 404, 429]
    assert Client().get(link).status_code == 200
    other = Client(HTTP_X_FORWARDED_FOR="203.0.113.9").get(f"{link[:-1]}1")
    assert other.status_code == 404


def test_the_first_visit_is_light_in_every_language(border: Border, site: Node) -> None:
    """HTML, style sheet, scripts and picture together, not packed."""
    reference = border.announce("070200", "010221", plate="900 BIG 12").reference
    border.capacity()
    border.book(reference, 7)
    files = [Client().get(path) for path in (
        "/static/driver.css", "/static/driver.js", "/static/kopri.svg", "/d/keeper.js")]
    common = sum(len(b"".join(each.streaming_content) if each.streaming else each.content)
                 for each in files)
    for language in LANGUAGES:
        answer = card(reference, language)
        assert f'<html lang="{language}">' in answer.content.decode()
        assert "900 BIG 12" in text(answer) and len(answer.content) + common < MOST_BYTES
        named = set(re.findall(r'(?:src|href)="(/static/[^"]*)"', answer.content.decode()))
        assert named == {"/static/driver.css", "/static/driver.js", "/static/kopri.svg"}
    packed = Client(HTTP_ACCEPT_ENCODING="gzip").get(address(link_of(reference)))
    assert packed["Content-Encoding"] == "gzip"


def test_the_card_says_what_to_do_and_as_of_when(border: Border, site: Node) -> None:
    reference = border.open(plate="901 SAY 12")
    border.capacity()
    assert "Wait" in text(card(reference)) and "a booked slot" in text(card(reference))
    border.book(reference, 9)
    said = text(card(reference))
    assert "Wait" in said and "14:00 – 15:00" in said.replace("–", " – ").replace("  ", " ")
    assert "Be there by the beginning of this hour." in said and "as of 11:00" in said
    border.node.clock.move(hours=2, minutes=5)
    assert text(card(reference)).startswith("Go Drive to the waiting area now. KZ Temirbaba")
    assert "as of 13:05" in text(card(reference))
    border.tell("queue.point_closed/1", {
        "side": "tm", "point": POINT, "direction": OUT, "closure": "tm-1", "vehicle_classes": [],
        "since": to_text(border.now), "until": to_text(border.now + timedelta(hours=3)),
        "reason": "weather", "text": ""}, subject=POINT, audience=("*",))
    border.hear()
    said = text(card(reference))
    assert said.startswith("Wait") and "Do not drive yet." in said
    assert "TM Garabogaz is shut: bad weather. Expected to open: 16:05." in said


def test_a_hold_and_a_refusal_say_who_until_when_and_where_to_appeal(
    border: Border, site: Node
) -> None:
    reference = border.at_control("870899", plate="902 HLD 12")
    border.find(reference, "KZ-SRC", "held", part="consignment:W1", lifts="the licence")
    border.find(reference, "KZ-BS", "held", lifts="the visa", reason="own side only",
                until=to_text(border.now + timedelta(hours=2)))
    said = text(card(reference))
    assert said.startswith("Wait Your truck is held. Stay with it.") and "the visa" in said
    assert "until 13:00 at the longest" in said and "own side only" not in said
    assert "consignment W1: Held by customs, KZ. To be lifted: the licence" in said
    assert "withheld" not in said
    border.find(reference, "KZ-SRC", "refused", part="consignment:W1", rule="law 2", reason="r")
    border.find(reference, "KZ-BS", "refused", rule="law 1", reason="own side only")
    said = text(card(reference))
    assert said.startswith("Stop You may not go on.") and "By: law 1." in said
    assert "One may appeal to: Border Service" in said and "own side only" not in said
    assert " 2026 (" in said and "2026-" not in said
    assert "consignment W1 stays behind; the rest may go on." in said and "held" not in said
    assert "Пограничная служба" in text(card(reference, "ru"))


def test_a_refusal_of_the_other_side_without_a_last_day_is_told(border: Border, sign_in: SignIn) -> None:
    border.tell_open(THEIRS, direction=OUT)
    border.tell("control.finding_recorded/1", {
        "side": "tm", "service": "TM-BS", "outcome": "refused", "rule": "law 9", "appeal": "TM-A2"},
        subject=THEIRS)
    border.tell("control.refused/1", {"side": "tm", "service": "TM-BS"}, subject=THEIRS)
    border.hear()
    assert "until not known" in text(card(THEIRS))
    printed = sign_in(Role.SHIFT_HEAD).get(f"/cases/{THEIRS}/refusal")
    assert printed.status_code == 200 and "not known" in printed.content.decode()


def test_what_goes_back_is_told_as_far_as_it_is(border: Border, site: Node) -> None:
    border.tell_open(THEIRS, direction=IN)
    border.hear()
    border.register(THEIRS)
    border.find(THEIRS, "KZ-BS", "refused", rule="law 1", reason="r")
    (back,) = returns_of([THEIRS])
    assert "has been asked to take it back" in text(card(THEIRS))
    answer = {"side": "tm", "number": back.number, "note": "for the other side's eyes"}
    for word, said in (("objects", "has not agreed yet"), ("takes_back", "takes it back. Go when")):
        border.tell("returns.answered/1", {**answer, "answer": word}, subject=THEIRS)
        border.hear()
        assert said in text(card(THEIRS)) and answer["note"] not in text(card(THEIRS))
    border.tell("returns.received/1", {"side": "tm", "number": back.number}, subject=THEIRS)
    border.hear()
    assert "It is back on the side you came from." in text(card(THEIRS))


def test_a_moved_hour_and_a_fee_are_told(border: Border, site: Node) -> None:
    theirs = "T234-5678-9Q"
    border.tell_open(theirs)
    entry = {"direction": "tm-kz", "point": POINT, "vehicle_class": "truck", "exit_revision": 1,
             "entry_revision": 1}
    border.tell("queue.slot_granted/1", {
        **entry, "slot": "2026-01-15T08:00:00Z", "held_until": "2026-01-15T07:00:00Z"},
        subject=theirs)
    border.hear()
    assert "the fee, until 12:00, or the slot goes back" in text(card(theirs))
    border.tell("queue.slot_moved/1", {
        **entry, "was": "2026-01-15T08:00:00Z", "slot": "2026-01-15T11:00:00Z",
        "reason": "closed", "cause": "c1"}, subject=theirs)
    border.hear()
    assert "Your hour was moved, free of charge: 13:00 → 16:00 (the road was shut)" in text(
        card(theirs))


def test_who_is_on_the_list_is_told_of_the_draw(border: Border, site: Node) -> None:
    theirs = "T234-5678-9Q"
    border.tell_open(theirs)
    border.tell("queue.request_listed/1", {
        "direction": "tm-kz", "point": POINT, "vehicle_class": "truck", "tag": "a" * 64,
        "draw": f"2026-01-18/tm-kz/{POINT}/truck"}, subject=theirs)
    border.hear()
    said = text(card(theirs))
    assert "You are on the list for the draw of Sun 18 Jan. It is held at 16 Jan 12:00." in said
    assert "a booked slot" not in said
    border.node.clock.move(days=2)
    assert "A slot that is given back goes to the next on it." in text(card(theirs))


def test_who_waits_asks_for_what_he_needs_by_his_link_alone(border: Border, site: Node) -> None:
    reference = border.open(plate="902 ASK 12")
    link = address(link_of(reference))
    assert "Do you need something?" not in text(card(reference))
    assert Client().post(link, {"need": "water"})["Location"] == link  # not there yet: nothing
    border.read(reference)
    tell_times(**border.paired)
    said = text(card(reference))
    assert "Do you need something? Water Warmth A doctor Care for animals" in said
    assert "You will probably be called between" in said
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert strict.post(link, {"need": "water"}).status_code == 302
    assert strict.post(link, {"need": "gold"}).status_code == 302
    assert strict.post(f"{link[:-1]}1", {"need": "heat"}).status_code == 404
    said = text(card(reference))
    assert "You have asked for: Water" in said and "? Warmth A doctor" in said
    assert [each["payload"]["need"] for each in border.entries("calling.need_noted")] == ["water"]
