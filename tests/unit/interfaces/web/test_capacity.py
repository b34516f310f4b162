"""The shift head's page: numbers of both sides, what results and why; questions before moves."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from kopri.domains.queue.queries.capacity import capacity_of, closures
from kopri.kernel.actor import Role
from kopri.kernel.lines import DANGEROUS, Line
from tests.border import OUT, POINT, Border
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.unit.interfaces.web.conftest import SignIn

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")
HERE = "/capacity?direction=kz-tm&day=2026-01-15"
FOUR = {f"hour_{hour}": "4" for hour in range(24)}


@pytest.fixture
def border(site: Node) -> Border:
    log = SimulatedLog()
    return Border(node=site, log=log, peer=MemoryPeer(log))


@pytest.fixture
def head(border: Border, sign_in: SignIn) -> Client:
    return sign_in(Role.SHIFT_HEAD)


def page(answer: Any) -> Any:
    return html.document_fromstring(answer.content.decode())


def text(answer: Any) -> str:
    return " ".join(page(answer).text_content().split())


def row(answer: Any, hour: int, *, table: int = 0) -> list[str]:
    cells = page(answer).xpath("//table")[table].xpath(f".//tbody/tr[{hour + 1}]/td")
    return [" ".join(cell.text_content().split()) for cell in cells][1:]


def resent(client: Client, answer: Any) -> Any:
    """Press the button of the question."""
    (form,) = page(answer).xpath("//main//form[@method='post']")
    return client.post(form.get("action"), dict(form.fields))


def test_both_sides_stand_side_by_side_with_what_results_and_why(
    border: Border, head: Client
) -> None:
    border.publish(range(24), limits={DANGEROUS: [2] * 24}, absent={"phytosanitary": [3]})
    assert "TM has published nothing for this day" in text(head.get(HERE))
    border.tell("queue.capacity_published/1", {
        "side": "tm", "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "day": "2026-01-15", "hours": [6] * 24, "revision": 1,
        "valid_until": "2026-02-01T00:00:00Z"}, subject=POINT, audience=("*",))
    border.hear()
    shown = head.get(HERE)
    assert row(shown, 3) == ["3", "3", "6", "0", "KZ: plant quarantine off duty"]
    assert row(shown, 9) == ["6", "9", "6", "0", ""]
    assert row(shown, 9, table=1) == ["6", "6", "2", "6"]
    of_class = head.get(HERE + "&goods=dangerous")
    assert row(of_class, 9) == ["2", "2", "6", ""]
    for _ in range(6):
        border.book(border.open(), 9)
    assert row(head.get(HERE), 9) == ["0", "9", "6", "6", "all granted"]
    assert "Kurban Ait" in text(shown)
    assert "Курбан айт" in text(head.get(HERE, HTTP_ACCEPT_LANGUAGE="ru"))


def test_the_first_line_and_the_hours_say_their_days(border: Border, head: Client) -> None:
    border.publish(range(24))
    shown = head.get(HERE)
    assert "Thu 15 Jan 05:00–Fri 16 Jan 05:00, truck" in text(shown)
    assert "KZ: published, holds until" in text(shown) and "TM: nothing published." in text(shown)
    hours = [" ".join(each.text_content().split()) for each in page(shown).xpath(
        "//table[1]/tbody/tr/td[1]")][:24]
    assert (hours[0], hours[18], hours[19]) == ("05:00", "23:00", "00:00 Fri 16 Jan")
    assert "00:00 Fri 16 Jan" in page(shown).xpath("//label[@for='capacity-hour_19']")[0].text_content()
    assert "What KZ takes: trucks, all loads" in text(shown)
    border.node.clock.move(hours=15)  # 02:00 of the 16th at the post, the 15th in UTC
    chosen = [each.text_content() for each in page(head.get("/capacity")).xpath(
        "//nav[@aria-label='Days']//a")]
    assert chosen[:2] == ["Thu 15 Jan", "Fri 16 Jan"]
    (now,) = page(head.get("/capacity")).xpath("//nav[@aria-label='Days']//a[@aria-current]")
    assert now.text_content() == "Fri 16 Jan"


def test_a_limit_is_set_beside_the_hours_and_taken_away_again(head: Client) -> None:
    head.post(HERE, {**FOUR, "away_sanitary": "1", "key": "a"})
    some = {f"hour_{hour}": "1" if hour < 12 else "" for hour in range(24)}
    assert head.post(HERE + "&goods=dangerous", {**some, "key": "b"}).status_code == 302
    own = capacity_of(side="kz", line=LINE, day="2026-01-15")
    assert own.limits == {DANGEROUS: [1] * 12 + [4] * 12} and own.hours == (4,) * 24
    assert own.off_duty == {"sanitary": list(range(24))}
    assert 'value="1"' in head.get(HERE + "&goods=dangerous").content.decode()
    head.post(HERE + "&goods=dangerous", {**dict.fromkeys(some, ""), "key": "c"})
    assert capacity_of(side="kz", line=LINE, day="2026-01-15").limits == {}
    wrong = head.post(HERE + "&goods=dangerous", {**some, "hour_3": "9999", "key": "d"})
    assert page(wrong).xpath("//section[@id='faults']//a/@href") == ["#capacity-hour_3"]


def test_what_would_move_is_asked_before_it_is_done(border: Border, head: Client) -> None:
    border.capacity()
    for _ in range(3):
        border.book(border.open(), 7)
    none = {f"hour_{hour}": "2" for hour in range(24)}
    question = head.post(HERE, {**none, "key": "k"})
    assert "get another hour, free of charge: 1." in text(question)
    assert capacity_of(side="kz", line=LINE, day="2026-01-15").hours[7] == 6
    assert resent(head, question)["Location"].endswith("done=capacity")
    assert capacity_of(side="kz", line=LINE, day="2026-01-15").hours[7] == 2
    copied = head.post("/capacity/copy" + HERE[9:], {"days": "2", "key": "l"})
    assert copied.status_code == 302
    assert [capacity_of(side="kz", line=LINE, day=day).revision
            for day in ("2026-01-16", "2026-01-17", "2026-01-18")] == [1, 1, 0]


def test_closing_extending_and_opening_by_hand(border: Border, head: Client) -> None:
    border.capacity()
    border.book(border.open(), 7)
    wrong = head.post("/capacity/close" + HERE[9:], {"reason": "weather", "until": "", "key": "k"})
    assert wrong.status_code == 422 and "The expected end is missing." in text(wrong)
    question = head.post("/capacity/close" + HERE[9:], {  # the post's clock is five hours ahead
        "reason": "weather", "until": "2026-01-15T14:00", "text": "fog", "key": "k"})
    assert "get another hour, free of charge: 1." in text(question)
    assert resent(head, question)["Location"].endswith("done=closed")
    (shut,) = closures(point=POINT, direction=OUT, now=border.now)
    assert (shut.reason, shut.text, shut.until.hour) == ("weather", "fog", 9)
    shown = head.get(HERE)
    assert "KZ Temirbaba is shut: bad weather" in text(shown) and row(shown, 7)[4] == "KZ is closed"
    assert "Open KZ now, move nobody" in text(shown)
    where = f"/capacity/closures/{shut.closure}{HERE[9:]}"
    assert "Back, nothing is done" in text(head.post(where, {"until": "2026-01-15T15:00"}))
    past = head.post(where, {"until": "2026-01-15T10:00", "key": "p"})
    assert past.status_code == 409 and "over or before it begins" in text(past)
    assert head.post(where, {"end": "1", "key": "e"})["Location"].endswith("done=reopened")
    assert closures(point=POINT, direction=OUT, now=border.now) == []
