"""The driver's card in a real browser: on a phone, without scripts, and without a line."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.border import EXIT, Border

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 568}


def test_a_card_is_kept_on_the_phone_and_says_that_it_is_old(
    chromium: Browser, border: Border
) -> None:
    reference = border.open("10 DRV 01")
    context = chromium.new_context(locale="en", viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(border.url(EXIT, border.card(reference)))
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()  # from now on its keeper sees what comes
    page.wait_for_function("navigator.serviceWorker.controller")
    page.reload()
    expect(page.locator(".gone")).to_be_hidden()
    context.set_offline(True)
    page.reload()
    expect(page.locator(".plate")).to_have_text("10 DRV 01")
    expect(page.locator(".age")).to_have_text(re.compile(r"as of \d\d:\d\d · no connection"))
    context.set_offline(False)
    page.reload()
    expect(page.locator(".gone")).to_be_hidden()
    context.close()


def test_a_carrier_hands_the_link_over_and_it_needs_no_script(
    chromium: Browser, border: Border
) -> None:
    reference = border.open("10 DRV 02")
    context = chromium.new_context(locale="en", java_script_enabled=False)
    page = context.new_page()
    page.goto(border.url(EXIT, f"/demo/as/carrier1?next=/cases/{reference}"))
    shown = page.locator("#for-driver")
    expect(shown.locator("svg.qr")).to_be_visible()
    url = shown.locator(".link").inner_text()
    phone = chromium.new_context(locale="en", viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    card = phone.new_page()
    card.goto(url)
    expect(card.locator("h1")).to_have_text(re.compile("Wait|Go"))
    over = card.locator("main").bounding_box()
    assert over is not None and over["width"] <= PHONE["width"]
    card.get_by_role("link", name="Русский").click()
    assert card.locator("html").get_attribute("lang") == "ru" and card.url == url
    page.get_by_text("Make a new link", exact=True).click()
    page.get_by_role("button", name="Make a new link; the old ones end").click()
    expect(page.get_by_text("There is a new link.")).to_be_visible()
    answer = card.reload()
    assert answer is not None and answer.status == 410
    context.close()
    phone.close()
