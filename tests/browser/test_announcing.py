"""A forwarder announces in a real browser: by hand with a look-up, from a file, and changes it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.border import EXIT, Border
from tests.browser.test_one_truck import person
from tests.unit.interfaces.web.test_announcing import waybill

pytestmark = pytest.mark.browser


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"#announce-{name.replace('__', '-')}").fill(text)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_two_items_a_look_up_a_draft_and_a_change(
    chromium: Browser, border: Border, script: bool
) -> None:
    plate = "77 FRM 01" if script else "77 FRM 02"
    with person(chromium, border, EXIT, "Carrier", script=script) as page:
        page.goto(border.url(EXIT, "/announce"))
        fill(page, plate=plate, country="KZ", eta="2026-01-15T18:00", waybill="CMR 14772",
             i0__gross="18 000")
        code = page.locator("#announce-i0-hs")
        code.press_sequentially("помидоры")
        if not script:
            page.get_by_role("button", name="Look up the HS code").click()
        page.get_by_role("button", name="070200").first.click()
        expect(code).to_have_value("070200")
        expect(page.locator("#announce-i0-goods")).not_to_have_value("")
        page.get_by_role("button", name="Add another item").click()
        fill(page, i1__goods="Cucumbers", i1__gross="2 000,5")
        page.get_by_role("button", name="Save as a draft").click()
        expect(page.get_by_text("Nothing has been sent yet.")).to_be_visible()

        page.goto(border.url(EXIT, "/announce/drafts"))
        page.get_by_role("link", name=plate).click()
        expect(page.locator("#announce-i1-gross")).to_have_value("2000.5")
        page.get_by_role("button", name="Announce the truck").click()
        expect(page.get_by_text("Announced to both sides.")).to_be_visible()
        page.get_by_role("link", name="CMR 14772").click()
        expect(page.get_by_role("cell", name="070200")).to_be_visible()

        page.get_by_role("link", name="Change", exact=True).click()
        fill(page, i1__gross="2500")
        page.get_by_role("button", name="Show what changes").click()
        changes = page.locator("#changes")
        expect(changes.get_by_role("row", name="Goods item 2 (Cucumbers)")).to_contain_text("2500")
        page.get_by_role("button", name="Send version 2").click()
        expect(page.get_by_text("The new version is sent to both sides.")).to_be_visible()
        expect(page.get_by_role("row", name="Goods item 2 (Cucumbers)")).to_contain_text("2000.5")
        page.goto(border.url(EXIT, "/announce/drafts"))
        expect(page.get_by_role("link", name=plate)).to_have_count(0)


def test_a_file_fills_the_form_and_a_value_is_corrected(
    chromium: Browser, border: Border, tmp_path: Path
) -> None:
    file = tmp_path / "waybill.json"
    file.write_bytes(waybill())
    with person(chromium, border, EXIT, "Carrier", script=True) as page:
        page.goto(border.url(EXIT, "/announce"))
        page.locator("#announce-file").set_input_files(file)
        page.get_by_role("button", name="Fill in from the file").click()
        expect(page.locator("#announce-i0-goods")).to_have_value("Wheat")
        fill(page, plate="77 FRM 03", eta="2026-01-15T18:00", i0__goods="Barley", i0__gross="5O")
        page.get_by_role("button", name="Announce the truck").click()
        expect(page.locator("#announce-i0-gross-error")).to_have_text("This is no number.")
        expect(page.locator("#announce-i0-goods")).to_have_value("Barley")
        page.locator("#faults a").click()
        page.locator("#announce-i0-gross").fill("50")
        page.get_by_role("button", name="Announce the truck").click()
        page.get_by_role("link", name="CMR 1", exact=True).click()
        expect(page.get_by_role("cell", name="Barley")).to_be_visible()


def test_what_is_typed_is_kept_by_itself_and_in_the_tab_when_the_line_drops(
    chromium: Browser, border: Border
) -> None:
    with person(chromium, border, EXIT, "Carrier", script=True) as page:
        page.goto(border.url(EXIT, "/announce"))
        with page.expect_response("**/announce") as answer:
            page.locator("#announce-plate").press_sequentially("77 FRM 04")
        assert answer.value.json()["draft"]
        expect(page.locator("[data-saved]")).to_contain_text("Draft saved")
        page.context.set_offline(True)
        page.locator("#announce-country").fill("KZ")
        page.get_by_role("button", name="Add another item").click()
        expect(page.locator("#line-down")).to_be_visible()
        page.context.set_offline(False)
        page.reload()
        expect(page.locator("#announce-plate")).to_have_value("77 FRM 04")
        expect(page.locator("#announce-country")).to_have_value("KZ")
        page.get_by_role("button", name="Announce the truck").click()
        expect(page.locator("#faults")).to_be_focused()  # and its buttons are still their own
        page.locator("#announce-i0-goods").press_sequentially("помидоры")
        page.get_by_role("button", name="070200").first.click()
        page.reload()
        expect(page.locator("#announce-i0-hs")).to_have_value("070200")
        fill(page, eta="2026-01-15T18:00", waybill="CMR 14775", i0__gross="18 000")
        page.context.set_offline(True)
        page.get_by_role("button", name="Announce the truck").click()
        note = page.locator("#unsent")
        expect(note).to_contain_text("Not sent yet: Announce the truck")
        page.context.set_offline(False)  # and is sent by itself
        expect(page.get_by_text("Announced to both sides.")).to_be_visible()
        page.go_back()
        expect(page.locator("#announce-plate")).to_have_count(0)  # no second one by a slip
