"""The tour as a new user takes it: one truck released on both sides, without reading anything."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.border import ENTRY, EXIT, Border

pytestmark = pytest.mark.browser
TWO_MINUTES = 120.0


@dataclass(slots=True)
class Stage:
    """What the living demo does for its visitor: it keeps a truck with one decision open."""

    border: Border
    reference: str = ""
    plate: str = ""
    side: str = EXIT
    service: str = ""

    def keep(self, plate: str) -> None:
        """Another truck, in the exit side's controls."""
        self.plate, self.reference = plate, self.border.register(plate)
        self._leave_one(EXIT)

    def _leave_one(self, side: str) -> None:
        """The page asks at any moment: side and service are told together, once all is ready."""
        *others, left = self.border.services(side, self.reference)
        for service in others:
            self.border.find(side, self.reference, service=service, outcome="cleared")
        self.border.settle()
        self.side, self.service = side, left

    def drive_on(self) -> None:
        """Out of the exit side, over the strip, into the entry side's controls."""
        self.border.gate(EXIT, self.reference, "exit")
        self.border.settle()
        self.border.gate(ENTRY, self.reference, "register")
        self._leave_one(ENTRY)

    def state(self) -> Mapping[str, Any]:
        """As the demo's control server says it."""
        return {
            "simulated": True, "line": "whole" if self.border.line.whole else "cut",
            "nodes": {side: self.border.url(side, "") for side in (EXIT, ENTRY)},
            "truck": {"reference": self.reference, "plate": self.plate, "side": self.side,
                      "role": "inspector", "service": self.service, "button": "cleared",
                      "done": False},
        }

    def cut(self) -> Mapping[str, Any]:
        self.border.line.cut()
        return self.state()

    def restore(self) -> Mapping[str, Any]:
        self.border.line.restore()
        return self.state()

    def alter(self) -> Mapping[str, Any]:
        answer = self.border.ask(EXIT, "/demo/alter", role="operator", body={})
        return {"altered": ENTRY, "held_by": EXIT, "answer": answer}


@pytest.fixture
def stage(border: Border) -> Iterator[Stage]:
    """The demo's part, played by the test."""
    made = Stage(border)
    border.control.offer(actions={"state": made.state, "cut": made.cut, "restore": made.restore,
                                  "alter": made.alter})
    yield made
    border.control.offer(actions={})


def decide(page: Page, *, side: str) -> None:
    """Open the desk that is named, and press the button that is named."""
    link = page.locator(f"#open-desk[href*='{side_port(page, side)}']")
    expect(link).to_be_visible()
    frame = page.frame_locator(f"iframe[name='{link.get_attribute('target')}']")
    button = page.locator("#live .next b").last.inner_text().strip("«»")
    link.click()
    frame.get_by_role("button", name=button).click()
    expect(frame.get_by_text("Cleared.", exact=True)).to_be_visible()


def side_port(page: Page, side: str) -> str:
    """The port of a side's node, as its frame has it."""
    name = "left" if side == EXIT else "right"
    address = page.locator(f"iframe[name='{name}']").get_attribute("src") or ""
    return address.rpartition(":")[2].partition("/")[0]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_new_user_releases_a_truck_on_both_sides_within_two_minutes(
    chromium: Browser, border: Border, stage: Stage, script: bool
) -> None:
    stage.keep("88 TUR 01" if script else "88 TUR 02")
    context = chromium.new_context(java_script_enabled=script, locale="en")
    page = context.new_page()
    begun = time.monotonic()
    page.goto(border.url(EXIT, "/tour"))
    expect(page.get_by_text("Simulated traffic").first).to_be_visible()
    decide(page, side=EXIT)
    stage.drive_on()
    if not script:
        page.get_by_role("link", name="Look again").click()
    decide(page, side=ENTRY)
    border.settle()
    if not script:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("Released on both sides.")).to_be_visible()
    assert time.monotonic() - begun < TWO_MINUTES
    context.close()


def test_the_line_is_cut_and_restored_and_a_forgery_is_named(
    chromium: Browser, border: Border, stage: Stage
) -> None:
    stage.keep("88 TUR 03")
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(border.url(EXIT, "/tour"))
    page.get_by_role("button", name="Cut the line").click()
    expect(page.get_by_role("button", name="Restore the line")).to_be_visible()
    assert not border.line.whole
    page.get_by_role("button", name="Restore the line").click()
    expect(page.get_by_role("button", name="Cut the line")).to_be_visible()
    assert border.line.whole
    page.get_by_role("button", name="Alter one byte in a copied journal").click()
    expect(page.get_by_text("leaf_mismatch")).to_be_visible()
    context.close()


def test_what_an_order_did_is_shown_though_the_page_is_looked_at_anew_meanwhile(
    chromium: Browser, border: Border, stage: Stage
) -> None:
    stage.keep("88 TUR 06")
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.add_init_script("""
        const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (body) {
          setTimeout(() => send.call(this, body), body ? 5000 : 0);
        };""")
    page.goto(border.url(EXIT, "/tour"))
    page.get_by_role("button", name="Alter one byte in a copied journal").click()
    expect(page.get_by_text("leaf_mismatch")).to_be_visible()
    context.close()


def test_all_that_is_worth_a_look_opens_for_whom_it_is_named(
    chromium: Browser, border: Border, stage: Stage
) -> None:
    stage.keep("88 TUR 05")
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(border.url(EXIT, "/tour"))
    links = page.locator("a[href*='?next=/'][target]:not(#open-desk)").all()
    assert len(links) == 12
    for link in links:
        href = str(link.get_attribute("href"))
        answer = context.request.get(href)
        assert answer.ok, href
        assert answer.url.endswith(href.partition("next=")[2]), href
    context.close()


def test_before_the_demo_lives_on_the_tour_says_so(chromium: Browser, border: Border) -> None:
    border.control.offer(actions={})
    context = chromium.new_context(locale="en")
    page = context.new_page()
    answer = page.goto(border.url(ENTRY, "/tour"))
    assert answer is not None and answer.status == 503
    expect(page.get_by_text("The tour is not open.")).to_be_visible()
    context.close()


def test_a_truck_shows_in_both_frames_of_one_browser_with_two_people(
    chromium: Browser, border: Border, stage: Stage
) -> None:
    """Cookies know no ports: signing in on one side leaves the other side's person alone."""
    stage.keep("88 TUR 04")
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(border.url(EXIT, "/demo/as/gate-officer"))
    page.goto(border.url(ENTRY, "/demo/as/shift-head"))
    page.goto(border.url(EXIT, "/"))
    assert page.url.endswith("/gate")
    page.goto(border.url(ENTRY, "/"))
    expect(page.get_by_role("link", name="Capacity")).to_be_visible()
    context.close()
