"""A shift head's day by clicking alone, with JavaScript and without: a lane is closed, a truck is held,
goods are unloaded once, a system is down for an hour, the shift is handed over."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.border import EXIT, Border

pytestmark = pytest.mark.browser
CUSTOMS, OTHERS = "KZ-SRC", ("KZ-TRC", "KZ-BS")


@contextmanager
def at(chromium: Browser, border: Border, name: str, path: str, *, script: bool) -> Iterator[Page]:
    """Somebody of the exit side, signed in and on a page."""
    page = chromium.new_context(java_script_enabled=script, locale="en").new_page()
    page.goto(border.url(EXIT, f"/demo/as/{name}?next={path}"))
    yield page
    page.context.close()


def press(page: Page, name: str | re.Pattern[str], *, says: str) -> None:
    """A button, and what the next page says was done."""
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_text(says).first).to_be_visible()


def unfold(page: Page, title: str) -> None:
    page.locator("summary").get_by_text(title, exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_shift_head_has_his_day(chromium: Browser, border: Border, script: bool) -> None:
    number = 1 if script else 2
    held, unloaded, late = (border.register(f"70 {word} 0{number}") for word in (
        "HLD", "UNL", "LAT"))
    for service in OTHERS:
        border.find(EXIT, late, service=service, outcome="cleared")
    closes_a_lane(chromium, border, script=script)
    sees_who_is_held(chromium, border, held, script=script)
    has_goods_unloaded_once(chromium, border, unloaded, script=script)
    goes_on_without_a_system(chromium, border, late, script=script)
    hands_over(chromium, border, script=script)


def closes_a_lane(chromium: Browser, border: Border, *, script: bool) -> None:
    with at(chromium, border, "shift-head", "/shift", script=script) as page:
        page.get_by_role("link", name="Lanes", exact=True).click()
        unfold(page, "Close lane 1")
        press(page, "Close lane 1", says="The reason is missing.")
        page.get_by_label("Reason").first.fill("oil on the road")
        press(page, "Close lane 1", says="Done. The gate page shows it.")
    with at(chromium, border, "gate-officer", "/gate", script=script) as page:
        page.get_by_role("link", name=re.compile("^Lanes open: .*closed: 1$")).click()
        expect(page.get_by_text("oil on the road")).to_be_visible()
        expect(page.get_by_role("button", name="Open lane 1")).to_have_count(0)
    with at(chromium, border, "shift-head", "/lanes", script=script) as page:
        page.get_by_label("Reason").first.fill("swept")
        press(page, "Open lane 1", says="Done. The gate page shows it.")
        expect(page.locator(".lede")).not_to_contain_text("closed")


def sees_who_is_held(chromium: Browser, border: Border, reference: str, *, script: bool) -> None:
    with at(chromium, border, CUSTOMS, "/desk", script=script) as page:
        page.get_by_role("link", name=reference).click()
        unfold(page, "Hold")
        page.locator("#hold-lifts").fill("a waybill with a stamp")
        press(page, re.compile("^Hold for "), says="Held.")
    with at(chromium, border, "shift-head", "/shift", script=script) as page:
        expect(page.locator(".lede")).to_contain_text("Held")
        page.get_by_role("row").filter(has_text="a waybill with a stamp").get_by_role(
            "link").first.click()
        expect(page.locator(".lede")).to_contain_text("Held by customs")
    with at(chromium, border, CUSTOMS, f"/cases/{reference}", script=script) as page:
        press(page, re.compile("^Clear for "), says="Cleared.")
    with at(chromium, border, "shift-head", "/shift", script=script) as page:
        expect(page.get_by_text("a waybill with a stamp")).to_have_count(0)


def has_goods_unloaded_once(
    chromium: Browser, border: Border, reference: str, *, script: bool
) -> None:
    where = f"/cases/{reference}/inspection"
    with at(chromium, border, "shift-head", f"/cases/{reference}", script=script) as page:
        page.get_by_role("link", name="Inspection: place, record, signatures").click()
        unfold(page, "Begin now")
        page.locator("#begin-now-place").fill("Shed 2")
        page.locator(f"#begin-now-who-{EXIT}-{CUSTOMS}").check()
        press(page, "Begin: unload now", says="The inspection has begun; both sides see its record.")
        expect(page.get_by_text("nformation only").first).to_be_visible()
    with at(chromium, border, CUSTOMS, where, script=script) as page:
        page.locator("#finding-found").fill("as told")
        press(page, "Note this finding", says="The finding is in the record.")
        page.goto(border.url(EXIT, f"/cases/{reference}"))
        press(page, re.compile("^Clear for "), says="is not over")
        page.goto(border.url(EXIT, where))
        press(page, "End: the goods are loaded again", says="Services sign its record now.")
        page.get_by_label("in order", exact=True).check()
        press(page, "Sign the record", says="Signed for your service.")
        page.goto(border.url(EXIT, f"/cases/{reference}"))
        press(page, re.compile("^Clear for "), says="Cleared.")


def goes_on_without_a_system(
    chromium: Browser, border: Border, reference: str, *, script: bool
) -> None:
    with at(chromium, border, "shift-head", "/fallback", script=script) as page:
        expect(page.locator(".lede")).to_contain_text("No regime is in force")
        page.locator("input[type=checkbox]").and_(page.get_by_label(
            re.compile("Revenue|Customs", re.IGNORECASE))).first.check()
        page.get_by_label("A system does not answer").check()
        page.get_by_label("Reason").first.fill("the customs system, told at 11:40")
        press(page, re.compile("^Declare it for 240 minutes"), says="The regime is declared.")
        plate = page.get_by_role("button", name=re.compile("^Release 70 LAT"))
        expect(plate).to_have_count(1)
        press(page, re.compile("^Release 70 LAT"), says="Released without a service.")
        expect(page.get_by_role("row").filter(has_text="70 LAT").first).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Renew"))).to_have_count(0)
        press(page, re.compile("^End it"), says="The regime has ended")
    with at(chromium, border, CUSTOMS, "/fallback", script=script) as page:
        page.locator("form", has=page.get_by_role("radio")).first.get_by_role("radio").first.check()
        page.locator(f"form[action='/fallback/look/{reference}'] button").click()
        expect(page.get_by_text("Recorded.")).to_be_visible()


def hands_over(chromium: Browser, border: Border, *, script: bool) -> None:
    with at(chromium, border, "shift-head", "/shift", script=script) as page:
        page.get_by_role("link", name="Shift handover").click()
        page.get_by_label("Note").fill("lane 1 is slippery")
        press(page, re.compile("^Give the shift with"), says="Signed.")
        expect(page.get_by_role("button", name=re.compile("^Take"))).to_have_count(0)
    with at(chromium, border, "shift-head2", "/handover", script=script) as page:
        expect(page.get_by_text("lane 1 is slippery").first).to_be_visible()
        press(page, re.compile("^Take the shift with"), says="Taken: the shift is yours.")
