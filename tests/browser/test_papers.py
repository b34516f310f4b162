"""Papers before the journey, by hand: a service asks on a tablet, the carrier answers on a phone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.border import DAY, ENTRY, EXIT, PAIR, POINT, Border
from tests.browser.test_every_page import look
from tests.files import pdf
from tests.journey.examining import waybill

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SHOTS", "")


def announced(border: Border, plate: str) -> str:
    """A loaded truck's case; both sides have planned who sees it."""
    made = border.ask(EXIT, "/api/v1/notices", role="carrier", body={
        "point": POINT, "direction": PAIR, "eta": f"{DAY}T09:00:00Z", "document": waybill("9000"),
        "conveyance": {"plate": plate, "country": "KZ"}})
    border.settle()
    return str(made["reference"])


def shot(page: Page, name: str) -> None:
    """A picture for somebody to look at, where a folder for it is named."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def test_asked_on_a_tablet_answered_on_a_phone_accepted_without_a_mouse(
    chromium: Browser, border: Border, tmp_path: Path
) -> None:
    reference = announced(border, "31 PAP 01")
    desk = chromium.new_context(locale="en", viewport={"width": 820, "height": 1180}).new_page()
    desk.goto(border.url(EXIT, "/demo/as/kz-src?next=/papers"))
    shot(desk, "list")
    desk.get_by_role("link", name=reference).click()
    shot(desk, "examination")
    desk.get_by_text("Ask", exact=True).click()
    desk.get_by_label("Question").fill("Which seal is on the trailer?")
    desk.get_by_role("button", name="Ask the carrier").click()
    expect(desk.get_by_text("Which seal is on the trailer?").last).to_be_visible()

    phone = chromium.new_context(
        locale="en", viewport={"width": 390, "height": 844}, java_script_enabled=False).new_page()
    phone.goto(border.url(EXIT, "/demo/as/carrier1?next=/cases"))
    assert "Questions that wait for you: 1" in phone.inner_text("main")
    shot(phone, "phone-list")
    phone.goto(border.url(EXIT, f"/cases/{reference}"))
    shot(phone, "phone-case")
    scan = tmp_path / "seal.pdf"
    scan.write_bytes(pdf())
    form = phone.locator("form[action$='/answer']")
    form.get_by_label("Answer").fill("Seal 17, see the scan")
    form.locator("select").select_option("D08")
    form.locator("input[type=file]").set_input_files(scan)
    form.get_by_role("button", name="Send the answer").click()
    assert "The answer is sent" in phone.inner_text("main")

    desk.goto(border.url(EXIT, f"/papers/{reference}"))
    assert "Seal 17, see the scan" in desk.inner_text("main")
    shot(desk, "answered")
    button = desk.get_by_role("button", name="Accept for customs, unless facts differ")
    button.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**done=papers-accept*")
    shot(desk, "accepted")
    assert "Papers accepted by customs" in desk.inner_text("main")
    desk.context.close()
    phone.context.close()


def test_the_pages_fit(chromium: Browser, border: Border) -> None:
    reference = announced(border, "31 PAP 02")
    wrong: list[str] = []
    for side, who, paths in (
        (EXIT, "kz-src", ["/papers", f"/papers/{reference}", f"/cases/{reference}"]),
        (ENTRY, "tm-cus", ["/papers", f"/papers/{reference}"]),
        (EXIT, "shift-head", ["/papers/figures"]),
    ):
        context = chromium.new_context(locale="ru")
        page = context.new_page()
        page.goto(border.url(side, f"/demo/as/{who}?next=/board"))
        for path in paths:
            wrong += look(page, border.url(side, path), name=f"{side} {who} {path}")
        context.close()
    assert wrong == []
