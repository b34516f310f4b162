"""The calling screen, the shift head's page, needs on the gate's list and on the case's page."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from kopri.domains.calling.queries import told_of
from kopri.domains.calling.types import Stage
from kopri.domains.cameras.operations import keep_stranger
from kopri.domains.cameras.types import Seen
from kopri.journeys.call_forward import call_forward
from kopri.journeys.mind_needs import note_need
from kopri.journeys.tell_times import tell_times
from kopri.kernel.actor import Role
from tests.border import POINT, Border
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.unit.interfaces.web.conftest import SignIn


@pytest.fixture
def border(site: Node) -> Border:
    log = SimulatedLog()
    return Border(node=site, log=log, peer=MemoryPeer(log=log))


def test_the_screen_shows_plates_in_four_languages_and_nothing_else(border: Border) -> None:
    references = [border.open(plate=f"10{number} KZA 12") for number in range(8)]
    for reference in references:
        border.read(reference)
        border.node.clock.move(minutes=1)
    note_need(**border.common, reference=references[7], actor=None, need="medical")
    call_forward(**border.paired, silence_min=60)
    border.node.clock.move(minutes=4)
    answer = Client().get("/calling/tmb")
    page = answer.content.decode()
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert all(f"10{number} KZA 12" in page for number in range(8))
    assert [f'lang="{language}"' in page for language in ("kk", "tk", "ru", "en")] == [True] * 4
    go, _, ready = page.partition('class="ready"')
    assert go.count('class="number"') == 6 and ready.count('class="number"') == 2
    assert "4 min" in go and not any(each in page for each in references)
    assert "doctor" not in page and 'class="calls"' in page
    assert "http://" not in page and "https://" not in page
    assert Client().get("/calling/gbz").status_code == 404
    assert Client().get("/calling/%00").status_code == 404


def test_the_screens_own_files_name_no_other_host() -> None:
    static = Path("src/kopri/interfaces/web/static")
    for name in ("calling.css", "calling.js"):
        text = (static / name).read_text("utf-8")
        assert "//" not in text.replace("/*", "").replace("*/", "") and "import" not in text


def test_a_shift_head_switches_and_reads_overrides(border: Border, sign_in: SignIn) -> None:
    assert Client().get("/calling").status_code == 302
    assert sign_in(Role.GATE_OFFICER).get("/calling").status_code == 403
    head = sign_in(Role.SHIFT_HEAD)
    assert "The node calls by itself." in head.get("/calling").content.decode()
    refused = head.post("/calling", {"point": POINT, "automatic": "no", "reason": ""})
    assert refused.status_code == 422 and "The reason is missing." in refused.content.decode()
    assert head.post("/calling", {"point": POINT, "automatic": "no", "reason": "training"}
                     ).status_code == 302
    page = head.get("/calling").content.decode()
    assert "Officers call by hand." in page and "training" in page


def test_who_needs_help_is_first_on_the_gates_list_and_is_seen_to(
    border: Border, sign_in: SignIn
) -> None:
    first, second = border.open(plate="111 AAA 11"), border.open(plate="222 BBB 22")
    border.read(first)
    border.node.clock.move(minutes=9)
    border.read(second)
    officer = sign_in(Role.GATE_OFFICER)
    assert officer.post(f"/cases/{second}/need", {"need": "water"}).status_code == 302
    desk = officer.get("/gate").content.decode()
    assert "needs water" in desk and desk.index(second) < desk.index(first)
    page = officer.get(f"/cases/{second}").content.decode()
    assert "Seen to: needs water" in page
    assert officer.post(f"/cases/{second}/see-to", {"need": "water"}).status_code == 302
    desk = officer.get("/gate").content.decode()
    assert "needs water" not in desk and desk.index(first) < desk.index(second)
    assert officer.post(f"/cases/{second}/need", {"need": "gold"}).status_code == 422


def test_the_bridge_of_a_case_shows_what_was_told(border: Border, sign_in: SignIn) -> None:
    reference = border.open(plate="111 AAA 11")
    border.read(reference)
    tell_times(**border.paired)
    said = told_of([reference], side="kz")[reference, Stage.GATE]
    page = sign_in(Role.GATE_OFFICER).get(f"/cases/{reference}").content.decode()
    gate = page.partition("<b>gate</b>")[2].partition("</li>")[0]
    assert f"{said.p50 + timedelta(hours=5):%H:%M}" in gate
    assert f"{said.p90 + timedelta(hours=5):%H:%M}" in gate


def test_the_gate_is_led_to_a_vehicle_that_only_a_camera_has_seen(
    border: Border, sign_in: SignIn
) -> None:
    seen = Seen(plate="999XYZ12", place="waiting_area", time=border.now)
    keep_stranger(seen, now=border.now)
    officer = sign_in(Role.GATE_OFFICER)
    page = officer.get("/gate").content.decode()
    assert "not announced: 999XYZ12" in page and 'href="/gate?find=999XYZ12"' in page
    assert "Open a case here" in officer.get("/gate?find=999XYZ12").content.decode()
