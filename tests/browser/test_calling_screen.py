"""The calling screen on a monitor: huge, without a sign-in, loud when it is out of date."""

from playwright.sync_api import Browser, expect

from tests.browser.border import ENTRY, Border

FULL_HD = {"width": 1920, "height": 1080}


def test_plates_are_read_from_afar_and_an_old_screen_is_loud(
    chromium: Browser, border: Border
) -> None:
    plates = [f"7{number}1 KZA 12" for number in range(9)]
    for plate in plates:
        border.gate(ENTRY, border.open(plate, side=ENTRY), "waiting_area")  # no other test leaves there
    border.settle(minutes=2)  # the post's node calls as many as the gate can take
    context = chromium.new_context(viewport=FULL_HD, color_scheme="dark")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.install()
    page.goto(border.url(ENTRY, "/calling/gbz"))
    rows = page.locator(".go li:visible .number")
    assert rows.count() == 5 and page.locator(".ready li").count() >= 3
    size = rows.first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 0.12 * FULL_HD["height"]
    for row in range(5):
        box = rows.nth(row).bounding_box()
        assert box is not None and box["x"] + box["width"] < 0.64 * FULL_HD["width"]
        assert box["y"] + box["height"] < 0.95 * FULL_HD["height"]
    assert all(url.startswith(border.url(ENTRY)) for url in asked)
    expect(page.locator(".alarm")).to_be_hidden()
    context.set_offline(True)
    page.clock.run_for(75_000)
    expect(page.locator(".alarm")).to_be_visible()
    assert "s" in (page.locator("[data-age]").text_content() or "")
    context.set_offline(False)
    page.clock.run_for(15_000)
    page.wait_for_selector("#screen:not(.stale)")
    context.close()
